import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

export interface Measured {
  /** From its start to its end; what else the machine does stretches it. */
  readonly elapsed: number;
  /** Seconds of processor time of it and its children; undefined where the system has no /proc. */
  readonly processor: number | undefined;
  /** Greatest resident set of the process itself, without its children; undefined where the system has no /proc. */
  readonly megabytes: number | undefined;
  /** Null where it was ended because it took too long. */
  readonly code: number | null;
}

/**
 * Runs a program to its end, or to a limit, and measures it from outside; one at a time.
 * @param limit seconds
 */
export function runMeasured(program: string, args: readonly string[], limit: number): Promise<Measured> {
  return new Promise((resolve, reject) => {
    const before = processorOfChildren();
    const started = process.hrtime.bigint();
    const child = spawn(program, args, { stdio: 'ignore', timeout: limit * 1000, killSignal: 'SIGKILL' });
    let megabytes: number | undefined;
    const watch = setInterval(() => {
      megabytes = peakOf(child.pid) ?? megabytes;
    }, 20);
    child.on('error', reject);
    child.on('close', (code) => {
      clearInterval(watch);
      const after = processorOfChildren();
      const processor = before === undefined || after === undefined ? undefined : after - before;
      resolve({ elapsed: Number(process.hrtime.bigint() - started) / 1e9, processor, megabytes, code });
    });
  });
}

/** Seconds that children which have ended took: the fields cutime and cstime of proc(5), in hundredths. */
function processorOfChildren(): number | undefined {
  try {
    const fields = readFileSync('/proc/self/stat', 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return (Number(fields[13]) + Number(fields[14])) / 100;
  } catch {
    return undefined;
  }
}

function peakOf(pid: number | undefined): number | undefined {
  try {
    const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return peak === undefined ? undefined : Number(peak) / 1024;
  } catch {
    return undefined;
  }
}

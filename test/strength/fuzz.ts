import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { fail } from '../../bin/fail';
import { estatePlan } from '../estate-plan';
import { Fuzzer, longest, type Tried } from './fuzz/run-cases';
import { smallPlan } from './fuzz/small-plan';

/**
 * `npm run fuzz -- [--count N] [--seed N] [--case N [--out FILE]]`: judges plan files that are broken or hostile
 * and prints what came of them. A case is the same for the same seed and number; `--out` writes its file.
 */

interface Work {
  readonly text: string;
  readonly seed: number;
  readonly from: number;
  readonly to: number;
  /** The case that is being tried, so that another thread sees it hang. */
  readonly current: SharedArrayBuffer;
}

interface Tally {
  readonly exits: Record<string, number>;
  readonly wrong: string[];
  readonly brokeOff: Map<string, number>;
  slowest: number;
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      count: { type: 'string', default: '2000' },
      seed: { type: 'string', default: '1' },
      case: { type: 'string' },
      out: { type: 'string' },
    },
  });
  const [count, seed] = [Number(values.count), Number(values.seed)];
  const text = JSON.stringify(smallPlan(await estatePlan()));
  if (values.case !== undefined) return reproduce(text, seed, Number(values.case), values.out);
  const tally: Tally = { exits: {}, wrong: [], brokeOff: new Map(), slowest: 0 };
  const started = Date.now();
  for (let from = 0; from < count; ) from = await tryFrom({ text, seed, from, to: count }, tally);
  for (const [what, times] of tally.brokeOff) print(`${times} times a policy broke off: ${what}`);
  for (const line of tally.wrong) print(`WRONG ${line}`);
  const { 0: passed = 0, 1: stopped = 0, 2: refused = 0 } = tally.exits;
  print(
    `${count} cases of seed ${seed} in ${((Date.now() - started) / 1000).toFixed(0)} s: ${refused} refused, ` +
      `${stopped} stopped, ${passed} passed as they may; slowest ${tally.slowest.toFixed(0)} ms; ${tally.wrong.length} wrong.`,
  );
  return tally.wrong.length === 0 ? 0 : 1;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function reproduce(text: string, seed: number, at: number, out: string | undefined): number {
  const fuzzer = new Fuzzer(text);
  if (out !== undefined) writeFileSync(out, fuzzer.make(seed, at).bytes);
  const tried = fuzzer.try(seed, at);
  print(JSON.stringify(tried, null, 1));
  return tried.wrong === undefined ? 0 : 1;
}

/** Tries cases in another thread. @returns the first case that is still to be tried: after one that hangs, the next */
function tryFrom(work: Omit<Work, 'current'>, tally: Tally): Promise<number> {
  const current = new SharedArrayBuffer(4);
  const view = new Int32Array(current);
  const worker = new Worker(__filename, { workerData: { ...work, current } });
  return new Promise((resolve, reject) => {
    let [last, since] = [-1, Date.now()];
    const watch = setInterval(() => {
      const now = Atomics.load(view, 0);
      if (now !== last) [last, since] = [now, Date.now()];
      else if (Date.now() - since > 2 * longest) {
        clearInterval(watch);
        tally.wrong.push(`case ${now}: it hangs`);
        worker.terminate().then(() => resolve(now + 1), reject);
      }
    }, 500);
    worker.on('message', ({ at, tried }: { at: number; tried: Tried }) => {
      tally.exits[String(tried.exit)] = (tally.exits[String(tried.exit)] ?? 0) + 1;
      if ((at + 1) % 10_000 === 0 && at + 1 < work.to) {
        process.stderr.write(`${at + 1} of ${work.to} cases tried, ${tally.wrong.length} wrong\n`);
      }
      tally.slowest = Math.max(tally.slowest, tried.milliseconds);
      if (tried.wrong !== undefined) tally.wrong.push(`case ${at} (${tried.damage}): ${tried.wrong}`);
      for (const one of tried.brokeOff) tally.brokeOff.set(one, (tally.brokeOff.get(one) ?? 0) + 1);
    });
    worker.on('error', reject);
    worker.on('exit', () => {
      clearInterval(watch);
      resolve(work.to);
    });
  });
}

function tryAll({ text, seed, from, to, current }: Work): void {
  const view = new Int32Array(current);
  const fuzzer = new Fuzzer(text);
  for (let at = from; at < to; at += 1) {
    Atomics.store(view, 0, at);
    parentPort?.postMessage({ at, tried: fuzzer.try(seed, at) });
  }
}

if (isMainThread) {
  main().then((code) => {
    process.exitCode = code;
  }, fail);
} else tryAll(workerData as Work);

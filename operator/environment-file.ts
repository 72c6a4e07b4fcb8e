import { existsSync, readFileSync } from 'node:fs';
import { InputError } from '../terraform/errors';
import { writeAside } from '../terraform/write-aside';

const assignment = /^\s*(?:export\s+)?([A-Za-z_]\w*)=(.*)$/;
/** Nothing in it that a shell reads as more than itself, inside single quotes. */
const plain = /^[^'\\\n\r\0]*$/;

/**
 * A file for `. FILE` that sets variables of the environment, each on a line of its own. What others have written
 * into it stays as it is. It holds passwords: mode 600, always written whole.
 */
export class EnvironmentFile {
  private readonly lines: string[];

  /**
   * @param path where there is none yet, it is made with the first value
   * @throws InputError where it cannot be read
   */
  constructor(readonly path: string | undefined) {
    this.lines = path !== undefined && existsSync(path) ? readLines(path) : [];
  }

  /**
   * A value of the file. Without a file that of the environment: never of both, since what the environment holds may
   * be another cloud's.
   */
  value(name: string, environment: NodeJS.ProcessEnv = process.env): string | undefined {
    return this.path === undefined ? environment[name] || undefined : this.written(name);
  }

  /** @throws InputError where the file sets it in a way that only a shell understands */
  written(name: string): string | undefined {
    const line = this.lines.findLast((each) => assignment.exec(each)?.[1] === name);
    const text = line === undefined ? undefined : assignment.exec(line)?.[2]?.trim();
    if (text === undefined) return undefined;
    const found = /^'([^'\\]*)'$|^"([^"\\$`]*)"$|^([\w./:@%+,=-]*)$/.exec(text);
    if (found) return found[1] ?? found[2] ?? found[3];
    throw new InputError({
      value: `${this.path} sets ${name} in a way that only a shell understands.`,
      rule: "It is a line of the form: export NAME='value'",
      fix: 'Write it in that form, or take the line out: then a new value is made.',
    });
  }

  /** Sets values and writes the file. @throws InputError where it cannot be written, or there is none */
  set(values: Readonly<Record<string, string>>): void {
    const { path } = this;
    if (path === undefined) throw new Error('no file to keep values in');
    const before = this.lines.join('\n');
    for (const [name, value] of Object.entries(values)) {
      if (!plain.test(value)) throw new Error(`${name} cannot be written for a shell`);
      const line = `export ${name}='${value}'`;
      const at = this.lines.findLastIndex((each) => assignment.exec(each)?.[1] === name);
      if (at < 0) this.lines.push(line);
      else this.lines[at] = line;
    }
    if (this.lines.join('\n') !== before) writeAside(path, `${this.lines.join('\n')}\n`);
  }
}

function readLines(path: string): string[] {
  try {
    return readFileSync(path, 'utf8').replace(/\n+$/, '').split('\n');
  } catch (error) {
    throw new InputError({
      value: `${path} cannot be read (${(error as NodeJS.ErrnoException).code}).`,
      rule: 'The file of variables belongs to whoever runs this, with mode 600.',
      fix: 'Give yourself the right to read it, or name another file.',
    });
  }
}

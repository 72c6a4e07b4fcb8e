import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { NotInTimeError } from './wait';

/** What a session is started with. */
export interface SessionOptions {
  /** The command line of psql, with what runs it as another account. */
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/** The server ended the session, or refused it; what it said last. */
export class SessionEndedError extends Error {
  override readonly name = 'SessionEndedError';
}

/**
 * One connection that is kept open, by psql. psql and no library: it is the client that operators have, it speaks
 * every option of the connection strings that the settings are made of, and it comes with the server.
 */
export class Session {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #ended: Promise<number>;
  #unread = '';
  #said = '';
  #onData: () => void = () => {};
  #isEnded = false;
  #asked = 0;

  constructor({ command, environment }: SessionOptions) {
    const [program = '', ...args] = command;
    const fixed = ['--no-psqlrc', '--quiet', '--csv', '--tuples-only', '--set=ON_ERROR_STOP=1'];
    this.#child = spawn(program, [...args, ...fixed], { env: environment, cwd: '/', detached: true });
    this.#child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      this.#unread += chunk;
      this.#onData();
    });
    this.#child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      this.#said = `${this.#said}${chunk}`.slice(-4000);
    });
    // A server that goes away while something is being sent: the end of the session says it better.
    this.#child.stdin.on('error', () => {});
    this.#ended = new Promise((resolve) => {
      const end = (code: number | null) => {
        this.#isEnded = true;
        resolve(code ?? 1);
        this.#onData();
      };
      this.#child.on('error', (error) => {
        this.#said += error.message;
        end(2);
      });
      this.#child.on('close', end);
    });
  }

  get process(): number | undefined {
    return this.#child.pid;
  }

  /** What psql or the server complained of last; not the excerpt of the statement below it. */
  get lastWords(): string {
    const lines = this.#said.trim().split('\n');
    return lines.findLast((line) => /(ERROR|FATAL|error):/.test(line)) ?? lines.at(-1) ?? '';
  }

  /**
   * Sends SQL and waits for its end.
   * @returns lines of CSV
   * @throws SessionEndedError when the session ends first, which an error in SQL does too
   * @throws NotInTimeError after the deadline; the session is of no more use then
   */
  ask(sql: string, deadlineMs = 60_000): Promise<readonly string[]> {
    this.#asked += 1;
    const mark = `-- answered ${this.#asked} --`;
    this.#child.stdin.write(`${sql}\n\\echo ${mark}\n`);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => settle(() => reject(new NotInTimeError(`no answer within ${deadlineMs} ms`))),
        deadlineMs,
      );
      const settle = (end: () => void) => {
        clearTimeout(timer);
        this.#onData = () => {};
        end();
      };
      this.#onData = () => {
        const at = this.#unread.indexOf(`${mark}\n`);
        if (at !== -1) {
          const lines = this.#unread.slice(0, at).split('\n').slice(0, -1);
          this.#unread = this.#unread.slice(at + mark.length + 1);
          settle(() => resolve(lines));
        } else if (this.#isEnded) settle(() => reject(new SessionEndedError(this.lastWords)));
      };
      this.#onData();
    });
  }

  /** Ends psql, whatever it is doing. */
  async end(): Promise<void> {
    this.#child.stdin.end();
    this.#child.kill('SIGTERM');
    await this.#ended;
  }
}

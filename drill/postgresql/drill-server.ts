import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type RunResult, runProgram } from '../../terraform/run-program';
import type { PostgresqlServer } from '../../workloads/postgresql/servers';
import type { Account } from './account';
import { throwIfInterrupted } from './interruption';
import { childrenOf, commandLine, isAlive, isForgotten, signal } from './processes';
import { Session } from './session';
import { NotInTimeError, until } from './wait';

/** What runs a server here. */
export interface Machine {
  /** Folder of PostgreSQL’s programs. */
  readonly programs: string;
  readonly account: Account;
}

/** A real server on this machine, run from generated settings. */
export class DrillServer {
  #killed: readonly number[] = [];

  constructor(
    readonly settings: PostgresqlServer,
    private readonly machine: Machine,
  ) {}

  get site(): string {
    return this.settings.site;
  }

  /** Environment of a shell at this server: nothing of ours comes along. */
  get environment(): Record<string, string> {
    const path = `${this.machine.programs}:/usr/local/bin:/usr/bin:/bin`;
    return { PATH: path, LC_ALL: 'C', HOME: '/nonexistent', ...this.settings.environment };
  }

  /** Runs a script as somebody in a shell at the server would. */
  shell(script: string, variables: Readonly<Record<string, string>> = {}): Promise<RunResult> {
    throwIfInterrupted();
    const bash = ['bash', '-euo', 'pipefail', '-c', script];
    const [program = '', ...args] = [...this.machine.account.prefix, ...bash];
    return runProgram(program, args, { cwd: '/', env: { ...this.environment, ...variables } });
  }

  /** A session of the administrator over the local socket. */
  session(database = 'postgres'): Session {
    return this.sessionOf([`--dbname=${database}`]);
  }

  /** A session by other ways, such as a connection string. */
  sessionOf(
    args: readonly string[],
    environment: Readonly<Record<string, string>> = this.environment,
  ): Session {
    throwIfInterrupted();
    const command = [...this.machine.account.prefix, join(this.machine.programs, 'psql'), ...args];
    return new Session({ command, environment });
  }

  /** Asks once, as administrator. */
  async ask(sql: string, database?: string): Promise<readonly string[]> {
    const session = this.session(database);
    try {
      return await session.ask(sql);
    } finally {
      await session.end();
    }
  }

  /**
   * The server’s first process, as its lock file names it; undefined where it does not run. Lock files outlive their
   * processes, and numbers are used again: only a server that runs from these settings counts.
   */
  get process(): number | undefined {
    try {
      const file = join(this.settings.environment.PGDATA ?? '', 'postmaster.pid');
      const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
      const isOurs =
        Number.isInteger(pid) && pid > 0 && commandLine(pid).includes(this.settings.place.settingsFolder);
      return isOurs ? pid : undefined;
    } catch {
      return undefined;
    }
  }

  /** Ends every process of the server at once, as a power cut does: none can say goodbye or write anything. */
  async kill(): Promise<void> {
    const first = this.process;
    if (first === undefined) return;
    const all = [first, ...childrenOf(first)];
    for (const pid of all) signal(pid, 'SIGKILL');
    this.#killed = all;
    // A child that was being born meanwhile notices by itself that its parent is gone.
    await until(`all processes of ${this.site} are gone`, () => all.every((pid) => !isAlive(pid)));
  }

  /**
   * Waits until the system has forgotten the killed processes, which its first process sees to in its own time:
   * until then the server’s lock file names one, and it would not start.
   */
  async forgotten(): Promise<void> {
    const what = `the killed processes of ${this.site} are forgotten`;
    await until(what, () => this.#killed.every(isForgotten), 60_000);
  }

  /** Ends the server in whatever state it is, at the end of a drill, when nobody needs its data. */
  async end(): Promise<void> {
    const first = this.process;
    if (first === undefined) return;
    // Its own way to stop at once, which gives shared memory back; a stopped sender would keep it from that.
    for (const child of childrenOf(first)) signal(child, 'SIGCONT');
    signal(first, 'SIGQUIT');
    await until(`${this.site} has stopped`, () => !isAlive(first), 20_000).catch((error: unknown) => {
      if (!(error instanceof NotInTimeError)) throw error;
      return this.kill();
    });
  }

  /** The log of the server, which it writes for itself. */
  get log(): string {
    try {
      return readFileSync(this.settings.environment.LOG ?? '', 'utf8');
    } catch {
      return '';
    }
  }
}

import { setTimeout as sleep } from 'node:timers/promises';
import type { DrillGroup } from './group';
import { contentOf, rowText } from './rows';
import type { Session } from './session';
import { NotInTimeError, until } from './wait';

/** A commit that a client was told of. */
export interface Acknowledged {
  /** The row as `rowsAt` gives it. */
  readonly row: string;
  /** `performance.now()` when the client had the answer. */
  readonly at: number;
}

/** A table as an application makes it; a row names its writer and its place among that writer’s rows. */
export const makeTable = [
  'CREATE TABLE drill_row (writer integer, number integer, content text NOT NULL,',
  'written_at timestamptz NOT NULL DEFAULT clock_timestamp(), PRIMARY KEY (writer, number));',
].join(' ');

/**
 * Applications that write without end, each row in a transaction of its own, and note on their own side which
 * commits were acknowledged. What a writer was not told before its connection ended is unknown to it, as it is to
 * any client: it neither counts nor is written again.
 */
export class Writers {
  readonly #acknowledged: Acknowledged[] = [];
  readonly #loops: Promise<void>[];
  #stopping = false;
  #sent = 0;
  #lastError = '';

  constructor(
    private readonly group: DrillGroup,
    readonly count: number,
  ) {
    this.#loops = Array.from({ length: count }, (_, writer) => this.#write(writer));
  }

  get acknowledged(): readonly Acknowledged[] {
    return this.#acknowledged;
  }

  /** Rows that were sent, whether or not an answer came. */
  get sent(): number {
    return this.#sent;
  }

  /** Waits for as many more acknowledged commits. @returns the first of them */
  async more(count: number, deadlineMs?: number): Promise<Acknowledged> {
    const before = this.#acknowledged.length;
    const holds = () => this.#acknowledged.length >= before + count;
    await until(`${count} more commits are acknowledged`, holds, deadlineMs).catch((error: unknown) => {
      if (!(error instanceof NotInTimeError)) throw error;
      throw new NotInTimeError(`${error.message}; a writer met: ${this.#lastError}`);
    });
    const first = this.#acknowledged[before];
    if (first === undefined) throw new Error('none was acknowledged');
    return first;
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    await Promise.all(this.#loops);
  }

  async #write(writer: number): Promise<void> {
    let number = 0;
    while (!this.#stopping) {
      const session = this.group.home.sessionOf([this.group.application.connection]);
      try {
        await session.ask('SELECT 1;');
        while (!this.#stopping) {
          number += 1;
          await this.#writeOne(session, writer, number);
        }
      } catch (error) {
        this.#lastError = error instanceof Error ? error.message : String(error);
        // The server is gone or no server leads: try the next one, as any application would.
        await sleep(20);
      } finally {
        await session.end();
      }
    }
  }

  async #writeOne(session: Session, writer: number, number: number): Promise<void> {
    this.#sent += 1;
    const values = `${writer}, ${number}, '${contentOf(writer, number)}'`;
    const insert = `INSERT INTO drill_row (writer, number, content) VALUES (${values});`;
    await this.#answerOrStop(session.ask(insert, 600_000));
    this.#acknowledged.push({ row: rowText(writer, number), at: performance.now() });
  }

  /** A write may wait for as long as a copy is away; whoever stops the writers does not. */
  async #answerOrStop(answer: Promise<unknown>): Promise<void> {
    let isDone = false;
    const done = answer.finally(() => {
      isDone = true;
    });
    done.catch(() => {});
    while (!isDone && !this.#stopping) await Promise.race([done, sleep(200)]);
    if (!isDone) throw new Error('stopped while waiting');
    await done;
  }
}

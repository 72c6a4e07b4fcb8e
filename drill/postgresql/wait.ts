import { setTimeout as sleep } from 'node:timers/promises';
import { throwIfInterrupted } from './interruption';

/** What was waited for did not come about: a finding of the drill, not a fault of its caller. */
export class NotInTimeError extends Error {
  override readonly name = 'NotInTimeError';
}

/**
 * Asks again and again until there is an answer.
 * @param what completes "after … s still not: "
 * @returns the first answer that is not undefined or false
 * @throws NotInTimeError after the deadline, with the last error met on the way
 * @throws InterruptedError as soon as the process was told to stop
 */
export async function until<T>(
  what: string,
  ask: () => Promise<T | undefined | false> | T | undefined | false,
  deadlineMs = 30_000,
  everyMs = 20,
): Promise<T> {
  const started = performance.now();
  let last = '';
  for (;;) {
    throwIfInterrupted();
    try {
      const answer = await ask();
      if (answer !== undefined && answer !== false) return answer;
    } catch (error) {
      last = `; last: ${error instanceof Error ? error.message : String(error)}`;
    }
    if (performance.now() - started > deadlineMs)
      throw new NotInTimeError(`after ${deadlineMs / 1000} s still not: ${what}${last}`);
    await sleep(everyMs);
  }
}

/** Milliseconds since a mark of `performance.now()`, whole. */
export function since(mark: number): number {
  return Math.round(performance.now() - mark);
}

import { setTimeout as sleep } from 'node:timers/promises';
import { ServiceFailure } from './failure';
import { endedProcesses } from './records';
import { logFile, type ProcessPlace } from './start-process';

export interface Waiting {
  readonly what: string;
  readonly timeoutMs: number;
  /** Says why there is no point in waiting any longer, such as a process that has ended. */
  readonly hopeless?: () => string | undefined;
}

/**
 * Asks again and again until the answer is yes.
 * @param question answers with undefined for yes, else with what is missing
 * @throws ServiceFailure with what was missing last
 */
export async function until(waiting: Waiting, question: () => Promise<string | undefined>): Promise<void> {
  const end = Date.now() + waiting.timeoutMs;
  for (;;) {
    const missing = await question().catch((error: unknown) => String((error as Error).message));
    if (missing === undefined) return;
    const lost = waiting.hopeless?.();
    if (lost !== undefined) throw new ServiceFailure(`${waiting.what}: ${lost}`);
    if (Date.now() > end)
      throw new ServiceFailure(
        `${waiting.what}: not ready after ${Math.round(waiting.timeoutMs / 1000)} s: ${missing}`,
      );
    await sleep(250);
  }
}

/**
 * Asks until a group's processes can do something. Does not wait for what cannot come: a process that has ended is
 * named, with its log.
 */
export function untilGroupCan(
  place: Pick<ProcessPlace, 'ownerFolder' | 'group'>,
  { what, timeoutMs }: Omit<Waiting, 'hopeless'>,
  question: () => Promise<string | undefined>,
): Promise<void> {
  const hopeless = () => {
    const [ended] = endedProcesses(place.ownerFolder, place.group);
    return ended === undefined ? undefined : `${ended} has ended; its log is ${logFile(place, ended)}`;
  };
  return until({ what: `${place.group}: ${what}`, timeoutMs, hopeless }, question);
}

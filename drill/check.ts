import type { Check } from '../contracts/drill';

/** Looks at something: undefined where it is as it has to be, else what was found instead. */
export type Act = () => Promise<string | undefined>;

/** Runs a check and takes its time. It holds unless it throws or finds something else. */
export async function check(what: string, run: Act): Promise<Check> {
  const start = performance.now();
  let found: string | undefined;
  try {
    found = await run();
  } catch (error) {
    found = error instanceof Error ? error.message : String(error);
  }
  const took = Math.round(performance.now() - start);
  return found === undefined ? { what, held: true, took } : { what, held: false, found, took };
}

/**
 * Asks until the answer is yes.
 * @param within milliseconds
 * @returns milliseconds until it was, or undefined where it was not in time
 */
export async function until(
  isSo: () => Promise<boolean>,
  within: number,
  every = 200,
): Promise<number | undefined> {
  const start = performance.now();
  for (;;) {
    if (await isSo()) return Math.round(performance.now() - start);
    if (performance.now() - start > within) return undefined;
    await new Promise((resolve) => setTimeout(resolve, every));
  }
}

/** ISO 8601 in UTC, with seconds. */
export function now(): string {
  return `${new Date().toISOString().slice(0, 19)}Z`;
}

/** Where a long command says what it is doing, one line each. */
export type Say = (line: string) => void;

/** Runs a step and says how long it took. */
export async function step<T>(say: Say, text: string, work: () => Promise<T>): Promise<T> {
  const begin = Date.now();
  const result = await work();
  say(`${text} (${((Date.now() - begin) / 1000).toFixed(1)} s)`);
  return result;
}

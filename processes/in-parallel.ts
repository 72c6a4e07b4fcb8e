/**
 * Does work on each item, at most `width` at once, beginning in order.
 * @throws what the first failing one threw, once those that were begun have ended
 */
export async function inParallel<T>(
  width: number,
  items: readonly T[],
  work: (item: T) => Promise<void>,
): Promise<void> {
  const left = [...items];
  const errors: unknown[] = [];
  const worker = async () => {
    for (let item = left.shift(); item !== undefined && errors.length === 0; item = left.shift())
      await work(item).catch((error: unknown) => errors.push(error));
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker));
  if (errors.length > 0) throw errors[0];
}

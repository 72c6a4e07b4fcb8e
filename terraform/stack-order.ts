import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from './errors';

/** Stacks by name, with those that each waits for. */
export type Dependencies = ReadonlyMap<string, readonly string[]>;

/**
 * What cdktf's manifest says each of some stacks depends on, among these stacks; nothing where there is no manifest.
 * @throws InputError for a manifest that is broken
 */
export function readDependencies(outDir: string, stacks: readonly string[]): Dependencies {
  const file = join(outDir, 'manifest.json');
  const declared = existsSync(file) ? declaredIn(file) : {};
  return new Map(
    stacks.map((stack) => {
      const { dependencies = [] } = declared[stack] ?? {};
      return [stack, dependencies.filter((one) => stacks.includes(one))] as const;
    }),
  );
}

function declaredIn(file: string): Readonly<Record<string, { readonly dependencies?: readonly string[] }>> {
  try {
    const { stacks = {} } = JSON.parse(readFileSync(file, 'utf8')) as { stacks?: object };
    return stacks as Record<string, { dependencies?: readonly string[] }>;
  } catch {
    throw new InputError({
      value: `${file} is no JSON.`,
      rule: 'cdktf writes there which stack depends on which.',
      fix: 'Synthesize again (npm run synth).',
    });
  }
}

/**
 * Stacks in an order in which each comes after those that it depends on.
 * @throws InputError where they wait for each other
 */
export function inOrder(dependencies: Dependencies): readonly string[] {
  const ordered: string[] = [];
  const waiting = new Set(dependencies.keys());
  while (waiting.size > 0) {
    const ready = [...waiting].filter((stack) => dependencies.get(stack)?.every((one) => !waiting.has(one)));
    if (ready.length === 0) throw circular([...waiting]);
    for (const stack of ready) waiting.delete(stack);
    ordered.push(...ready);
  }
  return ordered;
}

function circular(stacks: readonly string[]): InputError {
  return new InputError({
    value: `${stacks.join(', ')} depend on each other.`,
    rule: 'A stack is planned and applied after those that it depends on.',
    fix: 'Take one of the references between them away.',
  });
}

/**
 * Works on stacks, as many at once as may be, each as soon as those that it depends on are done. One whose dependency
 * failed is not begun, and fails with `notBegun`.
 * @returns one result for each stack, in the order of the map
 */
export async function settleInOrder<T>(
  dependencies: Dependencies,
  work: (stack: string) => Promise<T>,
  { atOnce, notBegun }: { readonly atOnce: number; notBegun(stack: string, failed: string): unknown },
): Promise<PromiseSettledResult<T>[]> {
  const stacks = [...dependencies.keys()];
  inOrder(dependencies);
  const results = new Map<string, PromiseSettledResult<T>>();
  const waiting = new Set(stacks);
  let wake = () => {};
  const worker = async () => {
    while (waiting.size > 0) {
      const next = [...waiting].find((stack) => dependencies.get(stack)?.every((one) => results.has(one)));
      if (next === undefined) {
        const before = wake;
        await new Promise<void>((resolve) => {
          wake = () => {
            before();
            resolve();
          };
        });
        continue;
      }
      waiting.delete(next);
      const failed = dependencies.get(next)?.find((one) => results.get(one)?.status === 'rejected');
      const [result] = await Promise.allSettled([
        failed === undefined ? work(next) : Promise.reject(notBegun(next, failed)),
      ]);
      if (result) results.set(next, result);
      wake();
      wake = () => {};
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, atOnce) }, worker));
  return stacks.flatMap((stack) => results.get(stack) ?? []);
}

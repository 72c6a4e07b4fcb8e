import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '../../cluster/api/client';

/**
 * Asks until there is an answer.
 * @param question answers with undefined or false for not yet
 */
export async function until<T>(
  question: () => Promise<T | undefined | false> | T | undefined | false,
  timeoutMs = 120_000,
): Promise<T> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const answer = await question();
    if (answer !== undefined && answer !== false) return answer;
    if (Date.now() > end) throw new Error(`not within ${timeoutMs / 1000} s: ${question}`);
    await sleep(200);
  }
}

/** Removes a namespace with all that is in it, and waits until it has gone. */
export async function removeNamespace(client: Client, name: string): Promise<void> {
  const path = `/api/v1/namespaces/${name}`;
  await client.ask(path, { method: 'DELETE' });
  await until(async () => (await client.ask(path)).status === 404);
}

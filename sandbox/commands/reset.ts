import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Say } from '../../processes/report';
import type { Sandbox } from '../sandbox';
import { stopAll } from './stop';

/** What a reset leaves: the addresses. The installation lies elsewhere. */
const kept = ['sandbox.json', 'lock', 'removed'];

/** Passwords open the databases, so none goes before these: a start after a reset that was killed finds both or neither. */
function passwordsLast(one: string, other: string): number {
  return Number(one === 'passwords.json') - Number(other === 'passwords.json');
}

/** Removes what a reset has set aside; one that was killed leaves it to the next command. */
export function clearRemoved({ folder }: Sandbox): void {
  rmSync(join(folder, 'removed'), { recursive: true, force: true });
}

/**
 * Stops everything and removes what the sites held: databases, objects, passwords, states of Terraform, and what an
 * operator prepared. The next start begins anew.
 */
export async function reset(sandbox: Sandbox, say: Say): Promise<void> {
  await stopAll(sandbox, say);
  const removed = join(sandbox.folder, 'removed', String(Date.now()));
  mkdirSync(removed, { recursive: true, mode: 0o700 });
  for (const name of readdirSync(sandbox.folder).toSorted(passwordsLast)) {
    if (!kept.includes(name)) renameSync(join(sandbox.folder, name), join(removed, name));
  }
  clearRemoved(sandbox);
  say('data, passwords and states are removed');
}

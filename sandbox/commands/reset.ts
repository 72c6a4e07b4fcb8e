import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Say } from '../../processes/report';
import type { Sandbox } from '../sandbox';
import { stopAll } from './stop';

/** What a reset leaves: the addresses. The installation lies elsewhere. */
const kept = ['sandbox.json', 'lock'];

/**
 * Stops everything and removes what the sites held: databases, objects, passwords, states of Terraform, and what an
 * operator prepared. The next start begins anew.
 */
export async function reset(sandbox: Sandbox, say: Say): Promise<void> {
  await stopAll(sandbox, say);
  for (const name of readdirSync(sandbox.folder)) {
    if (!kept.includes(name)) rmSync(join(sandbox.folder, name), { recursive: true, force: true });
  }
  say('data, passwords and states are removed');
}

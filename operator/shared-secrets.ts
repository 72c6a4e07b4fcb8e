import { randomBytes } from 'node:crypto';
import type { Estate } from '../estate/model';

/**
 * The stacks' own inputs that two sites share, as Terraform wants them: a pre-shared key for each tunnel, a key for
 * each dataset whose objects are kept in step. Each is drawn when it is asked for.
 */
export function sharedSecretsOf(estate: Estate): Readonly<Record<string, () => string>> {
  const tunnels = estate.links.map(({ sites }) => [
    `TF_VAR_psk_${sites.map(inVariable).join('__')}`,
    // 64 characters of Base64; BSI TR-02102-1 asks for 120 bits, these are 384.
    () => randomBytes(48).toString('base64'),
  ]);
  const synchronisation = estate.datasets.map(({ name }) => [
    `TF_VAR_sync_key_${inVariable(name)}`,
    () => randomBytes(32).toString('hex'),
  ]);
  return Object.fromEntries([...tunnels, ...synchronisation]);
}

function inVariable(name: string): string {
  return name.replaceAll('-', '_');
}

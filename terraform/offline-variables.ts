import { generateKeyPairSync, randomBytes } from 'node:crypto';

interface Variable {
  readonly default?: unknown;
  readonly sensitive?: boolean;
  readonly type?: string;
}

/**
 * Values for a stack's required variables, for a plan that is only judged and never applied: random where
 * secret, so that nothing real is asked for and nothing that works is left in a plan.
 * @param stackJson the stack's `cdk.tf.json`
 */
export function offlineVariables(stackJson: string): Record<string, string> {
  const { variable = {} } = JSON.parse(stackJson) as { variable?: Record<string, Variable> };
  const required = Object.entries(variable).filter(([, declared]) => declared.default === undefined);
  return Object.fromEntries(required.map(([name]) => [name, valueFor(name)]));
}

function valueFor(name: string): string {
  return name.endsWith('public_key')
    ? newPublicKey('offline-plan')
    : `offline-${randomBytes(24).toString('hex')}`;
}

/** A public key whose private half is forgotten at once, in OpenSSH's form (RFC 4253, 6.6; RFC 8709). */
export function newPublicKey(comment: string): string {
  const { publicKey: key } = generateKeyPairSync('ed25519');
  const raw = key.export({ type: 'spki', format: 'der' }).subarray(-32);
  const type = Buffer.from('ssh-ed25519');
  const blob = Buffer.concat([length(type), type, length(raw), raw]);
  return `${type.toString()} ${blob.toString('base64')} ${comment}`;
}

function length(of: Buffer): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(of.length);
  return bytes;
}

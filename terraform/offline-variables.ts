import { createHmac, createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { writeAside } from './write-aside';

interface Variable {
  readonly default?: unknown;
  readonly sensitive?: boolean;
  readonly type?: string;
}

/**
 * Values for a stack's required variables, for a plan that is only judged and never applied: random where
 * secret, so that nothing real is asked for and nothing that works is left in a plan.
 * @param stackJson the stack's `cdk.tf.json`
 * @param seed what they are drawn from: with the same one a plan of the same stack is the same. @default a new one
 */
export function offlineVariables(stackJson: string, seed: Buffer = randomBytes(32)): Record<string, string> {
  const { variable = {} } = JSON.parse(stackJson) as { variable?: Record<string, Variable> };
  const required = Object.entries(variable).filter(([, declared]) => declared.default === undefined);
  return Object.fromEntries(required.map(([name]) => [name, valueFor(name, seed)]));
}

function valueFor(name: string, seed: Buffer): string {
  const drawn = createHmac('sha256', seed).update(name).digest();
  return name.endsWith('public_key')
    ? publicKeyText(publicKeyOf(drawn), 'offline-plan')
    : `offline-${drawn.toString('hex').slice(0, 48)}`;
}

/** The seed of this machine, in a file of its owner's alone; drawn anew where there is none. */
export function offlineSeed(file: string): Buffer {
  const kept = existsSync(file) ? Buffer.from(readFileSync(file, 'utf8').trim(), 'hex') : Buffer.alloc(0);
  if (kept.length === 32) return kept;
  const drawn = randomBytes(32);
  writeAside(file, `${drawn.toString('hex')}\n`);
  return drawn;
}

/** An Ed25519 private key in PKCS #8 is this and 32 bytes (RFC 8410, section 7). */
const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex');

function publicKeyOf(privateBytes: Buffer): Buffer {
  const key = createPrivateKey({
    key: Buffer.concat([pkcs8Prefix, privateBytes]),
    format: 'der',
    type: 'pkcs8',
  });
  return createPublicKey(key).export({ type: 'spki', format: 'der' }).subarray(-32);
}

/**
 * A plan in JSON with the name of each variable in the place of what `offlineVariables` has made up for it: two plans
 * of the same stack would else differ in nothing but that.
 */
export function withoutOfflineValues(planJson: string): string {
  const { variables = {} } = JSON.parse(planJson) as { variables?: Record<string, { value?: unknown }> };
  let text = planJson;
  for (const [name, { value }] of Object.entries(variables)) {
    if (typeof value !== 'string' || !/^offline-[0-9a-f]{48}$|^ssh-ed25519 \S+ offline-plan$/.test(value))
      continue;
    text = text.replaceAll(value, `made up for var.${name}`);
  }
  return text;
}

/** A public key whose private half is forgotten at once, in OpenSSH's form (RFC 4253, 6.6; RFC 8709). */
export function newPublicKey(comment: string): string {
  const { publicKey: key } = generateKeyPairSync('ed25519');
  return publicKeyText(key.export({ type: 'spki', format: 'der' }).subarray(-32), comment);
}

function publicKeyText(raw: Buffer, comment: string): string {
  const type = Buffer.from('ssh-ed25519');
  const blob = Buffer.concat([length(type), type, length(raw), raw]);
  return `${type.toString()} ${blob.toString('base64')} ${comment}`;
}

function length(of: Buffer): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(of.length);
  return bytes;
}

import { copyFileSync, existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { PackCheck, Vouched } from '../audit/pack/check-pack';
import type { OpenedPack } from '../audit/pack/open-pack';
import { names } from '../audit/pack/pack-index';
import { UnreadableInput } from '../graph/unreadable-input';
import { InputError } from '../terraform/errors';
import { checkTimestamps } from './timestamps';
import { runVouching, signatureNamespace } from './vouching-programs';

/** Whom to trust; without it a signature or timestamp is found and not checked. */
export interface Trusted {
  /** File of allowed signers, ssh-keygen(1). */
  readonly allowedSigners?: string | undefined;
  /** Certificates of time-stamping authorities, PEM. */
  readonly tsaCertificates?: string | undefined;
}

/**
 * Signs the manifest in a folder: `MANIFEST.sha256.sig`. The key is a file, or the public half of one that an agent
 * holds.
 * @throws InputError where ssh-keygen refuses
 */
export async function signManifest(folder: string, key: string): Promise<void> {
  const args = ['-Y', 'sign', '-n', signatureNamespace, '-f', resolve(key), join(folder, names.manifest)];
  const { code, stderr } = await runVouching('ssh-keygen', args, folder);
  if (code === 0 && existsSync(join(folder, names.signature))) return;
  throw new InputError({
    value: `ssh-keygen did not sign with ${key}: ${stderr.trim().split('\n').at(-1) || `exit code ${code}`}`,
    rule: 'A pack is signed with an SSH key that can be used without being asked for its passphrase.',
    fix: 'Add the key to an agent (ssh-add), and name its public half.',
  });
}

/** @throws UnreadableInput where there is no such key: said before anything is judged */
export function requireKey(key: string): void {
  requireFile(key, 'an SSH key, or the public half of one in an agent', 'ssh-keygen -t ed25519 makes one');
}

/** @throws UnreadableInput where there is no such file */
function requireFile(file: string, what: string, fix: string): void {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found?.isFile()) return;
  const why = found === undefined ? 'there is no such file' : 'it is no file';
  throw new UnreadableInput(file, `${why}: ${what} is expected`, fix);
}

/**
 * Whether somebody trusted has signed the manifest, and since when it exists.
 * @throws UnreadableInput where what says whom to trust is not there
 */
export async function vouch(
  pack: OpenedPack,
  { allowedSigners, tsaCertificates }: Trusted,
): Promise<Pick<PackCheck, 'signature' | 'timestamp'>> {
  if (allowedSigners !== undefined) {
    requireFile(allowedSigners, 'a file of allowed signers', 'ssh-keygen(1) says how one is written');
  }
  if (tsaCertificates !== undefined) {
    requireFile(tsaCertificates, 'certificates in PEM', 'have them from the time-stamping authority');
  }
  return inScratch(pack, async (scratch) => {
    const { timestamp, signatureTime } = await checkTimestamps(scratch, tsaCertificates);
    return { signature: await checkSignature(scratch, allowedSigners, signatureTime), timestamp };
  });
}

/**
 * The manifest as it was read, so that what is checked is what the files were compared with; and each proof copied
 * once, so that what was stamped is what signs.
 */
async function inScratch<T>(pack: OpenedPack, work: (scratch: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'estate-vouch-'));
  try {
    writeFileSync(join(folder, names.manifest), pack.manifest, { mode: 0o600 });
    for (const name of [names.signature, names.timestamp, names.signatureTimestamp]) {
      const file = join(pack.folder, name);
      const found = statSync(file, { throwIfNoEntry: false });
      if (found?.isFile()) copyFileSync(file, join(folder, name));
    }
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * A key or certificate that may sign no longer has signed what was signed while it might: the time that counts is that
 * of a trusted timestamp of the signature, and without one today. One of the manifest is no such time: whoever comes by
 * a key after its end can sign an old manifest.
 */
async function checkSignature(
  folder: string,
  allowed: string | undefined,
  time: Date | undefined,
): Promise<Vouched> {
  const proof = join(folder, names.signature);
  const isThere = existsSync(proof);
  if (!isThere) {
    // Whoever asks for a signature is not content with none.
    return allowed === undefined
      ? { outcome: 'none', what: 'nobody has signed it' }
      : { outcome: 'refused', what: `there is no ${names.signature}, and a signature was asked for` };
  }
  if (allowed === undefined) {
    return {
      outcome: 'not checked',
      what: `there is ${names.signature}; say whom you trust: --allowed-signers FILE`,
    };
  }
  const at = time === undefined ? [] : [`-Overify-time=${digitsOf(time)}`];
  const trusted = ['-f', resolve(allowed), '-s', proof, ...at];
  const found = await runVouching('ssh-keygen', ['-Y', 'find-principals', ...trusted], folder);
  const who = found.code === 0 ? found.stdout.trim().split('\n')[0] : undefined;
  if (!who) return { outcome: 'refused', what: nobodyTrusted(time) };
  const args = ['-Y', 'verify', '-n', signatureNamespace, '-I', who, ...trusted];
  const { code } = await runVouching('ssh-keygen', args, folder, names.manifest);
  const when = time === undefined ? '' : `, who might sign on ${dayOf(time)}, the day of its timestamp`;
  return code === 0
    ? { outcome: 'verified', what: `signed by ${who}${when}` }
    : { outcome: 'refused', what: `it is no signature of this manifest for ${signatureNamespace} by ${who}` };
}

function nobodyTrusted(time: Date | undefined): string {
  return time === undefined
    ? `whoever signed it is not among the allowed signers, or may sign no longer (valid-before); the day of a timestamp counts only where it is of the signature (${names.signatureTimestamp}) and trusted (--tsa-ca)`
    : `whoever signed it is not among those who might sign on ${dayOf(time)}, the day of its timestamp`;
}

/** As ssh-keygen takes it, in UTC. */
function digitsOf(time: Date): string {
  return `${time.toISOString().slice(0, 19).replaceAll(/[-:T]/g, '')}Z`;
}

function dayOf(time: Date): string {
  return time.toISOString().slice(0, 10);
}

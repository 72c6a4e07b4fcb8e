import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { PackCheck, Vouched } from '../audit/pack/check-pack';
import type { OpenedPack } from '../audit/pack/open-pack';
import { names } from '../audit/pack/pack-index';
import { UnreadableInput } from '../graph/unreadable-input';
import { InputError } from '../terraform/errors';
import { type RunResult, runProgram } from '../terraform/run-program';

/** What a signature is for (PROTOCOL.sshsig of OpenSSH): one that was made for anything else is not taken. */
export const signatureNamespace = 'estate-audit';

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
  const { code, stderr } = await run('ssh-keygen', args, folder);
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
  return inScratch(pack.manifest, async (manifest) => {
    const stamped = await checkTimestamp(pack.folder, manifest, tsaCertificates);
    const signature = await checkSignature(pack.folder, manifest, allowedSigners, stamped.time);
    const { outcome, what } = stamped;
    return { signature, timestamp: { outcome, what } };
  });
}

/** With the time that a trusted authority vouches for. */
interface Stamped extends Vouched {
  readonly time?: Date;
}

/** The manifest as it was read: what is checked is what the files were compared with. */
async function inScratch<T>(text: string, work: (manifest: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'estate-vouch-'));
  try {
    const manifest = join(folder, names.manifest);
    writeFileSync(manifest, text, { mode: 0o600 });
    return await work(manifest);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * A key or certificate that may sign no longer has signed what existed while it might: the time that counts is that of
 * a trusted timestamp, and without one today.
 */
async function checkSignature(
  folder: string,
  manifest: string,
  allowed: string | undefined,
  time: Date | undefined,
): Promise<Vouched> {
  const proof = resolve(folder, names.signature);
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
  const found = await run('ssh-keygen', ['-Y', 'find-principals', ...trusted], folder);
  const who = found.code === 0 ? found.stdout.trim().split('\n')[0] : undefined;
  if (!who) return { outcome: 'refused', what: nobodyTrusted(time) };
  const args = ['-Y', 'verify', '-n', signatureNamespace, '-I', who, ...trusted];
  const { code } = await run('ssh-keygen', args, folder, manifest);
  const when = time === undefined ? '' : `, who might sign on ${dayOf(time)}, the day of the timestamp`;
  return code === 0
    ? { outcome: 'verified', what: `signed by ${who}${when}` }
    : { outcome: 'refused', what: `it is no signature of this manifest for ${signatureNamespace} by ${who}` };
}

function nobodyTrusted(time: Date | undefined): string {
  return time === undefined
    ? 'whoever signed it is not among the allowed signers, or may sign no longer (valid-before); of a pack with a trusted timestamp (--tsa-ca) the day of the timestamp counts'
    : `whoever signed it is not among those who might sign on ${dayOf(time)}, the day of the timestamp`;
}

/** As ssh-keygen takes it, in UTC. */
function digitsOf(time: Date): string {
  return `${time.toISOString().slice(0, 19).replaceAll(/[-:T]/g, '')}Z`;
}

function dayOf(time: Date): string {
  return time.toISOString().slice(0, 10);
}

/** Certificates of authorities end: what one stamped while its certificate was valid is valid. */
async function checkTimestamp(
  folder: string,
  manifest: string,
  trusted: string | undefined,
): Promise<Stamped> {
  const proof = resolve(folder, names.timestamp);
  if (!existsSync(proof)) {
    return trusted === undefined
      ? { outcome: 'none', what: 'no authority has stamped it' }
      : { outcome: 'refused', what: `there is no ${names.timestamp}, and a timestamp was asked for` };
  }
  if (trusted === undefined) {
    return { outcome: 'not checked', what: `there is ${names.timestamp}; say whom you trust: --tsa-ca FILE` };
  }
  const { stdout } = await run('openssl', ['ts', '-reply', '-in', proof, '-text'], folder);
  const said = /Time stamp: (.+)/.exec(stdout)?.[1] ?? '';
  const time = new Date(said);
  const args = ['ts', '-verify', '-data', manifest, '-in', proof, '-CAfile', resolve(trusted)];
  const refused = {
    outcome: 'refused',
    what: 'it is no timestamp of this manifest by an authority that is trusted',
  } as const;
  if (Number.isNaN(time.getTime())) return refused;
  const now = await run('openssl', args, folder);
  if (now.code === 0) return { outcome: 'verified', what: `it existed on ${said}`, time };
  const then = ['-attime', String(Math.floor(time.getTime() / 1000))];
  if ((await run('openssl', [...args, ...then], folder)).code !== 0) return refused;
  return {
    outcome: 'verified',
    what: `it existed on ${said}; the certificate of the authority, valid then, has ended since`,
    time,
  };
}

/** Through a shell only where a file has to be its standard input. */
function run(program: string, args: readonly string[], cwd: string, input?: string): Promise<RunResult> {
  const { PATH = '', SSH_AUTH_SOCK: agent } = process.env;
  const env = { PATH, HOME: tmpdir(), LC_ALL: 'C', ...(agent ? { SSH_AUTH_SOCK: agent } : {}) };
  if (input === undefined) return runProgram(program, args, { cwd, env });
  return runProgram('/bin/sh', ['-c', 'file=$1; shift; exec "$@" < "$file"', 'sh', input, program, ...args], {
    cwd,
    env,
  });
}

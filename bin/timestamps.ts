import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Vouched } from '../audit/pack/check-pack';
import { names } from '../audit/pack/pack-index';
import { runVouching, signatureNamespace } from './vouching-programs';

/** What the timestamps of a pack come to. */
export interface Stamped {
  readonly timestamp: Vouched;
  /** When the signature was there, as a trusted authority vouches; a timestamp of the manifest says nothing of it. */
  readonly signatureTime?: Date;
}

/** One timestamp of RFC 3161, and the file that it is of. */
interface Stamp {
  readonly proof: string;
  readonly of: string;
  /** The file, in a sentence on the pack. */
  readonly subject: string;
}

const ofManifest: Stamp = { proof: names.timestamp, of: names.manifest, subject: 'it' };
const ofSignature: Stamp = {
  proof: names.signatureTimestamp,
  of: names.signature,
  subject: 'its signature',
};

interface Checked extends Vouched {
  readonly stamp: Stamp;
  readonly time?: Date;
}

/** Checks each timestamp in the folder; one that is refused is not made good by another. */
export async function checkTimestamps(folder: string, authorities: string | undefined): Promise<Stamped> {
  const stamps = [ofManifest, ofSignature].filter(({ proof }) => existsSync(join(folder, proof)));
  if (stamps.length === 0) return { timestamp: noStamp(authorities !== undefined) };
  if (authorities === undefined) {
    const there = stamps.map(({ proof }) => proof).join(' and ');
    const what = `there is ${there}; say whom you trust: --tsa-ca FILE`;
    return { timestamp: { outcome: 'not checked', what } };
  }
  const checked: Checked[] = [];
  for (const stamp of stamps) checked.push(await checkStamp(folder, stamp, resolve(authorities)));
  const refused = checked.filter(({ outcome }) => outcome === 'refused');
  const said = refused.length > 0 ? refused : checked;
  const timestamp = {
    outcome: refused.length > 0 ? 'refused' : 'verified',
    what: said.map(({ what }) => what).join('; '),
  } as const;
  const time = checked.find(({ stamp }) => stamp === ofSignature)?.time;
  return { timestamp, ...(time === undefined ? {} : { signatureTime: time }) };
}

/** Whoever asks for a timestamp is not content with none. */
function noStamp(isAskedFor: boolean): Vouched {
  return isAskedFor
    ? {
        outcome: 'refused',
        what: `there is no ${names.timestamp} and no ${names.signatureTimestamp}, and a timestamp was asked for`,
      }
    : { outcome: 'none', what: 'no authority has stamped it' };
}

/** Certificates of authorities end: what one stamped while its certificate was valid is valid. */
async function checkStamp(folder: string, stamp: Stamp, authorities: string): Promise<Checked> {
  const { proof, of, subject } = stamp;
  const refuse = (what: string): Checked => ({ stamp, outcome: 'refused', what });
  if (stamp === ofSignature && !(await isSignatureOfManifest(folder))) {
    return refuse(`${proof} is of no signature of this manifest`);
  }
  const untrusted = `${proof} is no timestamp of ${of} by an authority that is trusted`;
  const token = await extractToken(folder, proof);
  if (token === undefined) return refuse(untrusted);
  const { file, said, time } = token;
  const args = ['ts', '-verify', '-data', of, '-in', file, '-token_in', '-CAfile', authorities];
  const existed = `${subject} existed on ${said}`;
  const now = await runVouching('openssl', args, folder);
  if (now.code === 0) return { stamp, outcome: 'verified', what: existed, time };
  const then = ['-attime', String(Math.floor(time.getTime() / 1000))];
  if ((await runVouching('openssl', [...args, ...then], folder)).code !== 0) return refuse(untrusted);
  const what = `${existed}; the certificate of the authority, valid then, has ended since`;
  return { stamp, outcome: 'verified', what, time };
}

/** By any key: whose it is, is asked elsewhere. A timestamp of other bytes would say nothing of this pack. */
async function isSignatureOfManifest(folder: string): Promise<boolean> {
  if (!existsSync(join(folder, names.signature))) return false;
  const args = ['-Y', 'check-novalidate', '-n', signatureNamespace, '-s', names.signature];
  return (await runVouching('ssh-keygen', args, folder, names.manifest)).code === 0;
}

/** The signed part of an answer, and the time in it. */
interface Token {
  readonly file: string;
  readonly said: string;
  readonly time: Date;
}

/**
 * Takes the token out of an authority's answer. Only the token is signed: the status around it (PKIStatusInfo,
 * RFC 3161 2.4.2) has free text that anybody can change, so no word of it is read, and the token is what is verified.
 */
async function extractToken(folder: string, proof: string): Promise<Token | undefined> {
  const file = `${proof}.token`;
  const taken = await runVouching(
    'openssl',
    ['ts', '-reply', '-in', proof, '-token_out', '-out', file],
    folder,
  );
  if (taken.code !== 0) return undefined;
  const shown = await runVouching('openssl', ['ts', '-reply', '-token_in', '-in', file, '-text'], folder);
  const said = shown.code === 0 ? /^Time stamp: (.+)$/m.exec(shown.stdout)?.[1] : undefined;
  const time = new Date(said ?? '');
  return said === undefined || Number.isNaN(time.getTime()) ? undefined : { file, said, time };
}

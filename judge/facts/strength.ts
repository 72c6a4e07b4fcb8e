import type { Resource } from '../../graph/graph';
import { isUnset, Unknown } from '../../graph/value';
import { defaultOf, lifetimeOf } from './cryptography';

/**
 * Bits of security, as far as they order what a tunnel may negotiate. Groups of a prime field and curves by NIST
 * SP 800-57 part 1 (rev. 5, table 2) and RFC 7919 between its rows; hashes by their length.
 */
const bits: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  ike_version: { v1: 1, v2: 2 },
  // An authenticated mode stands above the plain one of the same key.
  encryption_algorithm: {
    '3des': 112,
    'aes-128': 128,
    'aes-128-ctr': 128,
    'aes-192': 192,
    'aes-192-ctr': 192,
    'aes-256': 256,
    'aes-256-ctr': 256,
    ...Object.fromEntries(
      [128, 192, 256].flatMap((key) =>
        ['ccm', 'gcm'].flatMap((mode) =>
          [8, 12, 16].map((tag) => [`aes-${key}-${mode}-${tag}`, key + tag / 16]),
        ),
      ),
    ),
  },
  auth_algorithm: { sha1: 160, 'aes-xcbc': 128, 'aes-cmac': 128, sha256: 256, sha384: 384, sha512: 512 },
  pfs: {
    group2: 80,
    group5: 90,
    group14: 112,
    group15: 128,
    group16: 152,
    group17: 176,
    group18: 200,
    group19: 128,
    group20: 192,
    group21: 256,
    group22: 80,
    group23: 112,
    group24: 112,
    group25: 96,
    group26: 112,
    group27: 112,
    group28: 128,
    group29: 192,
    group30: 256,
    group31: 128,
  },
  transform_protocol: { ah: 0, esp: 1, 'ah-esp': 1 },
  encapsulation_mode: { transport: 0, tunnel: 1 },
};

/** What is weaker in one policy of IKE or IPsec than in another, in words, and what of it is not known. */
export interface Weakening {
  readonly weaker: readonly string[];
  readonly open: readonly string[];
}

export function weakeningOf(before: Resource, after: Resource, what: string): Weakening {
  const weaker: string[] = [];
  const open: string[] = [];
  for (const [path, order] of Object.entries(bits)) {
    const [old, now] = [effective(before, path), effective(after, path)];
    if (old === now && old !== undefined) continue;
    if (old === undefined && now === undefined && isAbsent(before, path) && isAbsent(after, path)) continue;
    const [was, is] = [old, now].map((name) => (name === undefined ? undefined : order[name]));
    if (was === undefined || is === undefined) open.push(`${what} ${path}`);
    else if (is < was) weaker.push(`${what} ${path} becomes ${now}, and was ${old}`);
  }
  const [old, now] = [lifetimeOf(before) ?? 3600, lifetimeOf(after) ?? 3600];
  if (old !== now) {
    if (now === 'open') open.push(`${what} lifetime`);
    else if (now === 'endless') weaker.push(`${what} lifetime is no longer in seconds`);
    else if (typeof old === 'number' && now > old)
      weaker.push(`${what} lifetime becomes ${now} s, and was ${old} s`);
  }
  return { weaker, open };
}

function effective(policy: Resource, path: string): string | undefined {
  const value = policy.get(path);
  if (value instanceof Unknown && value.kind === 'reference') return undefined;
  const text = isUnset(value) ? defaultOf(policy, path) : value;
  return typeof text === 'string' ? text : undefined;
}

function isAbsent(policy: Resource, path: string): boolean {
  return isUnset(policy.get(path));
}

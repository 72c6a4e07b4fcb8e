import { permittedCryptography as permitted } from '../../estate/suites';
import type { Resource } from '../../graph/graph';
import { describe, isList, isMap, isUnset, Unknown, type Value } from '../../graph/value';
import { type Finding, fail, pass, seen, undecided } from '../finding';

export const ikePolicyType = 'openstack_vpnaas_ike_policy_v2';
export const ipsecPolicyType = 'openstack_vpnaas_ipsec_policy_v2';

/** What the provider takes where nothing is set (terraform-provider-openstack 3.4.0): all of it too weak. */
const ikeDefaults = {
  ike_version: 'v1',
  encryption_algorithm: 'aes-128',
  auth_algorithm: 'sha1',
  pfs: 'group5',
};

/** What Neutron takes where nothing is set (Networking API v2, VPNaaS: create IPsec policy). */
const ipsecDefaults = {
  transform_protocol: 'esp',
  encapsulation_mode: 'tunnel',
  encryption_algorithm: 'aes-128',
  auth_algorithm: 'sha1',
  pfs: 'group5',
};

type Rule = readonly [path: string, permitted: readonly string[]];

const ikeRules: readonly Rule[] = [
  ['ike_version', permitted.ikeVersions],
  ['encryption_algorithm', permitted.encryption],
  ['auth_algorithm', permitted.hashes],
  ['pfs', permitted.groups],
];
const ipsecRules: readonly Rule[] = [
  ['transform_protocol', ['esp']],
  ['encapsulation_mode', ['tunnel']],
  ['encryption_algorithm', permitted.encryption],
  ['auth_algorithm', permitted.hashes],
  ['pfs', permitted.groups],
];

/** Source: BSI TR-02102-3 as held in `estate/suites.ts`; permission ends on `permittedUntil`. */
export function ikePolicyCryptography(policy: Resource, asOf: string): Finding {
  return cryptography(policy, ikeRules, permitted.greatestIkeLifetime, asOf);
}

export function ipsecPolicyCryptography(policy: Resource, asOf: string): Finding {
  return cryptography(policy, ipsecRules, permitted.greatestIpsecLifetime, asOf);
}

function cryptography(
  policy: Resource,
  rules: readonly Rule[],
  greatestLifetime: number,
  asOf: string,
): Finding {
  const wrong: string[] = [];
  const open: string[] = [];
  for (const [path, values] of rules) {
    const value = policy.get(path);
    const isOpen = value instanceof Unknown && value.kind === 'reference';
    const effective = isUnset(value) ? defaultOf(policy, path) : value;
    if (isOpen) open.push(path);
    else if (typeof effective !== 'string' || !values.includes(effective))
      wrong.push(`${path} is ${explain(policy, path, value)}`);
  }
  const lifetime = lifetimeOf(policy);
  if (lifetime === 'open') open.push('lifetime');
  else if (lifetime === 'endless') wrong.push('lifetime is not in seconds, so no time ends it');
  else if (lifetime !== undefined && lifetime > greatestLifetime)
    wrong.push(`lifetime is ${lifetime} s, greatest ${greatestLifetime} s`);
  const paths = [...rules.map(([path]) => path), 'lifetime'];
  const evidence = paths.map((path) => seen(policy, path));
  if (wrong.length > 0) return fail(`${wrong.join('; ')} (${permitted.source})`, ...evidence);
  if (asOf > permitted.permittedUntil) {
    return fail(
      `classical key agreement is permitted until ${permitted.permittedUntil} only (${permitted.source})`,
      ...evidence,
    );
  }
  if (open.length > 0) return undecided(`not known yet: ${open.join(', ')}`, ...evidence);
  return pass;
}

/** What is taken for an argument that is not set. */
export function defaultOf(policy: Resource, path: string): string | undefined {
  const defaults: Readonly<Record<string, string>> =
    policy.type === ikePolicyType ? ikeDefaults : ipsecDefaults;
  return defaults[path];
}

function explain(policy: Resource, path: string, value: Value): string {
  if (!isUnset(value)) return describe(value);
  const taker = policy.type === ikePolicyType ? 'the provider' : 'the cloud';
  return `not set, and ${taker} takes ${defaultOf(policy, path) ?? 'what it likes'}`;
}

/** Seconds; undefined where the default of one hour holds; `open` where it is not known, `endless` where it is no time. */
export function lifetimeOf(policy: Resource): number | undefined | 'open' | 'endless' {
  const value = policy.get('lifetime');
  if (value instanceof Unknown) return value.kind === 'reference' ? 'open' : undefined;
  const block = isList(value) ? value[0] : value;
  if (block instanceof Unknown) return block.kind === 'reference' ? 'open' : undefined;
  if (!isMap(block)) return undefined;
  const units = block.units ?? null;
  const amount = block.value ?? null;
  if ([units, amount].some((one) => one instanceof Unknown && one.kind === 'reference')) return 'open';
  if (!isUnset(units) && units !== 'seconds') return 'endless';
  return typeof amount === 'number' ? amount : undefined;
}

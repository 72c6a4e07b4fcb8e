import { decidedLater } from '../draft';
import { mutant, types } from '../mutant';
import type { Json } from '../plan-json';

const ike = `${types.ike}.transit-2026_ike`;
const ipsec = `${types.ipsec}.transit-2026_ipsec`;
/** The tunnel that data takes from the home, or to it: the homes are at primary. */
const tunnelAt = { primary: `${types.tunnel}.mirror_tunnel`, clinic: `${types.tunnel}.primary_tunnel` };
const endpoints = `${types.endpoints}.mirror_endpoints`;

type Case = readonly [what: string, attributes: Json];

const ikeCases: readonly Case[] = [
  ['version 1', { ike_version: 'v1' }],
  ['the version the cloud likes', { ike_version: null }],
  ['a version decided at apply', { ike_version: decidedLater }],
  ['3DES', { encryption_algorithm: '3des' }],
  ['AES-128', { encryption_algorithm: 'aes-128' }],
  ['the algorithm the cloud likes', { encryption_algorithm: null }],
  ['SHA-1', { auth_algorithm: 'sha1' }],
  ['MD5', { auth_algorithm: 'md5' }],
  ['the hash the cloud likes', { auth_algorithm: null }],
  ['group 2', { pfs: 'group2' }],
  ['group 5', { pfs: 'group5' }],
  ['group 14', { pfs: 'group14' }],
  ['the group the cloud likes', { pfs: null }],
  ['a group decided at apply', { pfs: decidedLater }],
  ['a lifetime of a week', { lifetime: [{ units: 'seconds', value: 604_800 }] }],
  ['a lifetime decided at apply', { lifetime: [{ units: 'seconds', value: decidedLater }] }],
];

const ipsecCases: readonly Case[] = [
  ['AH alone', { transform_protocol: 'ah' }],
  ['AH with ESP', { transform_protocol: 'ah-esp' }],
  ['transport mode', { encapsulation_mode: 'transport' }],
  ['3DES', { encryption_algorithm: '3des' }],
  ['the algorithm the cloud likes', { encryption_algorithm: null }],
  ['SHA-1', { auth_algorithm: 'sha1' }],
  ['the hash the cloud likes', { auth_algorithm: null }],
  ['group 5', { pfs: 'group5' }],
  ['the group the cloud likes', { pfs: null }],
  ['a hash decided at apply', { auth_algorithm: decidedLater }],
  ['a lifetime of a week', { lifetime: [{ units: 'seconds', value: 604_800 }] }],
];

const tunnelCases: readonly (readonly [what: string, rules: readonly string[], attributes: Json])[] = [
  ['to somebody else', ['residency', 'resilience'], { peer_address: '198.51.100.1' }],
  ['that takes its peer for somebody else', ['residency', 'resilience'], { peer_id: '198.51.100.1' }],
  ['to what is decided at apply', ['residency', 'resilience'], { peer_address: decidedLater }],
  ['switched off', ['resilience'], { admin_state_up: false }],
  ['with an IKE policy from elsewhere', ['encryption'], { ikepolicy_id: 'elsewhere' }],
  ['with an IKE policy that is decided at apply', ['encryption'], { ikepolicy_id: decidedLater }],
  ['with an IPsec policy from elsewhere', ['encryption'], { ipsecpolicy_id: 'elsewhere' }],
  ['with an IPsec policy that is decided at apply', ['encryption'], { ipsecpolicy_id: decidedLater }],
  [
    'with a key in the text',
    ['encryption', 'keys', 'identity'],
    { psk: 'in-the-text-for-everyone-to-read-it' },
  ],
  [
    'with ranges of its own',
    ['residency', 'resilience'],
    { peer_cidrs: ['0.0.0.0/0'], peer_ep_group_id: null },
  ],
  ['with endpoints from elsewhere', ['residency', 'resilience'], { peer_ep_group_id: 'elsewhere' }],
];

const set = (stack: string, address: string, what: string, rules: readonly string[], attributes: Json) =>
  mutant(stack, `${address} ${what}`, rules, (draft) => draft.set(address, attributes));

const policies = [
  ...ikeCases.map(([what, attributes]) =>
    set('primary', ike, `with ${what}`, ['encryption/ike-policy-permitted'], attributes),
  ),
  ...ipsecCases.map(([what, attributes]) =>
    set('clinic', ipsec, `with ${what}`, ['encryption/ipsec-policy-permitted'], attributes),
  ),
];

const weakBeside = mutant(
  'primary',
  'a tunnel that takes a weak policy beside the good one',
  'encryption',
  (draft) => {
    draft.add(`${types.ike}.old`, { name: 'old', ike_version: 'v1', encryption_algorithm: '3des' });
    draft.set(tunnelAt.primary, { ikepolicy_id: `\${${types.ike}.old.id}` });
  },
);

const tunnels = (['primary', 'clinic'] as const).flatMap((stack) =>
  tunnelCases.map(([what, rules, attributes]) => set(stack, tunnelAt[stack], what, rules, attributes)),
);

const rangeCases: readonly (readonly [what: string, endpoints: unknown])[] = [
  ['of everyone', ['0.0.0.0/0']],
  ['of two halves', ['0.0.0.0/1', '128.0.0.0/1']],
  ['of somebody else', ['10.99.0.0/16']],
  ['that leave a domain out', ['10.17.0.0/20']],
  ['that are decided at apply', decidedLater],
  ['of none', []],
];

const ranges = rangeCases.map(([what, list]) =>
  set('primary', endpoints, what, ['residency', 'resilience'], { endpoints: list }),
);

export default [...policies, weakBeside, ...tunnels, ...ranges];

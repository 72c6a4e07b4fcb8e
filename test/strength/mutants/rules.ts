import { type Draft, decidedLater } from '../draft';
import { type Mutant, mutant, types } from '../mutant';
import type { Json } from '../plan-json';

const group = (name: string) => `\${${types.group}.${name}.id}`;
const rule = (name: string) => `${types.rule}.${name}`;

const ingress = {
  direction: 'ingress',
  ethertype: 'IPv4',
  protocol: 'tcp',
  port_range_min: 8443,
  port_range_max: 8443,
  security_group_id: group('identity_nodes'),
};

/** Rules that are added beside the good ones, to one group. */
function added(...rules: readonly Json[]) {
  return (draft: Draft) => {
    for (const [at, one] of rules.entries()) draft.add(rule(`more-${at}`), { ...ingress, ...one });
  };
}

const remotes = (...ranges: readonly string[]) => ranges.map((range) => ({ remote_ip_prefix: range }));
const ipv6 = (range: string | null) => ({ ethertype: 'IPv6', remote_ip_prefix: range });
const everyPort = { protocol: null, port_range_min: null, port_range_max: null };
const parts = (bits: number) =>
  Array.from({ length: 2 ** bits }, (_, at) => `${at * 2 ** (8 - bits)}.0.0.0/${bits}`);

const anyone = 'network/no-ingress-from-anyone';
const administration = 'network/administration-ports-from-management-only';
const ranges = 'network/rules-name-estate-ranges';
const domains = 'separation/domains-not-reachable-from-each-other';

const admitsAnyone: readonly (readonly [what: string, rules: readonly Json[]])[] = [
  ['nobody named', [{}]],
  ['nobody named, over IPv6', [ipv6(null)]],
  ['everyone named', remotes('0.0.0.0/0')],
  ['everyone named over IPv6', [ipv6('::/0')]],
  ['everyone named over IPv6, written out', [ipv6('0:0:0:0:0:0:0:0/0')]],
  ['everyone by an address that is masked', remotes('10.16.0.0/0')],
  ['two halves', remotes(...parts(1))],
  ['four quarters', remotes(...parts(2))],
  ['eight eighths', remotes(...parts(3))],
  ['sixteen sixteenths', remotes(...parts(4))],
  ['two halves over IPv6', [ipv6('::/1'), ipv6('8000::/1')]],
  ['two halves with bits behind the mask', remotes('1.2.3.4/1', '129.2.3.4/1')],
  ['a half and two quarters', remotes('0.0.0.0/1', '128.0.0.0/2', '192.0.0.0/2')],
  ['everyone at every port', [{ ...everyPort, remote_ip_prefix: '0.0.0.0/0' }]],
  ['everyone at every port, nobody named', [everyPort]],
  ['everyone by any protocol', [{ ...everyPort, protocol: 'any', remote_ip_prefix: '0.0.0.0/0' }]],
  ['everyone by the number of TCP', [{ protocol: '6', remote_ip_prefix: '0.0.0.0/0' }]],
  [
    'everyone by ICMP',
    [{ protocol: 'icmp', port_range_min: null, port_range_max: null, remote_ip_prefix: '0.0.0.0/0' }],
  ],
  [
    'two halves at ports that overlap in one',
    [
      { port_range_min: 8000, port_range_max: 8443, remote_ip_prefix: '0.0.0.0/1' },
      { port_range_min: 8443, port_range_max: 9000, remote_ip_prefix: '128.0.0.0/1' },
    ],
  ],
  [
    'two halves, one by any protocol',
    [{ remote_ip_prefix: '0.0.0.0/1' }, { ...everyPort, remote_ip_prefix: '128.0.0.0/1' }],
  ],
  ['a remote that is decided at apply', [{ remote_ip_prefix: decidedLater }]],
  ['a remote group that is decided at apply', [{ remote_group_id: decidedLater }]],
];

const ingressMutants = (['primary', 'clinic'] as const).flatMap((stack) =>
  admitsAnyone.map(([what, rules]) => mutant(stack, `a rule more: ${what}`, anyone, added(...rules))),
);

function addressGroup(...addresses: readonly string[]) {
  return (draft: Draft) => {
    draft.add(`${types.addressGroup}.more`, { addresses });
    draft.add(rule('more'), { ...ingress, remote_address_group_id: `\${${types.addressGroup}.more.id}` });
  };
}

const addressGroups: readonly Mutant[] = [
  mutant('mirror', 'an address group of everyone', anyone, addressGroup('0.0.0.0/0')),
  mutant('mirror', 'an address group of two halves', anyone, addressGroup(...parts(1))),
  mutant('mirror', 'an address group that is decided at apply', [anyone, ranges], addressGroup(decidedLater)),
  mutant('mirror', 'an address group of another organisation', ranges, addressGroup('203.0.113.0/24')),
];

const ssh = { port_range_min: 22, port_range_max: 22 };
const from = (range: string, more: Json = {}) => ({ ...ssh, remote_ip_prefix: range, ...more });

const administered: readonly (readonly [what: string, rules: readonly Json[]])[] = [
  ['SSH from a site', [from('10.16.0.0/20')]],
  ['SSH from more than the management', [from('10.16.240.0/23')]],
  ['SSH from the other half beside the management', [from('10.16.241.0/24')]],
  ['SSH in a range of ports', [from('10.16.0.0/20', { port_range_min: 20, port_range_max: 25 })]],
  ['SSH in the range of all ports', [from('10.16.0.0/20', { port_range_min: 1, port_range_max: 65535 })]],
  ['SSH in any port', [from('10.16.0.0/20', { port_range_min: null, port_range_max: null })]],
  ['SSH in port 0', [from('10.16.0.0/20', { port_range_min: 0, port_range_max: 0 })]],
  ['SSH in any protocol', [from('10.16.0.0/20', everyPort)]],
  ['SSH by the number of TCP', [from('10.16.0.0/20', { protocol: '6' })]],
  ['SSH from IPv6', [from('fd00::/8', { ethertype: 'IPv6' })]],
  ['RDP from a site', [from('10.16.0.0/20', { port_range_min: 3389, port_range_max: 3389 })]],
  ['SSH from what is decided at apply', [from(decidedLater)]],
];

const administrationMutants = administered.map(([what, rules]) =>
  mutant('primary', `a rule more: ${what}`, administration, added(...rules)),
);

const foreign: readonly (readonly [what: string, range: string])[] = [
  ['a public address', '203.0.113.7/32'],
  ['a public range', '198.51.100.0/24'],
  ['all private ranges', '10.0.0.0/8'],
  ['more than a site', '10.16.0.0/15'],
  ['the half of everyone', '128.0.0.0/1'],
  ['a public address without a mask', '203.0.113.7'],
];

const foreignMutants = (['ingress', 'egress'] as const).flatMap((direction) =>
  foreign.map(([what, range]) =>
    mutant('mirror', `a rule more: ${direction} of ${what}`, ['network', 'separation'], (draft) =>
      draft.add(rule('more'), { ...ingress, direction, remote_ip_prefix: range }),
    ),
  ),
);

const egress = { direction: 'egress', ethertype: 'IPv4', security_group_id: group('research_nodes') };

const egressMutants = (
  [
    ['nobody named', [{}]],
    ['everyone named', remotes('0.0.0.0/0')],
    ['everyone named over IPv6', [ipv6('::/0')]],
    ['nobody named over IPv6', [ipv6(null)]],
    ['two halves', remotes(...parts(1))],
    ['everyone at 443', [{ protocol: 'tcp', port_range_min: 443, port_range_max: 443 }]],
    ['a remote that is decided at apply', remotes(decidedLater)],
  ] as const
).map(([what, rules]) =>
  mutant('primary', `an egress rule more: ${what}`, 'network/egress-bounded', (draft) => {
    for (const [at, one] of rules.entries()) draft.add(rule(`out-${at}`), { ...egress, ...one });
  }),
);

const crossing: readonly (readonly [what: string, own: string, remote: Json])[] = [
  ['a group of another domain', 'research_nodes', { remote_group_id: group('identity_nodes') }],
  ['a range of another domain', 'research_nodes', { remote_ip_prefix: '10.16.0.0/20' }],
  ['one address of another domain', 'research_nodes', { remote_ip_prefix: '10.16.0.9/32' }],
  ['a range of another domain at another site', 'research_nodes', { remote_ip_prefix: '10.18.0.0/20' }],
  ['a part of another domain’s range', 'research_nodes', { remote_ip_prefix: '10.16.16.0/22' }],
  ['the range of all domains', 'research_nodes', { remote_ip_prefix: '10.16.0.0/16' }],
  ['the mapping, from the identities', 'mapping_nodes', { remote_group_id: group('identity_nodes') }],
  ['the mapping, from research', 'mapping_nodes', { remote_group_id: group('research_nodes') }],
  ['a group that is decided at apply', 'research_nodes', { remote_group_id: decidedLater }],
];

const crossingMutants = crossing.flatMap(([what, own, remote]) =>
  (['ingress', 'egress'] as const).map((direction) =>
    mutant('primary', `${own}, ${direction}: ${what}`, ['separation', 'network'], (draft) =>
      draft.add(rule('more'), {
        ...ingress,
        direction,
        port_range_min: 5432,
        port_range_max: 5432,
        security_group_id: group(own),
        ...remote,
      }),
    ),
  ),
);

/** Two groups that admit each other, so that a walk through them has no end. */
const circle = mutant('primary', 'groups of two domains that admit each other', domains, (draft) => {
  for (const [own, other] of [
    ['research_nodes', 'identity_nodes'],
    ['identity_nodes', 'research_nodes'],
  ] as const)
    draft.add(rule(`from-${other}`), {
      ...ingress,
      security_group_id: group(own),
      remote_group_id: group(other),
    });
});

const defaults: readonly Mutant[] = (['primary', 'clinic'] as const).flatMap((stack) =>
  (
    [
      ['keeps its default rules', false],
      ['leaves its default rules to the cloud', null],
      ['decides on its default rules at apply', decidedLater],
    ] as const
  ).map(([what, value]) =>
    mutant(stack, `a group that ${what}`, 'network/default-rules-removed', (draft) =>
      draft.set(`${types.group}.research_nodes`, { delete_default_rules: value }),
    ),
  ),
);

export default [
  ...ingressMutants,
  ...addressGroups,
  ...administrationMutants,
  ...foreignMutants,
  ...egressMutants,
  ...crossingMutants,
  circle,
  ...defaults,
];

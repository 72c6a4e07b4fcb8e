import { decidedLater, idOf } from '../draft';
import { type Mutant, mutant, types } from '../mutant';

const datasets = [
  ...['patient-records', 'imaging', 'research', 'consent', 'audit-log', 'pseudonym-mapping'],
  ...['accounts', 'container-images'],
];
const lost = ['resilience', 'residency'];

const removed = (stack: string, address: string, rules: readonly string[] = lost) =>
  mutant(stack, `${address} missing`, rules, (draft) => draft.remove(address));

/** Every dataset's volume and attachment at one site each, so that all sites and all datasets are met. */
const parts = datasets.flatMap((dataset, at): Mutant[] => {
  const stack = ['primary', 'mirror', 'clinic'][at % 3] ?? 'primary';
  return [
    removed(stack, `${types.volume}.${dataset}_data`),
    removed(stack, `${types.attach}.${dataset}_attach`),
    removed('clinic', `${types.container}.${dataset}_backup`),
    mutant(stack, `${dataset}: attached to a server from elsewhere`, lost, (draft) =>
      draft.set(`${types.attach}.${dataset}_attach`, { instance_id: idOf('server') }),
    ),
    mutant(stack, `${dataset}: attached to what is decided at apply`, lost, (draft) =>
      draft.set(`${types.attach}.${dataset}_attach`, { instance_id: decidedLater }),
    ),
    mutant(stack, `${dataset}: another volume is attached in its place`, lost, (draft) =>
      draft.set(`${types.attach}.${dataset}_attach`, { volume_id: idOf('volume') }),
    ),
  ];
});

const transit: readonly Mutant[] = (
  [
    ['primary', `${types.tunnel}.mirror_tunnel`],
    ['clinic', `${types.tunnel}.primary_tunnel`],
    ['primary', `${types.endpoints}.edge_local`],
    ['clinic', `${types.endpoints}.primary_endpoints`],
    ['mirror', `${types.vpn}.edge_vpn`],
    ['mirror', `${types.router}.edge_router`],
    ['clinic', `${types.ike}.transit-2026_ike`],
    ['primary', `${types.ipsec}.transit-2026_ipsec`],
    ['primary', `${types.routerInterface}.edge_identity`],
    ['clinic', `${types.routerInterface}.edge_research`],
    ['primary', `${types.rule}.patient-records_access_from-clinic-tcp-5432`],
    ['primary', `${types.rule}.patient-records_access_to-mirror-tcp-5432`],
    ['clinic', `${types.rule}.imaging_access_from-primary-tcp-9443`],
    ['mirror', `${types.subnet}.identity_subnet`],
    ['mirror', `${types.port}.identity_1_port`],
  ] as const
).map(([stack, address]) => removed(stack, address, ['resilience', 'residency', 'encryption', 'network']));

const nodes: readonly Mutant[] = (['primary', 'clinic'] as const).flatMap((stack) => [
  removed(stack, `${types.attach}.identity_1_attach`, ['operations/node-has-system-disk']),
  removed(stack, `${types.serverGroup}.identity_spread`, ['resilience/data-server-in-hard-group']),
  mutant(stack, 'the system disk of a node at another node', 'operations/node-has-system-disk', (draft) =>
    draft.set(`${types.attach}.identity_1_attach`, {
      instance_id: `\${${types.server}.identity_2_server.id}`,
    }),
  ),
]);

/** One end of a replication’s rule that does not fit any more. */
const rule = `${types.rule}.patient-records_access_from-clinic-tcp-5432`;
const closed = (
  [
    ['for another port', { port_range_min: 5433, port_range_max: 5433 }],
    ['for another protocol', { protocol: 'udp' }],
    ['the other way', { direction: 'egress' }],
    ['over IPv6', { ethertype: 'IPv6' }],
    ['from another site', { remote_ip_prefix: '10.17.0.0/20' }],
    ['from a part of the site', { remote_ip_prefix: '10.18.0.0/24' }],
    ['from what is decided at apply', { remote_ip_prefix: decidedLater }],
    ['at a port that is decided at apply', { port_range_min: decidedLater, port_range_max: decidedLater }],
    ['in a group from elsewhere', { security_group_id: idOf('group') }],
    ['in a group that is decided at apply', { security_group_id: decidedLater }],
  ] as const
).map(([what, attributes]) =>
  mutant('primary', `the rule of a replication ${what}`, ['resilience', 'network', 'separation'], (draft) =>
    draft.set(rule, attributes),
  ),
);

export default [...parts, ...transit, ...nodes, ...closed];

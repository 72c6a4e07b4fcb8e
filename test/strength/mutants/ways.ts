import { decidedLater, idOf } from '../draft';
import { type Mutant, mutant, types } from '../mutant';
import type { Json } from '../plan-json';

/** Mutants of ways that lead past the tunnels, and of ways to the databases. */
const tunnelsOnly = 'encryption/sites-joined-by-tunnels-only';
const router = `\${${types.router}.edge_router.id}`;
const route = 'openstack_networking_router_route_v2.more';
const hop = '10.16.0.9';

const destinations: readonly (readonly [what: string, range: string])[] = [
  ['to another site', '10.17.0.0/16'],
  ['to a subnet of another site', '10.18.0.0/20'],
  ['to one address of another site', '10.18.0.9/32'],
  ['to all sites', '10.16.0.0/14'],
  ['to half of everything', '0.0.0.0/1'],
  ['to everything', '0.0.0.0/0'],
  ['to an address behind whose mask there are bits', '10.18.3.4/16'],
  ['to where the apply decides', decidedLater],
];

const routes = destinations.map(([what, range]) =>
  mutant('primary', `a route ${what}`, tunnelsOnly, (draft) =>
    draft.add(route, { router_id: router, destination_cidr: range, next_hop: hop }),
  ),
);

const lists = destinations.map(([what, range]) =>
  mutant('primary', `routes, the second of them ${what}`, tunnelsOnly, (draft) =>
    draft.add('openstack_networking_router_routes_v2.more', {
      router_id: router,
      routes: [
        { destination_cidr: '192.0.2.0/24', next_hop: hop },
        { destination_cidr: range, next_hop: hop },
      ],
    }),
  ),
);

const elsewhere: readonly Mutant[] = [
  mutant('primary', 'a route of a router from elsewhere', tunnelsOnly, (draft) =>
    draft.add(route, { router_id: idOf('router'), destination_cidr: '10.18.0.0/20', next_hop: hop }),
  ),
  mutant('primary', 'a route of a router that the apply decides', tunnelsOnly, (draft) =>
    draft.add(route, { router_id: decidedLater, destination_cidr: '10.18.0.0/20', next_hop: hop }),
  ),
  mutant('primary', 'a route that the servers of a subnet are given', tunnelsOnly, (draft) =>
    draft.add('openstack_networking_subnet_route_v2.more', {
      subnet_id: `\${${types.subnet}.identity_subnet.id}`,
      destination_cidr: '10.18.0.0/20',
      next_hop: hop,
    }),
  ),
  ...(['network', 'router', 'port'] as const).map((what) =>
    mutant('primary', `a BGP VPN that takes in a ${what}`, tunnelsOnly, (draft) =>
      draft.add(`openstack_bgpvpn_${what}_associate_v2.more`, {
        bgpvpn_id: idOf('vpn'),
        [`${what}_id`]: what === 'router' ? router : idOf(what),
      }),
    ),
  ),
];

const database = 'network/database-ports-from-declared-paths';
const reach: Json = {
  direction: 'ingress',
  ethertype: 'IPv4',
  protocol: 'tcp',
  port_range_min: 5432,
  port_range_max: 5432,
  security_group_id: `\${${types.group}.identity_nodes.id}`,
};

const databases = (
  [
    ['from anyone', {}],
    ['from the whole site', { remote_ip_prefix: '10.16.0.0/16' }],
    ['from the operations', { remote_ip_prefix: '10.16.48.0/20' }],
    [
      'in a range of ports',
      { port_range_min: 3000, port_range_max: 6400, remote_ip_prefix: '10.16.48.0/20' },
    ],
    [
      'in any protocol',
      { protocol: null, port_range_min: null, port_range_max: null, remote_ip_prefix: '10.16.48.0/20' },
    ],
    ['by the number of TCP', { protocol: '6', remote_ip_prefix: '10.16.48.0/20' }],
    ['for MySQL', { port_range_min: 3306, port_range_max: 3306, remote_ip_prefix: '10.16.48.0/20' }],
    ['from the nodes of research', { remote_group_id: `\${${types.group}.research_nodes.id}` }],
    ['from a group of elsewhere', { remote_group_id: idOf('group') }],
    ['from what is decided at apply', { remote_ip_prefix: decidedLater }],
  ] as const
).map(([what, more]) =>
  mutant('primary', `the way to a database ${what}`, database, (draft) =>
    draft.add(`${types.rule}.more`, { ...reach, ...more }),
  ),
);

const unfiltered: readonly Mutant[] = [
  mutant('clinic', 'a port before a database that filters nothing', database, (draft) =>
    draft.set(`${types.port}.identity_1_port`, { port_security_enabled: false }),
  ),
  mutant('primary', 'a database’s port in a group from elsewhere', database, (draft) =>
    draft.set(`${types.port}.identity_1_port`, { security_group_ids: [idOf('group')] }),
  ),
  mutant('primary', 'a database’s port in groups that the apply decides', database, (draft) =>
    draft.set(`${types.port}.identity_1_port`, { security_group_ids: decidedLater }),
  ),
];

export default [...routes, ...lists, ...elsewhere, ...databases, ...unfiltered];

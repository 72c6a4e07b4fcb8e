import { decidedLater } from '../draft';
import { type Mutant, mutant, types } from '../mutant';
import type { Json } from '../plan-json';

const port = `${types.port}.identity_1_port`;
const network = `${types.network}.research_network`;
const router = `${types.router}.edge_router`;
const refer = (address: string) => `\${${address}.id}`;
const portSecurity = 'network/port-security-on';

const set = (stack: string, address: string, what: string, rules: string | string[], attributes: Json) =>
  mutant(stack, `${address} ${what}`, rules, (draft) => draft.set(address, attributes));

const unfiltered = (['primary', 'mirror', 'clinic'] as const).flatMap((stack): Mutant[] => [
  set(stack, port, 'without port security', portSecurity, { port_security_enabled: false }),
  set(stack, port, 'whose port security is decided at apply', portSecurity, {
    port_security_enabled: decidedLater,
  }),
  set(stack, network, 'without port security', portSecurity, { port_security_enabled: false }),
  set(stack, network, 'whose port security is decided at apply', portSecurity, {
    port_security_enabled: decidedLater,
  }),
  mutant(stack, 'a port that takes what its network has, which is nothing', portSecurity, (draft) => {
    draft.set(`${types.network}.identity_network`, { port_security_enabled: false });
    draft.set(port, { port_security_enabled: null });
  }),
]);

const pairs: readonly (readonly [what: string, pairs: readonly Json[]])[] = [
  ['everyone', [{ ip_address: '0.0.0.0/0' }]],
  ['everyone over IPv6', [{ ip_address: '::/0' }]],
  ['two halves', [{ ip_address: '0.0.0.0/1' }, { ip_address: '128.0.0.0/1' }]],
  ['a whole subnet', [{ ip_address: '10.16.0.0/20' }]],
  ['a subnet in sixteen parts', Array.from({ length: 16 }, (_, at) => ({ ip_address: `10.16.${at}.0/24` }))],
  ['what is decided at apply', [{ ip_address: decidedLater }]],
];

const pairMutants = pairs.map(([what, blocks]) =>
  set('primary', port, `with an address pair of ${what}`, 'network/address-pairs-narrow', {
    allowed_address_pairs: blocks,
  }),
);

const routers = (['primary', 'clinic'] as const).flatMap((stack): Mutant[] => [
  set(stack, router, 'with source NAT', 'network/router-gateway-only-at-edge', { enable_snat: true }),
  set(stack, router, 'with source NAT as the cloud likes it', 'network/router-gateway-only-at-edge', {
    enable_snat: null,
  }),
  set(stack, router, 'with source NAT decided at apply', 'network/router-gateway-only-at-edge', {
    enable_snat: decidedLater,
  }),
  mutant(stack, 'a second router with a way out', 'network/router-gateway-only-at-edge', (draft) => {
    const external = draft.get(router, 'external_network_id');
    draft.add(`${types.router}.more`, { name: 'more', external_network_id: external });
  }),
  set(stack, router, 'without a way out', 'resilience', { external_network_id: null }),
  set(stack, router, 'switched off', 'resilience', { admin_state_up: false }),
]);

const floating = 'network/no-floating-ip-on-data-server';
const floatingIp = 'openstack_networking_floatingip_v2';
const associate = 'openstack_networking_floatingip_associate_v2';
const server = `${types.server}.identity_1_server`;

const floatingMutants: readonly Mutant[] = [
  mutant('primary', 'a floating IP at the port of a server with data', floating, (draft) =>
    draft.add(`${floatingIp}.more`, { pool: 'public', port_id: refer(port) }),
  ),
  mutant('primary', 'a floating IP at a port by another resource', floating, (draft) => {
    draft.add(`${floatingIp}.more`, { pool: 'public' });
    draft.add(`${associate}.more`, {
      floating_ip: `\${${floatingIp}.more.address}`,
      port_id: refer(port),
    });
  }),
  mutant('primary', 'a known address at the port of a server with data', floating, (draft) =>
    draft.add(`${associate}.more`, { floating_ip: '203.0.113.9', port_id: refer(port) }),
  ),
  mutant('primary', 'a floating IP at a server by Nova', floating, (draft) =>
    draft.add('openstack_compute_floatingip_associate_v2.more', {
      floating_ip: '203.0.113.9',
      instance_id: refer(server),
    }),
  ),
  mutant('primary', 'a port forwarded to a server with data', floating, (draft) => {
    draft.add(`${floatingIp}.more`, { pool: 'public' });
    draft.add('openstack_networking_portforwarding_v2.more', {
      floatingip_id: refer(`${floatingIp}.more`),
      internal_port_id: refer(port),
      internal_ip_address: '10.16.0.9',
      internal_port: 22,
      external_port: 22,
      protocol: 'tcp',
    });
  }),
  mutant('primary', 'a floating IP at what is decided at apply', floating, (draft) =>
    draft.add(`${floatingIp}.more`, { pool: 'public', port_id: decidedLater }),
  ),
];

const beside = 'operations/no-values-beside-arguments';

/** What the provider copies over its request, past the arguments. */
const besideArguments: readonly Mutant[] = [
  set('primary', network, 'opened to all past its argument', beside, { value_specs: { shared: 'true' } }),
  set('primary', port, 'unfiltered past its argument', beside, {
    value_specs: { port_security_enabled: 'false' },
  }),
  set('primary', router, 'with what is decided at apply', beside, { value_specs: decidedLater }),
  mutant('primary', 'a floating IP at a port past its argument', beside, (draft) =>
    draft.add(`${floatingIp}.more`, { pool: 'public', value_specs: { port_id: refer(port) } }),
  ),
];

const subnet = `${types.subnet}.research_subnet`;
const disjoint = 'network/site-ranges-disjoint';

const subnets: readonly Mutant[] = [
  set('primary', subnet, 'with the range of another site', disjoint, { cidr: '10.17.0.0/20' }),
  set('primary', subnet, 'with the range of another domain', disjoint, { cidr: '10.16.0.0/20' }),
  set('primary', subnet, 'with a range of nobody', disjoint, { cidr: '192.168.0.0/20' }),
  set('primary', subnet, 'across the border of a range', disjoint, { cidr: '10.16.16.0/19' }),
  set('primary', subnet, 'with a range that is decided at apply', disjoint, { cidr: decidedLater }),
  mutant('clinic', 'a second subnet with the addresses of the first', disjoint, (draft) =>
    draft.add(`${types.subnet}.more`, {
      cidr: '10.18.0.0/24',
      ip_version: 4,
      network_id: refer(`${types.network}.identity_network`),
    }),
  ),
];

/** A data server that hangs in another domain’s network, or carries another domain’s groups. */
const misplaced: readonly Mutant[] = (['primary', 'mirror'] as const).flatMap((stack) => [
  mutant(stack, 'a server with a leg in another domain', ['separation', 'network'], (draft) => {
    draft.add(`${types.port}.leg`, {
      network_id: refer(`${types.network}.identity_network`),
      port_security_enabled: true,
      security_group_ids: [refer(`${types.group}.identity_nodes`)],
    });
    draft.set(`${types.server}.research_1_server`, {
      network: [
        { port: refer(`${types.port}.research_1_port`), access_network: false },
        { port: refer(`${types.port}.leg`), access_network: false },
      ],
    });
  }),
  set(stack, `${types.port}.research_1_port`, 'in a group of another domain', ['separation', 'network'], {
    security_group_ids: [refer(`${types.group}.identity_nodes`)],
  }),
  set(
    stack,
    `${types.attach}.research_attach`,
    'at a server of another domain',
    ['separation', 'resilience'],
    {
      instance_id: refer(server),
    },
  ),
]);

export default [
  ...unfiltered,
  ...pairMutants,
  ...routers,
  ...floatingMutants,
  ...besideArguments,
  ...subnets,
  ...misplaced,
];

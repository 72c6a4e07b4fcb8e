import { DomainNetwork } from '../../constructs/domain-network';
import { NodePool } from '../../constructs/node-pool';
import type { Place } from '../../constructs/place';
import type { Domain } from '../../estate/model';
import { made, plain, telekom } from './place';

function pool(
  place: Place,
  nodes: number,
  look: (pool: NodePool) => void = () => {},
  domain: Domain = 'mapping',
) {
  const site = { ...place.site, nodePools: { ...place.site.nodePools, [domain]: { nodes } } };
  return made((stack) => {
    const network = new DomainNetwork(stack, 'net', { place, domain });
    look(new NodePool(stack, 'pool', { place: { ...place, site }, domain, network, keyPair: 'admin' }));
  }).resource;
}

test('a node has a port, an encrypted system disk, and no password or public address', () => {
  const resource = pool(plain, 1);
  expect(resource.openstack_compute_servergroup_v2).toEqual({
    pool_spread: { name: 'clinic-mapping', policies: ['anti-affinity'] },
  });
  expect(resource.openstack_networking_port_v2).toEqual({
    pool_1_port: {
      name: 'clinic-mapping-1',
      network_id: '${openstack_networking_network_v2.net_network.id}',
      admin_state_up: true,
      port_security_enabled: true,
      security_group_ids: ['${openstack_networking_secgroup_v2.pool_nodes.id}'],
      fixed_ip: [{ subnet_id: '${openstack_networking_subnet_v2.net_subnet.id}' }],
      tags: ['estate:role=node', 'estate:site=clinic'],
    },
  });
  expect(resource.openstack_compute_instance_v2).toEqual({
    pool_1_server: {
      name: 'clinic-mapping-1',
      image_id: plain.site.imageId,
      flavor_id: plain.site.flavorId,
      key_pair: 'admin',
      availability_zone: 'nova',
      network: [{ port: '${openstack_networking_port_v2.pool_1_port.id}' }],
      scheduler_hints: [{ group: '${openstack_compute_servergroup_v2.pool_spread.id}' }],
      metadata: { 'estate:role': 'node', 'estate:site': 'clinic' },
      config_drive: true,
      user_data: expect.stringContaining(
        'disk=/dev/disk/by-id/virtio-${substr(openstack_blockstorage_volume_v3.pool_1_system.id, 0, 20)}',
      ),
    },
  });
  expect(resource.openstack_blockstorage_volume_v3?.pool_1_system).toMatchObject({
    size: 64,
    volume_type: 'luks',
    metadata: { 'estate:key': plain.site.keyCustody.systemKeys.mapping, 'estate:role': 'system' },
  });
  expect(resource.openstack_compute_volume_attach_v2).toEqual({
    pool_1_attach: {
      instance_id: '${openstack_compute_instance_v2.pool_1_server.id}',
      volume_id: '${openstack_blockstorage_volume_v3.pool_1_system.id}',
    },
  });
});

/** What a pool opens: direction, remote, protocol and ports, sorted. */
function opened(place: Place, domain: Domain): string[] {
  const rules = pool(place, 1, undefined, domain).openstack_networking_secgroup_rule_v2 ?? {};
  return Object.values(rules)
    .map(
      (rule) =>
        `${rule.direction} ${rule.remote_ip_prefix ?? 'self'} ${rule.protocol} ${rule.port_range_min}-${rule.port_range_max}`,
    )
    .toSorted();
}

test.each(['identity', 'mapping', 'research'] as const)(
  '%s knows itself, operations and management',
  (domain) => {
    const expected = [
      'egress 10.18.48.0/20 tcp 30443-30443',
      'egress 10.18.48.0/20 tcp 53-53',
      'egress 10.18.48.0/20 tcp 6443-6443',
      'egress 10.18.48.0/20 tcp 9345-9345',
      'egress 10.18.48.0/20 udp 123-123',
      'egress 10.18.48.0/20 udp 53-53',
      'egress self udp 51871-51871',
      'ingress 10.18.240.0/24 tcp 22-22',
      'ingress 10.18.48.0/20 tcp 10250-10250',
      'ingress 10.18.48.0/20 tcp 30443-30443',
      'ingress self udp 51871-51871',
    ];
    expect(opened(plain, domain)).toEqual(expected);
  },
);

test('operations runs the control plane, for its own site only', () => {
  expect(opened(plain, 'operations')).toEqual([
    'egress 10.18.0.0/16 tcp 10250-10250',
    'egress 10.18.0.0/20 tcp 30443-30443',
    'egress 10.18.16.0/20 tcp 30443-30443',
    'egress 10.18.32.0/20 tcp 30443-30443',
    'egress self tcp 2379-2380',
    'egress self tcp 30443-30443',
    'egress self tcp 53-53',
    'egress self tcp 6443-6443',
    'egress self tcp 9345-9345',
    'egress self udp 123-123',
    'egress self udp 51871-51871',
    'egress self udp 53-53',
    'ingress 10.18.0.0/16 tcp 53-53',
    'ingress 10.18.0.0/16 tcp 6443-6443',
    'ingress 10.18.0.0/16 udp 123-123',
    'ingress 10.18.0.0/16 udp 53-53',
    'ingress 10.18.0.0/20 tcp 30443-30443',
    'ingress 10.18.0.0/20 tcp 9345-9345',
    'ingress 10.18.16.0/20 tcp 30443-30443',
    'ingress 10.18.16.0/20 tcp 9345-9345',
    'ingress 10.18.240.0/24 tcp 22-22',
    'ingress 10.18.32.0/20 tcp 30443-30443',
    'ingress 10.18.32.0/20 tcp 9345-9345',
    'ingress self tcp 10250-10250',
    'ingress self tcp 2379-2380',
    'ingress self tcp 30443-30443',
    'ingress self tcp 9345-9345',
    'ingress self udp 51871-51871',
  ]);
});

test('servers of the control plane have the addresses that agents know, and no other node has a fixed one', () => {
  const fixed = (domain: Domain, nodes: number) =>
    Object.values(pool(plain, nodes, undefined, domain).openstack_networking_port_v2 ?? {}).map(
      ({ fixed_ip: addresses }) => (addresses as { ip_address?: string }[])[0]?.ip_address,
    );
  expect(fixed('operations', 3)).toEqual(['10.18.48.10', '10.18.48.11', '10.18.48.12']);
  expect(fixed('operations', 4)).toEqual(['10.18.48.10', '10.18.48.11', '10.18.48.12', undefined]);
  expect(fixed('operations', 2)).toEqual(['10.18.48.10', undefined]);
  expect(fixed('identity', 3)).toEqual([undefined, undefined, undefined]);
});

test('where user data comes from the metadata service, that one address is open as well', () => {
  expect(opened(telekom, 'mapping')).toContain('egress 169.254.169.254/32 tcp 80-80');
  expect(pool(telekom, 1).openstack_compute_instance_v2?.pool_1_server).toMatchObject({
    config_drive: false,
  });
});

test('a dataset keeps its node: others do not matter, and a new node takes only what it wins', () => {
  const names = Array.from({ length: 200 }, (_, index) => `dataset-${index}`);
  const placed = (nodes: number) => {
    let found: (string | undefined)[] = [];
    pool(plain, nodes, (made) => {
      found = names.map((name) => made.nodeFor(name)?.node.id);
    });
    return found;
  };
  const [two, three] = [placed(2), placed(3)];
  expect(new Set(two)).toEqual(new Set(['1', '2']));
  expect(three.filter((node, index) => node !== two[index])).toEqual(three.filter((node) => node === '3'));
});

import { type Change, unmanaged } from './change';
import type { Hand, Item, Service } from './hand';

/** What nobody manages: no plan shows any of it. */
export const newObjects: readonly Change[] = [
  {
    what: 'a rule that lets anyone reach databases',
    kind: 'unmanaged',
    type: 'openstack_networking_secgroup_rule_v2',
    object: 'unmanaged[',
    repairedBy: 'hand',
    means: {
      policy: 'network/database-ports-from-declared-paths',
      says: /^0\.0\.0\.0\/0 may reach PostgreSQL 5432: .*identity_1_server$/,
      dataset: 'patient-records',
    },
    make: async (hand) => {
      const group = await hand.named('network', '/security-groups', 'clinic-identity-nodes');
      await hand.call('POST', 'network', '/security-group-rules', {
        security_group_rule: {
          security_group_id: group.id,
          direction: 'ingress',
          ethertype: 'IPv4',
          protocol: 'tcp',
          port_range_min: 5432,
          port_range_max: 5432,
          remote_ip_prefix: '0.0.0.0/0',
        },
      });
    },
    undo: async (hand) => {
      const { security_group_rules: rules } = await hand.call('GET', 'network', '/security-group-rules');
      const open = (rules as readonly Item[]).filter((rule) => rule.remote_ip_prefix === '0.0.0.0/0');
      for (const { id } of open) await hand.call('DELETE', 'network', `/security-group-rules/${id}`);
    },
  },
  {
    what: 'a server in the network of the identity domain',
    kind: 'unmanaged',
    type: 'openstack_compute_instance_v2',
    object: 'strange-server',
    repairedBy: 'hand',
    means: { policy: unmanaged, says: /nothing manages it/ },
    make: async (hand) => {
      const network = await hand.named('network', '/networks', 'clinic-identity');
      const like = await serverNamed(hand, 'clinic-identity-1');
      const image = (like.image as Item).id;
      const flavors = (await hand.call('GET', 'compute', '/flavors')).flavors as readonly Item[];
      const { original_name: flavor } = like.flavor as { original_name?: string };
      const { server } = await hand.call('POST', 'compute', '/servers', {
        server: {
          name: 'strange-server',
          imageRef: image,
          flavorRef: flavors.find(({ id, name }) => name === flavor || id === (like.flavor as Item).id)?.id,
          networks: [{ uuid: network.id }],
        },
      });
      const { id } = server as Item;
      await hand.until('strange-server runs', async () => {
        const { server: now } = await hand.call('GET', 'compute', `/servers/${id}`);
        return (now as Item).status === 'ACTIVE';
      });
    },
    undo: async (hand) => {
      const { id } = await hand.named('compute', '/servers', 'strange-server');
      await hand.call('DELETE', 'compute', `/servers/${id}`);
      await hand.until('strange-server is gone', async () => {
        const { servers } = await hand.call('GET', 'compute', '/servers');
        return !(servers as readonly Item[]).some((one) => one.id === id);
      });
    },
  },
  simple('a network', 'openstack_networking_network_v2', 'network', '/networks', {
    network: { name: 'strange-network' },
  }),
  simple('a router', 'openstack_networking_router_v2', 'network', '/routers', {
    router: { name: 'strange-router' },
  }),
  simple(
    'an endpoint group of a VPN',
    'openstack_vpnaas_endpoint_group_v2',
    'network',
    '/vpn/endpoint-groups',
    {
      endpoint_group: { name: 'strange-endpoints', type: 'cidr', endpoints: ['192.0.2.0/24'] },
    },
  ),
  simple('a volume', 'openstack_blockstorage_volume_v3', 'volume', '/volumes', {
    volume: { name: 'strange-volume', size: 1 },
  }),
  {
    ...simple('a key pair', 'openstack_compute_keypair_v2', 'compute', '/os-keypairs', {
      keypair: { name: 'strange-key' },
    }),
    undo: async (hand) => {
      await hand.call('DELETE', 'compute', '/os-keypairs/strange-key');
    },
  },
  {
    what: 'a container',
    kind: 'unmanaged',
    type: 'openstack_objectstorage_container_v1',
    object: 'strange-container',
    repairedBy: 'hand',
    means: { policy: 'operations/stateful-resource-belongs-to-dataset', says: /no mark says what it is for/ },
    make: async (hand) => {
      await hand.call('PUT', 'objects', '/strange-container');
    },
    undo: async (hand) => {
      await hand.call('DELETE', 'objects', '/strange-container');
    },
  },
];

/** Something that one call makes, and whose being there is all there is to say. */
function simple(
  what: string,
  type: string,
  service: Service,
  path: string,
  body: Readonly<Record<string, { readonly name: string; readonly [key: string]: unknown }>>,
): Change {
  const object = Object.values(body)[0]?.name ?? '';
  return {
    what,
    kind: 'unmanaged',
    type,
    object,
    repairedBy: 'hand',
    means: { policy: unmanaged, says: /nothing manages it/ },
    make: async (hand) => {
      await hand.call('POST', service, path, body);
    },
    undo: async (hand) => {
      const { id } = await hand.named(service, path, object);
      await hand.until(`${object} can be deleted`, async () => {
        return hand.call('DELETE', service, `${path}/${id}`).then(
          () => true,
          () => false,
        );
      });
    },
  };
}

export async function serverNamed(hand: Hand, name: string): Promise<Item> {
  const { servers } = await hand.call('GET', 'compute', '/servers/detail');
  const found = (servers as readonly Item[]).find((one) => one.name === name);
  if (!found) throw new Error(`no server is called ${name}`);
  return found;
}

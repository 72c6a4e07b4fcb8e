import { decidedLater, idOf } from '../draft';
import { type Mutant, mutant, types } from '../mutant';

/** Mutants that join two domains: a server, a volume or a network of both. */
const stacks = ['primary', 'clinic'] as const;
const refer = (address: string) => `\${${address}.id}`;
const server = (name: string) => refer(`${types.server}.${name}_server`);
const volume = refer(`${types.volume}.imaging_data`);

const twice = 'separation/volume-at-one-server';

const attachedTwice: readonly Mutant[] = stacks.flatMap((stack) => [
  mutant(stack, 'a dataset’s volume at a second server', twice, (draft) =>
    draft.add(`${types.attach}.more`, { instance_id: server('identity_2'), volume_id: volume }),
  ),
  mutant(stack, 'a dataset’s volume at two servers as the cloud allows it', twice, (draft) =>
    draft.add(`${types.attach}.more`, {
      instance_id: server('identity_2'),
      volume_id: volume,
      multiattach: true,
    }),
  ),
  mutant(stack, 'a system disk at a second server', twice, (draft) =>
    draft.add(`${types.attach}.more`, {
      instance_id: server('identity_2'),
      volume_id: refer(`${types.volume}.identity_1_system`),
    }),
  ),
  mutant(stack, 'a dataset’s volume attached by Cinder as well', twice, (draft) =>
    draft.add('openstack_blockstorage_volume_attach_v3.more', { volume_id: volume, host_name: 'elsewhere' }),
  ),
  mutant(stack, 'a dataset’s volume among another server’s disks', twice, (draft) =>
    draft.set(`${types.server}.operations_1_server`, {
      block_device: [{ uuid: volume, source_type: 'volume', destination_type: 'volume', boot_index: -1 }],
    }),
  ),
  mutant(stack, 'an attachment more of what the apply decides', twice, (draft) =>
    draft.add(`${types.attach}.more`, { instance_id: server('identity_2'), volume_id: decidedLater }),
  ),
]);

const bridge = 'separation/server-in-one-domain';
const research = `${types.server}.research_1_server`;
const own = { port: refer(`${types.port}.research_1_port`), access_network: false };

const servers: readonly Mutant[] = stacks.flatMap((stack) => [
  ...(
    [
      ['another domain’s network', { uuid: refer(`${types.network}.identity_network`) }],
      ['a port of another domain', { port: refer(`${types.port}.identity_2_port`) }],
      ['a network of elsewhere', { uuid: idOf('network') }],
      ['a network that the apply decides', { uuid: decidedLater }],
    ] as const
  ).map(([what, leg]) =>
    mutant(stack, `a server with a second leg in ${what}`, bridge, (draft) =>
      draft.set(research, { network: [own, leg] }),
    ),
  ),
  mutant(stack, 'an interface of another domain, put into a server', bridge, (draft) =>
    draft.add('openstack_compute_interface_attach_v2.more', {
      instance_id: refer(research),
      network_id: refer(`${types.network}.identity_network`),
    }),
  ),
  mutant(stack, 'a port of another domain, put into a server', bridge, (draft) =>
    draft.add('openstack_compute_interface_attach_v2.more', {
      instance_id: refer(research),
      port_id: refer(`${types.port}.identity_2_port`),
    }),
  ),
  mutant(stack, 'a trunk from one domain into another', bridge, (draft) =>
    draft.add('openstack_networking_trunk_v2.more', {
      port_id: refer(`${types.port}.research_1_port`),
      sub_port: [
        {
          port_id: refer(`${types.port}.identity_2_port`),
          segmentation_type: 'vlan',
          segmentation_id: 7,
        },
      ],
    }),
  ),
  mutant(stack, 'another domain’s dataset at a server', bridge, (draft) =>
    draft.set(`${types.attach}.imaging_attach`, { instance_id: refer(research) }),
  ),
]);

const joined = 'separation/network-of-one-domain';
const network = `${types.network}.research_network`;
const foreignRange = { primary: '10.16.0.0/24', clinic: '10.18.0.0/24' } as const;

const networks: readonly Mutant[] = stacks.flatMap((stack) => [
  mutant(stack, 'a network that every project may use', joined, (draft) =>
    draft.set(network, { shared: true }),
  ),
  mutant(stack, 'a network that is shared if the apply says so', joined, (draft) =>
    draft.set(network, { shared: decidedLater }),
  ),
  mutant(stack, 'a network with a subnet of another domain', joined, (draft) =>
    draft.add(`${types.subnet}.more`, {
      network_id: refer(network),
      cidr: foreignRange[stack],
      ip_version: 4,
    }),
  ),
  ...(
    [
      ['a network', { object_type: 'network', object_id: refer(network), target_tenant: 'other' }],
      ['a network with everyone', { object_type: 'network', object_id: refer(network), target_tenant: '*' }],
      [
        'a security group',
        {
          object_type: 'security_group',
          object_id: refer(`${types.group}.research_nodes`),
          target_tenant: 'other',
        },
      ],
      [
        'what the apply decides',
        { object_type: decidedLater, object_id: decidedLater, target_tenant: 'other' },
      ],
    ] as const
  ).map(([what, attributes]) =>
    mutant(stack, `a policy that shares ${what}`, joined, (draft) =>
      draft.add('openstack_networking_rbac_policy_v2.more', { action: 'access_as_shared', ...attributes }),
    ),
  ),
]);

const gently: readonly Mutant[] = stacks.flatMap((stack) =>
  (
    [
      ['is', true],
      ['may be', decidedLater],
    ] as const
  ).map(([what, value]) =>
    mutant(
      stack,
      `a server with data that ${what} deleted by force`,
      'resilience/data-servers-go-gently',
      (draft) => draft.set(`${types.server}.identity_1_server`, { force_delete: value }),
    ),
  ),
);

export default [...attachedTwice, ...servers, ...networks, ...gently];

import { decidedLater, idOf } from '../draft';
import { type Mutant, mutant, types } from '../mutant';
import type { Json } from '../plan-json';

const server = `${types.server}.identity_1_server`;
const group = `${types.serverGroup}.identity_spread`;
const container = `${types.container}.patient-records_backup`;
const keyPair = `${types.keyPair}.admin`;
const stacks = ['primary', 'clinic'] as const;

type Case = readonly [what: string, rules: readonly string[], attributes: Json];

const disk = (more: Json) => ({
  block_device: [
    { source_type: 'blank', destination_type: 'volume', volume_size: 10, boot_index: 1, ...more },
  ],
});

const serverCases: readonly Case[] = [
  ['with a password', ['identity/no-password-on-servers'], { admin_pass: 'changeme' }],
  ['with a password decided at apply', ['identity/no-password-on-servers'], { admin_pass: decidedLater }],
  ['with a disk of its own', ['encryption/server-made-disk-encrypted'], disk({})],
  [
    'with a disk that goes with it',
    ['resilience/disks-outlive-server'],
    disk({ delete_on_termination: true }),
  ],
  [
    'that boots from an image into a volume',
    ['encryption/server-made-disk-encrypted'],
    disk({ source_type: 'image', uuid: idOf('image'), boot_index: 0 }),
  ],
  [
    'that boots from a snapshot',
    ['encryption', 'resilience'],
    disk({ source_type: 'snapshot', uuid: idOf('snapshot'), delete_on_termination: true }),
  ],
  ['from an image by name', ['residency'], { image_id: null, image_name: 'Ubuntu 24.04' }],
  ['from an image that nobody declared', ['residency'], { image_id: idOf('image') }],
  ['from an image decided at apply', ['residency'], { image_id: decidedLater }],
  ['in a zone of the cloud’s choice', ['residency/zone-as-declared'], { availability_zone: null }],
  ['in another zone', ['residency/zone-as-declared'], { availability_zone: 'elsewhere' }],
  ['in another region', ['residency/resource-in-region-of-its-site'], { region: 'eu-nl' }],
  ['in no group', ['resilience/data-server-in-hard-group'], { scheduler_hints: [] }],
  [
    'in a group from elsewhere',
    ['resilience/data-server-in-hard-group'],
    { scheduler_hints: [{ group: idOf('group') }] },
  ],
  [
    'in a group decided at apply',
    ['resilience/data-server-in-hard-group'],
    { scheduler_hints: [{ group: decidedLater }] },
  ],
  ['without user data', ['operations/node-has-system-disk'], { user_data: null }],
  [
    'with a password in user data',
    ['identity'],
    { user_data: '#cloud-config\nchpasswd:\n  list: |\n    root:secret\n' },
  ],
  ['with passwords over SSH', ['identity', 'operations'], { user_data: '#cloud-config\nssh_pwauth: true\n' }],
  ['marked with another site', ['operations'], { metadata: { 'estate:role': 'node', 'estate:site': 'x' } }],
  ['with a network of the cloud’s choice', ['network', 'resilience', 'separation'], { network: [] }],
  [
    'on a network without a port of its own',
    ['network', 'resilience', 'separation'],
    { network: [{ uuid: idOf('network') }] },
  ],
];

const servers = stacks.flatMap((stack) =>
  serverCases.map(([what, rules, attributes]) =>
    mutant(stack, `${server} ${what}`, rules, (draft) => draft.set(server, attributes)),
  ),
);

const groupCases: readonly (readonly [what: string, attributes: Json])[] = [
  ['that only wishes', { policies: ['soft-anti-affinity'] }],
  ['that keeps together', { policies: ['affinity'] }],
  ['without a policy', { policies: null }],
  ['decided at apply', { policies: decidedLater }],
  ['with two servers at a host', { rules: [{ max_server_per_host: 2 }] }],
];

const groups = stacks.flatMap((stack) =>
  groupCases.map(([what, attributes]) =>
    mutant(stack, `${group} ${what}`, 'resilience', (draft) => draft.set(group, attributes)),
  ),
);

const containerCases: readonly Case[] = [
  ['that everyone may read', ['network/containers-not-public'], { container_read: '.r:*' }],
  ['that everyone may list', ['network/containers-not-public'], { container_read: '.r:*,.rlistings' }],
  ['that another project may read', ['network/containers-not-public'], { container_read: 'other:*' }],
  ['that everyone may write', ['network/containers-not-public'], { container_write: '*:*' }],
  ['whose readers are decided at apply', ['network/containers-not-public'], { container_read: decidedLater }],
  ['without versions', ['resilience/backup-elsewhere-versioned'], { versioning: null }],
  ['with versions switched off', ['resilience/backup-elsewhere-versioned'], { versioning: false }],
  ['with versions decided at apply', ['resilience/backup-elsewhere-versioned'], { versioning: decidedLater }],
  [
    'that goes on to another cloud',
    ['residency'],
    { container_sync_to: 'https://swift.example/v1/AUTH_x/y', container_sync_key: 'k' },
  ],
  ['that goes on to where the apply decides', ['residency'], { container_sync_to: decidedLater }],
  ['without marks', ['operations'], { metadata: null }],
  ['with marks decided at apply', ['operations'], { metadata: decidedLater }],
  ['in another region', ['residency'], { region: 'eu-nl' }],
];

const containers = containerCases.map(([what, rules, attributes]) =>
  mutant('clinic', `${container} ${what}`, rules, (draft) => draft.set(container, attributes)),
);

const containerActions = (
  [
    ['deleted', ['delete']],
    ['forgotten', ['forget']],
    ['replaced', ['delete', 'create']],
  ] as const
).map(([what, actions]) =>
  mutant('clinic', `${container} ${what}`, 'resilience/stateful-resource-kept', (draft) =>
    draft.act(container, actions),
  ),
);

const keyPairs: readonly Mutant[] = stacks.flatMap((stack) => [
  mutant(stack, `${keyPair} made by the cloud`, 'identity/key-pair-imported', (draft) =>
    draft.set(keyPair, { public_key: null }),
  ),
  mutant(stack, `${keyPair} made from nothing`, 'identity/key-pair-imported', (draft) =>
    draft.set(keyPair, { public_key: '' }),
  ),
]);

const more: readonly (readonly [
  what: string,
  address: string,
  rules: readonly string[],
  attributes: Json,
])[] = [
  ['a volume of nobody', `${types.volume}.more`, ['operations', 'encryption'], { size: 10 }],
  ['a container of nobody', `${types.container}.more`, ['operations'], { name: 'more' }],
  [
    'a share of nobody',
    'openstack_sharedfilesystem_share_v2.more',
    ['operations'],
    { share_proto: 'NFS', size: 10 },
  ],
  [
    'a database',
    'openstack_db_instance_v1.more',
    ['operations'],
    { name: 'more', size: 10, datastore: [{ type: 'postgresql', version: '16' }] },
  ],
  [
    'a key beside the data it opens',
    'openstack_keymanager_secret_v1.more',
    ['keys/made-apart-from-data', 'operations'],
    { secret_type: 'symmetric', algorithm: 'aes', bit_length: 256 },
  ],
  [
    'an order of a key beside the data',
    'openstack_keymanager_order_v1.more',
    ['keys/made-apart-from-data', 'operations'],
    { type: 'key', meta: [{ algorithm: 'aes', bit_length: 256, mode: 'cbc' }] },
  ],
  [
    'a network handed to another project',
    'openstack_networking_rbac_policy_v2.more',
    ['operations', 'network', 'identity', 'separation'],
    {
      action: 'access_as_shared',
      object_id: `\${${types.network}.identity_network.id}`,
      object_type: 'network',
      target_tenant: 'other',
    },
  ],
  [
    'an object that a link opens',
    'openstack_objectstorage_tempurl_v1.more',
    ['operations', 'network', 'residency', 'identity'],
    { container: 'clinic-patient-records', object: 'x', method: 'get', ttl: 60 },
  ],
];

const added = more.map(([what, address, rules, attributes]) =>
  mutant('clinic', `${what} more`, rules, (draft) => draft.add(address, attributes)),
);

export default [...servers, ...groups, ...containers, ...containerActions, ...keyPairs, ...added];

import { type Draft, decidedLater, idOf } from '../draft';
import { type Mutant, mutant, types } from '../mutant';
import type { Json } from '../plan-json';

/** Mutants of keys: which one opens what, where it is kept, and who gets to see it. */
const secret = 'openstack_keymanager_secret_v1.more';
const tunnel = { primary: `${types.tunnel}.mirror_tunnel`, clinic: `${types.tunnel}.primary_tunnel` };
const stacks = ['primary', 'clinic'] as const;
const strange = '0b4c1c9e-6f0c-4c69-9b0e-2f3a4d5e6f70';

/** The mark that names a volume's key, as its cloud has it. */
const keyMark = { primary: '__system__cmkid', mirror: '__system__cmkid', clinic: 'estate:key' } as const;

function marked(address: string, mark: string, key: unknown) {
  return (draft: Draft) => {
    const old = draft.get(address, 'metadata') as Json;
    draft.set(address, { metadata: { ...old, [mark]: key } });
  };
}

const declared = 'keys/declared-key-opens-it';
const oneDomain = 'separation/key-of-one-domain';

const opened: readonly Mutant[] = (['primary', 'mirror', 'clinic'] as const).flatMap((stack) => [
  mutant(
    stack,
    'a dataset under a key that nobody declared',
    declared,
    marked(`${types.volume}.research_data`, keyMark[stack], strange),
  ),
  mutant(
    stack,
    'a system disk under a key that nobody declared',
    declared,
    marked(`${types.volume}.research_1_system`, keyMark[stack], strange),
  ),
  mutant(stack, 'research under the key of the mapping', oneDomain, (draft) => {
    const other = draft.get(`${types.volume}.pseudonym-mapping_data`, 'metadata') as Json;
    marked(`${types.volume}.research_data`, keyMark[stack], other[keyMark[stack]])(draft);
  }),
  mutant(stack, 'a system disk of research under the key of identity', oneDomain, (draft) => {
    const other = draft.get(`${types.volume}.identity_1_system`, 'metadata') as Json;
    marked(`${types.volume}.research_1_system`, keyMark[stack], other[keyMark[stack]])(draft);
  }),
]);

const backups: readonly Mutant[] = [
  mutant(
    'clinic',
    'a backup under a key that nobody declared',
    declared,
    marked(`${types.container}.research_backup`, 'estate-key', strange),
  ),
  mutant('clinic', 'a backup of research under the key of the mapping’s', oneDomain, (draft) => {
    const other = draft.get(`${types.container}.pseudonym-mapping_backup`, 'metadata') as Json;
    marked(`${types.container}.research_backup`, 'estate-key', other['estate-key'])(draft);
  }),
];

const shown = 'keys/not-in-plan-or-state';

const inState: readonly Mutant[] = stacks.flatMap((stack) => [
  mutant(stack, 'a tunnel’s key in the text', shown, (draft) =>
    draft.set(tunnel[stack], { psk: 'in-the-text-for-everyone-to-read-it' }),
  ),
  ...(
    [
      ['a payload in the text', { payload: 'in-the-text', secret_type: 'passphrase' }],
      ['a payload of no kind', { payload: 'in-the-text' }],
      ['a payload that the apply decides', { payload: decidedLater, secret_type: 'symmetric' }],
      ['a payload of a kind that the apply decides', { payload: 'in-the-text', secret_type: decidedLater }],
    ] as const
  ).map(([what, attributes]) =>
    mutant(stack, `a secret with ${what}`, shown, (draft) => draft.add(secret, attributes)),
  ),
  ...['tls_private_key.more', 'random_password.more', 'random_bytes.more'].map((address) =>
    mutant(stack, `${address} made by Terraform`, shown, (draft) => draft.add(address, { length: 32 })),
  ),
]);

const synchronised = mutant('clinic', 'a key of object synchronisation in the text', shown, (draft) =>
  draft.set(`${types.container}.research_backup`, {
    container_sync_to: '//realm/cluster/AUTH_x/y',
    container_sync_key: 'in-the-text',
  }),
);

const permitted = 'residency/key-store-permitted';

const stores = stacks.flatMap((stack) =>
  (
    [
      ['a key of another country’s region', 'openstack_keymanager_secret_v1.more', { region: 'eu-nl' }],
      ['a key of a region that nobody knows', 'openstack_keymanager_secret_v1.more', { region: 'elsewhere' }],
      [
        'a key of a region that the apply decides',
        'openstack_keymanager_secret_v1.more',
        { region: decidedLater },
      ],
      [
        'an order of another country’s region',
        'openstack_keymanager_order_v1.more',
        { type: 'key', region: 'eu-nl' },
      ],
      [
        'keys together in another country',
        'openstack_keymanager_container_v1.more',
        { type: 'generic', region: 'eu-nl' },
      ],
    ] as const
  ).map(([what, address, attributes]) =>
    mutant(stack, what, permitted, (draft) => draft.add(address, attributes)),
  ),
);

const beside = stacks.flatMap((stack) =>
  (
    [
      ['by its algorithm alone', { algorithm: 'AES', bit_length: 256 }],
      ['of a kind that the apply decides', { secret_type: decidedLater }],
    ] as const
  ).map(([what, attributes]) =>
    mutant(stack, `a key beside the data ${what}`, 'keys/made-apart-from-data', (draft) =>
      draft.add(secret, attributes),
    ),
  ),
);

const unknownPair = mutant(
  'primary',
  'a volume under a key that is made in the same stack',
  ['keys', 'encryption', 'operations', 'separation'],
  (draft) => {
    draft.add(secret, { secret_type: 'symmetric', algorithm: 'aes', bit_length: 256 });
    marked(`${types.volume}.research_data`, keyMark.primary, `\${${secret}.id}`)(draft);
  },
);

const foreignKey = mutant('mirror', 'a volume more of a dataset under a key of its own', declared, (draft) =>
  draft.add(`${types.volume}.more`, {
    size: 10,
    metadata: {
      __system__encrypted: '1',
      __system__cmkid: idOf('key'),
      'estate:dataset': 'imaging',
      'estate:role': 'data',
    },
  }),
);

export default [
  ...opened,
  ...backups,
  ...inState,
  synchronised,
  ...stores,
  ...beside,
  unknownPair,
  foreignKey,
];

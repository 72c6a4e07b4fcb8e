import { type Draft, decidedLater } from '../draft';
import { type Mutant, mutant, types } from '../mutant';
import type { Json } from '../plan-json';

/** Mutants of the backups' containers; those of their marks and lists alone stand with the servers. */
const container = `${types.container}.research_backup`;
const more = `${types.container}.more`;

function withMetadata(change: (old: Json) => Json, address = container) {
  return (draft: Draft) => draft.set(address, { metadata: change(draft.get(address, 'metadata') as Json) });
}

function without(name: string) {
  return ({ [name]: _, ...rest }: Json) => rest;
}

const encrypted = 'encryption/backup-encrypted';
const erasable = 'operations/erasable-when-retention-ends';

const marks: readonly Mutant[] = [
  mutant('clinic', 'a backup without a key', encrypted, withMetadata(without('estate-key'))),
  mutant(
    'clinic',
    'a backup with an empty key',
    encrypted,
    withMetadata((old) => ({ ...old, 'estate-key': '' })),
  ),
  mutant(
    'clinic',
    'a backup whose key is spelled otherwise',
    encrypted,
    withMetadata(({ 'estate-key': key, ...old }) => ({ ...old, 'estate:key': key })),
  ),
  mutant(
    'clinic',
    'a backup whose key is decided at apply',
    encrypted,
    withMetadata((old) => ({ ...old, 'estate-key': decidedLater })),
  ),
  mutant('clinic', 'a backup whose marks are decided at apply', [encrypted, erasable], (draft) =>
    draft.set(container, { metadata: decidedLater }),
  ),
  mutant('clinic', 'versions without an end', erasable, withMetadata(without('estate-keep-days'))),
  ...(
    [
      ['of ten years', '3650'],
      ['of no number', 'all'],
      ['of a number and more', '35 years'],
      ['of less than nothing', '-1'],
    ] as const
  ).map(([what, days]) =>
    mutant(
      'clinic',
      `versions with an end ${what}`,
      erasable,
      withMetadata((old) => ({ ...old, 'estate-keep-days': days })),
    ),
  ),
  mutant(
    'clinic',
    'a backup under the key of something else',
    erasable,
    withMetadata((old) => ({ ...old, 'estate-key': 'bc4bbf2d-3839-4c82-8308-926372523533' })),
  ),
  mutant(
    'clinic',
    'a volume of a dataset under the key of something else',
    erasable,
    withMetadata(
      (old) => ({ ...old, 'estate:key': 'bc4bbf2d-3839-4c82-8308-926372523533' }),
      `${types.volume}.research_data`,
    ),
  ),
];

const emptied = (
  [
    ['is emptied when it is deleted', true],
    ['may be emptied when it is deleted', decidedLater],
  ] as const
).map(([what, value]) =>
  mutant('clinic', `a backup that ${what}`, 'resilience/containers-not-emptied', (draft) =>
    draft.set(container, { force_destroy: value }),
  ),
);

const copied = (draft: Draft, attributes: Json, from = container) =>
  draft.add(more, {
    name: 'more',
    versioning: true,
    metadata: draft.get(from, 'metadata'),
    ...attributes,
  });

const target = 'residency/backup-target-permitted';
const asBackup = (dataset: string): Json => ({
  'estate-dataset': dataset,
  'estate-role': 'backup',
  'estate-site': 'primary',
  'estate-key': '70697e37-ee1d-42cd-a817-637052dd33e8',
  'estate-keep-days': '35',
});

const targets: readonly Mutant[] = [
  ...(['primary', 'mirror'] as const).map((stack) =>
    mutant(stack, 'a backup where the dataset keeps none', target, (draft) =>
      draft.add(more, { name: 'more', versioning: true, metadata: asBackup('imaging') }),
    ),
  ),
  mutant('clinic', 'a backup of a dataset that there is not', target, (draft) =>
    copied(draft, { metadata: asBackup('genomes') }),
  ),
  mutant('clinic', 'a backup of a dataset in capitals', target, (draft) =>
    copied(draft, { metadata: asBackup('Imaging') }),
  ),
  mutant('clinic', 'a backup of a dataset that the apply decides', target, (draft) =>
    copied(draft, { metadata: decidedLater }),
  ),
  mutant('clinic', 'a backup in another region', target, (draft) =>
    draft.set(container, { region: 'elsewhere' }),
  ),
];

const oneDomain = 'separation/container-of-one-domain';

const shared: readonly Mutant[] = [
  mutant('clinic', 'the backups of two domains in one container', oneDomain, (draft) =>
    draft.set(container, { name: draft.get(`${types.container}.imaging_backup`, 'name') }),
  ),
  mutant('clinic', 'the backup of the mapping in that of research', oneDomain, (draft) =>
    draft.set(`${types.container}.pseudonym-mapping_backup`, { name: draft.get(container, 'name') }),
  ),
  mutant('clinic', 'a container more of the name of another domain’s', oneDomain, (draft) =>
    copied(draft, { name: draft.get(`${types.container}.imaging_backup`, 'name') }),
  ),
  mutant('clinic', 'a backup whose name is decided at apply', oneDomain, (draft) =>
    draft.set(container, { name: decidedLater }),
  ),
];

const onwards = ['residency/object-synchronisation-target', 'residency/closed-over-copies'];

const synchronised = onwards.flatMap((rule): Mutant[] =>
  (
    [
      ['another cloud', 'https://swift.example/v1/AUTH_x/y'],
      ['another realm', '//realm/cluster/AUTH_x/y'],
      ['where the apply decides', decidedLater],
    ] as const
  ).flatMap(([what, to]) => [
    mutant('clinic', `a backup that goes on to ${what}, for ${rule}`, rule, (draft) =>
      draft.set(container, { container_sync_to: to }),
    ),
    mutant('clinic', `a container without marks that goes on to ${what}, for ${rule}`, rule, (draft) =>
      draft.add(more, { name: 'more', container_sync_to: to }),
    ),
  ]),
);

const keeps = 'resilience/passed-on-objects-keep-versions';
const clinic = '//lausitz/clinic/AUTH_5c0f6b1f0a3a4a0f9f1c4d1a7be2c8d3';
const asObjects = { 'estate-dataset': 'imaging', 'estate-role': 'data', 'estate-site': 'primary' };
const passing: Json = {
  name: 'imaging-objects',
  metadata: asObjects,
  container_sync_to: `${clinic}/imaging-objects`,
  container_sync_key: '${var.psk_clinic__primary}',
  versioning_legacy: [{ type: 'history', location: 'imaging-objects-versions' }],
};

/** Containers that pass objects on to a site of their dataset, and are otherwise not as they have to be. */
const passedOn: readonly Mutant[] = [
  ...(
    [
      ['keep versions by themselves', { versioning: true, versioning_legacy: [] }],
      ['keep none', { versioning_legacy: [] }],
      ['restore what is deleted', { versioning_legacy: [{ type: 'versions', location: 'v' }] }],
      ['keep a history in capitals', { versioning_legacy: [{ type: 'HISTORY', location: 'v' }] }],
      ['have no key', { container_sync_key: null }],
      ['may keep none', { versioning: decidedLater, versioning_legacy: [] }],
    ] as const
  ).map(([what, change]) =>
    mutant('primary', `objects are passed on by containers that ${what}`, keeps, (draft) =>
      draft.add(more, { ...passing, ...change }),
    ),
  ),
  ...(
    [
      ['to another account of a site', { container_sync_to: `${clinic.slice(0, -1)}4/imaging-objects` }],
      [
        'of a dataset that is not made of objects',
        { metadata: { ...asObjects, 'estate-dataset': 'consent' } },
      ],
      ['of a backup', { metadata: { ...asObjects, 'estate-role': 'backup' } }],
      ['of nobody knows what', { metadata: null }],
      ['of what the apply decides', { metadata: decidedLater }],
    ] as const
  ).map(([what, change]) =>
    mutant('primary', `objects are passed on ${what}`, onwards[0] ?? '', (draft) =>
      draft.add(more, { ...passing, ...change }),
    ),
  ),
];

export default [...passedOn, ...marks, ...emptied, ...targets, ...shared, ...synchronised];

import { type Draft, decidedLater, idOf } from '../draft';
import { type Mutant, mutant, types } from '../mutant';
import type { Json } from '../plan-json';

/** Mutants of where volumes, images and root disks come from. */
const image = 'openstack_images_image_v2.more';
const access = 'openstack_images_image_access_v2.more';
const copy = `${types.volume}.more`;
const lineage = 'encryption/lineage-encrypted';
const stacks = ['primary', 'clinic'] as const;

/** A volume that carries every mark of encryption, and is what its source is. */
function addCopy(draft: Draft, attributes: Json): void {
  const marks = {
    __system__encrypted: '1',
    __system__cmkid: '0b4c1c9e-6f0c-4c69-9b0e-2f3a4d5e6f70',
    'estate:role': 'data',
    'estate:dataset': 'imaging',
  };
  draft.add(copy, { size: 10, volume_type: 'luks', metadata: marks, ...attributes });
}

const copies: readonly Mutant[] = stacks.flatMap((stack) => [
  ...(
    [
      ['a snapshot that nobody knows', { snapshot_id: idOf('snapshot') }],
      ['a backup that nobody knows', { backup_id: idOf('backup') }],
      ['a volume that nobody knows', { source_vol_id: idOf('volume') }],
      ['what is decided at apply', { source_vol_id: decidedLater }],
      ['a snapshot that is decided at apply', { snapshot_id: decidedLater }],
    ] as const
  ).map(([what, attributes]) =>
    mutant(stack, `a volume with all marks, from ${what}`, lineage, (draft) => addCopy(draft, attributes)),
  ),
  // On plain OpenStack the type decides of what is made from an image: the image is written into the encrypted disk.
  ...(stack === 'clinic'
    ? []
    : [
        mutant(stack, 'a volume with all marks, from an image', lineage, (draft) =>
          addCopy(draft, { image_id: idOf('image') }),
        ),
      ]),
  mutant(stack, 'a copy of a copy of a plain volume', lineage, (draft) => {
    draft.add(`${types.volume}.plain`, { size: 10, metadata: {}, volume_type: 'plain' });
    draft.add(`${types.volume}.between`, { size: 10, source_vol_id: `\${${types.volume}.plain.id}` });
    addCopy(draft, { source_vol_id: `\${${types.volume}.between.id}` });
  }),
  mutant(stack, 'two volumes that are each a copy of the other', lineage, (draft) => {
    draft.add(`${types.volume}.other`, { size: 10, source_vol_id: `\${${copy}.id}` });
    addCopy(draft, { source_vol_id: `\${${types.volume}.other.id}` });
  }),
]);

const good = { name: 'base', container_format: 'bare', disk_format: 'qcow2', visibility: 'private' };

const images = stacks.flatMap((stack) =>
  (
    [
      ['from the internet', { image_source_url: 'https://images.example/base.qcow2' }],
      ['from the internet without encryption', { image_source_url: 'http://images.example/base.qcow2' }],
      ['from where the apply decides', { image_source_url: decidedLater }],
      ['for everyone', { local_file_path: 'base.qcow2', visibility: 'public' }],
      ['for everyone who knows its id', { local_file_path: 'base.qcow2', visibility: 'community' }],
      ['for whom the apply decides', { local_file_path: 'base.qcow2', visibility: decidedLater }],
    ] as const
  ).map(([what, attributes]) =>
    mutant(stack, `an image ${what}`, 'residency/image-source', (draft) =>
      draft.add(image, { ...good, ...attributes }),
    ),
  ),
);

const given: readonly Mutant[] = stacks.flatMap((stack) => [
  mutant(stack, 'an image given to another project', 'residency/image-source', (draft) => {
    draft.add(image, { ...good, visibility: 'shared', local_file_path: 'base.qcow2' });
    draft.add(access, { image_id: `\${${image}.id}`, member_id: 'other' });
  }),
  mutant(stack, 'the site’s own image given to another project', 'residency/image-source', (draft) =>
    draft.add(access, { image_id: '5b18a4c1-b379-4058-af51-325e90a8fbba', member_id: 'other' }),
  ),
]);

const server = `${types.server}.research_1_server`;
const root = (uuid: string) => ({
  image_id: null,
  block_device: [{ uuid, source_type: 'volume', destination_type: 'volume', boot_index: 0 }],
});

const roots = stacks.flatMap((stack) =>
  (
    [
      ['starts from a dataset', root(`\${${types.volume}.research_data.id}`)],
      ['starts from a volume of elsewhere', root(idOf('volume'))],
      ['starts from what is decided at apply', root(decidedLater)],
    ] as const
  ).map(([what, attributes]) =>
    mutant(stack, `a server that ${what}`, 'encryption/root-disk-holds-no-dataset', (draft) =>
      draft.set(server, attributes),
    ),
  ),
);

const marked = stacks.map((stack) =>
  mutant(
    stack,
    'a server more that is marked with a dataset and has no volume',
    'encryption/root-disk-holds-no-dataset',
    (draft) =>
      draft.add(`${types.server}.more`, {
        name: 'more',
        image_id: '5b18a4c1-b379-4058-af51-325e90a8fbba',
        flavor_id: 's3.xlarge.4',
        metadata: { 'estate:dataset': 'imaging', 'estate:role': 'data' },
      }),
  ),
);

const byId = stacks.flatMap((stack) =>
  (
    [
      ['by its name', { image_id: null, image_name: 'Ubuntu 24.04' }],
      ['that nobody declared', { image_id: idOf('image') }],
      ['that the apply decides', { image_id: decidedLater }],
      ['in capitals', { image_id: '5B18A4C1-B379-4058-AF51-325E90A8FBBA' }],
      ['that is on no disk', { image_id: null }],
    ] as const
  ).map(([what, attributes]) =>
    mutant(stack, `a server from an image ${what}`, 'residency/image-by-id', (draft) =>
      draft.set(server, attributes),
    ),
  ),
);

export default [...copies, ...images, ...given, ...roots, ...marked, ...byId];

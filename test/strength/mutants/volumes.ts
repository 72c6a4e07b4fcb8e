import { type Draft, decidedLater, idOf } from '../draft';
import { type Mutant, mutant, types } from '../mutant';
import type { Json } from '../plan-json';

const volume = (name: string) => `${types.volume}.${name}`;
const encrypted = '__system__encrypted';
const key = '__system__cmkid';

const metadata = (draft: Draft, address: string) => draft.get(address, 'metadata') as Json;

function withMetadata(address: string, change: (old: Json) => Json) {
  return (draft: Draft) => draft.set(address, { metadata: change({ ...metadata(draft, address) }) });
}

function without(name: string) {
  return ({ [name]: _, ...rest }: Json) => rest;
}

/** Volumes of the Open Telekom Cloud, encrypted by what their metadata says when they are made. */
const byMetadata = (['primary', 'mirror'] as const).flatMap((stack) =>
  ['patient-records_data', 'identity_1_system'].flatMap((name): Mutant[] => {
    const address = volume(name);
    const broken = (what: string, change: (old: Json) => Json) =>
      mutant(stack, `${address} ${what}`, 'encryption', withMetadata(address, change));
    return [
      broken('without the flag of encryption', without(encrypted)),
      broken('without a key', without(key)),
      broken('with neither flag nor key', (old) => without(key)(without(encrypted)(old))),
      broken('with the flag "0"', (old) => ({ ...old, [encrypted]: '0' })),
      broken('with the flag "true"', (old) => ({ ...old, [encrypted]: 'true' })),
      broken('with a blank after the flag', (old) => ({ ...old, [encrypted]: '1 ' })),
      broken('with an empty key', (old) => ({ ...old, [key]: '' })),
      broken('with a flag in capitals', (old) => ({
        ...without(encrypted)(old),
        [encrypted.toUpperCase()]: '1',
      })),
      broken('with a flag of another spelling', (old) => ({ ...without(encrypted)(old), encrypted: '1' })),
      broken('with a flag that is decided at apply', (old) => ({ ...old, [encrypted]: decidedLater })),
      mutant(stack, `${address} with metadata that are decided at apply`, 'encryption', (draft) =>
        draft.set(address, { metadata: decidedLater }),
      ),
      mutant(stack, `${address} without metadata`, 'encryption', (draft) =>
        draft.set(address, { metadata: null }),
      ),
    ];
  }),
);

/** Volumes of the clinic, encrypted by their type. */
const byType = ['imaging_data', 'research_1_system'].flatMap((name): Mutant[] => {
  const address = volume(name);
  return (
    [
      ['of another type', 'plain'],
      ['of a type in capitals', 'LUKS'],
      ['of a type with a blank', 'luks '],
      ['of a type that only begins alike', 'luks-none'],
      ['of the cloud’s own choice', null],
      ['of no type', ''],
      ['of a type that is decided at apply', decidedLater],
    ] as const
  ).map(([what, type]) =>
    mutant('clinic', `${address} ${what}`, 'encryption', (draft) =>
      draft.set(address, { volume_type: type }),
    ),
  );
});

const origins = ['image_id', 'snapshot_id', 'source_vol_id', 'source_replica', 'backup_id'];

/** On plain OpenStack the volume’s own type decides, whatever it is made from. */
const lineage = (['primary', 'mirror'] as const).flatMap((stack) =>
  origins.flatMap((origin) => {
    const address = volume('patient-records_data');
    return (
      [
        ['that nobody knows', idOf('elsewhere')],
        ['that is decided at apply', decidedLater],
      ] as const
    ).map(([what, value]) =>
      mutant(stack, `${address} made from a ${origin} ${what}`, ['encryption', 'residency'], (draft) =>
        draft.set(address, { [origin]: value }),
      ),
    );
  }),
);

const dataVolumes = ['patient-records_data', 'imaging_data', 'research_data'];

/** What a plan does to volumes that exist. */
const actions = (['primary', 'clinic'] as const).flatMap((stack) =>
  dataVolumes.flatMap((name): Mutant[] => {
    const address = volume(name);
    const act = (what: string, verbs: readonly string[], rules: readonly string[], before: Json = {}) =>
      mutant(stack, `${address} ${what}`, rules, (draft) => draft.act(address, verbs, before));
    return [
      act('deleted', ['delete'], ['resilience/stateful-resource-kept']),
      act('forgotten', ['forget'], ['resilience/stateful-resource-kept']),
      act('replaced, deleted first', ['delete', 'create'], ['resilience/stateful-resource-kept']),
      act('replaced, made first', ['create', 'delete'], ['resilience/stateful-resource-kept']),
      act('replaced, the old one forgotten', ['create', 'forget'], ['resilience/stateful-resource-kept']),
      act('encrypted by an update', ['update'], ['encryption'], { metadata: {}, volume_type: 'plain' }),
      act('there already, and nobody knows how it was made', ['no-op'], ['encryption']),
      act('updated, and nobody knows how it was made', ['update'], ['encryption'], { size: 1 }),
    ];
  }),
);

const places: readonly Mutant[] = (['primary', 'mirror', 'clinic'] as const).flatMap((stack) => {
  const address = volume('research_data');
  const elsewhere = stack === 'clinic' ? 'eu-de-01' : 'nova';
  const put = (what: string, rules: readonly string[], attributes: Json) =>
    mutant(stack, `${address} ${what}`, rules, (draft) => draft.set(address, attributes));
  const mark = (what: string, rules: readonly string[], change: (old: Json) => Json) =>
    mutant(stack, `${address} ${what}`, rules, withMetadata(address, change));
  return [
    put('in a zone of another site', ['residency'], { availability_zone: elsewhere }),
    put('in a zone with a blank', ['residency'], { availability_zone: 'nova ' }),
    put('in a zone of the cloud’s choice', ['residency'], { availability_zone: null }),
    put('in a zone that is decided at apply', ['residency'], { availability_zone: decidedLater }),
    put('in another region', ['residency'], { region: 'eu-nl' }),
    put('in a region in capitals', ['residency'], { region: 'EU-DE' }),
    put('in a region that is decided at apply', ['residency'], { region: decidedLater }),
    put('with hardly any room', ['resilience'], { size: 1 }),
    put('with a size that is decided at apply', ['resilience'], { size: decidedLater }),
    mark('without a role', ['operations'], without('estate:role')),
    mark('of a role that nobody defined', ['operations', 'resilience'], (old) => ({
      ...old,
      'estate:role': 'scratch',
    })),
    mark('of no dataset', ['operations'], without('estate:dataset')),
    mark('of a dataset that nobody declared', ['operations', 'residency'], (old) => ({
      ...old,
      'estate:dataset': 'genomes',
    })),
    mark('marked with another site', ['operations'], (old) => ({ ...old, 'estate:site': 'elsewhere' })),
    mark('of a dataset in capitals', ['operations', 'residency'], (old) => ({
      ...old,
      'estate:dataset': 'Research',
    })),
    mark('of a dataset that is decided at apply', ['operations', 'residency', 'encryption'], (old) => ({
      ...old,
      'estate:dataset': decidedLater,
    })),
    mutant(stack, `${address} that may be destroyed`, 'resilience/stateful-resource-protected', (draft) =>
      draft.set(address, { lifecycle: null }),
    ),
    mutant(
      stack,
      `${address} whose protection is switched off`,
      'resilience/stateful-resource-protected',
      (draft) => draft.set(address, { lifecycle: { prevent_destroy: false } }),
    ),
  ];
});

const sharedKeys = (['primary', 'mirror'] as const).flatMap((stack): Mutant[] => {
  const share = (what: string, own: string, other: string) =>
    mutant(stack, `the key of ${own} ${what}`, 'encryption/volume-key-of-its-own', (draft) => {
      const taken = metadata(draft, volume(other))[key];
      withMetadata(volume(own), (old) => ({ ...old, [key]: taken }))(draft);
    });
  return [
    share('is that of another dataset', 'research_data', 'patient-records_data'),
    share('is that of system disks', 'research_data', 'research_1_system'),
    mutant(
      stack,
      'the key of research_data is that of another dataset in capitals',
      ['encryption/volume-key-of-its-own', 'resilience'],
      (draft) => {
        const taken = String(metadata(draft, volume('patient-records_data'))[key]).toUpperCase();
        withMetadata(volume('research_data'), (old) => ({ ...old, [key]: taken }))(draft);
      },
    ),
    mutant(
      stack,
      'the key of research_data is decided at apply',
      ['encryption', 'keys', 'separation'],
      (draft) => withMetadata(volume('research_data'), (old) => ({ ...old, [key]: decidedLater }))(draft),
    ),
  ];
});

export default [...byMetadata, ...byType, ...lineage, ...actions, ...places, ...sharedKeys];

import { judgeInputs } from '../../policies/judge-inputs';
import { changePlan } from '../change-plan';
import { asOf, type PlannedSite, planOf } from '../estate-plan';
import { swiftEstate } from '../swift-estate';

const type = 'openstack_objectstorage_container_v1';
const container = `${type}.imaging_objects`;
const other = 'AUTH_5c0f6b1f0a3a4a0f9f1c4d1a7be2c8d4';

function report(sites: readonly PlannedSite[], kind: 'plan' | 'synth') {
  const inputs = sites.map(({ stack, plan, source }) => ({
    kind,
    stack,
    file: stack,
    text: kind === 'plan' ? plan : source,
    source,
  }));
  return judgeInputs(inputs, swiftEstate, { asOf });
}

const planned = () => planOf('swift', swiftEstate);

test('where every site has Swift, the estate is as good as it was', async () => {
  for (const kind of ['plan', 'synth'] as const) {
    const { verdicts, datasets } = report(await planned(), kind);
    const bad = verdicts.filter(
      ({ outcome, policy }) =>
        ['fail', 'undecided'].includes(outcome) && policy !== 'encryption/state-backend-encrypted',
    );
    expect(bad).toEqual([]);
    expect(datasets.map(({ level }) => level)).toEqual(datasets.map(() => 'possible'));
  }
});

test('containers of imaging are at all three sites, and none of another dataset', async () => {
  const found = (await planned()).map(({ stack, source }) => {
    const { resource } = JSON.parse(source) as { resource: Record<string, object> };
    const names = Object.keys(resource[type] ?? {}).filter((name) => !name.endsWith('_backup'));
    return [stack, names.toSorted()];
  });
  expect(Object.fromEntries(found)).toEqual({
    primary: ['imaging_objects', 'imaging_versions'],
    mirror: ['imaging_objects', 'imaging_versions'],
    clinic: ['imaging_objects'],
  });
});

interface Break {
  readonly stack: string;
  readonly remove?: string;
  readonly set?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

type Statuses = Record<'primary' | 'mirror' | 'clinic', string>;

const none: Statuses = { primary: 'missing', mirror: 'missing', clinic: 'missing' };
const fed: Statuses = { primary: 'present', mirror: 'missing', clinic: 'missing' };
const last: Statuses = { primary: 'present', mirror: 'present', clinic: 'missing' };

const breaks: readonly (readonly [what: string, change: Break, statuses: Statuses, says: string])[] = [
  [
    'the home has no container',
    { stack: 'primary', remove: container },
    none,
    'no container of imaging at primary',
  ],
  [
    'the mirror has none, and feeds nobody',
    { stack: 'mirror', remove: container },
    fed,
    'no container of imaging at mirror',
  ],
  ['the clinic has none', { stack: 'clinic', remove: container }, last, 'no container of imaging at clinic'],
  [
    'nothing is passed on to the mirror',
    { stack: 'primary', set: { [container]: { container_sync_to: null } } },
    fed,
    'nothing passes objects on from primary to mirror',
  ],
  [
    'the mirror is left out',
    {
      stack: 'primary',
      set: {
        [container]: {
          container_sync_to: `//lausitz/clinic/${swiftEstate.sites.find(({ name }) => name === 'clinic')?.objectStore?.account}/imaging-objects`,
        },
      },
    },
    fed,
    'objects are not passed on from primary to mirror',
  ],
  [
    'objects go to another account',
    {
      stack: 'mirror',
      set: { [container]: { container_sync_to: `//lausitz/clinic/${other}/imaging-objects` } },
    },
    last,
    'objects are not passed on from mirror to clinic',
  ],
  [
    'the container at the end has another name',
    { stack: 'clinic', set: { [container]: { name: 'pictures' } } },
    last,
    'they go to imaging-objects, and the container is "pictures"',
  ],
  [
    'a container takes no key',
    { stack: 'clinic', set: { [container]: { container_sync_key: null } } },
    last,
    'without a key it takes and sends no objects',
  ],
  [
    'the end keeps no versions',
    { stack: 'clinic', set: { [container]: { versioning: false } } },
    last,
    'it keeps nothing of what is overwritten or deleted',
  ],
  [
    'the end passes on',
    { stack: 'clinic', set: { [container]: { container_sync_to: `//lausitz/primary/${other}/x` } } },
    last,
    'it passes on what it is to be the last to keep',
  ],
  [
    'the home keeps versions by itself, and so passes nothing on',
    { stack: 'primary', set: { [container]: { versioning: true, versioning_legacy: [] } } },
    none,
    'Swift passes nothing on from a container that keeps versions by itself',
  ],
  [
    'objects are for a key of something else',
    {
      stack: 'clinic',
      set: {
        [container]: {
          metadata: {
            'estate-dataset': 'imaging',
            'estate-role': 'data',
            'estate-site': 'clinic',
            'estate-keep-days': '35',
            'estate-key': '3b241101-e2bb-4255-8caf-4136c566a962',
          },
        },
      },
    },
    last,
    'not for the key of imaging at clinic',
  ],
];

const undecided: readonly (readonly [what: string, change: Break, statuses: Statuses, says: string])[] = [
  [
    'where objects go is decided at apply',
    { stack: 'mirror', set: { [container]: { container_sync_to: 'unknown' } } },
    { ...last, clinic: 'undecided' },
    'whether objects are passed on from mirror to clinic is not known',
  ],
  [
    'a key is decided at apply',
    { stack: 'clinic', set: { [container]: { container_sync_key: 'unknown' } } },
    { ...last, clinic: 'undecided' },
    'have the same key is not known',
  ],
  [
    'versions are decided at apply',
    { stack: 'clinic', set: { [container]: { versioning: 'unknown' } } },
    { ...last, clinic: 'undecided' },
    'whether it keeps versions is not known',
  ],
  [
    'marks are decided at apply',
    { stack: 'clinic', set: { [container]: { metadata: 'unknown' } } },
    { ...last, clinic: 'undecided' },
    'unless it is one whose marks are not known yet',
  ],
];

test.each([...breaks, ...undecided])('%s', async (_, change, statuses, says) => {
  const broken = changePlan(await planned(), { name: '', outcome: 'fail', subjects: [], ...change });
  for (const kind of ['plan', 'synth'] as const) {
    const { datasets, verdicts } = report(broken, kind);
    const copies = datasets.find(({ dataset }) => dataset === 'imaging')?.copies ?? [];
    expect(Object.fromEntries(copies.map(({ site, status }) => [site, status]))).toEqual(statuses);
    const said = copies.flatMap(({ notes }) => notes);
    expect(said.join('\n')).toContain(says);
    const expected = Object.values(statuses).includes('missing') ? 'fail' : 'undecided';
    expect(verdicts.find(({ policy }) => policy === 'resilience/every-declared-copy-in-plan')).toMatchObject({
      address: 'dataset:imaging',
      outcome: expected,
    });
  }
});

test('a report names no key', async () => {
  const [primary] = (await planned()).filter(({ stack }) => stack === 'primary');
  const key = /"sync_key_imaging":\{"value":"([^"]+)"/.exec(primary?.plan ?? '')?.[1];
  expect(key).toMatch(/^offline-/);
  expect(JSON.stringify(report(await planned(), 'plan'))).not.toContain(key);
});

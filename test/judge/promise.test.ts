import { loadEstate } from '../../estate/load-estate';
import { Graph, type Stack } from '../../graph/graph';
import { analysePromises, type CopyAnalysis, type PromiseAnalysis } from '../../judge/promise/analyse';
import { siteOfStack } from '../../judge/site-of-stack';
import { readInput } from '../../policies/judge-inputs';
import { changePlan } from '../change-plan';
import { asOf, estatePlan, type PlannedSite } from '../estate-plan';
import { breaks, type Change, opens, volume } from './broken-plans';

const estate = loadEstate({ asOf });
const allDatasets = estate.datasets.map((d) => d.name);

const known = new Map<string, Stack>();

/** Stacks that a change leaves alone are read once. */
function read({ stack, source, plan }: PlannedSite, kind: 'plan' | 'synth'): Stack {
  const text = kind === 'plan' ? plan : source;
  const key = `${kind} ${text} ${source}`;
  const found = known.get(key) ?? readInput({ kind, stack, file: stack, text, source });
  known.set(key, found);
  return found;
}

function analyse(sites: readonly PlannedSite[], kind: 'plan' | 'synth' = 'plan'): readonly PromiseAnalysis[] {
  const stacks = sites.map((site) => read(site, kind));
  const names = new Map(stacks.map((s) => [s.name, siteOfStack(s, estate)]));
  return analysePromises({
    graph: new Graph(stacks),
    estate,
    asOf,
    siteOfStack: (name) => names.get(name),
    hasCreationEvidence: () => false,
  });
}

async function after(...changes: readonly Change[]): Promise<readonly PlannedSite[]> {
  return changes.reduce<readonly PlannedSite[]>(
    (sites, change) => changePlan(sites, { name: '', outcome: 'fail', subjects: [], ...change }),
    await estatePlan(),
  );
}

function copyOf(promises: readonly PromiseAnalysis[], dataset: string, site: string): CopyAnalysis {
  const copy = promises.find((p) => p.dataset.name === dataset)?.copies.find((c) => c.site === site);
  if (!copy) throw new Error(`no copy of ${dataset} at ${site}`);
  return copy;
}

function statuses(promises: readonly PromiseAnalysis[], dataset: string): Record<string, string> {
  const copies = promises.find((p) => p.dataset.name === dataset)?.copies ?? [];
  return Object.fromEntries(copies.map((c) => [c.site, c.status]));
}

test('the estate as planned holds every copy of every dataset, and so does what was synthesized', async () => {
  for (const kind of ['plan', 'synth'] as const) {
    const promises = analyse(await estatePlan(), kind);
    const lacking = promises.flatMap((p) => p.copies.filter((c) => c.status !== 'present'));
    expect(lacking).toEqual([]);
    expect(promises.map((p) => p.level)).toEqual(allDatasets.map(() => 'possible'));
    const lost = promises.flatMap((p) => p.losses.filter((l) => l.outcome !== 'withstands'));
    expect(lost.filter((l) => l.loss.kind === 'site')).toEqual([]);
  }
});

const group = 'openstack_networking_secgroup_v2.imaging_access';

test.each(breaks)('%s: the copy does not count, and what is missing is named', async (_, change, says) => {
  const promises = analyse(await after(change));
  const copy = copyOf(promises, 'imaging', 'clinic');
  expect(copy.status).toBe('missing');
  expect(copy.notes.map((n) => n.message).join('\n')).toContain(says);
  expect(copyOf(promises, 'imaging', 'mirror').status).toBe('present');
  const promise = promises.find((p) => p.dataset.name === 'imaging');
  expect(promise?.level).toBe('none');
  const lost = promise?.losses
    .filter((l) => l.outcome === 'lost')
    .map((l) => `${l.loss.kind}:${l.loss.name}`);
  // Without the clinic's copy, all that the two data centres of the cloud share is fatal.
  expect(lost).toContain('control-plane:eu-de');
  expect(promise?.losses.find((l) => l.loss.name === 'primary')?.surviving).toEqual(['mirror']);
});

test.each(breaks)('%s: what was synthesized so says the same', async (_, change, says) => {
  const copy = copyOf(analyse(await after(change), 'synth'), 'imaging', 'clinic');
  expect([copy.status, copy.notes.map((n) => n.message).join('\n')]).toEqual([
    'missing',
    expect.stringContaining(says),
  ]);
});

test.each(opens)('where %s is not known, the copy is undecided', async (_, change) => {
  for (const kind of ['plan', 'synth'] as const) {
    const promises = analyse(await after(change), kind);
    expect([kind, statuses(promises, 'imaging')]).toEqual([
      kind,
      { primary: 'present', mirror: 'present', clinic: 'undecided' },
    ]);
    const outcome = promises
      .find((p) => p.dataset.name === 'imaging')
      ?.losses.find((l) => l.loss.kind === 'control-plane' && l.loss.name === 'eu-de')?.outcome;
    expect(outcome).toBe('undecided');
  }
});

test('a key that is not the placement’s is not its copy', async () => {
  const sites = await estatePlan();
  const source = JSON.parse(sites.find((s) => s.stack === 'mirror')?.source ?? '') as {
    resource: Record<string, Record<string, { metadata: Record<string, string> }>>;
  };
  const { metadata = {} } = source.resource.openstack_blockstorage_volume_v3?.imaging_data ?? {};
  const wrong = { ...metadata, __system__cmkid: '00000000-0000-4000-8000-000000000000' };
  const promises = analyse(await after({ stack: 'mirror', set: { [volume]: { metadata: wrong } } }));
  expect(copyOf(promises, 'imaging', 'mirror')).toMatchObject({
    status: 'missing',
    notes: [{ message: expect.stringContaining('not kept with the key of imaging at mirror') }],
  });
});

test('losing the home’s volume leaves nothing to replicate from', async () => {
  const promises = analyse(await after({ stack: 'primary', remove: volume }));
  expect(statuses(promises, 'imaging')).toEqual({ primary: 'missing', mirror: 'missing', clinic: 'missing' });
  expect(statuses(promises, 'consent')).toEqual({ primary: 'present', mirror: 'present', clinic: 'present' });
});

const ends = [
  ['clinic', 'openstack_vpnaas_site_connection_v2.primary_tunnel'],
  ['primary', 'openstack_vpnaas_site_connection_v2.clinic_tunnel'],
] as const;

/** The tunnel between clinic and primary, with something set at its first end and something at its second. */
function atEnds(...values: readonly [object, object]): readonly Change[] {
  return ends.map(([stack, address], at) => ({ stack, set: { [address]: { ...values[at] } } }));
}

test.each([
  ['both ends wait', [{ initiator: 'response-only' }, { initiator: 'response-only' }], 'neither end between'],
  ['keys differ', [{ psk: 'one-key' }, { psk: 'another-key' }], 'have different pre-shared keys'],
  [
    'an end has another name',
    [{ local_id: 'clinic' }, {}],
    'local_id is "clinic", and the other end expects',
  ],
] as const)('where %s there is no tunnel', async (_, values, says) => {
  for (const kind of ['plan', 'synth'] as const) {
    const copy = copyOf(analyse(await after(...atEnds(values[0], values[1])), kind), 'imaging', 'clinic');
    expect([kind, copy.status, copy.notes.map((n) => n.message).join('\n')]).toEqual([
      kind,
      'missing',
      expect.stringContaining(says),
    ]);
    expect(JSON.stringify(copy)).not.toMatch(/one-key|another-key/);
  }
});

test('an end that only answers has a tunnel where the other one opens it, and a key or a name that fits', async () => {
  const fits = [
    { initiator: 'response-only', psk: 'one-key', local_id: '198.51.100.18' },
    { psk: 'one-key' },
  ] as const;
  const promises = analyse(await after(...atEnds(fits[0], fits[1])));
  expect(copyOf(promises, 'imaging', 'clinic').status).toBe('present');
});

test.each([
  ['a key', { psk: 'unknown' }],
  ['a name', { local_id: 'unknown' }],
  ['which end opens', { initiator: 'unknown' }],
])('where %s is not known, the copy is undecided', async (_, value: object) => {
  const other = 'initiator' in value ? { initiator: 'response-only' } : value;
  const promises = analyse(await after(...atEnds(value, other)), 'synth');
  expect(copyOf(promises, 'imaging', 'clinic').status).toBe('undecided');
});

test('a group that the plan deletes lets nothing through', async () => {
  const promises = analyse(await after({ stack: 'clinic', remove: group }));
  expect(copyOf(promises, 'imaging', 'clinic').status).toBe('undecided');
});

test('a stack that calls a module which nobody shows lacks nothing for certain', async () => {
  const sites = await after({ stack: 'clinic', remove: volume });
  const withModule = sites.map((site) => {
    const source = { ...(JSON.parse(site.source) as object), module: { more: { source: './more' } } };
    return { ...site, source: JSON.stringify(source) };
  });
  expect(statuses(analyse(withModule, 'synth'), 'imaging')).toMatchObject({ clinic: 'undecided' });
  expect(statuses(analyse(sites, 'synth'), 'imaging')).toMatchObject({ clinic: 'missing' });
});

test('only stacks that are among the inputs count', async () => {
  const promises = analyse((await estatePlan()).filter((s) => s.stack !== 'clinic'));
  expect(copyOf(promises, 'imaging', 'clinic')).toMatchObject({
    status: 'missing',
    notes: [{ message: 'no stack of site clinic is among the inputs' }],
  });
});

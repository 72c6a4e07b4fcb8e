import { loadEstate } from '../../estate/load-estate';
import { siteOf } from '../../estate/queries';
import { Graph } from '../../graph/graph';
import { readState } from '../../graph/read-state';
import { judgeInputs, siteOfState } from '../../policies/judge-inputs';
import { asOf, estatePlan } from '../estate-plan';
import { idOf, type State, stateOf } from '../state-of-plan';

jest.setTimeout(300_000);
const estate = loadEstate({ asOf });
const states = new Map<string, State>();

beforeAll(async () => {
  for (const site of await estatePlan()) states.set(site.stack, await stateOf(site));
});

const stateAt = (stack: string) => states.get(stack) as State;

test('both forms of a state are read as the same resources', () => {
  for (const [stack, { file, shown }] of states) {
    const [fromFile, fromShown] = [readState(file, 'f', stack), readState(shown, 's', stack)];
    const told = ({ resources }: typeof fromFile) =>
      resources
        .map(({ address, action, attributes }) => ({ address, action, attributes }))
        .toSorted(byAddress);
    expect(told(fromFile)).toEqual(told(fromShown));
    expect(fromShown.resources.length).toBeGreaterThan(100);
  }
});

function byAddress(a: { address: string }, b: { address: string }): number {
  return a.address < b.address ? -1 : 1;
}

test('ids lead where the references of the configuration led', () => {
  const stack = readState(stateAt('primary').shown, 's', 'primary');
  const graph = new Graph([stack]);
  const [attachment] = graph.ofType('openstack_compute_volume_attach_v2');
  const server = attachment && graph.follow(attachment, 'instance_id');
  expect([server?.certain, server?.complete, server?.targets[0]?.type]).toEqual([
    true,
    true,
    'openstack_compute_instance_v2',
  ]);
});

test('the site of a state is the one that all its marks name, and a mixture is of none', () => {
  const { shown } = stateAt('clinic');
  expect(siteOfState(shown, 'f', estate)).toBe('clinic');
  const mixed = shown.replace('"estate:site":"clinic"', '"estate:site":"mirror"');
  expect(mixed).not.toBe(shown);
  expect(siteOfState(mixed, 'f', estate)).toBeUndefined();
});

const judged = (evidence: boolean) => {
  const inputs = [...states].map(([stack, { shown }]) => ({
    kind: 'state' as const,
    stack,
    file: stack,
    text: shown,
  }));
  const volumes = inputs.flatMap(({ text, stack, file }) =>
    readState(text, file, stack).resources.filter((r) => r.type === 'openstack_blockstorage_volume_v3'),
  );
  const made = volumes.map(
    (v) => [`${v.stack}:${v.address}`, { id: idOf(v.stack, v.address), sealed: {} }] as const,
  );
  return judgeInputs(inputs, estate, { asOf, ...(evidence ? { creationEvidence: new Map(made) } : {}) });
};

test('this estate as a state: with evidence of creation nothing fails, and nothing is undecided', () => {
  const { verdicts, passed, summary } = judged(true);
  expect(
    verdicts.filter((v) => v.outcome !== 'notObservable').map((v) => [v.policy, v.address, v.message]),
  ).toEqual([]);
  expect(summary.pass).toBeGreaterThan(500);
  const hidden = new Set(verdicts.map((v) => v.policy));
  // What a state shows is judged; provider, source, actions and what rests on them is listed as not observable.
  expect(passed.map((p) => p.policy)).toContain('encryption/volume-encrypted-at-creation');
  expect([...hidden]).toEqual(
    expect.arrayContaining([
      'residency/provider-endpoint-belongs-to-site',
      'resilience/stateful-resource-kept',
    ]),
  );
});

test('this estate as a state: without evidence every existing volume is undecided, and nothing else', () => {
  const open = judged(false).verdicts.filter((v) => v.outcome !== 'notObservable');
  expect(new Set(open.map((v) => `${v.outcome} ${v.policy}`))).toEqual(
    new Set(['undecided encryption/volume-encrypted-at-creation']),
  );
});

const volume = (attributes: object, instance: object = {}) => ({
  attributes: { id: 'v', size: 1, metadata: {}, ...attributes },
  ...instance,
});

function fileWith(instances: readonly object[], resource: object = {}): string {
  const one = {
    mode: 'managed',
    type: 'openstack_blockstorage_volume_v3',
    name: 'data',
    instances,
    ...resource,
  };
  return JSON.stringify({ version: 4, lineage: 'l', serial: 1, resources: [one] });
}

test('tainted and deposed objects exist, and are judged as such', () => {
  const text = fileWith([
    volume({ id: 'new' }, { status: 'tainted', index_key: 'a' }),
    volume({ id: 'old' }, { deposed: '1234abcd', index_key: 'a' }),
  ]);
  const { resources } = readState(text, 'f', 's');
  expect(resources.map((r) => [r.address, r.remains, r.isMadeNow, r.get('id')])).toEqual([
    ['openstack_blockstorage_volume_v3.data["a"]', true, false, 'new'],
    ['openstack_blockstorage_volume_v3.data["a"] (deposed object 1234abcd)', true, false, 'old'],
  ]);
});

test('what a state marks as sensitive is shown in no message', () => {
  const instance = volume(
    { description: 'secret', metadata: { a: 'secret' } },
    {
      sensitive_attributes: [
        [{ type: 'get_attr', value: 'description' }],
        [
          { type: 'get_attr', value: 'metadata' },
          { type: 'index', value: { value: 'a', type: 'string' } },
        ],
      ],
    },
  );
  const [resource] = readState(fileWith([instance]), 'f', 's').resources;
  expect(['description', 'metadata', 'metadata.a'].map((path) => resource?.show(path))).not.toContain(
    'secret',
  );
  expect(JSON.stringify(['description', 'metadata'].map((path) => resource?.show(path)))).not.toContain(
    'secret',
  );
});

test('a module’s resources have its address', () => {
  const text = fileWith([volume({})], { module: 'module.a["x"]' });
  expect(readState(text, 'f', 's').resources[0]?.address).toBe(
    'module.a["x"].openstack_blockstorage_volume_v3.data',
  );
});

test.each<[string, string, RegExp]>([
  ['twice', fileWith([volume({}), volume({})]), /is in it twice/],
  ['no attributes', fileWith([{ attributes_flat: { id: 'v' } }]), /has no attributes/],
  ['no instances', fileWith([], { instances: 'x' }), /no list of instances/],
  ['another mode', fileWith([volume({})], { mode: 'ephemeral' }), /of no known mode/],
  ['an older version', '{"version": 3, "lineage": "l", "modules": []}', /no state of version 4/],
  ['another format', '{"format_version": "2.0", "values": {}}', /formats 1\.x are read/],
  ['modules that are none', '{"format_version": "1.0", "values": {"root_module": 1}}', /no object/],
])('a broken state is refused: %s', (_, text, says) => {
  expect(() => readState(text, 'f', 's')).toThrow(says);
});

test('a state of nothing has no resources', () => {
  expect(readState('{"format_version": "1.0"}', 'f', 's').resources).toEqual([]);
});

test('sites are known by their marks alone, so what asks where things are does not judge a state', () => {
  expect(siteOf(estate, 'primary').identity.region).toBe(siteOf(estate, 'mirror').identity.region);
  const { verdicts } = judged(true);
  const hidden = verdicts.filter((v) => v.outcome === 'notObservable').map((v) => v.policy);
  expect(hidden).toEqual(
    expect.arrayContaining([
      'operations/marks-agree-with-place',
      'residency/dataset-volume-at-declared-site',
    ]),
  );
});

import { Graph } from '../../graph/graph';
import { readPlan } from '../../graph/read-plan';
import { readSynth } from '../../graph/read-synth';
import { isLeftToCloud, isOpen } from '../../graph/value';
import { seen } from '../../judge/policy';

const volume = 'openstack_blockstorage_volume_v3';
const stack = 's';

interface Change {
  readonly actions: readonly string[];
  readonly before?: unknown;
  readonly after?: unknown;
  readonly [key: string]: unknown;
}

/** A plan of single changes, as Terraform 1.11 writes them. */
function plan(
  changes: readonly (Change & { type?: string; name?: string; deposed?: string })[],
  expressions = {},
) {
  const resource_changes = changes.map(({ type = volume, name = 'v', deposed, ...change }) => ({
    address: `${type}.${name}`,
    mode: 'managed',
    type,
    name,
    ...(deposed === undefined ? {} : { deposed }),
    change: { before: null, after: null, ...change },
  }));
  const resources = resource_changes.map(({ address }) => ({ address, expressions }));
  return readPlan({
    text: JSON.stringify({
      format_version: '1.2',
      planned_values: { root_module: {} },
      configuration: { root_module: { resources } },
      resource_changes,
    }),
    file: 'plan.json',
    stack,
  });
}

test.each([
  [['create'], 'create', true],
  [['update'], 'update', true],
  [['no-op'], 'no-op', true],
  [['delete', 'create'], 'replace', true],
  [['create', 'delete'], 'replace', true],
  [['create', 'forget'], 'replace', true],
  [['delete'], 'delete', false],
  [['forget'], 'forget', false],
])('%j is %s', (actions, action, remains) => {
  const values = { size: 1 };
  const [one] = plan([{ actions, before: values, after: remains ? values : null }]).resources;
  expect(one).toMatchObject({ action, remains });
  expect(one?.get('size')).toBe(1);
});

test('what goes has the attributes it had, and nothing of the kind remains', () => {
  const { resources } = plan([
    { actions: ['delete'], before: { id: 'x', size: 3 }, after_unknown: { size: true } },
  ]);
  const graph = new Graph([{ name: stack, source: 'plan', providers: [], resources }]);
  expect(resources[0]?.get('size')).toBe(3);
  expect(graph.ofType(volume)).toEqual([]);
});

test('what an earlier replacement left behind goes, and nothing leads to it', () => {
  const read = plan([
    { actions: ['no-op'], before: { id: 'new' }, after: { id: 'new' } },
    { actions: ['delete'], before: { id: 'old' }, deposed: '0a1b2c3d' },
    {
      type: 'openstack_compute_volume_attach_v2',
      name: 'a',
      actions: ['no-op'],
      after: { volume_id: 'old' },
    },
  ]);
  const graph = new Graph([read]);
  expect(read.resources.map((r) => [r.address, r.action])).toEqual([
    [`${volume}.v`, 'no-op'],
    [`${volume}.v (deposed object 0a1b2c3d)`, 'delete'],
    ['openstack_compute_volume_attach_v2.a', 'no-op'],
  ]);
  const [attach] = graph.ofType('openstack_compute_volume_attach_v2');
  expect(attach && graph.follow(attach, 'volume_id').targets).toEqual([]);
});

test('the three kinds of unknown', () => {
  const unknown = { size: true, name: true, description: true, snapshot_id: true, volume_type: true };
  const [one] = plan([{ actions: ['create'], after: {}, after_unknown: unknown }], {
    name: { references: ['var.x'] },
    description: {},
    snapshot_id: { constant_value: null },
    volume_type: { constant_value: null, references: ['openstack_a.b.id', 'openstack_a.b'] },
  }).resources;
  const kinds = ['size', 'name', 'description', 'snapshot_id', 'volume_type'].map((path) => {
    const value = one?.get(path);
    return [path, isLeftToCloud(value) ? 'cloud' : isOpen(value) ? 'reference' : 'known'];
  });
  expect(kinds).toEqual([
    ['size', 'cloud'],
    ['name', 'reference'],
    ['description', 'reference'],
    ['snapshot_id', 'cloud'],
    ['volume_type', 'cloud'],
  ]);
});

test('a resource that configures nothing leaves everything to the cloud, one without configuration may not', () => {
  const change = { actions: ['create'], after: {}, after_unknown: { metadata: true } };
  const text = (resources: readonly object[]) =>
    JSON.stringify({
      format_version: '1.2',
      planned_values: {},
      configuration: { root_module: { resources } },
      resource_changes: [{ address: `${volume}.v`, mode: 'managed', type: volume, name: 'v', change }],
    });
  const read = (resources: readonly object[]) =>
    readPlan({ text: text(resources), file: 'f', stack }).resources[0]?.get('metadata');
  expect(isLeftToCloud(read([{ address: `${volume}.v` }]))).toBe(true);
  expect(isOpen(read([]))).toBe(true);
  expect(isOpen(read([{ address: `${volume}.v`, expressions: 'x' }]))).toBe(true);
});

test('keys of every object’s prototype are data', () => {
  const metadata = JSON.parse('{"__proto__": "a", "constructor": "b"}') as unknown;
  const [one] = plan([{ actions: ['create'], after: { metadata } }]).resources;
  expect(one?.get('metadata.__proto__')).toBe('a');
  expect(one?.get('metadata.constructor')).toBe('b');
  expect(one?.get('metadata.toString')).toBeNull();
  expect(one?.get('constructor')).toBeNull();
});

test('what is sensitive is not shown: by its mask, its schema, its nature, above it or below it', () => {
  const secret = 'hunter2';
  const type = 'openstack_db_instance_v1';
  const read = plan([
    {
      type,
      actions: ['update'],
      before: { name: secret },
      before_sensitive: { name: true },
      after: {
        name: secret,
        user: [{ name: 'u', password: secret }],
        database: [{ charset: secret }],
        configuration_id: secret,
      },
      after_sensitive: { database: [{ charset: true }], configuration_id: true },
    },
    { name: 'all', actions: ['create'], after: { name: secret }, after_sensitive: true },
    {
      name: 'some',
      actions: ['create'],
      after: { metadata: { a: secret, b: 'shown' } },
      after_sensitive: { metadata: { a: true } },
    },
  ]);
  const shown = read.resources.flatMap((r) =>
    [
      'name',
      'user',
      'user.0',
      'user.0.password',
      'database',
      'configuration_id',
      'metadata',
      'metadata.a',
    ].map((path) => seen(r, path)),
  );
  expect(JSON.stringify(shown)).not.toContain(secret);
  expect(JSON.stringify(shown)).toContain('shown');
  const [database] = read.resources;
  expect(database?.show('name', database.before)).toBe('(sensitive)');
  const synth = readSynth(
    JSON.stringify({ resource: { [type]: { d: { user: { name: 'u', password: secret } } } } }),
    'f',
    stack,
  );
  expect(synth.resources.map((r) => seen(r, 'user').value)).toEqual([
    '[{"name":"u","password":"(sensitive)"}]',
  ]);
});

test('a value of any length fits into a message', () => {
  const [one] = plan([{ actions: ['create'], after: { name: 'x'.repeat(1_000_000) } }]).resources;
  expect(one && seen(one, 'name').value.length).toBeLessThan(500);
});

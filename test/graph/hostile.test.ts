import fc from 'fast-check';
import { loadEstate } from '../../estate/load-estate';
import { readTemplate } from '../../graph/expression';
import { Graph } from '../../graph/graph';
import { readPlan } from '../../graph/read-plan';
import { readSynth } from '../../graph/read-synth';
import { UnreadableInput } from '../../graph/unreadable-input';
import { Unknown } from '../../graph/value';
import { judge } from '../../judge/judge';
import { loadPolicies } from '../../policies/registry';
import { asOf, estatePlan } from '../estate-plan';

const estate = loadEstate({ asOf });
const policies = loadPolicies();

/** One resource of each type, so that breaking any part of it is quick. */
async function smallPlan(): Promise<string> {
  const found = (await estatePlan()).find(({ stack }) => stack === 'clinic');
  const plan = JSON.parse(found?.plan ?? '{}') as {
    resource_changes: { type: string; address: string }[];
    planned_values: { root_module: { resources: { address: string }[] } };
    configuration: { root_module: { resources: { address: string }[] } };
  };
  const kept = [...new Map(plan.resource_changes.map((r) => [r.type, r])).values()];
  const isKept = ({ address }: { address: string }) => kept.some((r) => r.address === address);
  plan.resource_changes = kept;
  for (const part of [plan.planned_values, plan.configuration])
    part.root_module.resources = part.root_module.resources.filter(isKept);
  return JSON.stringify(plan);
}

/** Reads and judges; anything but a report or an input that says it cannot be read is a crash. */
function outcomeOf(text: string): 'judged' | 'refused' {
  try {
    judge(new Graph([readPlan({ text, file: 'plan.json', stack: 'clinic' })]), estate, { policies, asOf });
    return 'judged';
  } catch (error) {
    if (!(error instanceof UnreadableInput)) throw error;
    expect(error).toMatchObject({ exitCode: 2, file: 'plan.json' });
    expect(error.why.length).toBeLessThan(1000);
    expect(error.fix).not.toBe('');
    return 'refused';
  }
}

const junk = [
  null,
  true,
  false,
  0,
  -1,
  1e308,
  '',
  'x',
  '${',
  '%{',
  '__proto__',
  [],
  {},
  [null],
  [[]],
  { constructor: 1 },
  JSON.parse('{"__proto__": {"polluted": true}, "hasOwnProperty": 1}'),
] as const;

type Path = readonly (string | number)[];

function pathsOf(value: unknown, path: Path = []): Path[] {
  if (value === null || typeof value !== 'object') return [path];
  const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [path, ...entries.flatMap(([key, inner]) => pathsOf(inner, [...path, key]))];
}

function put(json: unknown, path: Path, value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  const copy = (Array.isArray(json) ? [...json] : { ...(json as object) }) as Record<
    string | number,
    unknown
  >;
  copy[key] = put(copy[key], rest, value);
  return copy;
}

test('any part of a plan replaced by anything is refused or judged, and breaks nothing', async () => {
  const plan = JSON.parse(await smallPlan()) as unknown;
  const paths = pathsOf(plan).filter((p) => p[0] !== 'variables' && p[0] !== 'output_changes');
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom(...paths), fc.constantFrom(...junk)), { minLength: 1, maxLength: 3 }),
      (changes) => {
        let broken = plan;
        for (const [path, value] of changes) {
          try {
            broken = put(broken, path, value);
          } catch {
            // An earlier change took the place away.
          }
        }
        outcomeOf(JSON.stringify(broken));
      },
    ),
    { numRuns: 400, seed: 7 },
  );
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});

test('a plan cut anywhere is refused', async () => {
  const text = await smallPlan();
  fc.assert(
    fc.property(fc.integer({ min: 0, max: text.length - 1 }), (at) => {
      expect(outcomeOf(text.slice(0, at))).toBe('refused');
    }),
    { numRuns: 100, seed: 7 },
  );
});

type Change = { address: unknown; change: Record<string, unknown> } & Record<string, unknown>;
type Plan = Record<string, unknown> & { resource_changes: Change[] };

const first = (plan: Plan) => plan.resource_changes[0] as Change;

const refused: readonly (readonly [string, (plan: Plan) => void, RegExp])[] = [
  ['resource_changes that are no list', (p) => Object.assign(p, { resource_changes: {} }), /no list/],
  ['resource_changes that are null', (p) => Object.assign(p, { resource_changes: null }), /no list/],
  ['drift that is no list', (p) => Object.assign(p, { resource_drift: {} }), /resource_drift is no list/],
  [
    'drift of no action',
    (p) => Object.assign(p, { resource_drift: [{ ...first(p), change: { actions: [] } }] }),
    /resource_drift\[0\].*nobody defined/,
  ],
  [
    'resource_changes that were taken out',
    (p) => Reflect.deleteProperty(p, 'resource_changes'),
    /not in resource_changes/,
  ],
  ['one change that was taken out', (p) => p.resource_changes.pop(), /not in resource_changes/],
  ['a number for an address', (p) => Object.assign(first(p), { address: 5 }), /address, type or name/],
  [
    'the address of another resource',
    (p) => Object.assign(first(p), { address: 'openstack_a.b' }),
    /not that of its module/,
  ],
  [
    'an index that its address does not have',
    (p) => Object.assign(first(p), { index: 0 }),
    /not that of its module/,
  ],
  ['an index of no known kind', (p) => Object.assign(first(p), { index: [] }), /neither text nor number/],
  ['one address twice', (p) => p.resource_changes.push(first(p)), /in it twice/],
  [
    'an action nobody knows',
    (p) => Object.assign(first(p).change, { actions: ['constructor'] }),
    /nobody defined/,
  ],
  ['no action', (p) => Object.assign(first(p).change, { actions: [] }), /nobody defined/],
  [
    'a create with nothing after it',
    (p) => Object.assign(first(p).change, { after: null }),
    /no attributes after/,
  ],
  [
    'attributes that are a list',
    (p) => Object.assign(first(p).change, { after: [] }),
    /after of .* is no object/,
  ],
  [
    'a resource that is unknown as a whole',
    (p) => Object.assign(first(p).change, { after_unknown: true }),
    /unknown of/,
  ],
  ['a change that is missing', (p) => Object.assign(first(p), { change: null }), /has no change/],
  ['a mode nobody knows', (p) => Object.assign(first(p), { mode: 'ephemeral' }), /no known mode/],
  ['an error', (p) => Object.assign(p, { errored: 1 }), /ended with an error/],
  ['a target', (p) => Object.assign(p, { complete: 'false' }), /incomplete/],
  ['another format', (p) => Object.assign(p, { format_version: '2.0' }), /formats 1.x/],
  ['configuration of another kind', (p) => Object.assign(p, { configuration: [] }), /no configuration/],
];

test.each(refused)('a plan with %s is refused', async (_, mutate, why) => {
  const plan = JSON.parse(await smallPlan()) as Plan;
  mutate(plan);
  const read = () => readPlan({ text: JSON.stringify(plan), file: 'plan.json', stack: 's' });
  expect(read).toThrow(UnreadableInput);
  expect(read).toThrow(why);
});

test('a plan that lists its changes twice is refused, whichever of the lists is the empty one', async () => {
  const text = await smallPlan();
  const empty = '"resource_changes":[]';
  for (const twice of [text.replace(/}$/, `,${empty}}`), text.replace(/^{/, `{${empty},`)]) {
    const read = () => readPlan({ text: twice, file: 'plan.json', stack: 's' });
    expect(read).toThrow(UnreadableInput);
    expect(read).toThrow(/one key twice/);
  }
});

test('nesting without end is refused, not followed', () => {
  const deep = (open: string, close: string) => `${open.repeat(100_000)}1${close.repeat(100_000)}`;
  for (const text of [`{"a":${deep('[', ']')}}`, deep('{"a":', '}')]) {
    expect(() => readPlan({ text, file: 'f', stack: 's' })).toThrow(/nested more than/);
    expect(() => readSynth(text, 'f', 's')).toThrow(/nested more than/);
  }
  expect(() => readSynth(`{"a": "${'['.repeat(5000)}\\""}`, 'f', 's')).not.toThrow();
});

const million = 1_000_000;
const hostileTexts: readonly (readonly [string, string])[] = [
  ['openings', '${'.repeat(million / 2)],
  ['openings that close', `${'${'.repeat(million / 4)}${'}'.repeat(million / 4)}`],
  ['braces', `\${${'{'.repeat(million)}`],
  ['braces in pairs', `\${${'{}'.repeat(million / 2)}}`],
  ['quotes', `\${${'"'.repeat(million)}}`],
  ['quotes in templates', `\${${'"${'.repeat(million / 3)}`],
  ['brackets', `\${a_b.c${'['.repeat(million)}}`],
  ['open strings in brackets', `\${${'a_b["'.repeat(million / 5)}}`],
  ['a long name', `\${${'a'.repeat(million)}}`],
  ['a long index', `\${a_b.c[${'1'.repeat(million)}}`],
  ['a long traversal', `\${a_b.c${'.d'.repeat(million / 2)}}`],
  ['spaces after names', `\${${`a_b.c${' '.repeat(999)}`.repeat(1000)}}`],
  ['many references', `\${f(${Array.from({ length: 50_000 }, (_, at) => `a_b.c${at}`).join()})}`],
  ['backslashes', `\${"${'\\'.repeat(million)}"}`],
  ['escapes', '$${'.repeat(million / 3)],
];

/** Of processor time, which a busy machine hardly stretches; a million squared would take many minutes. */
const mostSeconds = 10;

test.each(hostileTexts)('an expression of %s is read without going over it again and again', (_, text) => {
  const start = process.cpuUsage();
  const value = readTemplate(text);
  const resource = { openstack_networking_network_v2: { a: { name: text, tags: [text] } } };
  readSynth(JSON.stringify({ resource }), 'f', 's');
  const { user, system } = process.cpuUsage(start);
  expect((user + system) / 1e6).toBeLessThan(mostSeconds);
  expect(typeof value === 'string' || value instanceof Unknown).toBe(true);
});

test('references that go round in a circle end', () => {
  const network = 'openstack_networking_network_v2';
  const resource = {
    [network]: { a: { name: `\${${network}.b.name}` }, b: { name: `\${${network}.a.name}` } },
  };
  const stack = readSynth(JSON.stringify({ resource }), 'f', 'clinic');
  const graph = new Graph([stack]);
  expect(graph.ofType(network).map((one) => graph.follow(one, 'name'))).toMatchObject([
    { certain: false, complete: false },
    { certain: false, complete: false },
  ]);
  expect(() => judge(graph, estate, { policies, asOf })).not.toThrow();
});

test('two inputs of one stack are refused', () => {
  const stack = readSynth('{}', 'f', 's');
  expect(() => new Graph([stack, stack])).toThrow(UnreadableInput);
});

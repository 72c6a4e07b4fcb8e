import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync, gzipSync } from 'node:zlib';
import type { JudgedPack } from '../../../audit/pack/judged-pack';
import { knownWords } from '../../../audit/pack/known-words';
import { makePack } from '../../../audit/pack/make-pack';
import { recompute } from '../../../audit/pack/recompute';
import { learnInput, packInput, parseInput } from '../../../audit/pack/redact-inputs';
import { Redactor } from '../../../audit/pack/redactor';
import { foreignEstate } from '../../../estate/foreign-estate';
import { type Input, judgeInputs } from '../../../policies/judge-inputs';
import { projectRoot } from '../../../terraform/project-root';
import { secretKinds } from './secret-kinds';

const plan = readFileSync(join(projectRoot(), 'test/fixtures/foreign/web-cluster.json'), 'utf8');
const foreign = { cloud: 'openstack', countries: ['DE'], encryptedVolumeTypes: [] } as const;
const estate = foreignEstate(foreign);
const base64 = (text: string) => Buffer.from(text).toString('base64');

function packOf(inputs: readonly Input[], only: readonly string[]) {
  const asked = { asOf: '2026-11-22', only };
  const judged: JudgedPack = {
    report: judgeInputs(inputs, estate, asked),
    inputs,
    estate,
    foreign,
    observations: [],
    creationEvidence: new Map(),
    approvals: [],
    authors: [],
    exceptions: [],
    drills: [],
    only,
    language: 'en',
  };
  return makePack(judged);
}

interface Plan {
  [key: string]: unknown;
  resource_changes: {
    address: string;
    type: string;
    name?: string;
    module_address?: string | undefined;
    index?: unknown;
    change: { after: Record<string, unknown>; after_sensitive: unknown };
  }[];
  planned_values: { root_module: { resources: { address: string; values: Record<string, unknown> }[] } };
  configuration: { provider_config: Record<string, { expressions?: Record<string, unknown> }> };
  variables: Record<string, unknown>;
}

/** Where somebody may have written it down; what is marked or named as a secret is tried elsewhere. */
const places: Readonly<Record<string, (plan: Plan, text: string) => void>> = {
  'a description': (plan, text) => void Object.assign(network(plan), { description: text }),
  'a list of tags': (plan, text) => void Object.assign(network(plan), { tags: ['estate:x', text] }),
  'a value of metadata': (plan, text) => void Object.assign(server(plan), { metadata: { about: text } }),
  'a key of metadata': (plan, text) => void Object.assign(server(plan), { metadata: { [text]: 'x' } }),
  'user data': (plan, text) => void Object.assign(server(plan), { user_data: text }),
  'an output': (plan, text) =>
    void Object.assign(plan, {
      output_changes: {
        about: { actions: ['create'], before: null, after: { deep: [text] }, after_unknown: false },
      },
    }),
  'a variable': (plan, text) => void Object.assign(plan.variables, { about: { value: text } }),
  'what was there before': (plan, text) =>
    void Object.assign(plan, {
      prior_state: {
        format_version: '1.0',
        values: { root_module: { resources: [{ address: 'x.y', type: 'x', values: { text } }] } },
      },
    }),
  'a resource of another provider': (plan, text) =>
    void plan.resource_changes.push({
      ...(plan.resource_changes[0] as Plan['resource_changes'][number]),
      address: 'null_resource.x',
      type: 'null_resource',
      name: 'x',
      module_address: undefined,
      index: undefined,
      change: {
        ...plan.resource_changes[0]?.change,
        after: { triggers: { about: text } },
        after_sensitive: {},
      },
    }),
  'an argument of the provider': (plan, text) =>
    void Object.assign(Object.values(plan.configuration.provider_config)[0] ?? {}, {
      expressions: { about: { constant_value: text } },
    }),
};

function after(of: Plan, type: string): Record<string, unknown> {
  const found = of.resource_changes.find((one) => one.type === type)?.change.after;
  if (!found) throw new Error(`no ${type} in the plan`);
  return found;
}
const network = (of: Plan) => after(of, 'openstack_networking_network_v2');
const server = (of: Plan) => after(of, 'openstack_compute_instance_v2');

function planWith(place: string, text: string): Input {
  const given = JSON.parse(plan) as Plan;
  places[place]?.(given, text);
  return { kind: 'plan', stack: 'x', file: 'x.json', text: JSON.stringify(given) };
}

function objects(text: string): Input {
  const metadata = { name: 'a', namespace: 'b' };
  const items = [
    { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { 'x.conf': text } },
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: {
        ...metadata,
        annotations: {
          'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify({
            kind: 'Secret',
            data: { k: base64(text) },
            stringData: { s: text },
          }),
        },
      },
    },
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata,
      spec: {
        containers: [
          {
            name: 'a',
            image: 'r.example/x:1',
            args: ['sh', '-c', text],
            env: [{ name: 'ABOUT', value: text }],
          },
        ],
      },
    },
  ];
  return {
    kind: 'manifests',
    stack: 'x',
    file: 'x.yaml',
    text: JSON.stringify({ apiVersion: 'v1', kind: 'List', items }),
  };
}

/** An input and the report of it, as they get into a pack: everything else in it is made of these two. */
function withoutSecrets(input: Input, only: readonly string[]): string {
  const redactor = new Redactor(knownWords(estate));
  const parsed = parseInput(input);
  learnInput(parsed, redactor);
  const files = new Map<string, string>();
  packInput(parsed, 0, redactor, files);
  const report =
    only.length > 0 ? redactor.conceal(judgeInputs([input], estate, { asOf: '2026-11-22', only })) : '';
  return [...files.values(), JSON.stringify(report)].join('\n');
}

/** The kinds of which the secret is in a file of the pack: as it is, in JSON, in a URL, in Base64 or in hex. */
function foundOf(
  make: (text: string) => Input,
  only: readonly string[],
  wrap: (text: string) => string = (text) => text,
) {
  return secretKinds.flatMap(([kind, text, secret]) => {
    const forms = [
      secret,
      JSON.stringify(secret).slice(1, -1),
      encodeURIComponent(secret),
      Buffer.from(secret).toString('hex'),
    ];
    const packs = [0, 1, 2].map((offset) =>
      base64(' '.repeat(offset) + secret).slice(Math.ceil((offset * 8) / 6), -4),
    );
    const all = [...forms, ...packs.filter((one) => one.length >= 8)];
    const packed = withoutSecrets(make(wrap(text)), only);
    return all.some((form) => packed.includes(form)) ? [kind] : [];
  });
}

describe('no file of a pack has a secret of any kind that stands in', () => {
  test.each(Object.keys(places))('%s', (place) => {
    expect(foundOf((text) => planWith(place, text), ['keys'])).toEqual([]);
  });

  test('objects of Kubernetes: settings, arguments, variables and what was last applied', () => {
    expect(foundOf(objects, ['kubernetes'])).toEqual([]);
  });

  test.each<[string, (text: string) => string]>([
    ['Base64', base64],
    ['Base64 of Base64', (text) => base64(base64(text))],
    ['Base64 for URLs', (text) => Buffer.from(text).toString('base64url')],
    ['Base64 in lines', (text) => base64(text).replaceAll(/(.{76})/g, '$1\n')],
    ['gzip', (text) => gzipSync(text).toString('base64')],
    ['zlib', (text) => deflateSync(text).toString('base64')],
    ['hex', (text) => Buffer.from(text).toString('hex')],
    ['a URL', encodeURIComponent],
    ['JSON in JSON', (text) => JSON.stringify({ a: JSON.stringify({ b: text }) })],
  ])('settings of a program, in %s', (_, wrap) => {
    expect(foundOf(objects, [], wrap)).toEqual([]);
  });
});

test.each(['a', 'true', 'x1', 'openstack', 'network', 'create', 'DE', 'web', '22', 'inside'])(
  'a password as weak as %j goes where it stands, and the pack is made and judged again as ever',
  (weak) => {
    const given = JSON.parse(plan) as Plan;
    Object.assign(server(given), { admin_pass: weak, metadata: { db_password: weak } });
    const input: Input = { kind: 'plan', stack: 'x', file: 'x.json', text: JSON.stringify(given) };
    const { files, index, contents } = packOf([input], ['network', 'encryption']);
    const again = JSON.parse(files.get('inputs/01-x.plan.json') ?? '') as Plan;
    expect(server(again)).toMatchObject({ admin_pass: expect.stringMatching(/^removed-secret-\d+$/) });
    expect(recompute(index, (path) => files.get(path) ?? '').verdicts).toEqual(contents.report.verdicts);
    expect(index.attested).toEqual([]);
  },
);

test('what stands in a plan for itself stays: names, addresses, images, digests, references, plain remarks', () => {
  const given = JSON.parse(plan) as Plan;
  const kept = [
    'sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    'registry.example/team/app:1.2.3',
    'eu-de-01',
    '0eece715-1597-42dc-ad7d-fa232a3515c2',
    '10.16.0.0/16',
  ];
  Object.assign(network(given), {
    description: 'Nodes of the identity domain, behind the proxy.',
    tags: kept,
  });
  const { files } = packOf(
    [{ kind: 'plan', stack: 'x', file: 'x.json', text: JSON.stringify(given) }],
    ['network'],
  );
  expect(network(JSON.parse(files.get('inputs/01-x.plan.json') ?? '') as Plan)).toMatchObject({
    description: 'Nodes of the identity domain, behind the proxy.',
    tags: kept,
  });
});

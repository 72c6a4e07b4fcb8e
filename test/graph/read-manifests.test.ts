import type { Resource } from '../../graph/graph';
import { readManifests } from '../../graph/read-manifests';

const read = (text: string) => readManifests(text, 'objects.yaml', 'primary-workloads').resources;
const byAddress = (text: string) => new Map(read(text).map((one) => [one.address, one]));
const refused = (text: string) => {
  try {
    read(text);
  } catch (error) {
    return (error as Error).message;
  }
  return 'it was read';
};

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: front }
spec: { replicas: 2 }
`;

test('documents, lists, lists of lists and JSON are the same objects', () => {
  const namespace = '{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"front"}}';
  const list = `{"apiVersion":"v1","kind":"List","items":[${namespace},
    {"apiVersion":"apps/v1","kind":"DeploymentList","items":[
      {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web","namespace":"front"},"spec":{"replicas":2}}]}]}`;
  const documents = `# a comment alone is no object\n---\n${namespace}\n---\n${deployment}---\n`;
  const told = (text: string) =>
    read(text).map(({ address, type, attributes }) => ({ address, type, attributes }));
  expect(told(list)).toEqual(told(documents));
  expect(told(list).map(({ address }) => address)).toEqual(['Namespace/front', 'Deployment.apps/front/web']);
});

test('a value is what Kubernetes reads: YAML 1.1, anchors followed, what is not set is not set', () => {
  const objects = byAddress(`
apiVersion: v1
kind: ConfigMap
metadata: &named { name: a, labels: { on: yes } }
mode: 0440
copy: *named
`);
  const one = objects.get('ConfigMap/a') as Resource;
  expect([one.get('metadata.labels.true'), one.get('mode'), one.get('copy.name')]).toEqual([true, 288, 'a']);
  expect(one.get('spec.replicas')).toBeNull();
});

// What sigs.k8s.io/yaml 1.6 makes of each.
test.each([
  ['[e1, E5, -e1, 1e999, 7e12345, .]', ['e1', 'E5', '-e1', '1e999', '7e12345', '.']],
  ['[1e3, .5, 5., 1_000, 089.5, +12, -0b11]', [1000, 0.5, 5, 1000, 89.5, 12, -3]],
  ['[0o17, 0x1F, 0x, 08, 12abc]', [15, 31, '0x', 8, '12abc']],
  [
    '[2024-10-01, 2024-10-01T10:00:00Z, 1:30, 22:22]',
    ['2024-10-01', '2024-10-01T10:00:00Z', '1:30', '22:22'],
  ],
  ['[y, Off, yES, ~, "yes", !!str 12, !!int "12"]', [true, false, 'yES', null, 'yes', '12', 12]],
  ['[!!binary aGFsbG8=, !custom 12]', ['hallo', '12']],
  [
    '{ base: &b { a: 2, c: 3 }, above: { a: 1, <<: *b }, below: { <<: [*b, { a: 9 }], a: 1 } }',
    {
      base: { a: 2, c: 3 },
      above: { a: 2, c: 3 },
      below: { a: 1, c: 3 },
    },
  ],
])('%s is read as Kubernetes reads it', (yaml, means) => {
  const [one] = read(
    `%YAML 1.2\n---\n{ apiVersion: v1, kind: ConfigMap, metadata: { name: e2 }, data: ${yaml} }`,
  );
  expect([one?.address, one?.get('data')]).toEqual(['ConfigMap/e2', means]);
});

test('an anchor may be used any number of times', () => {
  const labels = Array.from({ length: 1000 }, () => '*l').join(', ');
  const [one] = read(`{ apiVersion: v1, kind: ConfigMap, metadata: { name: &l a }, data: [${labels}] }`);
  expect(one?.get('data.999')).toBe('a');
});

test('an object whose name is made up as it is applied may be any number of objects', () => {
  const [one] = read('{apiVersion: batch/v1, kind: Job, metadata: {generateName: backup-}}');
  expect([one?.address, one?.repeated]).toEqual(['Job.batch/backup-*', true]);
});

test('no content of a Secret is shown', () => {
  const [one] = read('{apiVersion: v1, kind: Secret, metadata: {name: a}, stringData: {word: planted}}');
  expect(one?.get('stringData.word')).toBe('planted');
  expect([one?.show('stringData.word'), one?.show('stringData')]).toEqual(['(sensitive)', '(sensitive)']);
});

test.each([
  ['nothing', '', 'there is no Kubernetes object in it'],
  ['comments', '# nothing\n', 'there is no Kubernetes object in it'],
  ['a text', 'words', 'it holds what is no Kubernetes object, without apiVersion, kind or name: string'],
  ['values of a chart', 'replicas: 2\npassword: planted', 'a mapping of replicas, password'],
  ['an object without a name', '{apiVersion: v1, kind: Pod, metadata: {}}', 'no Kubernetes object'],
  ['one object twice', `${deployment}---\n${deployment}`, 'Deployment.apps/front/web is in it twice'],
  ['one key twice', 'a: 1\na: 2', 'DUPLICATE_KEY in line 2'],
  ['a template that nobody rendered', 'kind: {{ .Values.kind }}: x', 'a template that nobody has rendered'],
  ['an alias of nothing', 'a: *b', 'an alias in it names nothing'],
  ['an alias of itself', 'a: &a 1\nb: &a [*a]', 'an alias in it names nothing'],
  ['a merge of a list', 'a: &a [1]\nb: { <<: *a }', 'what an alias or a merge in it stands for'],
  ['a number that JSON has not', 'a: 1\nb: .inf', 'TAG_RESOLVE_FAILED in line 2'],
])('%s is refused', (_, text, why) => {
  const message = refused(text);
  expect(message).toContain(why);
  expect(message).not.toContain('planted');
});

test.each([
  ['aliases', (list: string) => list],
  ['merges', (list: string) => `{ <<: ${list} }`],
])('%s that multiply are refused, and not followed', (_, using) => {
  const level = (at: number) =>
    using(
      `[${Array(9)
        .fill(`*l${at - 1}`)
        .join(', ')}]`,
    );
  const levels = Array.from(
    { length: 12 },
    (_, at) => `l${at}: &l${at} ${at === 0 ? '{ a: a }' : level(at)}`,
  );
  expect(refused(levels.join('\n'))).toContain('stands for too much');
});

test('an object whose own field is called items is no list', () => {
  const list = (named: object, items: readonly unknown[]) =>
    JSON.stringify({ apiVersion: 'security.example/v1', kind: 'IPAllowList', metadata: named, items });
  expect(read(list({ name: 'a' }, ['10.0.0.0/8'])).map(({ address }) => address)).toEqual([
    'IPAllowList.security.example/a',
  ]);
  expect(read(list({ name: 'a' }, [{ cidr: '10.0.0.0/8' }]))).toHaveLength(1);
  // kubectl takes such objects out, whatever they stand in.
  const inside = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'inside' } };
  expect(read(list({ name: 'a' }, [inside])).map(({ address }) => address)).toEqual(['ConfigMap/inside']);
});

test('JSON that breaks off or goes on is told of as JSON', () => {
  const one = '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"}}';
  expect(refused(one.slice(0, -5))).toContain('it looks truncated');
  expect(refused(`${one}\n${one}`)).toContain(`no JSON from byte ${one.length + 1} on`);
});

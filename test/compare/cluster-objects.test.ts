import { comparedObjects } from '../../compare/cluster-objects';
import { Secrets } from '../../compare/secrets';

type Json = { readonly [key: string]: unknown };

const container = {
  name: 'hapi',
  image: 'registry.clinic/hapi@sha256:aa',
  args: ['--a', '--b'],
  env: [
    { name: 'LEVEL', value: 'info' },
    { name: 'DB_PASSWORD', value: 'correct horse' },
  ],
};

function statefulSet(spec: Json = {}, pod: Json = {}): Json {
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: {
      name: 'fhir',
      namespace: 'identity',
      labels: { 'estate.lausitz/dataset': 'patient-records' },
    },
    spec: {
      replicas: 2,
      serviceName: 'fhir',
      template: { spec: { containers: [container], ...pod } },
      ...spec,
    },
  };
}

function compared(base: readonly Json[], head: readonly Json[], secrets = new Secrets()) {
  const list = (items: readonly Json[]) => {
    const text = JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
    return items.length === 0 ? [] : [{ stack: 'clinic-workloads', file: 'x.json', text }];
  };
  return comparedObjects(list(base), list(head), secrets);
}

function brief(base: readonly Json[], head: readonly Json[]) {
  return compared(base, head).map(({ action, address, stateful, attributes }) => [
    action,
    address,
    stateful,
    attributes.map(
      ({ attribute, before, after, forcesReplacement }) =>
        `${attribute}: ${plain(before)} → ${plain(after)}${forcesReplacement ? ' !' : ''}`,
    ),
  ]);
}

function plain(text: string): string {
  return text.replaceAll('"', '');
}

const address = 'StatefulSet.apps/identity/fhir';

test('an image is one difference, by the name of its container, in whatever order containers and keys stand', () => {
  const sidecar = { name: 'agent', image: 'registry.clinic/agent@sha256:cc' };
  const was = statefulSet({}, { containers: [sidecar, container] });
  const is = statefulSet(
    {},
    { containers: [{ ...container, image: 'registry.clinic/hapi@sha256:bb' }, sidecar] },
  );
  expect(brief([was], [is])).toEqual([
    [
      'update',
      address,
      false,
      [
        'spec.template.spec.containers[hapi].image: registry.clinic/hapi@sha256:aa → registry.clinic/hapi@sha256:bb',
      ],
    ],
  ]);
});

test('another order of objects, keys and named items is no difference; another order of arguments is', () => {
  const claim = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', namespace: 'identity' } };
  const turned = statefulSet({}, { containers: [{ ...container, env: container.env.toReversed() }] });
  expect(brief([statefulSet(), claim], [claim, turned])).toEqual([]);
  const args = statefulSet({}, { containers: [{ ...container, args: ['--b', '--a'] }] });
  expect(brief([statefulSet()], [args])).toEqual([
    ['update', address, false, ['spec.template.spec.containers[hapi].args: [--a,--b] → [--b,--a]']],
  ]);
});

test('what the API server lets nobody change is a replacement, and says which field it is', () => {
  expect(brief([statefulSet()], [statefulSet({ serviceName: 'other', replicas: 3 })])).toEqual([
    ['replace', address, false, ['spec.replicas: 2 → 3', 'spec.serviceName: fhir → other !']],
  ]);
});

test('of a resource that somebody has defined, nothing shows whether a change takes a replacement', () => {
  const cluster = (instances: number) => ({
    apiVersion: 'postgresql.cnpg.io/v1',
    kind: 'Cluster',
    metadata: { name: 'records', namespace: 'identity' },
    spec: { instances },
  });
  expect(brief([cluster(1)], [cluster(3)])).toEqual([
    ['change', 'Cluster.postgresql.cnpg.io/identity/records', false, ['spec.instances: 1 → 3']],
  ]);
});

test('a claim takes its data along unless its volume is seen to be retained', () => {
  const volume = (policy: string) => ({
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: 'records' },
    spec: { persistentVolumeReclaimPolicy: policy },
  });
  const claim = {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'data', namespace: 'identity' },
    spec: { volumeName: 'records' },
  };
  const stateful = (base: readonly Json[]) =>
    Object.fromEntries(compared(base, []).map((one) => [one.type, one.stateful]));
  expect(stateful([claim, volume('Retain')])).toEqual({
    PersistentVolumeClaim: false,
    PersistentVolume: false,
  });
  expect(stateful([claim, volume('Delete')])).toEqual({
    PersistentVolumeClaim: true,
    PersistentVolume: true,
  });
  expect(stateful([claim])).toEqual({ PersistentVolumeClaim: true });
});

test('what is secret is shown nowhere: in a Secret, beside a name that says so, and wherever it stands again', () => {
  const secret = (value: string) => ({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'db', namespace: 'identity' },
    data: {
      password: Buffer.from(value).toString('base64'),
      username: Buffer.from('fhir').toString('base64'),
    },
  });
  const settings = (text: string) => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'settings', namespace: 'identity' },
    data: { url: `jdbc:postgresql://db/fhir?password=${text}` },
  });
  const env = [{ name: 'DB_PASSWORD', value: 'battery staple' }];
  const found = compared(
    [secret('hunter-2-hunter'), settings('hunter-2-hunter'), statefulSet()],
    [
      secret('swordfish-9'),
      settings('swordfish-9'),
      statefulSet({}, { containers: [{ ...container, env }] }),
    ],
  );
  expect(found.map(({ address: at }) => at)).toHaveLength(3);
  const shown = JSON.stringify(found.map(({ attributes }) => attributes));
  for (const word of [
    'hunter-2',
    'swordfish',
    'battery',
    'correct horse',
    Buffer.from('swordfish-9').toString('base64'),
  ])
    expect(shown).not.toContain(word);
  expect(shown).toContain('containers[hapi].env[DB_PASSWORD].value');
});

test('a name of the machinery of JavaScript is a key as any other', () => {
  const settings = (value: string) => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'settings', namespace: 'identity' },
    data: JSON.parse(`{"__proto__": "${value}", "a.b": "${value}"}`),
  });
  expect(brief([settings('one')], [settings('two')])).toEqual([
    ['update', 'ConfigMap/identity/settings', false, ['data.__proto__: one → two', 'data[a.b]: one → two']],
  ]);
});

import { readManifests } from '../../graph/read-manifests';
import { isUnknown } from '../../graph/value';

const read = (text: string) => readManifests(text, 'preview.json', 'primary-workloads').resources;
const byAddress = (text: string) => new Map(read(text).map((one) => [one.address, one]));
const refused = (text: string) => {
  try {
    read(text);
  } catch (error) {
    return (error as Error).message;
  }
  return 'it was read';
};

const step = (op: string, name: string, more: object = {}, urn = `urn:${name}`) => {
  const inputs = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, ...more };
  const state = { type: 'kubernetes:core/v1:ConfigMap', inputs };
  return op === 'delete' ? { op, urn, oldState: state } : { op, urn, newState: state };
};
const namespace = '{ apiVersion: v1, kind: Namespace, metadata: { name: front } }';
const preview = (steps: readonly object[], more: object = {}) =>
  JSON.stringify({ config: {}, steps, ...more });
const actionsIn = (text: string) => read(text).map(({ address, action }) => `${address} ${action}`);

test('a preview says what would be done to each object, and what it does not know yet', () => {
  const objects = byAddress(
    preview([
      { op: 'same', newState: { type: 'pulumi:pulumi:Stack', inputs: {} } },
      step('create', 'new', { data: { host: '04da6b54-80e4-46f7-96ec-b56ff0331ba9' } }),
      step('same', 'kept'),
      step('update', 'changed'),
      step('replace', 'anew'),
      step('create-replacement', 'anew'),
      step('delete', 'gone'),
    ]),
  );
  expect([...objects].map(([address, { action }]) => [address, action])).toEqual([
    ['ConfigMap/new', 'create'],
    ['ConfigMap/kept', 'no-op'],
    ['ConfigMap/changed', 'update'],
    ['ConfigMap/anew', 'replace'],
    ['ConfigMap/gone', 'delete'],
  ]);
  expect(isUnknown(objects.get('ConfigMap/new')?.get('data.host'))).toBe(true);
});

test('what a preview hides as secret is not known, and in objects that are given it is a text', () => {
  const hidden = step('create', 'a', { data: '[secret]', more: [{ word: '[secret]' }] });
  const [one] = read(preview([hidden]));
  expect([one?.get('data'), one?.get('more.0.word')].map(isUnknown)).toEqual([true, true]);
  expect(read(JSON.stringify(hidden.newState?.inputs))[0]?.get('data')).toBe('[secret]');
});

test('of several previews and objects in one text, each is judged', () => {
  const both = `${preview([step('create', 'a')])}\n---\n${namespace}\n---\n${preview([step('same', 'b')])}`;
  const list = JSON.stringify({
    apiVersion: 'v1',
    kind: 'List',
    items: [JSON.parse(preview([step('create', 'a')]))],
  });
  expect(actionsIn(both)).toEqual(['ConfigMap/a create', 'Namespace/front declared', 'ConfigMap/b no-op']);
  expect(actionsIn(list)).toEqual(['ConfigMap/a create']);
});

test('a refresh of what the program changes, or makes again, is no second object', () => {
  const steps = [
    step('refresh', 'a'),
    step('refresh', 'b'),
    step('delete', 'c'),
    step('update', 'd'),
    step('update', 'a'),
    step('create', 'c'),
    step('same', 'd'),
  ];
  expect(actionsIn(preview(steps))).toEqual([
    'ConfigMap/b no-op',
    'ConfigMap/a update',
    'ConfigMap/c create',
    'ConfigMap/d no-op',
  ]);
});

test('objects that are looked up are another program’s, and alone they are nothing to judge', () => {
  const looked = step('read', 'looked-up');
  expect(actionsIn(preview([looked, step('create', 'a')]))).toEqual(['ConfigMap/a create']);
  expect(refused(preview([looked]))).toContain('there is no Kubernetes object in it');
});

test('a component is no object where the objects that it makes are shown', () => {
  const made = step('create', 'a');
  const chart = {
    op: 'create',
    urn: 'urn:chart',
    newState: { type: 'kubernetes:helm.sh/v4:Chart', inputs: { chart: 'nginx' } },
  };
  const child = { ...made, newState: { ...made.newState, parent: 'urn:chart' } };
  expect(actionsIn(preview([chart, child]))).toEqual(['ConfigMap/a create']);
  expect(refused(preview([chart, made]))).toContain('does not show what a kubernetes:helm.sh/v4:Chart makes');
  const release = {
    op: 'create',
    newState: { type: 'kubernetes:helm.sh/v3:Release', inputs: { chart: 'nginx' } },
  };
  expect(refused(preview([release, made]))).toContain('a mapping of chart');
});

test('objects whose names nobody knows yet are different ones', () => {
  const unknown = '04da6b54-80e4-46f7-96ec-b56ff0331ba9';
  const objects = byAddress(
    preview([
      step('create', unknown, {}, 'urn:1'),
      step('create', unknown, {}, 'urn:2'),
      step('create', '', { metadata: '[secret]' }, 'urn:3'),
      step('create', '', { metadata: { name: 'a', namespace: unknown } }, 'urn:4'),
    ]),
  );
  expect([...objects.keys()]).toEqual(['ConfigMap/*', 'ConfigMap/(2)*', 'ConfigMap/(3)*', 'ConfigMap/*/a']);
  expect([...objects.values()].map(({ repeated }) => repeated)).toEqual([true, true, true, false]);
  expect([...objects.values()].map((one) => isUnknown(one.get('metadata.namespace')))).toEqual([
    false,
    false,
    true,
    true,
  ]);
  expect(refused(preview([step('create', 'a', { kind: '[secret]' })]))).toContain('no Kubernetes object');
});

test('a preview that leaves out what stays as it is, is refused; one that shows it is not', () => {
  const changeSummary = { same: 2, update: 1 };
  const stack = { op: 'same', urn: 'urn:stack', newState: { type: 'pulumi:pulumi:Stack' } };
  const steps = [stack, step('update', 'a')];
  const why = refused(preview(steps, { changeSummary }));
  expect(why).toContain('it leaves out 1 of 2 resources that stay as they are');
  expect(why).toContain('--show-sames');
  expect(refused(JSON.stringify({ changeSummary: { same: 3 } }))).toContain('it leaves out 3 of 3');
  const shown = [...steps, step('same', 'b')];
  expect(actionsIn(preview(shown, { changeSummary }))).toEqual(['ConfigMap/a update', 'ConfigMap/b no-op']);
  expect(actionsIn(preview([...steps, step('refresh', 'b')], { changeSummary }))).toHaveLength(2);
});

test('what is made under one name of the program and deleted under another is told of', () => {
  const renamed = [step('create', 'a', {}, 'urn:new'), step('delete', 'a', {}, 'urn:old')];
  expect(refused(preview(renamed))).toContain('ConfigMap/a has one name in the program and is deleted under');
});

test('a preview that broke off, or does what nobody knows, is refused', () => {
  expect(
    refused(preview([step('create', 'a')], { diagnostics: [{ severity: 'error', message: 'x' }] })),
  ).toContain('broke off');
  expect(refused(preview([step('hide', 'a')]))).toContain('a step hide');
});

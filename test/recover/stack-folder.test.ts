import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { identities } from '../../recover/identity';
import { describeImporting, leavePassedOverOpen } from '../../recover/importing';
import {
  importsFile,
  passedOverFile,
  readRecovered,
  removeImports,
  writeRecovered,
} from '../../recover/stack-folder';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'recovered-'));
  writeFileSync(join(folder, 'cdk.tf.json'), '{}');
});
afterEach(() => rmSync(folder, { recursive: true }));

const identityOf = (type: string) => {
  const identity = identities.find((one) => one.type === type);
  if (identity === undefined) throw new Error(`no identity of ${type}`);
  return identity;
};
const network = 'openstack_networking_network_v2';
const server = 'openstack_compute_instance_v2';
const unreadable = identityOf(server).unreadable ?? [];

test('what was found is written for its owner alone, read back, and gone once it is managed', () => {
  const found = [
    { address: `${network}.one`, id: 'n-1', identity: identityOf(network) },
    { address: `${server}.two`, id: 's-1', identity: identityOf(server) },
  ];
  expect(writeRecovered(folder, found)).toEqual([importsFile, passedOverFile]);
  expect(JSON.parse(readFileSync(join(folder, importsFile), 'utf8'))).toEqual({
    import: [
      { to: `${network}.one`, id: 'n-1' },
      { to: `${server}.two`, id: 's-1' },
    ],
  });
  expect(statSync(join(folder, importsFile)).mode & 0o777).toBe(0o600);
  expect(readRecovered(folder)).toEqual({
    imports: new Map([
      [`${network}.one`, 'n-1'],
      [`${server}.two`, 's-1'],
    ]),
    passedOver: new Map([[`${server}.two`, unreadable]]),
  });
  removeImports(folder);
  expect(readdirSync(folder).toSorted()).toEqual(['cdk.tf.json', passedOverFile]);
  expect(writeRecovered(folder, [])).toEqual([passedOverFile]);
});

test.each([
  ['more.tf', 'resource "x" "y" {}'],
  ['lifted_override.tf.json', '{}'],
])('%s beside the stack is refused: nobody judged it', (name, text) => {
  writeFileSync(join(folder, name), text);
  expect(() => readRecovered(folder)).toThrow(`${name} beside cdk.tf.json.`);
});

test.each([
  [importsFile, { resource: {} }],
  [importsFile, { import: [{ to: `${network}.one`, id: '${file("/etc/shadow")}' }] }],
  [importsFile, { import: [{ to: `${network}.one`, id: 'n', provider: 'other' }] }],
  [importsFile, []],
  [passedOverFile, { resource: { [server]: { two: { lifecycle: { prevent_destroy: false } } } } }],
  [passedOverFile, { resource: { [server]: { two: { lifecycle: { ignore_changes: ['image_id'] } } } } }],
  [passedOverFile, { resource: { [network]: { one: { lifecycle: { ignore_changes: ['name'] } } } } }],
  [passedOverFile, { resource: { [server]: { two: { name: 'other' } } } }],
])('%s with %j is refused', (name, content) => {
  writeFileSync(join(folder, name), JSON.stringify(content));
  expect(() => readRecovered(folder)).toThrow(`${name} holds something else than estate recover writes.`);
});

const change = (
  address: string,
  actions: readonly string[],
  importing: object | undefined = { id: 'x' },
) => ({
  address,
  change: { actions, importing },
});
const plan = (...changes: readonly object[]) => JSON.stringify({ resource_changes: changes });

test('a plan that takes over what exists says what happens to it', () => {
  const passedOver = new Map([['c', ['user_data']]]);
  expect(describeImporting(plan(change('a', ['no-op']), change('b', ['update'])), passedOver)).toEqual({
    keepsAll: true,
    text:
      'Taken over: 2 objects that exist; their state was lost.\n  changed on the way: b\n' +
      '  passed over, since no API reads it back: c user_data\n',
  });
  expect(describeImporting(plan({ address: 'a', change: { actions: ['create'] } }))).toEqual({
    keepsAll: true,
    text: '',
  });
});

test.each([[['delete', 'create']], [['create', 'delete']], [['delete']], [['forget']]])(
  'a plan that takes something over to %j it is refused',
  (actions) => {
    const { keepsAll, text } = describeImporting(plan(change('a', actions)));
    expect(keepsAll).toBe(false);
    expect(text).toContain(`NOT KEPT (${actions.join(', ')}): a`);
  },
);

test('of what is passed over the judge is told that the state does not know it', () => {
  const given = {
    address: 'a',
    change: { actions: ['no-op'], after: { user_data: null, name: 'n' }, after_unknown: {} },
  };
  const open = JSON.parse(leavePassedOverOpen(plan(given), new Map([['a', ['user_data']]])));
  expect(open.resource_changes[0].change).toEqual({
    actions: ['no-op'],
    after: { name: 'n' },
    after_unknown: { user_data: true },
  });
  expect(leavePassedOverOpen('{}', new Map())).toBe('{}');
});

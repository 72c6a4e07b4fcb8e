import { readPlan } from '../../graph/read-plan';
import { UnreadableInput } from '../../graph/unreadable-input';

type Json = Readonly<Record<string, unknown>>;

const type = 'openstack_networking_network_v2';

/** A plan that does not say whether it is complete, as Terraform before 1.8 and OpenTofu write it. */
function read(configured: Json, planned: readonly string[], { ends = false, ...rest }: Json = {}): unknown {
  const resource_changes = planned.map((address) => {
    const [, module = '', name = '', key] =
      /^(?:(module\..*)\.)?openstack_\w+\.(\w+)(?:\[(.*)\])?$/.exec(address) ?? [];
    const change = ends ? { actions: ['delete'], before: {} } : { actions: ['create'], after: {} };
    const index = key === undefined ? {} : { index: JSON.parse(key) };
    const place = module === '' ? {} : { module_address: module };
    return { address, mode: 'managed', type, name, ...place, ...index, change };
  });
  const resources = ends ? [] : [{ address: planned[0], mode: 'managed', type, values: {} }];
  const plan = {
    format_version: '1.2',
    planned_values: { root_module: { resources } },
    configuration: { root_module: configured },
    resource_changes,
    ...rest,
  };
  return readPlan({ text: JSON.stringify(plan), file: 'plan.json', stack: 's' });
}

function configured(name: string, more: Json = {}) {
  return { address: `${type}.${name}`, mode: 'managed', type, name, ...more };
}

const two = { resources: [configured('a'), configured('b')] };
const inModule = (call: Json) => ({ ...two, module_calls: { m: { module: two, ...call } } });
const root = [`${type}.a`, `${type}.b`];

test('a plan that leaves out what is always planned was made with -target', () => {
  expect(() => read(two, [`${type}.a`])).toThrow(UnreadableInput);
  expect(() => read(two, [`${type}.a`])).toThrow(/network_v2\.b is configured, but not in the plan/);
  expect(() => read(inModule({}), root)).toThrow(/module\.m\.openstack_\w+\.[ab] is configured/);
  expect(() => read(two, root)).not.toThrow();
});

test('a plan that says that it is complete leaves nothing out', () => {
  expect(() => read(two, [`${type}.a`], { complete: true })).not.toThrow();
});

test.each([
  ['count', { count_expression: { constant_value: 0 } }],
  ['for_each', { for_each_expression: { references: ['var.x'] } }],
  ['a for_each that is not shown', { expressions: { name: { references: ['each.key', 'each'] } } }],
])('what is there as often as %s says may be there never', (_, more) => {
  expect(() => read({ resources: [configured('a'), configured('b', more)] }, [`${type}.a`])).not.toThrow();
  expect(() => read(inModule(more), root)).not.toThrow();
});

test('an instance is one of what is configured, whatever its key and its module’s', () => {
  const instances = ['module.m["x.y[0]"]', 'module.m[0]', 'module.m'];
  for (const module of instances) {
    const planned = [...root, `${module}.${type}.a`, `${module}.${type}.b["k"]`];
    expect(() => read(inModule({}), planned)).not.toThrow();
  }
});

test('what destroys everything plans what is there alone', () => {
  expect(() => read(two, [`${type}.a`], { ends: true })).not.toThrow();
});

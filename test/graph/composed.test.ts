import { foreignEstate } from '../../estate/foreign-estate';
import { Graph } from '../../graph/graph';
import { readPlan } from '../../graph/read-plan';
import { judge } from '../../judge/judge';
import { loadPolicies } from '../../policies/registry';
import { asOf } from '../estate-plan';

const group = 'openstack_networking_secgroup_v2';
const rule = 'openstack_networking_secgroup_rule_v2';
const pair = 'openstack_compute_keypair_v2';
const key = 'tls_private_key';
const refersTo = (...references: readonly string[]) => ({ references });
const toGroup = refersTo(`${group}.web.id`, `${group}.web`);

interface Planned {
  readonly module?: string;
  readonly type: string;
  readonly name: string;
  readonly after?: object;
  readonly unknown?: Readonly<Record<string, true>>;
  readonly expressions?: object;
}

const configured = ({ type, name, expressions = {} }: Planned) => {
  return { address: `${type}.${name}`, mode: 'managed', type, name, expressions };
};

/** What a policy says of the resources that do not pass; the calls of their modules are given. */
function judged(policy: string, resources: readonly Planned[], calls: Readonly<Record<string, object>> = {}) {
  const of = (module?: string) => resources.filter((one) => one.module === module).map(configured);
  const modules = Object.entries(calls).map(([name, expressions]) => {
    return [name, { expressions, module: { resources: of(`module.${name}`) } }];
  });
  const plan = {
    format_version: '1.2',
    complete: true,
    planned_values: { root_module: {} },
    resource_changes: resources.map(({ module, type, name, after = {}, unknown = {} }) => ({
      address: [...(module ? [module] : []), type, name].join('.'),
      ...(module ? { module_address: module } : {}),
      mode: 'managed',
      type,
      name,
      change: { actions: ['create'], before: null, after, after_unknown: { id: true, ...unknown } },
    })),
    configuration: { root_module: { resources: of(), module_calls: Object.fromEntries(modules) } },
  };
  const graph = new Graph([readPlan({ text: JSON.stringify(plan), file: 'plan.json', stack: 'plan' })]);
  const { verdicts } = judge(graph, foreignEstate({ cloud: 'openstack' }), {
    policies: loadPolicies().filter(({ id }) => id === policy),
    asOf,
  });
  return Object.fromEntries(verdicts.map(({ address, outcome }) => [address, outcome]));
}

const web: Planned = { type: group, name: 'web', after: { name: 'web' } };
const ruleIn = (module: string, ...names: readonly string[]): Planned => ({
  module,
  type: rule,
  name: 'from',
  after: { direction: 'ingress', ethertype: 'IPv4' },
  unknown: { remote_group_id: true },
  expressions: { remote_group_id: refersTo(...names) },
});

test.each([
  ['an input that is named twice', ['var.from', 'var.from']],
  ['a part of an input', ['var.from.lb', 'var.from']],
  ['an element of an input', ['var.from[0]', 'var.from']],
])('a group through %s may be null', (_, names) => {
  const said = judged('network/no-ingress-from-anyone', [web, ruleIn('module.m', ...names)], {
    m: { from: toGroup },
  });
  expect(said).toEqual({ [`module.m.${rule}.from`]: 'undecided' });
});

test('a group through an input that is its id is a group', () => {
  const resources = [web, ruleIn('module.m', 'var.from')];
  expect(judged('network/no-ingress-from-anyone', resources, { m: { from: toGroup } })).toEqual({});
});

test('two inputs that are the same group are not one', () => {
  const said = judged('network/no-ingress-from-anyone', [web, ruleIn('module.m', 'var.a', 'var.b')], {
    m: { a: toGroup, b: toGroup },
  });
  expect(said).toEqual({ [`module.m.${rule}.from`]: 'undecided' });
});

test('a call that names a group twice may give null', () => {
  const twice = refersTo(...toGroup.references, ...toGroup.references);
  const said = judged('network/no-ingress-from-anyone', [web, ruleIn('module.m', 'var.from')], {
    m: { from: twice },
  });
  expect(said).toEqual({ [`module.m.${rule}.from`]: 'undecided' });
});

const half = (name: string, expression: object): Planned => ({
  type: pair,
  name,
  after: { name },
  unknown: { public_key: true, private_key: true },
  expressions: { public_key: expression },
});

test('the public half of a key that is not made may be none', () => {
  const made: Planned = { type: key, name: 'made', after: { algorithm: 'ED25519' } };
  const publicHalf = (of: string) => [`${of}.public_key_openssh`, of];
  const twice = [...publicHalf(`${key}.made`), ...publicHalf(`${key}.made`)];
  expect(
    judged('identity/key-pair-imported', [
      made,
      half('of_one', refersTo(...publicHalf(`${key}.made`))),
      half('of_none', refersTo(...publicHalf(`${key}.none[0]`), `${key}.none`)),
      half('or_none', refersTo(...twice)),
    ]),
  ).toEqual({
    [`${pair}.of_none`]: 'undecided',
    [`${pair}.or_none`]: 'undecided',
  });
});

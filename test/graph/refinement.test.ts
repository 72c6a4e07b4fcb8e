import { loadEstate } from '../../estate/load-estate';
import { Graph } from '../../graph/graph';
import { readPlan } from '../../graph/read-plan';
import { readSourceAttributes, readSynth } from '../../graph/read-synth';
import { judge } from '../../judge/judge';
import type { Report } from '../../judge/report';
import { readInput } from '../../policies/judge-inputs';
import { loadPolicies } from '../../policies/registry';
import { changePlan } from '../change-plan';
import { asOf, estatePlan, type PlannedSite } from '../estate-plan';
import { outcomesOf } from '../outcomes';
import { deviations } from './refines';

const stacks = ['clinic', 'mirror', 'primary'];

async function site(stack: string): Promise<PlannedSite> {
  const found = (await estatePlan()).find((one) => one.stack === stack);
  if (!found) throw new Error(`no stack ${stack}`);
  return found;
}

function compare({ stack, source, plan }: PlannedSite, withSource: boolean): string[] {
  return deviations(
    readSynth(source, 'cdk.tf.json', stack),
    readPlan({
      text: plan,
      file: 'plan.json',
      stack,
      ...(withSource ? { source: readSourceAttributes(source, 'cdk.tf.json') } : {}),
    }),
  );
}

test.each(stacks)('the plan of %s refines what was synthesized', async (stack) => {
  const one = await site(stack);
  expect(compare(one, true)).toEqual([]);
  // In Terraform's JSON syntax the plan itself holds every expression.
  expect(compare(one, false)).toEqual([]);
});

test('there is something to compare', async () => {
  const { source, stack } = await site('primary');
  const { resources } = readSynth(source, 'cdk.tf.json', stack);
  const graph = new Graph([readSynth(source, 'cdk.tf.json', stack)]);
  const edges = graph
    .ofType('openstack_compute_volume_attach_v2')
    .map((one) => graph.follow(one, 'volume_id'));
  expect(resources.length).toBeGreaterThan(100);
  expect(edges.length).toBeGreaterThan(10);
  expect(edges.filter((e) => !e.certain || e.targets.length !== 1)).toEqual([]);
});

const volume = 'openstack_blockstorage_volume_v3.imaging_data';
const attach = 'openstack_compute_volume_attach_v2.imaging_attach';
const spread = 'openstack_compute_servergroup_v2.identity_spread';
const rule = 'openstack_networking_secgroup_rule_v2.identity_nodes_from-management-tcp-22';

type Json = { [key: string]: unknown };
interface PlanJson {
  resource_changes: {
    address: string;
    type: string;
    name: string;
    change: Json & { after: Json; after_unknown: Json };
  }[];
  planned_values: { root_module: { resources: Json[] } };
  configuration: { root_module: { resources: { address: string; expressions: Json }[] } };
}

/** The primary's plan, changed without its source: what the comparison has to see. */
async function deviationsAfter(mutate: (plan: PlanJson) => void): Promise<string[]> {
  const one = await site('primary');
  const plan = JSON.parse(one.plan) as PlanJson;
  mutate(plan);
  return compare({ ...one, plan: JSON.stringify(plan) }, false);
}

function after(plan: PlanJson, address: string): Json {
  return plan.resource_changes.find((r) => r.address === address)?.change.after ?? {};
}

function expressions(plan: PlanJson, address: string): Json {
  return plan.configuration.root_module.resources.find((r) => r.address === address)?.expressions ?? {};
}

function drop(plan: PlanJson, address: string): void {
  plan.resource_changes = plan.resource_changes.filter((r) => r.address !== address);
  const { root_module: root } = plan.planned_values;
  root.resources = root.resources.filter((r) => r.address !== address);
}

const mutations: readonly (readonly [string, (plan: PlanJson) => void, string])[] = [
  ['another literal', (p) => Object.assign(after(p, volume), { size: 1 }), `${volume}.size`],
  [
    'a literal gone',
    (p) => Object.assign(after(p, volume), { availability_zone: null }),
    `${volume}.availability_zone`,
  ],
  [
    'a key more in a map',
    (p) => Object.assign(after(p, volume).metadata as Json, { more: '1' }),
    `${volume}.metadata.more`,
  ],
  [
    'a key less in a map',
    (p) => delete (after(p, volume).metadata as Json).__system__encrypted,
    `${volume}.metadata.__system__encrypted`,
  ],
  ['another list', (p) => Object.assign(after(p, spread), { policies: [] }), `${spread}.policies`],
  [
    'another edge',
    (p) => {
      const other = 'openstack_blockstorage_volume_v3.consent_data';
      expressions(p, attach).volume_id = {
        constant_value: `\${${other}.id}`,
        references: [`${other}.id`, other],
      };
    },
    `${attach}.volume_id`,
  ],
  [
    'another attribute of the same resource',
    (p) => {
      const target = 'openstack_blockstorage_volume_v3.imaging_data';
      expressions(p, attach).volume_id = { constant_value: `\${${target}.name}`, references: [target] };
    },
    `${attach}.volume_id`,
  ],
  ['no edge', (p) => delete expressions(p, attach).volume_id, `${attach}.volume_id`],
  [
    'an edge where a literal was',
    (p) => {
      const change = p.resource_changes.find((r) => r.address === rule)?.change;
      delete change?.after.remote_ip_prefix;
      Object.assign(change?.after_unknown ?? {}, { remote_ip_prefix: true });
      expressions(p, rule).remote_ip_prefix = { references: ['var.x'] };
    },
    `${rule}.remote_ip_prefix`,
  ],
  ['a resource less', (p) => drop(p, attach), attach],
  [
    'a resource more',
    (p) => {
      const [first] = p.resource_changes;
      if (first) p.resource_changes.push({ ...first, name: 'more', address: `${first.type}.more` });
    },
    'more is planned, but not declared',
  ],
  [
    'an instance where none was',
    (p) => {
      for (const r of p.resource_changes)
        if (r.address === attach) Object.assign(r, { address: `${attach}[0]`, index: 0 });
      const { root_module: root } = p.planned_values;
      root.resources = root.resources.filter((r) => r.address !== attach);
    },
    `${attach}[0]`,
  ],
];

test.each(mutations)('the comparison sees %s', async (_, mutate, where) => {
  const found = await deviationsAfter(mutate);
  expect(found.length).toBeGreaterThan(0);
  expect(found.every((line) => line.includes(where))).toBe(true);
});

const estate = loadEstate({ asOf });
const policies = loadPolicies();
const both = policies.filter((p) => p.observableIn.includes('synth') && p.observableIn.includes('plan'));

function judgeAs(kind: 'synth' | 'plan', sites: readonly PlannedSite[], withSource: boolean): Report {
  const inputs = sites.map(({ stack, source, plan }) =>
    readInput({
      kind,
      stack,
      file: stack,
      text: kind === 'plan' ? plan : source,
      ...(withSource ? { source } : {}),
    }),
  );
  return judge(new Graph(inputs), estate, { policies, asOf });
}

function definite(report: Report, policy: string) {
  const { pass, fail } = outcomesOf(report, policy);
  return { pass, fail };
}

/** Good and bad estates: whatever is definite before the plan is what the plan says. */
const estates: readonly (readonly [string, Parameters<typeof changePlan>[1] | undefined])[] = [
  ['as it is', undefined],
  ['without a volume', { name: '', stack: 'mirror', remove: volume, outcome: 'fail', subjects: [] }],
  [
    'with an open attachment',
    { name: '', stack: 'mirror', set: { [attach]: { volume_id: 'unknown' } }, outcome: 'fail', subjects: [] },
  ],
  [
    'in another zone',
    {
      name: '',
      stack: 'primary',
      set: { [volume]: { availability_zone: 'eu-de-03' } },
      outcome: 'fail',
      subjects: [],
    },
  ],
];

test.each(estates)('what is definite at synth is what the plan says: the estate %s', async (_, change) => {
  const sites = change ? changePlan(await estatePlan(), change) : await estatePlan();
  const synth = judgeAs('synth', sites, false);
  for (const plan of [judgeAs('plan', sites, true), judgeAs('plan', sites, false)]) {
    for (const { id } of both) {
      const [before, now] = [definite(synth, id), definite(plan, id)];
      expect([id, before.fail.filter((s) => !now.fail.includes(s))]).toEqual([id, []]);
      expect([id, before.pass.filter((s) => !now.pass.includes(s))]).toEqual([id, []]);
    }
  }
});

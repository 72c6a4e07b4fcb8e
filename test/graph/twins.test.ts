import { loadEstate } from '../../estate/load-estate';
import { siteOf } from '../../estate/queries';
import { Graph } from '../../graph/graph';
import { readPlan } from '../../graph/read-plan';
import { readSourceAttributes } from '../../graph/read-synth';
import { volumeEncryption } from '../../judge/facts/encryption';
import { remoteOf } from '../../judge/facts/reach';
import { faceOf } from './plan-face';
import { planFiles, preamble } from './plan-files';

/** Configurations of which plan JSON says the same, though what they make is not: plan JSON alone decides neither. */

const volume = 'openstack_blockstorage_volume_v3';
const attach = 'openstack_compute_volume_attach_v2';
const network = 'openstack_networking_network_v2';
const rule = 'openstack_networking_secgroup_rule_v2';
const group = 'openstack_networking_secgroup_v2';
const estate = loadEstate();
const site = siteOf(estate, 'primary');
const file = 'plan.json';
const stack = 'primary';

const versions = `
terraform {
  required_providers {
    openstack = { source = "terraform-provider-openstack/openstack" }
  }
}
provider "openstack" {
  auth_url     = "https://cloud.example/v3"
  delayed_auth = true
}
`;

const encrypted = (flag: string) => `
resource "${network}" "any" {}
resource "${volume}" "twin" {
  size     = 1
  metadata = { __system__encrypted = "${flag}", __system__cmkid = ${network}.any.id }
}
`;

const attached = (condition: string) => `
resource "${volume}" "a" { size = 1 }
resource "${volume}" "b" { size = 1 }
resource "${attach}" "twin" {
  instance_id = "i"
  volume_id   = ${condition}
}
`;

const open = (remote: string) => `
resource "${group}" "g" { name = "g" }
resource "${rule}" "twin" {
  direction         = "ingress"
  ethertype         = "IPv4"
  security_group_id = ${group}.g.id
  remote_group_id   = ${remote}
}
`;

function planHcl(text: string, variables = ''): Promise<string> {
  return planFiles({ 'main.tf': `${versions}${variables}${text}` });
}

async function twins(one: Promise<string>, other: Promise<string>): Promise<Graph[]> {
  const plans = [await one, await other];
  expect(faceOf(plans[0] as string)).toBe(faceOf(plans[1] as string));
  return plans.map((text) => new Graph([readPlan({ text, file, stack })]));
}

function encryption(graph: Graph) {
  return graph
    .ofType(volume)
    .map((one) => volumeEncryption(one, site, { graph, hasCreationEvidence: () => false, estate }).outcome);
}

test('encrypted "1" and "0" beside an unknown key', async () => {
  const [one, zero] = await twins(planHcl(encrypted('1')), planHcl(encrypted('0')));
  expect([one, zero].map((graph) => graph && encryption(graph))).toEqual([['undecided'], ['undecided']]);
});

function usersOf(graph: Graph) {
  return graph.ofType(volume).map((v) => graph.users(v, attach, 'volume_id').map((u) => u.certain));
}

test('a conditional that takes one or the other', async () => {
  const either = (swap: boolean) => {
    const [yes, no] = swap ? ['b', 'a'] : ['a', 'b'];
    return attached(`var.x ? ${volume}.${yes}.id : ${volume}.${no}.id`);
  };
  const variable = (x: boolean) => `variable "x" { default = ${x} }\n`;
  // The same text, another value; the order of the references would give another text away.
  const graphs = await twins(planHcl(either(false), variable(true)), planHcl(either(false), variable(false)));
  expect(graphs.map(usersOf)).toEqual([
    [[false], [false]],
    [[false], [false]],
  ]);
});

test('a local that leads to one or the other', async () => {
  const through = (name: string) => `locals { which = ${volume}.${name}.id }\n${attached('local.which')}`;
  const graphs = await twins(planHcl(through('a')), planHcl(through('b')));
  expect(graphs.map(usersOf)).toEqual([
    [[false], [false]],
    [[false], [false]],
  ]);
});

test('a remote group that is a variable without a value admits anyone, for nothing else leaves it open', async () => {
  const graph = new Graph([
    readPlan({ text: await planHcl(open('var.g'), 'variable "g" { default = null }\n'), file, stack }),
  ]);
  expect(graph.ofType(rule).map((one) => remoteOf(one, graph).kind)).toEqual(['anyone']);
});

test('a remote group that is a variable or a group is not known', async () => {
  const either = open(`var.g ? null : ${group}.g.id`);
  const graphs = await twins(
    planHcl(either, 'variable "g" { default = true }\n'),
    planHcl(`${either}# false`, 'variable "g" { default = false }\n'),
  );
  const kinds = graphs.map((graph) => graph.ofType(rule).map((one) => remoteOf(one, graph).kind));
  expect(kinds).toEqual([['unknown'], ['unknown']]);
});

test('a remote group that comes to nothing whatever it names admits anyone', async () => {
  const text = await planHcl(open(`false ? ${group}.g.id : null`));
  const graph = new Graph([readPlan({ text, file, stack })]);
  expect(graph.ofType(rule).map((one) => remoteOf(one, graph).kind)).toEqual(['anyone']);
});

const stated = (flag: string) =>
  JSON.stringify({
    ...preamble,
    resource: {
      [network]: { any: {} },
      [volume]: {
        key_unknown: {
          size: 1,
          metadata: { __system__encrypted: flag, __system__cmkid: `\${${network}.any.id}` },
        },
        other_unknown: {
          size: 1,
          metadata: {
            __system__encrypted: flag,
            __system__cmkid: '1b4c1c9e-6f0c-4c69-9b0e-2f3a4d5e6f71',
            other: `\${${network}.any.id}`,
          },
        },
      },
    },
  });

test.each([
  ['1', ['undecided', 'pass']],
  ['0', ['fail', 'fail']],
])('with the source at hand, encrypted "%s" beside an unknown value is decided', async (flag, outcomes) => {
  const source = stated(flag);
  const text = await planFiles({ 'main.tf.json': source });
  const withSource = readPlan({ text, file, stack, source: readSourceAttributes(source, file) });
  for (const one of [withSource, readPlan({ text, file, stack })]) {
    const graph = new Graph([one]);
    const found = [...graph.ofType(volume)].toSorted((a, b) => (a.name < b.name ? -1 : 1));
    const judged = found.map(
      (v) => volumeEncryption(v, site, { graph, hasCreationEvidence: () => false, estate }).outcome,
    );
    expect(judged).toEqual(outcomes);
  }
});

test('a source that the plan was not made from decides nothing', async () => {
  const source = stated('1');
  const text = await planFiles({ 'main.tf.json': source });
  const foreign = JSON.parse(source) as { resource: Record<string, Record<string, Record<string, unknown>>> };
  for (const one of Object.values(foreign.resource[volume] ?? {})) delete one.metadata;
  const other = readSourceAttributes(JSON.stringify(foreign), file);
  const graph = new Graph([readPlan({ text, file, stack, source: other })]);
  expect(encryption(graph)).toEqual(['undecided', 'undecided']);
});

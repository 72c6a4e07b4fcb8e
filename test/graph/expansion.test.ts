import { Graph } from '../../graph/graph';
import { readPlan } from '../../graph/read-plan';
import { readSourceAttributes, readSynth } from '../../graph/read-synth';
import { describe as inWords } from '../../graph/value';
import { planFiles, preamble } from './plan-files';
import { deviations } from './refines';

const network = 'openstack_networking_network_v2';
const volume = 'openstack_blockstorage_volume_v3';
const attach = 'openstack_compute_volume_attach_v2';
const subnet = 'openstack_networking_subnet_v2';
const port = 'openstack_networking_port_v2';

/** Everything that multiplies, hides or disguises a resource, in Terraform's JSON syntax. */
const source = JSON.stringify({
  ...preamble,
  variable: { none: { default: null }, key: { default: 'b' } },
  locals: { first: `\${${network}.counted[0].id}` },
  module: { inner: { source: './inner', for_each: { 'x y': 1 }, volume: `\${${volume}.plain.id}` } },
  resource: {
    [network]: {
      counted: { count: 2, name: 'n-${count.index}' },
      keyed: { for_each: '${toset(["a b", "b", "module.z"])}', name: '${each.key}' },
      escaped: { name: '$${literal} and %%{literal}' },
    },
    [volume]: {
      plain: { size: '8', metadata: { number: 1, truth: true } },
      mixed: { size: 1, metadata: { known: '1', open: '${local.first}' } },
    },
    [attach]: {
      counted: { count: 2, instance_id: 'i', volume_id: `\${${volume}.plain.id}` },
      local: { instance_id: 'i', volume_id: '${local.first}' },
      nothing: { count: 0, instance_id: 'i', volume_id: `\${${volume}.plain.id}` },
    },
    [subnet]: { s: { network_id: `\${${network}.escaped.id}`, cidr: '10.0.0.0/24' } },
    [port]: {
      keyed: { network_id: `\${${network}.keyed["a b"].id}` },
      chained: { network_id: `\${${subnet}.s.network_id}` },
      beside: { network_id: `\${${subnet}.s.tenant_id}` },
      of_module: { network_id: '${module.inner["x y"].network}' },
      dynamic: {
        network_id: `\${${network}.counted[1].id}`,
        dynamic: {
          fixed_ip: {
            for_each: [`\${${network}.counted[0].id}`],
            content: { subnet_id: '${fixed_ip.value}' },
          },
        },
      },
      nested: { network_id: `\${"\${upper("\${${network}.escaped.id}")}" == "" ? "x" : "y"}` },
      set: { network_id: 'n', security_group_ids: ['b', 'a'], fixed_ip: { ip_address: '10.0.0.1' } },
    },
  },
});

const inner = `
terraform {
  required_providers {
    openstack = { source = "terraform-provider-openstack/openstack" }
  }
}
variable "volume" {}
resource "${network}" "own" {
  count = 1
}
resource "${attach}" "handed" {
  instance_id = "i"
  volume_id   = var.volume
}
output "network" { value = ${network}.own[0].id }
`;

const stack = 's';
let plan: ReturnType<typeof readPlan>;
let graph: Graph;
const synth = readSynth(source, 'main.tf.json', stack);

beforeAll(async () => {
  const text = await planFiles({ 'main.tf.json': source, 'inner/main.tf': inner });
  plan = readPlan({ text, file: 'plan.json', stack, source: readSourceAttributes(source, 'main.tf.json') });
  graph = new Graph([plan]);
  const alone = readPlan({ text, file: 'plan.json', stack });
  expect(deviations(synth, alone)).toEqual([]);
});

function find(address: string) {
  const found = plan.resources.find((r) => r.address === address);
  if (!found) throw new Error(`no ${address}`);
  return found;
}

function leadsTo(address: string, path: string) {
  const { targets, certain, complete } = graph.follow(find(address), path);
  return { targets: targets.map((t) => t.address), certain, complete };
}

test('a plan with count, for_each, dynamic blocks and modules refines its source', () => {
  expect(deviations(synth, plan)).toEqual([]);
  expect(synth.isPartial).toBe(true);
});

test('every instance has its own full address', () => {
  expect(
    plan.resources
      .filter((r) => r.type === network)
      .map((r) => r.address)
      .toSorted(),
  ).toEqual([
    `module.inner["x y"].${network}.own[0]`,
    `${network}.counted[0]`,
    `${network}.counted[1]`,
    `${network}.escaped`,
    `${network}.keyed["a b"]`,
    `${network}.keyed["b"]`,
    `${network}.keyed["module.z"]`,
  ]);
  expect(plan.resources.filter((r) => r.address.startsWith(`${attach}.nothing`))).toEqual([]);
});

test('an index leads to its instance, a module to what it hands on, a local and a dynamic block to what is not known', () => {
  expect(leadsTo(`${port}.keyed`, 'network_id')).toEqual({
    targets: [`${network}.keyed["a b"]`],
    certain: true,
    complete: true,
  });
  const anywhere = { targets: [], certain: false, complete: false };
  expect(leadsTo(`${attach}.local`, 'volume_id')).toEqual(anywhere);
  // Outputs and inputs are stated as what they may depend on: they lead there and nowhere else, but not surely.
  const through = (...targets: readonly string[]) => ({ targets, certain: false, complete: true });
  expect(leadsTo(`${port}.of_module`, 'network_id')).toEqual(
    through(`module.inner["x y"].${network}.own[0]`),
  );
  expect(leadsTo(`module.inner["x y"].${attach}.handed`, 'volume_id')).toEqual(
    through('openstack_blockstorage_volume_v3.plain'),
  );
  expect(leadsTo(`${port}.dynamic`, 'fixed_ip.0.subnet_id')).toEqual(anywhere);
  expect(leadsTo(`${port}.nested`, 'network_id')).toEqual({
    targets: [`${network}.escaped`],
    certain: false,
    complete: true,
  });
});

test('an attribute leads on to what it holds, and what the cloud makes of a resource to that one at most', () => {
  const escaped = { targets: [`${network}.escaped`], certain: true, complete: true };
  expect(leadsTo(`${port}.chained`, 'network_id')).toEqual(escaped);
  expect(leadsTo(`${port}.beside`, 'network_id')).toEqual({
    targets: [`${subnet}.s`],
    certain: false,
    complete: true,
  });
});

test('the users of a resource are those that lead to it, and uncertainly those that may', () => {
  const users = graph.users(find(`${volume}.plain`), attach, 'volume_id');
  expect(users.map(({ resource, certain }) => [resource.address, certain]).toSorted()).toEqual([
    [`module.inner["x y"].${attach}.handed`, false],
    [`${attach}.counted[0]`, true],
    [`${attach}.counted[1]`, true],
    [`${attach}.local`, false],
  ]);
});

test('a synthesized stack expands nothing, so that nothing about a repeated resource is certain', () => {
  const before = new Graph([synth]);
  const at = (address: string) => synth.resources.find((r) => r.address === address);
  expect(synth.resources.filter((r) => r.repeated).map((r) => r.address)).toEqual([
    `${network}.counted`,
    `${network}.keyed`,
    `${attach}.counted`,
    `${attach}.nothing`,
  ]);
  const one = at(`${port}.keyed`);
  expect(one && before.follow(one, 'network_id')).toMatchObject({
    targets: [{ address: `${network}.keyed` }],
    certain: false,
  });
  const target = at(`${volume}.plain`);
  expect(target && before.users(target, attach, 'volume_id').some((u) => u.certain)).toBe(false);
});

test('values have the form of the schema, whatever form their source has', () => {
  expect(find(`${volume}.plain`).get('size')).toBe(8);
  expect(find(`${volume}.plain`).get('metadata')).toEqual({ number: '1', truth: 'true' });
  expect(find(`${network}.escaped`).get('name')).toBe('${literal} and %{literal}');
  expect(find(`${port}.set`).get('security_group_ids')).toEqual(['a', 'b']);
  expect(find(`${port}.set`).get('fixed_ip.0.ip_address')).toBe('10.0.0.1');
  expect(synth.resources.find((r) => r.address === `${port}.set`)?.get('fixed_ip.0.ip_address')).toBe(
    '10.0.0.1',
  );
});

test('one unknown element hides a map from the plan, and its source shows the rest', () => {
  const mixed = find(`${volume}.mixed`);
  expect(mixed.get('metadata.known')).toBe('1');
  expect(inWords(mixed.get('metadata.open'))).toBe('local.first');
  expect(mixed.get('metadata.absent')).toBeNull();
});

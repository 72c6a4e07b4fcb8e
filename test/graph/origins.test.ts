import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { foreignEstate } from '../../estate/foreign-estate';
import { Graph } from '../../graph/graph';
import { readPlan } from '../../graph/read-plan';
import { judge } from '../../judge/judge';
import { loadPolicies } from '../../policies/registry';
import { asOf } from '../estate-plan';
import { foreignFolder } from '../fixtures-policies/plan-folder';

const stack = 'plan';
const file = 'handed-on.json';
const text = readFileSync(join(foreignFolder, file), 'utf8');
const plan = readPlan({ text, file, stack });
const graph = new Graph([plan]);
const estate = foreignEstate({ cloud: 'openstack', encryptedVolumeTypes: ['luks'] });

const port = 'openstack_networking_port_v2';
const server = 'openstack_compute_instance_v2';
const disk = 'openstack_blockstorage_volume_v3';
const rule = 'openstack_networking_secgroup_rule_v2';
const associate = 'openstack_networking_floatingip_associate_v2';

function leadsTo(address: string, path: string) {
  const resource = plan.resources.find((one) => one.address === address);
  if (!resource) throw new Error(`no ${address}`);
  const { targets, certain, complete } = graph.follow(resource, path);
  return { targets: targets.map((one) => one.address), certain, complete };
}

const may = (...targets: readonly string[]) => ({ targets, certain: false, complete: true });

test('an input leads to what the call of the module gives, an output to what it states', () => {
  expect(leadsTo(`module.unfiltered.${port}.port[0]`, 'network_id')).toEqual(
    may('openstack_networking_network_v2.unfiltered'),
  );
  expect(leadsTo(`module.disks["log"].${port}.port[1]`, 'network_id')).toEqual(
    may('openstack_networking_network_v2.filtered'),
  );
  expect(leadsTo(`${associate}.to_a_server_with_disks`, 'port_id')).toEqual(
    may(`module.disks["data"].${port}.port[0]`, `module.disks["data"].${port}.port[1]`),
  );
});

test('an index that is an expression leads to every instance, in the same module instance alone', () => {
  expect(leadsTo(`module.disks["data"].${server}.server[1]`, 'network.0.port')).toEqual(
    may(`module.disks["data"].${port}.port[0]`, `module.disks["data"].${port}.port[1]`),
  );
});

test('each.value leads to what its for_each is made of', () => {
  const groups = ['workers', 'masters'].map((name) => `openstack_networking_secgroup_v2.${name}`);
  const { targets, ...rest } = leadsTo(`${rule}.among["up"]`, 'remote_group_id');
  expect(rest).toEqual({ certain: false, complete: true });
  expect(targets.toSorted()).toEqual(groups.toSorted());
});

test('a port that is looked up leads to the servers it may belong to', () => {
  const ports = [0, 1].map((at) => `data.${port}.bastion[${at}]`);
  expect(leadsTo(`${associate}.to_a_port_looked_up[1]`, 'port_id')).toEqual(may(...ports));
  expect(leadsTo(`data.${port}.bastion[0]`, 'device_id')).toEqual(
    may(`${server}.bastion[0]`, `${server}.bastion[1]`),
  );
});

test('a local leads anywhere: plan JSON states none', () => {
  const anywhere = { targets: [], certain: false, complete: false };
  expect(leadsTo(`${port}.through_a_local`, 'network_id')).toEqual(anywhere);
  expect(leadsTo(`${rule}.through_a_local`, 'remote_group_id')).toEqual(anywhere);
});

const said = judge(graph, estate, { policies: loadPolicies(), asOf });
const outcomesOf = (policy: string) =>
  Object.fromEntries(
    said.verdicts.filter((v) => v.policy === policy).map((v) => [v.address, `${v.outcome}: ${v.message}`]),
  );

test('an argument whose input comes to null is left to the cloud, not unknown', () => {
  const types = ['data', 'log'].flatMap((key) =>
    [0, 1].map((at) => `module.disks["${key}"].${disk}.disk[${at}]`),
  );
  const message =
    'fail: the volume has no volume type, so the cloud takes its default; encrypted types at plan are: luks';
  expect(outcomesOf('encryption/volume-encrypted-at-creation')).toEqual(
    Object.fromEntries(types.map((address) => [address, message])),
  );
});

test('an image name that comes to null is none', () => {
  const named = 'fail: the image is named by a name, which can come to mean another one';
  expect(outcomesOf('residency/image-by-id')).toEqual(
    Object.fromEntries([0, 1].map((at) => [`module.unfiltered.${server}.server[${at}]`, named])),
  );
});

test('what a local or each.value hands on may be null, which admits anyone', () => {
  const isOpen =
    'undecided: whether its remote_group_id comes to a group, or to nothing and so to anyone, is not shown';
  const among = [`${rule}.among["down"]`, `${rule}.among["up"]`];
  expect(outcomesOf('network/no-ingress-from-anyone')).toEqual(
    Object.fromEntries([...among, `${rule}.through_a_local`].map((address) => [address, isOpen])),
  );
  expect(Object.keys(outcomesOf('network/administration-ports-from-management-only'))).toEqual(among);
});

test('port security is that of the network that a module is given', () => {
  const off =
    'undecided: it may take the setting of openstack_networking_network_v2.unfiltered, and that is off';
  expect(outcomesOf('network/port-security-on')).toEqual({
    'openstack_networking_network_v2.unfiltered': 'fail: the network filters nothing',
    [`module.unfiltered.${port}.port[0]`]: off,
    [`module.unfiltered.${port}.port[1]`]: off,
    [`${port}.through_a_local`]:
      'undecided: it takes the setting of its network, and which that is the plan does not show',
  });
});

test('a public address is judged through outputs, and through a port that is looked up by its server', () => {
  expect(outcomesOf('network/no-floating-ip-on-data-server')).toEqual({
    [`${associate}.to_a_virtual_address`]: `undecided: it may lead to module.disks["data"].${server}.server[0], which may hold volumes`,
    [`${associate}.to_a_server_with_disks`]: `undecided: it may lead to module.disks["data"].${server}.server[0], which may hold volumes`,
  });
});

test('a server that takes a volume of the plan, whichever, is judged by that volume', () => {
  expect(outcomesOf('encryption/server-made-disk-encrypted')).toEqual({});
  expect(leadsTo(`${server}.from_a_volume[0]`, 'block_device.0.uuid')).toEqual(
    may(`${disk}.root[0]`, `${disk}.root[1]`),
  );
});

/** The plan with another root module in its configuration. */
function configured(change: (root: Record<string, unknown>) => void) {
  const json = JSON.parse(text) as { configuration: { root_module: Record<string, unknown> } };
  change(json.configuration.root_module);
  const read = readPlan({ text: JSON.stringify(json), file, stack });
  return { read, graph: new Graph([read]) };
}

test('modules that hand each other on in a circle, or without an end, lead anywhere', () => {
  const call = (references: readonly string[]) => ({
    expressions: { network: { references } },
    module: { outputs: { network: { expression: { references: ['var.network'] } } } },
  });
  const many = Array.from({ length: 40 }, (_, at) => `m${at}`);
  const circle = configured((root) => {
    const { disk: _, ...calls } = root.module_calls as Record<string, { expressions: object }>;
    const { unfiltered } = calls;
    const more = many.map((name) => [name, call(many.map((other) => `module.${other}.network`))]);
    root.module_calls = {
      ...calls,
      unfiltered: { ...unfiltered, expressions: { network: { references: ['module.m0.network'] } } },
      ...Object.fromEntries(more),
    };
  });
  const resource = circle.read.resources.find((one) => one.address === `module.unfiltered.${port}.port[0]`);
  expect(resource && circle.graph.follow(resource, 'network_id')).toMatchObject({
    targets: [],
    complete: false,
  });
});

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { Graph } from '../../graph/graph';
import { openSavedPlan } from '../../graph/read-saved-plan';
import type { Report } from '../../judge/report';
import { readInput } from '../../policies/judge-inputs';
import { showSavedPlan } from '../../terraform/show-saved-plan';
import { requiredProviders } from '../fixtures-policies/example-configuration';
import { initialise, planExample } from '../fixtures-policies/plan-example';

jest.setTimeout(300_000);
const root = join(__dirname, '..', '..');
let folder = '';

const configuration = `
provider "openstack" {
  auth_url    = "https://iam.eu-de.otc.t-systems.com/v3"
  region      = "eu-de"
}
resource "openstack_networking_secgroup_v2" "g" { name = "g" }
resource "openstack_networking_secgroup_rule_v2" "stated" {
  direction         = "ingress"
  ethertype         = "IPv4"
  remote_ip_prefix  = "10.0.0.0/8"
  security_group_id = openstack_networking_secgroup_v2.g.id
}
resource "openstack_blockstorage_volume_v3" "unprotected" { size = 1 }
`;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'verify-inputs-'));
  const initialised = await initialise(join(folder, 'initialised'));
  const files = { 'main.tf': configuration, 'versions.tf': requiredProviders };
  const json = await planExample('saved', initialised, join(folder, 'planned'), { files, variables: {} });
  writeFileSync(join(folder, 'saved.json'), json);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const savedFile = () => join(folder, 'planned', 'example.tfplan');

function verify(args: readonly string[], input?: Buffer) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'bin', 'estate.mjs'), 'verify', '--format', 'json', ...args],
    { cwd: folder, encoding: 'utf8', ...(input ? { input } : {}) },
  );
  return { status, stderr, report: () => JSON.parse(stdout) as Report };
}

test('a saved plan is judged far from where it was made, together with the configuration inside it', () => {
  const { report } = verify(['--plan', savedFile(), '--only', 'resilience', '--only', 'network']);
  const protection = report().verdicts.filter((v) => v.policy === 'resilience/stateful-resource-protected');
  expect(protection.map((v) => [v.outcome, v.address, v.readFrom])).toEqual([
    ['fail', 'openstack_blockstorage_volume_v3.unprotected', 'source'],
  ]);
});

test('what JSON leaves open, the configuration inside a saved plan decides', async () => {
  const bytes = readFileSync(savedFile());
  const { source, providers } = await openSavedPlan(bytes, 'f');
  const text = await showSavedPlan({ file: 'f', bytes, providers });
  const leads = (given: string | undefined) => {
    const graph = new Graph([readInput({ kind: 'plan', stack: 's', file: 'f', text, source: given })]);
    const [rule] = graph.ofType('openstack_networking_secgroup_rule_v2');
    const edge = rule && graph.follow(rule, 'security_group_id');
    return [edge?.targets.length, edge?.certain];
  };
  expect(leads(undefined)).toEqual([1, false]);
  expect(leads(source)).toEqual([1, true]);
});

test('a saved plan of a provider that is not ours is refused, with what to do, and none of it is run', () => {
  const files = unzipSync(readFileSync(savedFile()));
  const lock = 'provider "registry.terraform.io/elsewhere/openstack" {\n  version = "3.4.0"\n}\n';
  writeFileSync(join(folder, 'foreign.tfplan'), zipSync({ ...files, '.terraform.lock.hcl': strToU8(lock) }));
  const { status, stderr } = verify(['--plan', 'foreign.tfplan']);
  expect(stderr).toContain('was made with registry.terraform.io/elsewhere/openstack 3.4.0');
  expect(stderr).toContain('fix:  terraform show -json foreign.tfplan > foreign.tfplan.json');
  expect(status).toBe(2);
});

test('a saved plan that Terraform cannot read is refused with what to do', () => {
  const files = unzipSync(readFileSync(savedFile()));
  writeFileSync(join(folder, 'spoilt.tfplan'), zipSync({ ...files, tfplan: strToU8('of another format') }));
  const { status, stderr } = verify(['--plan', 'spoilt.tfplan']);
  expect(stderr).toMatch(
    /spoilt\.tfplan: terraform show failed.*fix: {2}terraform show -json spoilt\.tfplan/s,
  );
  expect(stderr).not.toContain(folder);
  expect(status).toBe(2);
});

test('a plan comes through a pipe or standard input as from a file', () => {
  const json = readFileSync(join(folder, 'saved.json'));
  const fromFile = verify(['--plan', 'saved.json']).report();
  const fromStdin = verify(['--plan', '-'], json).report();
  expect(fromStdin.inputs).toMatchObject([{ file: '-', kind: 'plan', sha256: fromFile.inputs[0]?.sha256 }]);
  expect(fromStdin.summary).toEqual(fromFile.summary);
  const { stdout } = spawnSync(
    'bash',
    [
      '-c',
      `"${process.execPath}" "${join(root, 'bin', 'estate.mjs')}" verify --format json --plan <(sleep 0.3; cat saved.json)`,
    ],
    { cwd: folder, encoding: 'utf8' },
  );
  expect((JSON.parse(stdout) as Report).summary).toEqual(fromFile.summary);
});

test('evidence of creation is taken from the file that a judged apply wrote', () => {
  const address = 'openstack_blockstorage_volume_v3.data';
  const metadata = {
    __system__encrypted: '1',
    __system__cmkid: '1b4c1c9e-6f0c-4c69-9b0e-2f3a4d5e6f71',
    'estate:site': 'primary',
  };
  const instance = { attributes: { id: 'v-1', size: 1, metadata } };
  const one = {
    mode: 'managed',
    type: 'openstack_blockstorage_volume_v3',
    name: 'data',
    instances: [instance],
  };
  writeFileSync(join(folder, 'state'), JSON.stringify({ version: 4, lineage: 'l', resources: [one] }));
  mkdirSync(join(folder, 'kept'), { recursive: true });
  const made = {
    [address]: {
      id: 'v-1',
      sealed: { 'metadata.__system__cmkid': '1b4c1c9e-6f0c-4c69-9b0e-2f3a4d5e6f71' },
      planSha256: 'x',
    },
  };
  writeFileSync(join(folder, 'kept', 'primary.json'), JSON.stringify(made));
  const only = ['--only', 'encryption/volume-encrypted-at-creation', '--state', 'state'];
  expect(verify(only).report().summary).toMatchObject({ pass: 0, undecided: 1 });
  expect(verify(only).status).toBe(1);
  const { report, status } = verify([...only, '--evidence', join('kept', 'primary.json')]);
  expect(report().inputs).toMatchObject([{ file: 'state', kind: 'state', stack: 'primary' }]);
  expect([report().summary.pass, status]).toEqual([1, 0]);
});

test('without any input, this estate is planned afresh and judged', () => {
  const { status, report } = verify([]);
  expect(report().inputs.map((i) => [i.kind, i.stack])).toEqual([
    ['plan', 'clinic'],
    ['plan', 'mirror'],
    ['plan', 'primary'],
    ['manifests', 'clinic-workloads'],
    ['manifests', 'mirror-workloads'],
    ['manifests', 'primary-workloads'],
  ]);
  expect([report().summary.fail, status]).toEqual([0, 0]);
});

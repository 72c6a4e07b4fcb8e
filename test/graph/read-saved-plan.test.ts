import { strToU8, zipSync } from 'fflate';
import { openSavedPlan } from '../../graph/read-saved-plan';
import { readSynth } from '../../graph/read-synth';

const lock = `provider "registry.terraform.io/terraform-provider-openstack/openstack" {
  version     = "3.4.0"
  constraints = "3.4.0"
  hashes = ["h1:x"]
}

provider "registry.terraform.io/hashicorp/random" {
  version = "3.6.0"
}
`;

const saved = (files: Readonly<Record<string, string>>) =>
  zipSync(
    Object.fromEntries(
      Object.entries({ tfplan: 'x', ...files }).map(([name, text]) => [name, strToU8(text)]),
    ),
  );

async function stackOf(files: Readonly<Record<string, string>>) {
  const { source } = await openSavedPlan(saved(files), 'f');
  return source === undefined ? undefined : readSynth(source, 'f', 's');
}

const hcl = `
terraform {
  backend "s3" {
    bucket  = "states"
    encrypt = true
  }
  required_providers {
    openstack = { source = "terraform-provider-openstack/openstack", version = "3.4.0" }
  }
}
provider "openstack" { region = "eu-de" }
provider "openstack" {
  alias  = "other"
  region = var.region
}
variable "region" {}
resource "openstack_networking_network_v2" "a" {
  name = "literal"
  lifecycle { prevent_destroy = true }
}
data "openstack_networking_network_v2" "b" { name = "x" }
resource "openstack_networking_subnet_v2" "s" {
  for_each   = toset(["1"])
  network_id = openstack_networking_network_v2.a.id
  name       = true ? openstack_networking_network_v2.a.name : "x"
  dynamic "allocation_pool" {
    for_each = [1]
    content { start = each.value }
  }
}
module "m" { source = "./m" }
`;

test('HCL is read as its JSON syntax would be: literals, references, blocks and what Terraform is told', async () => {
  const stack = await stackOf({ 'tfconfig/m-/main.tf': hcl });
  const [a, s, b] = stack?.resources ?? [];
  expect([a?.get('name'), a?.preventDestroy]).toEqual(['literal', true]);
  expect([s?.repeated, s?.preventDestroy]).toEqual([true, false]);
  expect(s?.get('network_id')).toMatchObject({ exact: true, references: [{ attribute: 'id' }] });
  expect(s?.get('name')).toMatchObject({ kind: 'reference', exact: false });
  expect(s?.get('allocation_pool')).toMatchObject({ kind: 'reference', references: [] });
  expect([b?.mode, b?.address]).toEqual(['data', 'data.openstack_networking_network_v2.b']);
  expect(stack?.backend).toEqual({ type: 's3', attributes: { bucket: 'states', encrypt: true } });
  expect(stack?.providers.map((p) => [p.name, p.source, p.version])).toEqual([
    ['openstack', 'terraform-provider-openstack/openstack', '3.4.0'],
    ['openstack.other', 'terraform-provider-openstack/openstack', '3.4.0'],
  ]);
  expect(stack?.isPartial).toBe(true);
});

test('files of both syntaxes are one module; files of other modules are not of it', async () => {
  const stack = await stackOf({
    'tfconfig/m-/a.tf': 'resource "openstack_networking_network_v2" "a" {}',
    'tfconfig/m-/b.tf.json': '{"resource": [{"openstack_networking_network_v2": {"b": [{"name": "n"}]}}]}',
    'tfconfig/m-m/c.tf': 'resource "openstack_networking_network_v2" "c" {}',
    'tfconfig/modules.json': '[]',
  });
  expect(stack?.resources.map((r) => r.name)).toEqual(['a', 'b']);
});

test.each([
  ['an override', { 'tfconfig/m-/a.tf': '', 'tfconfig/m-/a_override.tf': '' }],
  ['syntax that the parser does not know', { 'tfconfig/m-/a.tf': 'resource {{{' }],
  ['JSON that is none', { 'tfconfig/m-/a.tf.json': '{' }],
  [
    'a resource that is there twice',
    Object.fromEntries(
      ['a', 'b'].map((n) => [`tfconfig/m-/${n}.tf`, 'resource "openstack_networking_network_v2" "a" {}']),
    ),
  ],
])('%s: the plan speaks for itself', async (_, files) => {
  expect(await stackOf(files)).toBeUndefined();
});

test('its providers are those of the lock file', async () => {
  const { providers } = await openSavedPlan(saved({ '.terraform.lock.hcl': lock }), 'f');
  expect(providers).toEqual([
    { address: 'registry.terraform.io/terraform-provider-openstack/openstack', version: '3.4.0' },
    { address: 'registry.terraform.io/hashicorp/random', version: '3.6.0' },
  ]);
});

test('a zip of something else, and one that is cut, are refused', async () => {
  await expect(openSavedPlan(zipSync({ a: strToU8('b') }), 'f')).rejects.toThrow(/no tfplan in it/);
  await expect(openSavedPlan(saved({}).slice(0, 60), 'f')).rejects.toThrow(/damaged or cut/);
});

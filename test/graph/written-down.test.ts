import { readPlan } from '../../graph/read-plan';
import { readSourceAttributes, readSynth } from '../../graph/read-synth';
import { planFiles, preamble } from './plan-files';

const file = 'plan.json';
const stack = 'primary';
const type = 'openstack_vpnaas_site_connection_v2';
const names = {
  literal: 'a-literal',
  outside: '${var.outside}',
  by_default: '${var.by_default}',
  local_literal: '${local.literal}',
  local_outside: '${local.outside}',
  parts: '${local.literal}${var.outside}',
};

const source = JSON.stringify({
  ...preamble,
  variable: {
    outside: { type: 'string', sensitive: true },
    by_default: { type: 'string', default: 'a-default' },
  },
  locals: { literal: 'a-local', outside: '${var.outside}' },
  resource: {
    [type]: Object.fromEntries(
      Object.entries(names).map(([name, psk]) => [
        name,
        {
          vpnservice_id: '20415a97-3c9e-45d3-917f-078950644697',
          ikepolicy_id: '20415a97-3c9e-45d3-917f-078950644698',
          ipsecpolicy_id: '20415a97-3c9e-45d3-917f-078950644699',
          peer_address: '203.0.113.16',
          peer_id: '203.0.113.16',
          psk,
        },
      ]),
    ),
  },
});

const given = { 'given.auto.tfvars': 'outside = "from-outside"' };

function literals({ resources }: ReturnType<typeof readPlan>) {
  return Object.fromEntries(
    resources.map((one) => [one.address.replace(`${type}.`, ''), one.isLiteral('psk')]),
  );
}

const expected = {
  literal: true,
  outside: false,
  local_literal: true,
  local_outside: false,
  parts: undefined,
};

test('a source shows what its locals hold; a default may still be replaced', () => {
  expect(literals(readSynth(source, file, stack))).toEqual({ ...expected, by_default: undefined });
});

test('a plan shows whether a default was replaced, and the source beside it what locals hold', async () => {
  const text = await planFiles({ 'main.tf.json': source, ...given });
  const known = readSourceAttributes(source, file);
  expect(literals(readPlan({ text, file, stack, source: known }))).toEqual({ ...expected, by_default: true });
  // Without the source only what came from outside as it is can be told from what a local holds.
  const alone = { ...expected, local_literal: undefined, by_default: true };
  expect(literals(readPlan({ text, file, stack }))).toEqual(alone);
  const replaced = await planFiles({
    'main.tf.json': source,
    ...given,
    'more.auto.tfvars': 'by_default = "another"',
  });
  expect(literals(readPlan({ text: replaced, file, stack })).by_default).toBe(false);
});

test('what a call gives to a module is followed to where it comes from', async () => {
  const inner = `
terraform {
  required_providers {
    openstack = { source = "terraform-provider-openstack/openstack" }
  }
}
variable "psk" { default = "a-default" }
resource "${type}" "inner" {
  vpnservice_id  = "20415a97-3c9e-45d3-917f-078950644697"
  ikepolicy_id   = "20415a97-3c9e-45d3-917f-078950644698"
  ipsecpolicy_id = "20415a97-3c9e-45d3-917f-078950644699"
  peer_address  = "203.0.113.16"
  peer_id       = "203.0.113.16"
  psk           = var.psk
}`;
  const main = `
terraform {
  required_providers {
    openstack = { source = "terraform-provider-openstack/openstack" }
  }
}
provider "openstack" {
  auth_url     = "https://cloud.example/v3"
  delayed_auth = true
}
variable "outside" {}
module "literal" {
  source = "./m"
  psk    = "a-literal"
}
module "outside" {
  source   = "./m"
  for_each = toset(["a"])
  psk      = var.outside
}
module "by_default" { source = "./m" }
`;
  const text = await planFiles({ 'main.tf': main, 'm/main.tf': inner, ...given });
  expect(literals(readPlan({ text, file, stack }))).toEqual({
    'module.literal.inner': true,
    'module.outside["a"].inner': false,
    'module.by_default.inner': true,
  });
});

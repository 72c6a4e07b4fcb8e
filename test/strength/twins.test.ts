import { loadEstate } from '../../estate/load-estate';
import { siteOf } from '../../estate/queries';
import { Graph } from '../../graph/graph';
import { readPlan } from '../../graph/read-plan';
import { judge } from '../../judge/judge';
import type { Report } from '../../judge/report';
import { loadPolicies } from '../../policies/registry';
import { asOf } from '../estate-plan';
import { exampleConfiguration } from '../fixtures-policies/example-configuration';
import { faceOf } from '../graph/plan-face';
import { planFiles } from '../graph/plan-files';
import { outcomesOf } from '../outcomes';

/**
 * One configuration that is well and one that is not, of which plan JSON says the same: what leads to the good or
 * the bad resource stands in a local or in a dynamic block, and plan JSON has neither.
 */

const estate = loadEstate({ asOf });
const policies = loadPolicies();
const server = 'openstack_compute_instance_v2';
const ike = 'openstack_vpnaas_ike_policy_v2';
const ipsec = 'openstack_vpnaas_ipsec_policy_v2';
const tunnel = 'openstack_vpnaas_site_connection_v2';
const floating = 'openstack_networking_floatingip_v2';
const port = 'openstack_networking_port_v2';
const group = 'openstack_compute_servergroup_v2';
const network = 'openstack_networking_network_v2';
const volume = 'openstack_blockstorage_volume_v3';

const node = (name: string, more: string) => `
resource "${server}" "${name}" {
  name      = "${name}"
  image_id  = "28b0aa23-b096-4468-acaf-1d60634c903f"
  flavor_id = "f70a97cd-1028-40bf-a47a-72de7f7c071e"
  metadata  = { "estate:role" = "node" }
  network {
    port = ${port}.data.id
  }
  ${more}
}
`;

const configuration = (which: 'good' | 'bad') => `
locals {
  group = ${group}.${which}.id
  ike   = ${ike}.${which}.id
  port  = ${port}.${which === 'good' ? 'bare' : 'data'}.id
  key   = ${network}.any.id
  flag  = "${which === 'good' ? '1' : '0'}"
}
resource "${network}" "any" {}
resource "${port}" "data" { network_id = ${network}.any.id }
resource "${port}" "bare" { network_id = ${network}.any.id }
resource "${group}" "good" {
  name     = "good"
  policies = ["anti-affinity"]
}
resource "${group}" "bad" {
  name     = "bad"
  policies = ["soft-anti-affinity"]
}
resource "${volume}" "data" {
  size     = 1
  metadata = { __system__encrypted = local.flag, __system__cmkid = local.key }
}
resource "openstack_compute_volume_attach_v2" "data" {
  instance_id = ${server}.by_local.id
  volume_id   = ${volume}.data.id
}
${node('by_local', 'scheduler_hints {\n    group = local.group\n  }')}
${node(
  'by_dynamic_block',
  `dynamic "scheduler_hints" {
    for_each = [1]
    content {
      group = ${group}.${which}.id
    }
  }`,
)}
resource "${ike}" "good" {
  name                 = "good"
  auth_algorithm       = "sha256"
  encryption_algorithm = "aes-256"
  ike_version          = "v2"
  pfs                  = "group20"
  lifetime {
    units = "seconds"
    value = 28800
  }
}
resource "${ike}" "bad" {
  name                 = "bad"
  auth_algorithm       = "sha1"
  encryption_algorithm = "3des"
  ike_version          = "v1"
  pfs                  = "group2"
}
resource "${ipsec}" "good" {
  name                 = "good"
  auth_algorithm       = "sha256"
  encryption_algorithm = "aes-256"
  encapsulation_mode   = "tunnel"
  pfs                  = "group20"
  transform_protocol   = "esp"
  lifetime {
    units = "seconds"
    value = 3600
  }
}
variable "psk" {
  sensitive = true
  default   = "value-of-psk-for-the-plan-of-a-test-only"
}
resource "${tunnel}" "by_local" {
  ikepolicy_id   = local.ike
  ipsecpolicy_id = ${ipsec}.good.id
  vpnservice_id  = ${network}.any.id
  peer_address   = "198.51.100.1"
  peer_id        = "198.51.100.1"
  psk            = var.psk
}
resource "${floating}" "by_local" {
  pool    = "public"
  port_id = local.port
}
`;

const undecided: readonly (readonly [policy: string, address: string])[] = [
  ['resilience/data-server-in-hard-group', `${server}.by_local`],
  ['resilience/data-server-in-hard-group', `${server}.by_dynamic_block`],
  ['encryption/site-connection-uses-permitted-policies', `${tunnel}.by_local`],
  ['network/no-floating-ip-on-data-server', `${floating}.by_local`],
  ['encryption/volume-encrypted-at-creation', `${volume}.data`],
];

async function planned(which: 'good' | 'bad'): Promise<string> {
  const files = exampleConfiguration({ terraform: configuration(which) }, siteOf(estate, 'primary'));
  return planFiles(files);
}

function judged(text: string): Report {
  const stack = readPlan({ text, file: 'plan.json', stack: 'primary' });
  return judge(new Graph([stack]), estate, { policies, asOf });
}

test('plans that say the same of what is well and what is not are undecided, both', async () => {
  const [good, bad] = [await planned('good'), await planned('bad')];
  expect(configuration('good')).not.toBe(configuration('bad'));
  expect(faceOf(good)).toBe(faceOf(bad));
  for (const report of [judged(good), judged(bad)]) {
    const open = undecided.filter(([policy, address]) =>
      outcomesOf(report, policy, 'primary').undecided.includes(address),
    );
    expect(open).toEqual(undecided);
  }
});

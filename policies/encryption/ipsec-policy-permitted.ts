import { ipsecPolicyCryptography, ipsecPolicyType } from '../../judge/facts/cryptography';
import { definePolicy } from '../../judge/policy';

export default definePolicy({
  title: 'Every IPsec policy encrypts and authenticates with permitted cryptography',
  severity: 'high',
  why: 'The IPsec policy protects what runs through the tunnel, patient data among it. AH does not encrypt at all, transport mode leaves addresses readable, and without a group of its own one broken key opens all that went before.',
  avoid: '`transform_protocol = "ah"` or `"ah-esp"`, transport mode, a field that is left out',
  prefer: 'the construct `SiteLink`, which sets every field from a suite of `estate/suites.ts`',
  remediation:
    'Set encryption_algorithm, auth_algorithm, pfs and lifetime to values of a permitted suite, with ESP in tunnel mode.',
  controls: [
    'BSI TR-02102',
    'C5:2020 CRY-02',
    'C5:2026 CRY-04',
    'Grundschutz++ BER.7.1',
    'Grundschutz++ ARCH.6.2',
  ],
  observableIn: ['synth', 'plan', 'state'],
  resources: [ipsecPolicyType],
  examine: (policy, { asOf }) => ipsecPolicyCryptography(policy, asOf),
  examples: {
    terraform: `
resource "openstack_vpnaas_ipsec_policy_v2" "permitted" {
  transform_protocol   = "esp"
  encapsulation_mode   = "tunnel"
  encryption_algorithm = "aes-256"
  auth_algorithm       = "sha256"
  pfs                  = "group20"
  lifetime {
    units = "seconds"
    value = 3600
  }
}
resource "openstack_vpnaas_ipsec_policy_v2" "esp_left_to_the_cloud" {
  encryption_algorithm = "aes-256"
  auth_algorithm       = "sha384"
  pfs                  = "group21"
  lifetime {
    value = 3600
  }
}
resource "openstack_vpnaas_ipsec_policy_v2" "authenticated_only" {
  transform_protocol   = "ah"
  encryption_algorithm = "aes-256"
  auth_algorithm       = "sha256"
  pfs                  = "group20"
}
resource "openstack_vpnaas_ipsec_policy_v2" "defaults" {
}
resource "openstack_vpnaas_ipsec_policy_v2" "weak_hash" {
  encryption_algorithm = "aes-256"
  auth_algorithm       = "sha1"
  pfs                  = "group20"
}
resource "openstack_vpnaas_ipsec_policy_v2" "a_day_long" {
  encryption_algorithm = "aes-256"
  auth_algorithm       = "sha256"
  pfs                  = "group20"
  lifetime {
    units = "seconds"
    value = 86400
  }
}
resource "openstack_networking_network_v2" "any" {}
resource "openstack_vpnaas_ipsec_policy_v2" "decided_at_apply" {
  encryption_algorithm = openstack_networking_network_v2.any.id
  auth_algorithm       = "sha256"
  pfs                  = "group20"
}
`,
    pass: [
      'openstack_vpnaas_ipsec_policy_v2.permitted',
      'openstack_vpnaas_ipsec_policy_v2.esp_left_to_the_cloud',
    ],
    fail: [
      'openstack_vpnaas_ipsec_policy_v2.authenticated_only',
      'openstack_vpnaas_ipsec_policy_v2.defaults',
      'openstack_vpnaas_ipsec_policy_v2.weak_hash',
      'openstack_vpnaas_ipsec_policy_v2.a_day_long',
    ],
    undecided: ['openstack_vpnaas_ipsec_policy_v2.decided_at_apply'],
  },
});

import { isUnset } from '../../graph/value';
import { definePolicy, fail, pass, seen } from '../../judge/policy';

export default definePolicy({
  title: 'No server is given a password',
  severity: 'high',
  why: 'A password stands in the configuration, in the plan and in the state, can be guessed from afar, and says nothing about who used it. A key pair has none of these faults.',
  avoid: '`admin_pass`',
  prefer: '`key_pair` with an imported public key; the constructs `ClusterNode` and `AdminKey`',
  remediation: 'Take the password out, change it where it was used, and log in with a key.',
  controls: ['C5:2020 IDM-08', 'GDPR Art. 32(1)(b)'],
  observableIn: ['synth', 'plan', 'state'],
  resources: ['openstack_compute_instance_v2'],
  examine(server) {
    if (isUnset(server.get('admin_pass'))) return pass;
    return fail('the server is given a password', seen(server, 'admin_pass'));
  },
  examples: {
    terraform: `
resource "openstack_compute_instance_v2" "with_key" {
  name     = "with-key"
  key_pair = "administrators"
}
variable "password" {
  type      = string
  sensitive = true
}
resource "openstack_compute_instance_v2" "with_password" {
  name       = "with-password"
  admin_pass = var.password
}
resource "openstack_networking_network_v2" "any" { name = "any" }
resource "openstack_compute_instance_v2" "with_password_to_come" {
  name       = "with-password-to-come"
  admin_pass = openstack_networking_network_v2.any.id
}
`,
    pass: ['openstack_compute_instance_v2.with_key'],
    fail: [
      'openstack_compute_instance_v2.with_password',
      'openstack_compute_instance_v2.with_password_to_come',
    ],
    cannotOccur: { undecided: 'a password that is configured is one, whether its value is known or not' },
  },
});

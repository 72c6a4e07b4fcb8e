import type { Resource } from '../../graph/graph';
import { isOpen, isUnset } from '../../graph/value';
import { definePolicy, type Finding, fail, seen, undecided, worstOf } from '../../judge/policy';

/** Options of a user that take a protection of its password away, each with what it does. */
const options: Readonly<Record<string, string>> = {
  ignore_change_password_upon_first_use: 'it may keep the password it was given',
  ignore_password_expiry: 'its password never expires',
  ignore_lockout_failure_attempts: 'its password may be guessed without end',
};

function examineOptions(user: Resource): Finding[] {
  return Object.entries(options).flatMap(([option, what]) => {
    const value = user.get(option);
    if (value === true) return [fail(what, seen(user, option))];
    return isOpen(value) ? [undecided(`whether ${what} is not known yet`, seen(user, option))] : [];
  });
}

export default definePolicy({
  title: 'No user of the cloud gets a password from Terraform, or an exception from what protects it',
  severity: 'high',
  why: 'A password that Terraform sets stands in plan and state, for everyone who may read those, until somebody changes it. Options that let a password never expire, never be changed or be guessed without end take away what a password is protected by.',
  avoid:
    '`password`, `ignore_password_expiry`, `ignore_lockout_failure_attempts`, `ignore_change_password_upon_first_use`',
  prefer: 'people from a directory with a second factor; application credentials for programs',
  remediation: 'Take the argument out, and let the user’s owner set a new password.',
  controls: ['C5:2020 IDM-08', 'C5:2020 IDM-09', 'GDPR Art. 32(1)(b)'],
  observableIn: ['synth', 'plan', 'state'],
  resources: ['openstack_identity_user_v3'],
  examine(user) {
    const password = isUnset(user.get('password'))
      ? []
      : [fail('its password stands in plan and state', seen(user, 'password'))];
    return worstOf([...password, ...examineOptions(user)]);
  },
  examples: {
    terraform: `
variable "password" {
  type      = string
  sensitive = true
}
resource "openstack_identity_user_v3" "without_password" {
  name = "without-password"
}
resource "openstack_identity_user_v3" "with_password" {
  name     = "with-password"
  password = var.password
}
resource "openstack_identity_user_v3" "never_expires" {
  name                   = "never-expires"
  ignore_password_expiry = true
}
resource "openstack_identity_user_v3" "guessed_without_end" {
  name                            = "guessed-without-end"
  ignore_lockout_failure_attempts = true
}
resource "openstack_networking_network_v2" "any" { name = "any" }
resource "openstack_identity_user_v3" "not_known_yet" {
  name                   = "not-known-yet"
  ignore_password_expiry = openstack_networking_network_v2.any.shared
}
`,
    pass: ['openstack_identity_user_v3.without_password'],
    fail: [
      'openstack_identity_user_v3.with_password',
      'openstack_identity_user_v3.never_expires',
      'openstack_identity_user_v3.guessed_without_end',
    ],
    undecided: ['openstack_identity_user_v3.not_known_yet'],
  },
});

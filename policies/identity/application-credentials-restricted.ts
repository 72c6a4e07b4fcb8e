import type { Resource } from '../../graph/graph';
import { isList, isOpen, isUnset, Unknown } from '../../graph/value';
import { isEveryCall } from '../../judge/facts/access-rules';
import { isAdministrator } from '../../judge/facts/administrators';
import { definePolicy, type Finding, fail, pass, seen, undecided, worstOf } from '../../judge/policy';

const ec2Type = 'openstack_identity_ec2_credential_v3';

/** Longest life of a credential in days: rights are looked at anew once a year (C5:2020 IDM-05), or they end. */
const longestDays = 366;

function examineEnd(credential: Resource, asOf: string): Finding {
  const value = credential.get('expires_at');
  const evidence = seen(credential, 'expires_at');
  if (isUnset(value)) return fail('it never ends', evidence);
  if (value instanceof Unknown) return undecided('when it ends is not known yet', evidence);
  const end = Date.parse(String(value));
  if (Number.isNaN(end)) return undecided('when it ends cannot be read', evidence);
  const days = (end - Date.parse(asOf)) / 86_400_000;
  return days > longestDays ? fail(`it ends more than ${longestDays} days after ${asOf}`, evidence) : pass;
}

function examineRules(credential: Resource): Finding {
  const rules = credential.blocks('access_rules');
  const evidence = seen(credential, 'access_rules');
  if (rules instanceof Unknown) {
    return isOpen(rules)
      ? undecided('which calls it may make is not known yet', evidence)
      : fail('no access rule bounds what it may call', evidence);
  }
  if (rules.length === 0) return fail('no access rule bounds what it may call', evidence);
  const findings = rules.map((_, at): Finding => {
    const path = credential.get(`access_rules.${at}.path`);
    const evidence = seen(credential, `access_rules.${at}.path`);
    if (path instanceof Unknown) return undecided('which calls it may make is not known yet', evidence);
    const every = isEveryCall(String(path));
    if (every === undefined)
      return undecided('which calls an access rule lets it make cannot be read', evidence);
    return every ? fail('an access rule lets it call all of a service', evidence) : pass;
  });
  return worstOf(findings);
}

function examineRoles(credential: Resource): Finding {
  const roles = credential.get('roles');
  const evidence = seen(credential, 'roles');
  if (isOpen(roles)) return undecided('which roles it has is not known yet', evidence);
  const named = isList(roles) ? roles : [];
  if (named.some((role) => typeof role === 'string' && isAdministrator(role)))
    return fail('it has the role of an administrator', evidence);
  return named.some(isOpen) ? undecided('which roles it has is not known yet', evidence) : pass;
}

function examineSecret(credential: Resource): Finding {
  const evidence = seen(credential, 'secret');
  if (credential.isLiteral('secret') === true) return fail('its secret is written down', evidence);
  return pass;
}

export default definePolicy({
  title: 'Credentials that Terraform makes may do one thing, end, and make no others',
  severity: 'high',
  why: 'An application credential acts with its maker’s roles until somebody deletes it. Unrestricted it makes more of itself and trusts, so that whoever stole it stays; without access rules it may do all that its roles may. An EC2 credential can be bounded in none of these ways, and its secret stands in the state.',
  avoid:
    '`unrestricted = true`, no `access_rules`, no `expires_at`, a literal `secret`, an administrator’s role, EC2 credentials',
  prefer:
    'an application credential for each program, with the calls it makes as `access_rules`, ending within a year',
  remediation: 'Make a restricted one that ends, hand it over, and delete this one.',
  controls: ['C5:2020 IDM-01', 'C5:2020 IDM-05', 'C5:2020 IDM-08', 'GDPR Art. 32(1)(b)'],
  observableIn: ['synth', 'plan', 'state'],
  resources: ['openstack_identity_application_credential_v3', ec2Type],
  examine(credential, { asOf }) {
    if (credential.type === ec2Type) {
      return fail(
        'it has no end and no bounds, and its secret stands in the state',
        seen(credential, 'secret'),
      );
    }
    const unrestricted = credential.get('unrestricted');
    const evidence = seen(credential, 'unrestricted');
    const findings = [
      unrestricted === true ? fail('it may make other credentials and trusts', evidence) : pass,
      isOpen(unrestricted) ? undecided('whether it may make others is not known yet', evidence) : pass,
      examineRules(credential),
      examineRoles(credential),
      examineEnd(credential, asOf),
      examineSecret(credential),
    ];
    return worstOf(findings);
  },
  examples: {
    terraform: `
resource "openstack_identity_application_credential_v3" "restricted" {
  name       = "restricted"
  expires_at = "2027-06-30T00:00:00Z"
  access_rules {
    path    = "/v2.1/servers"
    method  = "GET"
    service = "compute"
  }
}
resource "openstack_identity_application_credential_v3" "unrestricted" {
  name         = "unrestricted"
  unrestricted = true
  expires_at   = "2027-06-30T00:00:00Z"
  access_rules {
    path    = "/v2.1/servers"
    method  = "GET"
    service = "compute"
  }
}
resource "openstack_identity_application_credential_v3" "without_rules" {
  name       = "without-rules"
  expires_at = "2027-06-30T00:00:00Z"
}
resource "openstack_identity_application_credential_v3" "every_call" {
  name       = "every-call"
  expires_at = "2027-06-30T00:00:00Z"
  access_rules {
    path    = "/**"
    method  = "POST"
    service = "compute"
  }
}
resource "openstack_identity_application_credential_v3" "every_call_of_a_version" {
  name       = "every-call-of-a-version"
  expires_at = "2027-06-30T00:00:00Z"
  access_rules {
    path    = "/v2.1/**"
    method  = "POST"
    service = "compute"
  }
}
resource "openstack_identity_application_credential_v3" "of_administrator" {
  name       = "of-administrator"
  expires_at = "2027-06-30T00:00:00Z"
  roles      = ["member", "admin"]
  access_rules {
    path    = "/v2.1/servers"
    method  = "POST"
    service = "compute"
  }
}
resource "openstack_identity_application_credential_v3" "roles_not_known" {
  name       = "roles-not-known"
  expires_at = "2027-06-30T00:00:00Z"
  roles      = [openstack_networking_network_v2.any.id]
  access_rules {
    path    = "/v2.1/servers"
    method  = "POST"
    service = "compute"
  }
}
resource "openstack_identity_application_credential_v3" "calls_not_readable" {
  name       = "calls-not-readable"
  expires_at = "2027-06-30T00:00:00Z"
  access_rules {
    path    = "/v2.1/(servers|.+)"
    method  = "POST"
    service = "compute"
  }
}
resource "openstack_identity_application_credential_v3" "every_server" {
  name       = "every-server"
  expires_at = "2027-06-30T00:00:00Z"
  roles      = ["member"]
  access_rules {
    path    = "/v2.1/servers/**"
    method  = "POST"
    service = "compute"
  }
}
resource "openstack_identity_application_credential_v3" "without_end" {
  name = "without-end"
  access_rules {
    path    = "/v2.1/servers"
    method  = "GET"
    service = "compute"
  }
}
resource "openstack_identity_application_credential_v3" "far_end" {
  name       = "far-end"
  expires_at = "2036-01-01T00:00:00Z"
  access_rules {
    path    = "/v2.1/servers"
    method  = "GET"
    service = "compute"
  }
}
resource "openstack_identity_application_credential_v3" "literal_secret" {
  name       = "literal-secret"
  secret     = "not-a-real-one"
  expires_at = "2027-06-30T00:00:00Z"
  access_rules {
    path    = "/v2.1/servers"
    method  = "GET"
    service = "compute"
  }
}
resource "openstack_identity_ec2_credential_v3" "ec2" {}
resource "openstack_networking_network_v2" "any" {}
resource "openstack_identity_application_credential_v3" "end_not_known" {
  name       = "end-not-known"
  expires_at = openstack_networking_network_v2.any.id
  access_rules {
    path    = "/v2.1/servers"
    method  = "GET"
    service = "compute"
  }
}
`,
    pass: [
      'openstack_identity_application_credential_v3.restricted',
      'openstack_identity_application_credential_v3.every_server',
    ],
    fail: [
      'openstack_identity_application_credential_v3.unrestricted',
      'openstack_identity_application_credential_v3.without_rules',
      'openstack_identity_application_credential_v3.every_call',
      'openstack_identity_application_credential_v3.every_call_of_a_version',
      'openstack_identity_application_credential_v3.of_administrator',
      'openstack_identity_application_credential_v3.without_end',
      'openstack_identity_application_credential_v3.far_end',
      'openstack_identity_application_credential_v3.literal_secret',
      'openstack_identity_ec2_credential_v3.ec2',
    ],
    undecided: [
      'openstack_identity_application_credential_v3.end_not_known',
      'openstack_identity_application_credential_v3.roles_not_known',
      'openstack_identity_application_credential_v3.calls_not_readable',
    ],
  },
});

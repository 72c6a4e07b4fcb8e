import type { Resource } from '../../graph/graph';
import { isMap, isOpen, isUnset, type Reference, Unknown, type Value } from '../../graph/value';
import { holdsRandomText, isNameOfSecret, isSecretNamed, secretForms } from '../../judge/facts/secrets';
import { expanded } from '../../judge/facts/user-data';
import { definePolicy, type Finding, fail, pass, undecided, worstOf } from '../../judge/policy';

/** Attributes that whoever may look at the resource can read, by type. Lists are walked, maps by their keys. */
const readable: Readonly<Record<string, readonly string[]>> = {
  openstack_compute_instance_v2: ['metadata', 'personality', 'scheduler_hints', 'tags'],
  openstack_blockstorage_volume_v3: ['metadata', 'description', 'scheduler_hints'],
  openstack_identity_application_credential_v3: ['description'],
  openstack_identity_user_v3: ['description', 'extra'],
  openstack_objectstorage_container_v1: ['metadata'],
  openstack_keymanager_secret_v1: ['metadata'],
  openstack_images_image_v2: ['properties', 'tags', 'image_source_url'],
  openstack_lb_listener_v2: ['description', 'tags'],
  openstack_lb_pool_v2: ['description', 'tags'],
  openstack_networking_floatingip_v2: ['description', 'tags'],
  openstack_networking_network_v2: ['description', 'tags'],
  openstack_networking_port_v2: ['description', 'tags'],
  openstack_networking_portforwarding_v2: ['description'],
  openstack_networking_router_v2: ['description', 'tags'],
  openstack_networking_secgroup_v2: ['description', 'tags'],
  openstack_networking_secgroup_rule_v2: ['description'],
  openstack_networking_subnet_v2: ['description', 'tags'],
  openstack_orchestration_stack_v1: [
    'description',
    'tags',
    'parameters',
    'template_opts',
    'environment_opts',
  ],
  openstack_sharedfilesystem_share_v2: ['description', 'metadata'],
  openstack_vpnaas_ike_policy_v2: ['description'],
  openstack_vpnaas_ipsec_policy_v2: ['description'],
  openstack_vpnaas_site_connection_v2: ['description'],
};

/** Attributes of other resources that are credentials whatever their value is. */
const made: readonly RegExp[] = [
  /^random_password\.[\w-]+\.(result|bcrypt_hash)$/,
  /^tls_private_key\.[\w-]+\.private_key/,
  /^(data\.)?openstack_keymanager_secret_v1\.[\w-]+\.payload$/,
  /^openstack_identity_application_credential_v3\.[\w-]+\.secret$/,
  /^openstack_identity_ec2_credential_v3\.[\w-]+\.secret$/,
  /^openstack_compute_keypair_v2\.[\w-]+\.private_key$/,
];

function leadsToCredential({ address, attribute }: Reference): boolean {
  return made.some((form) => form.test(`${address}.${attribute}`));
}

function* examineValue(resource: Resource, path: string, name: string, value: Value): Iterable<Finding> {
  if (isUnset(value)) return;
  // The finding says where, and never what.
  const evidence = { path, value: '(sensitive)', source: `${resource.stack}:${resource.address}` };
  if (value instanceof Unknown) {
    if (value.references.some(leadsToCredential)) yield fail(`${path} leads to a credential`, evidence);
    else if (!isOpen(value)) return;
    else if (isNameOfSecret(name) !== 'no') {
      yield undecided(`${path} is named as a credential is, and its value is not known yet`, evidence);
    } else if (!path.includes('.')) {
      // One unknown value makes a whole map unknown, its literals too.
      yield undecided(`what its ${path} holds is not known yet`, evidence);
    }
    return;
  }
  if (isMap(value) || Array.isArray(value)) {
    for (const [key, one] of Object.entries(value)) {
      const isList = Array.isArray(value);
      yield* examineValue(resource, `${path}.${key}`, isList ? name : key, one as Value);
    }
    return;
  }
  const text = expanded(String(value).slice(0, 1 << 20));
  const forms = secretForms(text);
  if (forms.length > 0) yield fail(`${path} holds ${forms.join(', ')}`, evidence);
  else if (isSecretNamed(name, String(value))) yield fail(`${path} holds a credential`, evidence);
  else if (holdsRandomText(text)) {
    yield undecided(`${path} holds a long random text, which may be a credential`, evidence);
  }
}

export default definePolicy({
  title: 'No metadata, parameter or file given to a resource holds a credential',
  severity: 'high',
  why: 'Metadata and tags are shown to whoever may list resources, to every process on a server, in plan and state; a stack’s parameters and a personality’s files as well. Nothing of the kind is a place for a password.',
  avoid: '`metadata = { db_password = var.password }`, a token in a tag, a private key in `personality`',
  prefer: 'the id of a secret in the key store, which the server fetches with rights of its own',
  remediation:
    'Take the credential out, make it invalid where it was used, and name where it is kept instead.',
  controls: ['C5:2020 IDM-08', 'C5:2020 CRY-04', 'GDPR Art. 32(1)(b)'],
  observableIn: ['synth', 'plan', 'state'],
  resources: Object.keys(readable),
  examine(resource) {
    const paths = readable[resource.type] ?? [];
    const findings = paths.flatMap((path) => {
      const value = resource.get(path);
      const name = path.split('.').at(-1) ?? path;
      return [...examineValue(resource, path, name, value)];
    });
    return findings.length === 0 ? pass : worstOf(findings);
  },
  examples: {
    terraform: `
resource "openstack_compute_instance_v2" "harmless" {
  name     = "harmless"
  tags     = ["backend"]
  metadata = {
    role          = "backend"
    secret_id     = "5b18a4c1-b379-4058-af51-325e90a8fbba"
    image_digest  = "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
    operator      = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEXAMPLEexampleEXAMPLEexampleEXAMPLEexampleEX operator"
    password_file = "/run/secrets/database"
  }
}
resource "openstack_compute_instance_v2" "password" {
  name     = "password"
  metadata = { db_password = "not-a-real-one" }
}
resource "openstack_compute_instance_v2" "file" {
  name = "file"
  personality {
    file    = "/etc/aws"
    content = "aws_access_key_id = AKIAIOSFODNN7EXAMPLE"
  }
}
resource "openstack_blockstorage_volume_v3" "connection_string" {
  size     = 10
  metadata = { source = "postgresql://records:not-a-real-one@10.16.0.4/records" }
}
resource "openstack_orchestration_stack_v1" "parameters" {
  name          = "parameters"
  parameters    = { admin_password = "not-a-real-one" }
  template_opts = { Bin = "heat_template_version: 2018-08-31" }
}
resource "openstack_identity_application_credential_v3" "made" {
  name = "made"
}
resource "openstack_compute_instance_v2" "made" {
  name     = "made"
  metadata = { backend = openstack_identity_application_credential_v3.made.secret }
}
resource "openstack_networking_network_v2" "any" { name = "any" }
resource "openstack_networking_secgroup_v2" "described" {
  name        = "described"
  description = "console: postgresql://records:not-a-real-one@10.16.0.4/records"
}
resource "openstack_networking_floatingip_v2" "described" {
  pool        = "admin_external_net"
  description = "console: postgresql://records:not-a-real-one@10.16.0.4/records"
}
resource "openstack_identity_user_v3" "noted" {
  name  = "noted"
  extra = { first_password = "not-a-real-one" }
}
resource "openstack_images_image_v2" "fetched" {
  name             = "fetched"
  image_cache_path = "."
  container_format = "bare"
  disk_format      = "raw"
  image_source_url = "https://records:not-a-real-one@images.example/server.raw"
}
resource "openstack_compute_instance_v2" "not_known_yet" {
  name     = "not-known-yet"
  metadata = { api_token = openstack_networking_network_v2.any.id }
}
resource "openstack_compute_instance_v2" "random_text" {
  name     = "random-text"
  metadata = { join = "Zq8Wm3Kd7Rt5Yx1Pv9Lc4Nb6Hf2Js0Ga" }
}
`,
    pass: [
      'openstack_compute_instance_v2.harmless',
      'openstack_identity_application_credential_v3.made',
      'openstack_networking_network_v2.any',
    ],
    fail: [
      'openstack_compute_instance_v2.password',
      'openstack_compute_instance_v2.file',
      'openstack_blockstorage_volume_v3.connection_string',
      'openstack_orchestration_stack_v1.parameters',
      'openstack_compute_instance_v2.made',
      'openstack_networking_secgroup_v2.described',
      'openstack_networking_floatingip_v2.described',
      'openstack_identity_user_v3.noted',
      'openstack_images_image_v2.fetched',
    ],
    undecided: ['openstack_compute_instance_v2.not_known_yet', 'openstack_compute_instance_v2.random_text'],
  },
});

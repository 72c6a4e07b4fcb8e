import type { Resource } from '../../graph/graph';
import { isOpen, isUnset } from '../../graph/value';
import { expanded } from '../../judge/facts/user-data';
import { definePolicy, type Finding, fail, pass, seen, undecided } from '../../judge/policy';

const secretType = 'openstack_keymanager_secret_v1';
const generated: ReadonlyMap<string, readonly [path: string, what: string]> = new Map([
  ['tls_private_key', ['private_key_pem', 'private key']],
  ['random_password', ['result', 'password']],
  ['random_bytes', ['base64', 'secret']],
]);
/** Secrets that the provider takes in clear, by type: only from outside do they stay out of the sources. */
const taken: ReadonlyMap<string, readonly [path: string, what: string]> = new Map([
  ['openstack_vpnaas_site_connection_v2', ['psk', 'pre-shared key']],
  ['openstack_objectstorage_container_v1', ['container_sync_key', 'synchronisation key']],
]);

/** What is public by its nature. */
const publicKinds: readonly unknown[] = ['public', 'certificate'];

function judgePayload(secret: Resource): Finding {
  const [payload, kind] = [secret.get('payload'), secret.get('secret_type')];
  const evidence = [seen(secret, 'payload'), seen(secret, 'secret_type')];
  if (isUnset(payload)) return pass;
  if (publicKinds.includes(kind)) {
    // What it is called says nothing of what it is.
    if (typeof payload === 'string') {
      const isPublic = !/PRIVATE KEY/.test(expanded(payload));
      return isPublic
        ? pass
        : fail(
            'a private key stands in the plan and in the state in plain text, as a certificate',
            ...evidence,
          );
    }
    return undecided('whether its payload is public, as its type says, is not known yet', ...evidence);
  }
  if (isOpen(payload) || isOpen(kind)) {
    return undecided('whether a secret goes through the plan into the state is not known yet', ...evidence);
  }
  return fail('its payload stands in the plan and in the state in plain text', ...evidence);
}

function judgeTaken(resource: Resource, path: string, what: string): Finding | undefined {
  const isLiteral = resource.isLiteral(path);
  const value = resource.get(path);
  const evidence = seen(resource, path);
  if (isUnset(value)) return path === 'psk' ? pass : undefined;
  if (isLiteral === true) {
    return fail(`its ${what} is written into the configuration, for everyone who can read that`, evidence);
  }
  return isLiteral === false
    ? pass
    : undecided(`whether its ${what} is written into the configuration is not shown`, evidence);
}

export default definePolicy({
  title: 'No key is written into the configuration, and none is made by Terraform',
  severity: 'critical',
  why: 'What stands in a source is known to everyone who can read the repository, its backups and its history. What Terraform makes or hands on as a payload stands in every plan and state, in plain text.',
  avoid: '`psk = "…"`, a default or a local that holds it, `payload`, `tls_private_key`, `random_password`',
  prefer:
    'a sensitive variable without a default for what a provider takes in clear, as in `SiteLink`; all other keys made by the key custodian, who hands over ids',
  remediation:
    'Have the key made anew outside of Terraform and replace the old one everywhere, for it is known; then take it out of the configuration.',
  controls: ['C5:2020 CRY-04', 'C5:2020 IDM-08', 'C5:2026 CRY-16', 'GDPR Art. 32(1)(b)'],
  observableIn: ['synth', 'plan'],
  resources: [...generated.keys(), ...taken.keys(), secretType],
  examine(resource) {
    const made = generated.get(resource.type);
    if (made) {
      const [path, what] = made;
      return fail(`the ${what} it makes stands in the state in plain text`, seen(resource, path));
    }
    if (resource.type === secretType) return judgePayload(resource);
    const [path, what] = taken.get(resource.type) ?? ['', ''];
    return judgeTaken(resource, path, what);
  },
  examples: {
    site: 'clinic',
    terraform: `
variable "psk" {
  sensitive = true
}
variable "psk_by_default" {
  default = "a-key-that-everyone-can-read"
}
variable "keys" {
  type    = map(string)
  default = { mirror = "another-key-that-everyone-can-read" }
}
locals {
  written = "a-key-that-everyone-can-read-too"
  given   = var.psk
}
locals {
  connection = {
    vpnservice_id   = "20415a97-3c9e-45d3-917f-078950644697"
    ikepolicy_id    = "20415a97-3c9e-45d3-917f-078950644698"
    ipsecpolicy_id  = "20415a97-3c9e-45d3-917f-078950644699"
    local_ep_group  = "20415a97-3c9e-45d3-917f-078950644700"
    peer_ep_group   = "20415a97-3c9e-45d3-917f-078950644701"
    gateway         = "203.0.113.16"
  }
}
${[
  'from_outside = var.psk',
  'through_a_local = local.given',
  'written = "a-key"',
  'by_default = var.psk_by_default',
  'in_a_map = var.keys["mirror"]',
  'in_a_local = local.written',
  `made_of_parts = "\${local.written}-\${var.psk}"`,
]
  .map((one) => one.split(' = '))
  .map(
    ([name, psk]) => `resource "openstack_vpnaas_site_connection_v2" "${name}" {
  vpnservice_id     = local.connection.vpnservice_id
  ikepolicy_id      = local.connection.ikepolicy_id
  ipsecpolicy_id    = local.connection.ipsecpolicy_id
  local_ep_group_id = local.connection.local_ep_group
  peer_ep_group_id  = local.connection.peer_ep_group
  peer_address      = local.connection.gateway
  peer_id           = local.connection.gateway
  psk               = ${psk}
}`,
  )
  .join('\n')}
resource "openstack_keymanager_secret_v1" "payload" {
  name                     = "payload"
  payload                  = var.psk
  payload_content_type     = "text/plain"
  secret_type              = "passphrase"
}
resource "openstack_keymanager_secret_v1" "certificate" {
  name                     = "certificate"
  payload                  = "-----BEGIN CERTIFICATE-----"
  payload_content_type     = "text/plain"
  secret_type              = "certificate"
}
resource "openstack_keymanager_secret_v1" "called_a_certificate" {
  name                     = "called-a-certificate"
  payload                  = base64encode("-----BEGIN PRIVATE KEY-----\\nbm90IGEgcmVhbCBvbmU=\\n-----END PRIVATE KEY-----")
  payload_content_type     = "application/octet-stream"
  payload_content_encoding = "base64"
  secret_type              = "certificate"
}
resource "openstack_keymanager_secret_v1" "made_elsewhere" {
  name                 = "made-elsewhere"
  payload              = openstack_keymanager_secret_v1.certificate.id
  payload_content_type = "text/plain"
  secret_type          = "certificate"
}
resource "openstack_keymanager_secret_v1" "filled_by_the_custodian" {
  name = "filled-by-the-custodian"
}
resource "openstack_objectstorage_container_v1" "synchronised" {
  name               = "synchronised"
  container_sync_to  = "//realm/elsewhere/AUTH_account/synchronised"
  container_sync_key = "a-key-that-everyone-can-read"
}
`,
    pass: [
      'openstack_vpnaas_site_connection_v2.from_outside',
      'openstack_vpnaas_site_connection_v2.through_a_local',
      'openstack_keymanager_secret_v1.certificate',
      'openstack_keymanager_secret_v1.filled_by_the_custodian',
    ],
    fail: [
      'openstack_vpnaas_site_connection_v2.written',
      'openstack_vpnaas_site_connection_v2.by_default',
      'openstack_vpnaas_site_connection_v2.in_a_map',
      'openstack_keymanager_secret_v1.payload',
      'openstack_keymanager_secret_v1.called_a_certificate',
      'openstack_objectstorage_container_v1.synchronised',
    ],
    undecided: [
      'openstack_keymanager_secret_v1.made_elsewhere',
      // Plan JSON names a local and does not say what it holds; the source does.
      'openstack_vpnaas_site_connection_v2.in_a_local',
      'openstack_vpnaas_site_connection_v2.made_of_parts',
    ],
    changes: [
      {
        name: 'a pre-shared key in the source',
        stack: 'mirror',
        set: {
          'openstack_vpnaas_site_connection_v2.primary_tunnel': { psk: 'a-key-that-everyone-can-read' },
        },
        outcome: 'fail',
        subjects: ['mirror:openstack_vpnaas_site_connection_v2.primary_tunnel'],
        says: 'written into the configuration',
      },
      ...[...generated.keys()].map((type) => ({
        name: `a ${type} of Terraform’s own`,
        stack: 'primary',
        set: { [`${type}.made`]: { length: 32 } },
        outcome: 'fail' as const,
        subjects: [`primary:${type}.made`],
        says: 'stands in the state in plain text',
      })),
    ],
  },
});

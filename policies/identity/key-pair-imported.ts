import type { Graph, Resource } from '../../graph/graph';
import { isOpen, isUnset, Unknown } from '../../graph/value';
import { definePolicy, fail, pass, seen, undecided } from '../../judge/policy';

/** Whether it is the public half of a key that Terraform makes: that has one, and other rules judge its private half. */
function isPublicHalf(pair: Resource, graph: Graph): boolean {
  const value = pair.get('public_key');
  if (!(value instanceof Unknown) || value.composed) return false;
  const [only, ...more] = value.references;
  const isKey = only?.kind === 'resource' && only.address.startsWith('tls_private_key.');
  if (!isKey || more.length > 0 || !only.attribute.startsWith('public_key_')) return false;
  // Of a key that is not made, `try` takes null.
  return value.exact || graph.resolve(pair, value).targets.length > 0;
}

export default definePolicy({
  title: 'Key pairs are imported, never made by the cloud',
  severity: 'high',
  why: 'A key pair without a public key is made by the cloud, and its private half is written into the state in plain text, for everyone who may read that.',
  avoid: '`openstack_compute_keypair_v2` without `public_key`',
  prefer:
    'the public half of a key that administrators made themselves, as the construct `AdminKey` takes it',
  remediation: 'Give `public_key`, make the key pair anew, and treat the old private key as known to others.',
  controls: ['C5:2020 IDM-08', 'C5:2020 CRY-04', 'GDPR Art. 32(1)(b)'],
  // In a synthesis the key is a variable, of which only a plan shows whether it is given.
  observableIn: ['plan', 'state'],
  resources: ['openstack_compute_keypair_v2'],
  examine(pair, { graph }) {
    const publicKey = pair.get('public_key');
    const privateKey = pair.get('private_key');
    const evidence = [seen(pair, 'public_key'), seen(pair, 'private_key')];
    if (typeof privateKey === 'string' && privateKey !== '') {
      return fail('its private key stands in the state', ...evidence);
    }
    if (isUnset(publicKey)) {
      return fail('the cloud makes the key pair and its private half goes into the state', ...evidence);
    }
    if (isPublicHalf(pair, graph)) return pass;
    // A variable or an output may come out as null, and the cloud makes the pair then.
    if (isOpen(publicKey)) return undecided('whether a public key is given is not known yet', ...evidence);
    return pass;
  },
  examples: {
    terraform: `
resource "openstack_compute_keypair_v2" "imported" {
  name       = "imported"
  public_key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEXAMPLEexampleEXAMPLEexampleEXAMPLEexampleEX administrators"
}
resource "openstack_compute_keypair_v2" "made_by_the_cloud" {
  name = "made-by-the-cloud"
}
resource "openstack_networking_network_v2" "any" { name = "any" }
resource "openstack_compute_keypair_v2" "not_known_yet" {
  name       = "not-known-yet"
  public_key = openstack_networking_network_v2.any.id
}
`,
    pass: ['openstack_compute_keypair_v2.imported'],
    fail: ['openstack_compute_keypair_v2.made_by_the_cloud'],
    undecided: ['openstack_compute_keypair_v2.not_known_yet'],
  },
});

import type { Resource } from '../../graph/graph';
import { isOpen, isUnset, type Value } from '../../graph/value';
import { volumeType } from '../../judge/facts/encryption';
import { type Context, definePolicy, fail, pass, seen, undecided } from '../../judge/policy';

const orderType = 'openstack_keymanager_order_v1';
const stores = [volumeType, 'openstack_objectstorage_container_v1', 'openstack_sharedfilesystem_share_v2'];

/** Whether it is a key that disks or objects are encrypted with; certificates and passwords are not. */
function isDataKey(secret: Resource): boolean | 'open' {
  const isOrder = secret.type === orderType;
  const kind = secret.get(isOrder ? 'type' : 'secret_type');
  if (isOpen(kind)) return 'open';
  // Barbican takes `opaque` where nothing is said, and an algorithm then tells a key from other secrets.
  const algorithm = secret.get(isOrder ? 'meta.0.algorithm' : 'algorithm');
  if (kind === (isOrder ? 'key' : 'symmetric')) return true;
  if (isOpen(algorithm)) return 'open';
  return isUnset(kind) && isAes(algorithm);
}

function isAes(algorithm: Value): boolean {
  return typeof algorithm === 'string' && algorithm.toLowerCase() === 'aes';
}

function dataBeside(secret: Resource, { graph }: Context): Resource | undefined {
  return graph.ofType(...stores).find(({ stack }) => stack === secret.stack);
}

export default definePolicy({
  title: 'Keys for data are made apart from the data',
  severity: 'high',
  why: 'A stack that makes both needs a credential that may destroy both. Keys come from a stack, and a custodian, of their own; a stack with data takes their ids.',
  avoid: 'a symmetric key of Barbican in the stack that makes the volumes',
  prefer: 'key ids as part of the estate, made by the key custodian beforehand',
  remediation:
    'Move the key into a stack of its own that only the key custodian applies, and take its id as an input.',
  controls: ['C5:2020 CRY-04', 'C5:2026 CRY-16', 'BSIG § 30(2) no. 8'],
  observableIn: ['synth', 'plan', 'state'],
  resources: ['openstack_keymanager_secret_v1', orderType],
  examine(secret, context) {
    const data = dataBeside(secret, context);
    const isKey = isDataKey(secret);
    const evidence = [seen(secret, secret.type === orderType ? 'type' : 'secret_type')];
    if (data === undefined || isKey === false) return pass;
    if (isKey === 'open') return undecided('whether it is a key for data is not known yet', ...evidence);
    return fail(`the stack that makes this key also makes ${data.address}`, ...evidence, seen(data, 'name'));
  },
  examples: {
    site: 'clinic',
    terraform: `
resource "openstack_blockstorage_volume_v3" "data" {
  name        = "data"
  size        = 10
  volume_type = "luks"
}
resource "openstack_keymanager_secret_v1" "key" {
  name        = "key"
  algorithm   = "aes"
  bit_length  = 256
  mode        = "cbc"
  secret_type = "symmetric"
}
resource "openstack_keymanager_secret_v1" "key_by_algorithm" {
  name       = "key-by-algorithm"
  algorithm  = "AES"
  bit_length = 256
}
resource "openstack_keymanager_order_v1" "key" {
  type = "key"
  meta {
    name       = "key"
    algorithm  = "aes"
    bit_length = 256
    mode       = "cbc"
  }
}
resource "openstack_keymanager_secret_v1" "certificate" {
  name        = "certificate"
  secret_type = "certificate"
}
resource "openstack_networking_network_v2" "any" { name = "any" }
resource "openstack_keymanager_secret_v1" "not_known_yet" {
  name        = "not-known-yet"
  secret_type = openstack_networking_network_v2.any.region
}
`,
    pass: ['openstack_keymanager_secret_v1.certificate'],
    fail: [
      'openstack_keymanager_secret_v1.key',
      'openstack_keymanager_secret_v1.key_by_algorithm',
      'openstack_keymanager_order_v1.key',
    ],
    undecided: ['openstack_keymanager_secret_v1.not_known_yet'],
  },
});

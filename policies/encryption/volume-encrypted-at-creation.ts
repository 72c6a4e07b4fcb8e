import { inheritedEncryption, volumeType } from '../../judge/facts/encryption';
import { encryptionAtCreation } from '../../judge/facts/encryption-at-creation';
import { encryptionChangedInPlace } from '../../judge/facts/encryption-changed';
import { definePolicy, seen, undecided } from '../../judge/policy';

export default definePolicy({
  title: 'Every volume is encrypted from its creation on, in its cloud’s own way',
  severity: 'critical',
  why: 'A disk that leaves the data centre, or is read by who runs it, must not give away patient data. Encryption is decided when a volume is made.',
  avoid:
    'a volume without `__system__encrypted` and `__system__cmkid` (Open Telekom Cloud) or with an unencrypted volume type (plain OpenStack)',
  prefer: 'the construct `EncryptedVolume`, which has no option to leave encryption out',
  remediation: 'Create the volume anew with encryption, replicate into it, and retire the old one.',
  controls: ['C5:2020 CRY-03', 'C5:2026 CRY-05', 'GDPR Art. 32(1)(a)', 'Grundschutz++ KONF.3.2'],
  observableIn: ['synth', 'plan', 'state'],
  resources: [volumeType],
  examine(volume, context) {
    const site = context.siteOfStack(volume.stack);
    if (!site) {
      const evidence = seen(volume, 'volume_type');
      return undecided('its site is not known, and with it how its cloud encrypts', evidence);
    }
    // What comes from something else, or is changed in place, has a policy of its own.
    const isJudgedApart =
      encryptionChangedInPlace(volume, site) ?? inheritedEncryption(volume, site, context);
    return isJudgedApart ? undefined : encryptionAtCreation(volume, site, context);
  },
  examples: {
    terraform: `
resource "openstack_blockstorage_volume_v3" "encrypted" {
  size              = 10
  availability_zone = "eu-de-01"
  metadata = { __system__encrypted = "1", __system__cmkid = "0b4c1c9e-6f0c-4c69-9b0e-2f3a4d5e6f70" }
}
resource "openstack_blockstorage_volume_v3" "plain" {
  size              = 10
  availability_zone = "eu-de-01"
}
resource "openstack_blockstorage_volume_v3" "without_key" {
  size              = 10
  availability_zone = "eu-de-01"
  metadata = { __system__encrypted = "1" }
}
resource "openstack_blockstorage_volume_v3" "key_that_is_no_id" {
  size              = 10
  availability_zone = "eu-de-01"
  metadata = { __system__encrypted = "1", __system__cmkid = "none" }
}
resource "openstack_networking_network_v2" "any" {}
resource "openstack_blockstorage_volume_v3" "unknown_map" {
  size              = 10
  availability_zone = "eu-de-01"
  metadata = { __system__encrypted = "1", __system__cmkid = openstack_networking_network_v2.any.id }
}
`,
    pass: ['openstack_blockstorage_volume_v3.encrypted'],
    fail: [
      'openstack_blockstorage_volume_v3.plain',
      'openstack_blockstorage_volume_v3.without_key',
      'openstack_blockstorage_volume_v3.key_that_is_no_id',
    ],
    undecided: ['openstack_blockstorage_volume_v3.unknown_map'],
  },
});

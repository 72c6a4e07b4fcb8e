import { volumeEncryption, volumeType } from '../../judge/facts/encryption';
import { definePolicy, undecided } from '../../judge/policy';

export default definePolicy({
  title: 'Every volume is encrypted from its creation on, in its cloud’s own way',
  severity: 'critical',
  why: 'A disk that leaves the data centre, or is read by who runs it, must not give away patient data. Encryption cannot be added later: an update of the metadata plans cleanly and leaves the disk in plaintext.',
  avoid:
    'a volume without `__system__encrypted` and `__system__cmkid` (Open Telekom Cloud), with an unencrypted volume type (plain OpenStack), or made from an image, snapshot or volume of unknown encryption',
  prefer: 'the construct `EncryptedVolume`, which has no option to leave encryption out',
  remediation: 'Create the volume anew with encryption, replicate into it, and retire the old one.',
  controls: ['C5:2020 CRY-03', 'C5:2026 CRY-05', 'GDPR Art. 32(1)(a)', 'Grundschutz++ KONF.3.2'],
  observableIn: ['synth', 'plan', 'state'],
  resources: [volumeType],
  examine(volume, context) {
    const site = context.siteOfStack(volume.stack);
    return site
      ? volumeEncryption(volume, site, context)
      : undecided('its site is not known, and with it how its cloud encrypts');
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
resource "openstack_networking_network_v2" "any" {}
resource "openstack_blockstorage_volume_v3" "unknown_map" {
  size              = 10
  availability_zone = "eu-de-01"
  metadata = { __system__encrypted = "1", __system__cmkid = openstack_networking_network_v2.any.id }
}
resource "openstack_blockstorage_volume_v3" "from_snapshot" {
  size              = 10
  availability_zone = "eu-de-01"
  snapshot_id       = "7f3b1f0a-51f6-4c8c-8c5e-0a1b2c3d4e5f"
  metadata = { __system__encrypted = "1", __system__cmkid = "0b4c1c9e-6f0c-4c69-9b0e-2f3a4d5e6f70" }
}
`,
    pass: ['openstack_blockstorage_volume_v3.encrypted'],
    fail: ['openstack_blockstorage_volume_v3.plain', 'openstack_blockstorage_volume_v3.without_key'],
    undecided: [
      'openstack_blockstorage_volume_v3.unknown_map',
      'openstack_blockstorage_volume_v3.from_snapshot',
    ],
  },
});

import { inheritedEncryption, volumeType } from '../../judge/facts/encryption';
import { encryptionChangedInPlace } from '../../judge/facts/encryption-changed';
import { definePolicy } from '../../judge/policy';

export default definePolicy({
  title: 'A volume that is made from something else comes from what is encrypted',
  severity: 'critical',
  why: 'A volume from an image, a snapshot, a backup or another volume inherits the encryption of its source. Its own metadata may say anything: a copy of a plaintext disk is in plaintext.',
  avoid: '`image_id`, `snapshot_id`, `source_vol_id` or `backup_id` of which nobody can show how it was made',
  prefer: 'the construct `EncryptedVolume`, which comes from nothing, and data replicated into it',
  remediation:
    'Make an empty encrypted volume and replicate into it; then retire this one and what it was made from.',
  controls: ['C5:2020 CRY-03', 'C5:2026 CRY-05', 'GDPR Art. 32(1)(a)', 'Grundschutz++ KONF.3.2'],
  observableIn: ['synth', 'plan', 'state'],
  resources: [volumeType],
  examine(volume, context) {
    const site = context.siteOfStack(volume.stack);
    // Without a site it is not known how its cloud encrypts, which the policy on creation says.
    if (!site || encryptionChangedInPlace(volume, site)) return undefined;
    return inheritedEncryption(volume, site, context);
  },
  examples: {
    terraform: `
resource "openstack_blockstorage_volume_v3" "plain" {
  size = 10
}
resource "openstack_blockstorage_volume_v3" "from_a_plain_volume" {
  size          = 10
  source_vol_id = openstack_blockstorage_volume_v3.plain.id
  metadata      = { __system__encrypted = "1", __system__cmkid = "0b4c1c9e-6f0c-4c69-9b0e-2f3a4d5e6f70" }
}
resource "openstack_blockstorage_volume_v3" "from_snapshot" {
  size        = 10
  snapshot_id = "7f3b1f0a-51f6-4c8c-8c5e-0a1b2c3d4e5f"
  metadata    = { __system__encrypted = "1", __system__cmkid = "0b4c1c9e-6f0c-4c69-9b0e-2f3a4d5e6f70" }
}
resource "openstack_blockstorage_volume_v3" "from_image" {
  size     = 10
  image_id = "5b18a4c1-b379-4058-af51-325e90a8fbba"
}
resource "openstack_blockstorage_volume_v3" "from_backup" {
  size      = 10
  backup_id = "8f3b1f0a-51f6-4c8c-8c5e-0a1b2c3d4e5f"
}
`,
    existing: {
      'openstack_blockstorage_volume_v3.plain': {
        id: '11111111-2222-4333-8444-555555555555',
        size: 10,
        metadata: {},
      },
    },
    fail: ['openstack_blockstorage_volume_v3.from_a_plain_volume'],
    undecided: [
      'openstack_blockstorage_volume_v3.from_snapshot',
      'openstack_blockstorage_volume_v3.from_image',
      'openstack_blockstorage_volume_v3.from_backup',
    ],
    changes: [
      {
        name: 'a copy of an encrypted volume',
        stack: 'primary',
        set: {
          'openstack_blockstorage_volume_v3.copied': {
            size: 8192,
            source_vol_id: `\${openstack_blockstorage_volume_v3.imaging_data.id}`,
          },
        },
        outcome: 'pass',
        subjects: ['primary:openstack_blockstorage_volume_v3.copied'],
      },
      {
        name: 'a copy of a copy of a plain volume',
        stack: 'primary',
        set: {
          'openstack_blockstorage_volume_v3.plain': { size: 10, metadata: {} },
          'openstack_blockstorage_volume_v3.copied': {
            size: 10,
            source_vol_id: `\${openstack_blockstorage_volume_v3.plain.id}`,
          },
          'openstack_blockstorage_volume_v3.again': {
            size: 10,
            source_vol_id: `\${openstack_blockstorage_volume_v3.copied.id}`,
          },
        },
        outcome: 'fail',
        subjects: [
          'primary:openstack_blockstorage_volume_v3.copied',
          'primary:openstack_blockstorage_volume_v3.again',
        ],
        says: 'inherited from openstack_blockstorage_volume_v3.plain: the volume is created without encryption',
      },
      {
        name: 'at the clinic a snapshot hands down its type',
        stack: 'clinic',
        set: {
          'openstack_blockstorage_volume_v3.restored': {
            size: 10,
            snapshot_id: '7f3b1f0a-51f6-4c8c-8c5e-0a1b2c3d4e5f',
          },
        },
        outcome: 'undecided',
        subjects: ['clinic:openstack_blockstorage_volume_v3.restored'],
        says: 'inherited from its snapshot_id',
      },
      {
        name: 'a type that encrypts says nothing of bytes that are copied',
        stack: 'clinic',
        set: {
          'openstack_blockstorage_volume_v3.restored': {
            size: 10,
            volume_type: 'luks',
            backup_id: '8f3b1f0a-51f6-4c8c-8c5e-0a1b2c3d4e5f',
          },
        },
        outcome: 'undecided',
        subjects: ['clinic:openstack_blockstorage_volume_v3.restored'],
        says: 'inherited from its backup_id',
      },
    ],
  },
});

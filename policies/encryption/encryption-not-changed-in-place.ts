import { volumeType } from '../../judge/facts/encryption';
import { encryptionChangedInPlace } from '../../judge/facts/encryption-changed';
import { definePolicy, pass } from '../../judge/policy';

export default definePolicy({
  title: 'Encryption is never switched on, and its key never changed, on a volume that exists',
  severity: 'critical',
  why: 'An update of the marks plans cleanly and leaves the disk as it is: in plaintext, or with the old key. From the next plan on everything looks right, so this plan is the only one that shows it.',
  avoid:
    '`__system__encrypted` or `__system__cmkid` added to a volume that exists, or an encrypted volume type given to it later',
  prefer: 'a new volume by the construct `EncryptedVolume`, and the data replicated into it',
  remediation:
    'Take the change back. Create a new encrypted volume, replicate into it, and retire this one; Terraform has to replace the resource, not update it.',
  controls: ['C5:2020 CRY-03', 'C5:2026 CRY-05', 'C5:2026 CRY-07', 'GDPR Art. 32(1)(a)'],
  // What was there before is in a plan alone.
  observableIn: ['plan'],
  resources: [volumeType],
  examine(volume, { siteOfStack }) {
    if (volume.action !== 'update') return undefined;
    const site = siteOfStack(volume.stack);
    // Without a site it is not known how its cloud encrypts, which the policy on creation says.
    return site && (encryptionChangedInPlace(volume, site) ?? pass);
  },
  examples: {
    terraform: `
resource "openstack_blockstorage_volume_v3" "resized" {
  size     = 20
  metadata = { __system__encrypted = "1", __system__cmkid = "0b4c1c9e-6f0c-4c69-9b0e-2f3a4d5e6f70" }
}
resource "openstack_blockstorage_volume_v3" "switched_on" {
  size     = 10
  metadata = { __system__encrypted = "1", __system__cmkid = "0b4c1c9e-6f0c-4c69-9b0e-2f3a4d5e6f70" }
}
resource "openstack_blockstorage_volume_v3" "another_key" {
  size     = 10
  metadata = { __system__encrypted = "1", __system__cmkid = "1b4c1c9e-6f0c-4c69-9b0e-2f3a4d5e6f70" }
}
resource "openstack_blockstorage_volume_v3" "mark_taken_away" {
  size     = 10
  metadata = { note = "nothing" }
}
resource "openstack_networking_network_v2" "any" {}
resource "openstack_blockstorage_volume_v3" "decided_at_apply" {
  size     = 10
  metadata = { __system__encrypted = openstack_networking_network_v2.any.id }
}
`,
    existing: Object.fromEntries(
      ['resized', 'switched_on', 'another_key', 'mark_taken_away', 'decided_at_apply'].map((name, at) => [
        `openstack_blockstorage_volume_v3.${name}`,
        {
          id: `${at}1111111-2222-4333-8444-555555555555`,
          size: 10,
          metadata:
            name === 'switched_on' || name === 'decided_at_apply'
              ? {}
              : { __system__encrypted: '1', __system__cmkid: '0b4c1c9e-6f0c-4c69-9b0e-2f3a4d5e6f70' },
        },
      ]),
    ),
    pass: ['openstack_blockstorage_volume_v3.resized'],
    fail: [
      'openstack_blockstorage_volume_v3.switched_on',
      'openstack_blockstorage_volume_v3.another_key',
      'openstack_blockstorage_volume_v3.mark_taken_away',
    ],
    undecided: ['openstack_blockstorage_volume_v3.decided_at_apply'],
  },
});

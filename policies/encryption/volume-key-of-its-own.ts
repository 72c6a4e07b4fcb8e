import { isOpen } from '../../graph/value';
import { declaredOwners, keyUses, mayBeSame } from '../../judge/facts/keys';
import { definePolicy, fail, markOf, pass, seen, undecided } from '../../judge/policy';

export default definePolicy({
  title: 'A key opens one dataset, or one domain’s system volumes, at one site and nothing else',
  severity: 'high',
  why: 'Whoever gets hold of a key reads everything it opens, and whoever destroys it destroys the same. A key shared by datasets joins identity, mapping and research again; one shared by sites lets a single loss take both copies.',
  avoid:
    'one key id in the volumes of two datasets, of two sites, of a dataset and of system volumes, or of the system volumes of two domains',
  prefer:
    'a key id for each placement, as in `estate/datasets`; the construct `EncryptedVolume` takes it from there',
  remediation:
    'Have the key custodian make a key for this dataset at this site, create the volume anew with it and replicate into it.',
  controls: ['C5:2020 CRY-03', 'C5:2020 CRY-04', 'C5:2020 OPS-24', 'C5:2026 CRY-05', 'GDPR Art. 32(1)(a)'],
  observableIn: ['synth', 'plan', 'state'],
  needs: 'estate',
  *examineEstate(context) {
    const uses = keyUses(context);
    const owners = declaredOwners(context.estate);
    const unowned = new Map<string, number>();
    for (const { key, owner } of uses) {
      if (key === undefined) continue;
      if (owner === undefined) unowned.set(key, (unowned.get(key) ?? 0) + 1);
      else owners.set(key, (owners.get(key) ?? new Set()).add(owner));
    }
    for (const { resource, path, key, owner } of uses) {
      const { stack, address } = resource;
      const site = context.siteOfStack(stack)?.name;
      const subject = { stack, address, site, dataset: markOf(resource, 'dataset') };
      const others = [...(owners.get(key ?? '') ?? [])].filter(
        (one) => owner === undefined || !mayBeSame(one, owner),
      );
      const strangers = (unowned.get(key ?? '') ?? 0) - (owner === undefined ? 1 : 0);
      const evidence = seen(resource, path);
      if (key === undefined) yield [subject, undecided('which key it has is not known yet', evidence)];
      else if (owner !== undefined && others.length > 0) {
        yield [subject, fail(`the key of ${owner} also opens ${others.join(', ')}`, evidence)];
      } else if (owner === undefined && others.length + strangers > 0) {
        const whose = isOpen(resource.get('metadata')) ? 'is not known yet' : 'no mark says';
        yield [subject, undecided(`others have the same key, and whose data it holds ${whose}`, evidence)];
      } else if (strangers > 0) {
        yield [
          subject,
          undecided('a volume of which no mark says whose data it holds has the same key', evidence),
        ];
      } else yield [subject, pass];
    }
  },
  examples: {
    terraform: `
resource "openstack_blockstorage_volume_v3" "patient_records" {
  size     = 10
  metadata = {
    __system__encrypted = "1"
    __system__cmkid     = "da6f0a3d-0c83-4f6b-a04f-45e547607d32"
    "estate:dataset"    = "patient-records"
    "estate:role"       = "data"
  }
}
resource "openstack_blockstorage_volume_v3" "identity_and_research" {
  for_each = toset(["consent", "research"])
  size     = 10
  metadata = {
    __system__encrypted = "1"
    __system__cmkid     = "11111111-2222-4333-8444-555555555555"
    "estate:dataset"    = each.key
    "estate:role"       = "data"
  }
}
resource "openstack_blockstorage_volume_v3" "key_of_the_mirror" {
  size     = 10
  metadata = {
    __system__encrypted = "1"
    __system__cmkid     = "310e88f9-c37f-4ff0-a19f-cdedb06fea41"
    "estate:dataset"    = "imaging"
    "estate:role"       = "data"
  }
}
resource "openstack_blockstorage_volume_v3" "unmarked_alone" {
  size     = 10
  metadata = { __system__encrypted = "1", __system__cmkid = "22222222-2222-4333-8444-555555555555" }
}
resource "openstack_blockstorage_volume_v3" "unmarked_pair" {
  count    = 2
  size     = 10
  metadata = { __system__encrypted = "1", __system__cmkid = "33333333-2222-4333-8444-555555555555" }
}
resource "openstack_networking_network_v2" "any" {}
resource "openstack_blockstorage_volume_v3" "key_decided_at_apply" {
  size     = 10
  metadata = { __system__encrypted = "1", __system__cmkid = openstack_networking_network_v2.any.id }
}
`,
    pass: [
      'openstack_blockstorage_volume_v3.patient_records',
      'openstack_blockstorage_volume_v3.unmarked_alone',
    ],
    fail: [
      'openstack_blockstorage_volume_v3.identity_and_research["consent"]',
      'openstack_blockstorage_volume_v3.identity_and_research["research"]',
      'openstack_blockstorage_volume_v3.key_of_the_mirror',
    ],
    undecided: [
      'openstack_blockstorage_volume_v3.unmarked_pair[0]',
      'openstack_blockstorage_volume_v3.unmarked_pair[1]',
      'openstack_blockstorage_volume_v3.key_decided_at_apply',
    ],
    changes: [
      {
        name: 'the system volume of a mapping node has the key of the identity nodes',
        stack: 'primary',
        set: {
          'openstack_blockstorage_volume_v3.mapping_1_system': {
            metadata: {
              __system__encrypted: '1',
              __system__cmkid: '15753157-44f4-4bdc-be8c-ae8b47b9375f',
              'estate:role': 'system',
              'estate:site': 'primary',
            },
          },
        },
        outcome: 'fail',
        subjects: [
          'primary:openstack_blockstorage_volume_v3.mapping_1_system',
          'primary:openstack_blockstorage_volume_v3.identity_1_system',
        ],
        says: 'the key of system volumes of mapping at primary also opens system volumes of identity at primary',
      },
    ],
  },
});

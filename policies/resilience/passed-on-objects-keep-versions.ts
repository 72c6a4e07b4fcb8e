import type { Resource } from '../../graph/graph';
import { isOpen, isUnset } from '../../graph/value';
import { containerType } from '../../judge/facts/keys';
import { type KeptVersions, syncPath, versionsOf } from '../../judge/facts/object-synchronisation';
import { definePolicy, type Finding, fail, pass, seen, undecided, worstOf } from '../../judge/policy';

const judgements: Readonly<Record<KeptVersions, (container: Resource) => Finding>> = {
  'in a history': () => pass,
  'by itself': (container) =>
    fail(
      'Swift passes nothing on from a container that keeps versions by itself',
      seen(container, 'versioning'),
    ),
  none: (container) =>
    fail(
      'a deletion is passed on, and no history keeps what was deleted',
      seen(container, 'versioning_legacy'),
    ),
  open: (container) =>
    undecided('whether it keeps versions is not known yet', seen(container, 'versioning_legacy')),
};

function judgeKey(container: Resource): Finding {
  const path = 'container_sync_key';
  return isUnset(container.get(path))
    ? fail('without a key it passes nothing on', { ...seen(container, path), value: 'not set' })
    : pass;
}

export default definePolicy({
  title: 'A container that passes its objects on really does, and keeps what is overwritten or deleted',
  severity: 'high',
  why: 'Synchronisation repeats a deletion at the next site within minutes. And Swift takes settings under which it passes nothing on, without an error: a container with `versioning` and one without a key are skipped, with a word in the operator’s log.',
  avoid: '`container_sync_to` beside `versioning = true`, without a key, or without a history',
  prefer:
    'the construct `ObjectStore`: `versioning_legacy` of type `history` where objects are passed on, `versioning` where the row ends',
  remediation:
    'Set `versioning_legacy { type = "history" }` to a container of its own, in lower-case letters, and the key; then compare what arrived.',
  controls: ['C5:2020 OPS-06', 'GDPR Art. 32(1)(b)', 'GDPR Art. 32(1)(c)', 'BSIG § 30(2) no. 3'],
  observableIn: ['synth', 'plan', 'state'],
  resources: [containerType],
  examine(container) {
    const target = container.get(syncPath);
    if (isUnset(target)) return undefined;
    const finding = worstOf([judgements[versionsOf(container)](container), judgeKey(container)]);
    return isOpen(target) && finding.outcome === 'fail'
      ? undecided(`if it passes objects on: ${finding.message}`, ...finding.evidence)
      : finding;
  },
  examples: {
    site: 'clinic',
    terraform: `
locals {
  target = "//lausitz/clinic/AUTH_5c0f6b1f0a3a4a0f9f1c4d1a7be2c8d3/imaging-objects"
}
variable "sync_key" {
  type      = string
  sensitive = true
}
resource "openstack_networking_network_v2" "any" {}
resource "openstack_objectstorage_container_v1" "kept_to_itself" {
  name = "kept-to-itself"
}
${[
  ['with_a_history', 'versioning_legacy {\n    type     = "history"\n    location = "history"\n  }'],
  ['history_in_capitals', 'versioning_legacy {\n    type     = "History"\n    location = "history"\n  }'],
  [
    'that_restores_what_is_deleted',
    'versioning_legacy {\n    type     = "versions"\n    location = "history"\n  }',
  ],
  ['that_keeps_versions_by_itself', 'versioning = true'],
  ['without_versions', 'versioning = false'],
  ['versions_decided_at_apply', 'versioning = openstack_networking_network_v2.any.shared'],
]
  .map(
    ([name, versions]) => `resource "openstack_objectstorage_container_v1" "${name}" {
  name               = "${name}"
  container_sync_to  = local.target
  container_sync_key = var.sync_key
  ${versions}
}`,
  )
  .join('\n')}
resource "openstack_objectstorage_container_v1" "without_key" {
  name              = "without-key"
  container_sync_to = local.target
  versioning_legacy {
    type     = "history"
    location = "history"
  }
}
resource "openstack_objectstorage_container_v1" "target_decided_at_apply" {
  name              = "target-decided-at-apply"
  container_sync_to = openstack_networking_network_v2.any.id
}
`,
    pass: ['openstack_objectstorage_container_v1.with_a_history'],
    fail: [
      'openstack_objectstorage_container_v1.history_in_capitals',
      'openstack_objectstorage_container_v1.that_restores_what_is_deleted',
      'openstack_objectstorage_container_v1.that_keeps_versions_by_itself',
      'openstack_objectstorage_container_v1.without_versions',
      'openstack_objectstorage_container_v1.without_key',
    ],
    undecided: [
      'openstack_objectstorage_container_v1.versions_decided_at_apply',
      'openstack_objectstorage_container_v1.target_decided_at_apply',
    ],
  },
});

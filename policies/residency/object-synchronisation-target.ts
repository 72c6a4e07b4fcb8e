import { isUnset } from '../../graph/value';
import { definePolicy, fail, seen, undecided } from '../../judge/policy';

const path = 'container_sync_to';

export default definePolicy({
  title: 'No container passes its objects on to a place that is no site',
  severity: 'critical',
  why: 'A container that synchronises itself sends every object on, as often as it changes. Where that is, under whose law and with whose key it is read there, no dataset says.',
  avoid: '`container_sync_to`',
  prefer: 'copies and backups declared in the dataset, kept current by the application',
  remediation:
    'Take container_sync_to away, erase what was passed on, and declare a copy at a site where one is wanted.',
  controls: ['§ 393 SGB V', 'GDPR Art. 44', 'C5:2020 PSS-12', 'C5:2026 PSS-12', 'Grundschutz++ BES.2.3'],
  observableIn: ['synth', 'plan', 'state'],
  resources: ['openstack_objectstorage_container_v1'],
  examine(container) {
    const target = container.get(path);
    if (isUnset(target)) return undefined;
    const evidence = seen(container, path);
    return typeof target === 'string'
      ? fail('it passes every object on to a place that no site stands for', evidence)
      : undecided('whether it passes objects on is not known yet', evidence);
  },
  examples: {
    site: 'clinic',
    terraform: `
resource "openstack_objectstorage_container_v1" "kept" {
  name = "kept"
}
resource "openstack_objectstorage_container_v1" "passed_on" {
  name               = "passed-on"
  container_sync_to  = "//realm/elsewhere/AUTH_account/passed-on"
  container_sync_key = var.sync_key
}
variable "sync_key" {
  type      = string
  sensitive = true
}
resource "openstack_networking_network_v2" "any" {}
resource "openstack_objectstorage_container_v1" "decided_at_apply" {
  name              = "decided-at-apply"
  container_sync_to = openstack_networking_network_v2.any.id
}
`,
    fail: ['openstack_objectstorage_container_v1.passed_on'],
    undecided: ['openstack_objectstorage_container_v1.decided_at_apply'],
    cannotOccur: { pass: 'a container that passes nothing on is not what is judged here' },
  },
});

import { isOpen, isUnset } from '../../graph/value';
import { definePolicy, fail, pass, seen, undecided, worstOf } from '../../judge/policy';

export default definePolicy({
  title: 'No object container has a list of further readers or writers',
  severity: 'critical',
  why: 'A container holds a dataset’s backup, all of it in one place. A list of readers may let in other projects, or with `.r:*` anyone who knows the address; one of writers lets them replace what a restore would read.',
  avoid: '`container_read` or `container_write`, whatever they are set to',
  prefer: 'the construct `BackupStore`: without lists only the project itself has access',
  remediation:
    'Take both lists away. After `.r:*`, treat what was in the container as read by others, and find out by whom.',
  controls: ['C5:2020 IDM-01', 'C5:2020 OPS-06', 'GDPR Art. 32(1)(b)', '§ 393 SGB V'],
  observableIn: ['synth', 'plan', 'state'],
  resources: ['openstack_objectstorage_container_v1'],
  examine: (container) =>
    worstOf(
      (['container_read', 'container_write'] as const).map((list) => {
        const value = container.get(list);
        if (isUnset(value)) return pass;
        const evidence = seen(container, list);
        if (isOpen(value)) return undecided(`whom ${list} lets in is not known yet`, evidence);
        const others = typeof value === 'string' && value.includes('.r:*') ? 'anyone' : 'others';
        const does = list === 'container_read' ? 'read it' : 'write to it';
        return fail(`${list} lets ${others} beside the project ${does}`, evidence);
      }),
    ),
  examples: {
    site: 'clinic',
    terraform: `
resource "openstack_objectstorage_container_v1" "project_only" {
  name       = "imaging-backup"
  versioning = true
}
resource "openstack_objectstorage_container_v1" "emptied_lists" {
  name            = "consent-backup"
  container_read  = ""
  container_write = ""
}
resource "openstack_objectstorage_container_v1" "for_anyone" {
  name           = "leaflets"
  container_read = ".r:*,.rlistings"
}
resource "openstack_objectstorage_container_v1" "for_another_project" {
  name           = "research-backup"
  container_read = "3f1f7c0e5a0e4c559f633c7b8b1c0a01:*"
}
resource "openstack_objectstorage_container_v1" "written_by_another_project" {
  name            = "audit-log-backup"
  container_write = "3f1f7c0e5a0e4c559f633c7b8b1c0a01:*"
}
resource "openstack_networking_network_v2" "any" {}
resource "openstack_objectstorage_container_v1" "decided_at_apply" {
  name           = "shared-backup"
  container_read = openstack_networking_network_v2.any.id
}
`,
    pass: [
      'openstack_objectstorage_container_v1.project_only',
      'openstack_objectstorage_container_v1.emptied_lists',
    ],
    fail: [
      'openstack_objectstorage_container_v1.for_anyone',
      'openstack_objectstorage_container_v1.for_another_project',
      'openstack_objectstorage_container_v1.written_by_another_project',
    ],
    undecided: ['openstack_objectstorage_container_v1.decided_at_apply'],
  },
});

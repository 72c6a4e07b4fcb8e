import { placementsOf } from '../../estate/queries';
import type { Resource } from '../../graph/graph';
import { isOpen } from '../../graph/value';
import { type SyncTarget, syncPath, syncTargetOf } from '../../judge/facts/object-synchronisation';
import {
  type Context,
  definePolicy,
  type Finding,
  fail,
  markOf,
  pass,
  seen,
  undecided,
} from '../../judge/policy';

/** A container that passes its objects on to a site's own account. */
function judgeCopy(container: Resource, target: Exclude<SyncTarget, string>, { estate }: Context): Finding {
  const evidence = [seen(container, syncPath), seen(container, 'metadata.estate-dataset')];
  if ('elsewhere' in target) {
    return fail('it passes every object on to a place that no site stands for', ...evidence);
  }
  const { site } = target;
  const [name, role] = [markOf(container, 'dataset'), markOf(container, 'role')];
  if ([name, role].includes(undefined) && isOpen(container.get('metadata'))) {
    return undecided(`whose objects it passes on to ${site.name} is not known yet`, ...evidence);
  }
  if (name === undefined) return fail(`no mark says whose objects it passes on to ${site.name}`, ...evidence);
  const dataset = estate.datasets.find((one) => one.name === name);
  if (!dataset) return fail(`the estate has no dataset "${name}"`, ...evidence);
  if (role !== 'data') {
    return fail(
      `it passes on what is kept as ${role ?? 'nothing'}: only objects themselves go on`,
      ...evidence,
    );
  }
  if (dataset.objects !== true) {
    return fail(`${name} is not made of objects, so no copy of it is one of containers`, ...evidence);
  }
  const places = placementsOf(dataset).map((placement) => placement.site);
  return places.includes(site.name)
    ? pass
    : fail(`it passes ${name} on to ${site.name}, and ${name} is held at ${places.join(', ')}`, ...evidence);
}

export default definePolicy({
  title: 'A container passes its objects on only to where its dataset is held',
  severity: 'critical',
  why: 'A container that synchronises itself sends every object on, as often as it changes. Where that is no site, nobody says under whose law and with whose key it is read there; where it is another site, it is a copy that nobody counts.',
  avoid: '`container_sync_to` with a URL, or with a realm, cluster or account that is no site’s',
  prefer: 'the construct `ObjectStore`, which feeds the sites that the dataset names',
  remediation:
    'Take container_sync_to away, erase what was passed on, and declare a copy at a site where one is wanted.',
  controls: ['§ 393 SGB V', 'GDPR Art. 44', 'C5:2020 PSS-12', 'C5:2026 PSS-12', 'Grundschutz++ BES.2.3'],
  observableIn: ['synth', 'plan', 'state'],
  resources: ['openstack_objectstorage_container_v1'],
  examine(container, context) {
    const target = syncTargetOf(container, context.estate);
    if (target === undefined) return undefined;
    return target === 'open'
      ? undecided('whether it passes objects on is not known yet', seen(container, syncPath))
      : judgeCopy(container, target, context);
  },
  examples: {
    site: 'clinic',
    terraform: `
locals {
  clinic = "//lausitz/clinic/AUTH_5c0f6b1f0a3a4a0f9f1c4d1a7be2c8d3"
  marks  = { "estate-dataset" = "imaging", "estate-role" = "data" }
}
variable "sync_key" {
  type      = string
  sensitive = true
}
resource "openstack_objectstorage_container_v1" "kept" {
  name = "kept"
}
resource "openstack_objectstorage_container_v1" "to_a_site_of_its_dataset" {
  name               = "imaging-objects"
  metadata           = local.marks
  container_sync_to  = "\${local.clinic}/imaging-objects"
  container_sync_key = var.sync_key
}
resource "openstack_objectstorage_container_v1" "passed_on" {
  name               = "passed-on"
  metadata           = local.marks
  container_sync_to  = "//realm/elsewhere/AUTH_account/passed-on"
  container_sync_key = var.sync_key
}
resource "openstack_objectstorage_container_v1" "to_a_url" {
  name               = "to-a-url"
  metadata           = local.marks
  container_sync_to  = "https://swift.example/v1/AUTH_5c0f6b1f0a3a4a0f9f1c4d1a7be2c8d3/to-a-url"
  container_sync_key = var.sync_key
}
resource "openstack_objectstorage_container_v1" "to_another_account_of_the_site" {
  name               = "imaging-objects"
  metadata           = local.marks
  container_sync_to  = "//lausitz/clinic/AUTH_5c0f6b1f0a3a4a0f9f1c4d1a7be2c8d4/imaging-objects"
  container_sync_key = var.sync_key
}
resource "openstack_objectstorage_container_v1" "backup" {
  name               = "imaging-backup"
  metadata           = merge(local.marks, { "estate-role" = "backup" })
  container_sync_to  = "\${local.clinic}/imaging-objects"
  container_sync_key = var.sync_key
}
resource "openstack_objectstorage_container_v1" "of_a_database" {
  name               = "consent"
  metadata           = merge(local.marks, { "estate-dataset" = "consent" })
  container_sync_to  = "\${local.clinic}/consent"
  container_sync_key = var.sync_key
}
resource "openstack_objectstorage_container_v1" "of_no_dataset" {
  name               = "installers"
  container_sync_to  = "\${local.clinic}/installers"
  container_sync_key = var.sync_key
}
resource "openstack_objectstorage_container_v1" "of_an_unknown_dataset" {
  name               = "images"
  metadata           = merge(local.marks, { "estate-dataset" = "images" })
  container_sync_to  = "\${local.clinic}/images"
  container_sync_key = var.sync_key
}
resource "openstack_networking_network_v2" "any" {}
resource "openstack_objectstorage_container_v1" "decided_at_apply" {
  name              = "decided-at-apply"
  container_sync_to = openstack_networking_network_v2.any.id
}
resource "openstack_objectstorage_container_v1" "marked_at_apply" {
  name               = "marked-at-apply"
  metadata           = { "estate-dataset" = openstack_networking_network_v2.any.id, "estate-role" = "data" }
  container_sync_to  = "\${local.clinic}/imaging-objects"
  container_sync_key = var.sync_key
}
`,
    pass: ['openstack_objectstorage_container_v1.to_a_site_of_its_dataset'],
    fail: [
      'openstack_objectstorage_container_v1.passed_on',
      'openstack_objectstorage_container_v1.to_a_url',
      'openstack_objectstorage_container_v1.to_another_account_of_the_site',
      'openstack_objectstorage_container_v1.backup',
      'openstack_objectstorage_container_v1.of_a_database',
      'openstack_objectstorage_container_v1.of_no_dataset',
      'openstack_objectstorage_container_v1.of_an_unknown_dataset',
    ],
    undecided: [
      'openstack_objectstorage_container_v1.decided_at_apply',
      'openstack_objectstorage_container_v1.marked_at_apply',
    ],
  },
});

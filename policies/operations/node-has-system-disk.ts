import type { Resource } from '../../graph/graph';
import { isUnset, Unknown } from '../../graph/value';
import { hasRole, hasVolumeOfRole } from '../../judge/facts/disks';
import { serverType } from '../../judge/facts/servers';
import { definePolicy, fail, pass, seen, undecided, worstOf } from '../../judge/policy';

/** Whether user data is surely there, unknown as it may be: an expression may come out as null. */
function isSurelySet(server: Resource): boolean {
  const value = server.get('user_data');
  if (!(value instanceof Unknown)) return true;
  if (value.template !== undefined && !value.template.startsWith('${')) return true;
  // A plan knows a null; what depends on a resource that is yet to be made is something.
  const isPlanned = server.action !== 'declared';
  return isPlanned && value.references.some(({ kind }) => kind === 'resource' || kind === 'data');
}

export default definePolicy({
  title: 'Every node has a system disk of its own and the user data that puts it to use',
  severity: 'high',
  why: 'The root disk of a node comes from an image and is not encrypted. Without a system disk, or without user data that mounts it, etcd, kubelet, swap, temporary files and logs lie on the root disk, patient data among them.',
  avoid:
    'a server marked `estate:role = node` with no attached volume whose role is `system`, or without `user_data`',
  prefer: 'the construct `ClusterNode`, which makes the disk, attaches it and writes the user data',
  remediation: 'Attach an encrypted volume with the role `system`, and set the user data that mounts it.',
  controls: ['C5:2020 CRY-03', 'GDPR Art. 32(1)(a)'],
  observableIn: ['synth', 'plan', 'state'],
  needs: 'estate',
  resources: [serverType],
  examine(server, { graph }) {
    const isNode = hasRole(server, 'node');
    if (isNode === 'no') return undefined;
    const role = seen(server, 'metadata.estate:role');
    const disk = hasVolumeOfRole(graph, server, 'system');
    const disks = {
      yes: pass,
      no: fail('no volume with the role system is attached to it', role),
      maybe: undecided('whether a volume with the role system is attached to it is not known', role),
    };
    const userData = seen(server, 'user_data');
    const boot = isUnset(server.get('user_data'))
      ? fail('it has no user data, so nothing mounts its system disk', userData)
      : isSurelySet(server)
        ? pass
        : undecided('whether it has user data is not known yet', userData);
    const worst = worstOf([disks[disk], boot]);
    if (isNode === 'yes' || worst.outcome === 'pass') return worst;
    return undecided(`whether it is a node is not known yet; ${worst.message}`, ...worst.evidence);
  },
  examples: {
    terraform: `
locals {
  node = { "estate:role" = "node" }
}
resource "openstack_blockstorage_volume_v3" "system" {
  size     = 64
  metadata = { "estate:role" = "system" }
}
resource "openstack_blockstorage_volume_v3" "data" {
  size     = 64
  metadata = { "estate:role" = "data", "estate:dataset" = "imaging" }
}
resource "openstack_compute_instance_v2" "no_node" {
  name = "no-node"
}
resource "openstack_compute_instance_v2" "without_disk" {
  name      = "without-disk"
  metadata  = local.node
  user_data = "#cloud-config"
}
resource "openstack_compute_instance_v2" "with_data_disk_alone" {
  name      = "with-data-disk-alone"
  metadata  = local.node
  user_data = "#cloud-config"
}
resource "openstack_compute_volume_attach_v2" "data" {
  instance_id = openstack_compute_instance_v2.with_data_disk_alone.id
  volume_id   = openstack_blockstorage_volume_v3.data.id
}
resource "openstack_compute_instance_v2" "without_user_data" {
  name     = "without-user-data"
  metadata = local.node
}
resource "openstack_compute_volume_attach_v2" "without_user_data" {
  instance_id = openstack_compute_instance_v2.without_user_data.id
  volume_id   = openstack_blockstorage_volume_v3.system.id
}
resource "openstack_compute_instance_v2" "disk_of_another_plan" {
  name      = "disk-of-another-plan"
  metadata  = local.node
  user_data = "#cloud-config"
}
resource "openstack_compute_volume_attach_v2" "another_plan" {
  instance_id = openstack_compute_instance_v2.disk_of_another_plan.id
  volume_id   = "0d0a7a52-3a0f-4c3a-9d53-1f6f1c1f0a01"
}
resource "openstack_compute_instance_v2" "marked_at_apply" {
  name      = "marked-at-apply"
  metadata  = { "estate:role" = openstack_blockstorage_volume_v3.data.id }
  user_data = "#cloud-config"
}
`,
    fail: [
      'openstack_compute_instance_v2.without_disk',
      'openstack_compute_instance_v2.with_data_disk_alone',
      'openstack_compute_instance_v2.without_user_data',
    ],
    undecided: [
      'openstack_compute_instance_v2.disk_of_another_plan',
      'openstack_compute_instance_v2.marked_at_apply',
    ],
    changes: [
      {
        name: 'another user data',
        stack: 'primary',
        set: { 'openstack_compute_instance_v2.identity_1_server': { user_data: '#cloud-config' } },
        outcome: 'pass',
        subjects: ['primary:openstack_compute_instance_v2.identity_1_server'],
      },
      {
        name: 'the system disk is not attached',
        stack: 'primary',
        remove: 'openstack_compute_volume_attach_v2.identity_1_attach',
        outcome: 'fail',
        subjects: ['primary:openstack_compute_instance_v2.identity_1_server'],
        says: 'no volume with the role system',
      },
      {
        name: 'the user data is gone',
        stack: 'clinic',
        set: { 'openstack_compute_instance_v2.research_1_server': { user_data: null } },
        outcome: 'fail',
        subjects: ['clinic:openstack_compute_instance_v2.research_1_server'],
        says: 'no user data',
      },
      {
        name: 'which volume is attached is decided at apply',
        stack: 'primary',
        set: { 'openstack_compute_volume_attach_v2.identity_1_attach': { volume_id: 'unknown' } },
        outcome: 'undecided',
        subjects: ['primary:openstack_compute_instance_v2.identity_1_server'],
      },
    ],
  },
});

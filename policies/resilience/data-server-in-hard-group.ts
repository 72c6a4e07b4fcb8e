import { isList, isMap, isOpen, isUnset } from '../../graph/value';
import { hasRole, hasVolumeOfRole } from '../../judge/facts/disks';
import { serverType } from '../../judge/facts/servers';
import { definePolicy, fail, pass, seen, undecided } from '../../judge/policy';

const groupType = 'openstack_compute_servergroup_v2';

export default definePolicy({
  title: 'Every node and every server of data is in a server group',
  severity: 'medium',
  why: 'A server that is in no group goes wherever the scheduler has room, beside the other node of its pool too. The loss of one host then takes both, and nothing says so before.',
  avoid:
    'a server marked `estate:role = node`, or with a volume whose role is `data`, without `scheduler_hints.group`',
  prefer: 'the construct `NodePool`, which makes a group with hard anti-affinity and puts each node into it',
  remediation:
    'Name the server group of its pool in `scheduler_hints`. The server is made anew: groups are joined at creation only.',
  controls: ['C5:2020 BCM-03', 'Grundschutz++ ARCH.8.3', 'SCS-0118'],
  observableIn: ['synth', 'plan', 'state'],
  needs: 'estate',
  resources: [serverType],
  examine(server, { graph }) {
    const concerns = [hasRole(server, 'node'), hasVolumeOfRole(graph, server, 'data')];
    if (concerns.every((one) => one === 'no')) return undefined;
    const evidence = [seen(server, 'scheduler_hints'), seen(server, 'metadata.estate:role')];
    const hints = server.blocks('scheduler_hints');
    const isOpenBlock = isOpen(hints) || (isList(hints) && hints.some((one) => isOpen(one)));
    if (isOpenBlock) return undecided('which server group it is in is not known yet', ...evidence);
    const at = isList(hints) ? hints.findIndex((one) => isMap(one) && !isUnset(one.group)) : -1;
    if (at === -1) {
      return concerns.includes('yes')
        ? fail('it is in no server group, so it may share a host with the others', ...evidence)
        : undecided('it is in no server group, and whether it holds data is not known', ...evidence);
    }
    const { targets, certain, complete } = graph.follow(server, `scheduler_hints.${at}.group`);
    const isGroup = targets.length > 0 && targets.every((t) => t.mode === 'managed' && t.type === groupType);
    if (isGroup && certain && complete) return pass;
    return undecided('its server group is not surely one of this plan', ...evidence);
  },
  examples: {
    terraform: `
resource "openstack_compute_instance_v2" "without_data" {
  name = "without-data"
}
resource "openstack_compute_instance_v2" "node_without_group" {
  name     = "node-without-group"
  metadata = { "estate:role" = "node" }
}
resource "openstack_compute_instance_v2" "other_hint_alone" {
  name     = "other-hint-alone"
  metadata = { "estate:role" = "node" }
  scheduler_hints {
    different_host = ["0d0a7a52-3a0f-4c3a-9d53-1f6f1c1f0a01"]
  }
}
resource "openstack_compute_instance_v2" "group_of_another_plan" {
  name     = "group-of-another-plan"
  metadata = { "estate:role" = "node" }
  scheduler_hints {
    group = "0d0a7a52-3a0f-4c3a-9d53-1f6f1c1f0a01"
  }
}
resource "openstack_compute_instance_v2" "disk_of_another_plan" {
  name = "disk-of-another-plan"
}
resource "openstack_compute_volume_attach_v2" "another_plan" {
  instance_id = openstack_compute_instance_v2.disk_of_another_plan.id
  volume_id   = "0d0a7a52-3a0f-4c3a-9d53-1f6f1c1f0a02"
}
`,
    fail: [
      'openstack_compute_instance_v2.node_without_group',
      'openstack_compute_instance_v2.other_hint_alone',
    ],
    undecided: [
      'openstack_compute_instance_v2.group_of_another_plan',
      'openstack_compute_instance_v2.disk_of_another_plan',
    ],
    changes: [
      {
        name: 'a server of data in a group, without marks',
        stack: 'primary',
        set: { 'openstack_compute_instance_v2.identity_2_server': { metadata: null } },
        outcome: 'pass',
        subjects: ['primary:openstack_compute_instance_v2.identity_2_server'],
      },
      {
        name: 'a server of data in no group, without marks',
        stack: 'primary',
        set: { 'openstack_compute_instance_v2.identity_2_server': { metadata: null, scheduler_hints: null } },
        outcome: 'fail',
        subjects: ['primary:openstack_compute_instance_v2.identity_2_server'],
        says: 'in no server group',
      },
      {
        name: 'a node outside its group',
        stack: 'primary',
        set: { 'openstack_compute_instance_v2.identity_1_server': { scheduler_hints: null } },
        outcome: 'fail',
        subjects: ['primary:openstack_compute_instance_v2.identity_1_server'],
        says: 'in no server group',
      },
      {
        name: 'the group is decided at apply',
        stack: 'clinic',
        set: {
          'openstack_compute_instance_v2.research_1_server': { scheduler_hints: [{ group: 'unknown' }] },
        },
        outcome: 'undecided',
        subjects: ['clinic:openstack_compute_instance_v2.research_1_server'],
      },
    ],
  },
});

import { statefulTypes } from '../../judge/facts/stateful';
import { definePolicy, fail, pass } from '../../judge/policy';

const losses: Readonly<Record<string, string>> = {
  delete: 'the plan deletes it',
  replace: 'the plan replaces it: the new one is empty',
  forget: 'the plan stops managing it: nothing judges or protects it any more',
};

export default definePolicy({
  title: 'No plan deletes, replaces or abandons what holds data or opens it',
  severity: 'critical',
  why: 'A renamed resource or a changed zone plans as a replacement: the volume is deleted with its data, and a deleted key takes every copy that it opens. The source shows none of it; only the plan does.',
  avoid:
    'a plan with `delete`, `replace` or `forget` for a volume, a container, a share, a database or a key',
  prefer:
    '`moved` blocks for what only changes its name; a new volume beside the old one for what changes its place',
  remediation:
    'Do not apply. Where data is to go, follow the decommission runbook, and have the loss approved for this very plan: estate approve.',
  controls: ['C5:2020 BCM-03', 'C5:2026 CRY-16', 'GDPR Art. 32(1)(b)', 'BSIG § 30(2) no. 3'],
  observableIn: ['plan'],
  resources: [...statefulTypes],
  includesDeleted: true,
  examine(resource) {
    const loss = losses[resource.action];
    if (loss === undefined) return pass;
    const source = `${resource.stack}:${resource.address}`;
    return fail(loss, { path: 'actions', value: resource.action, source });
  },
  examples: {
    terraform: `
resource "openstack_blockstorage_volume_v3" "new" {
  size = 10
}
resource "openstack_blockstorage_volume_v3" "grown" {
  name              = "grown"
  size              = 20
  availability_zone = "eu-de-01"
}
resource "openstack_blockstorage_volume_v3" "moved_to_another_zone" {
  name              = "moved"
  size              = 10
  availability_zone = "eu-de-02"
}
removed {
  from = openstack_objectstorage_container_v1.abandoned
  lifecycle {
    destroy = false
  }
}
`,
    existing: {
      'openstack_blockstorage_volume_v3.grown': {
        id: '0d0a7a52-3a0f-4c3a-9d53-1f6f1c1f0a01',
        name: 'grown',
        size: 10,
        availability_zone: 'eu-de-01',
        region: 'eu-de',
      },
      'openstack_blockstorage_volume_v3.moved_to_another_zone': {
        id: '0d0a7a52-3a0f-4c3a-9d53-1f6f1c1f0a02',
        name: 'moved',
        size: 10,
        availability_zone: 'eu-de-01',
        region: 'eu-de',
      },
      'openstack_keymanager_secret_v1.deleted': {
        id: '0d0a7a52-3a0f-4c3a-9d53-1f6f1c1f0a03',
        name: 'deleted',
        region: 'eu-de',
      },
      'openstack_objectstorage_container_v1.abandoned': {
        id: 'abandoned',
        name: 'abandoned',
        region: 'eu-de',
      },
    },
    pass: ['openstack_blockstorage_volume_v3.new', 'openstack_blockstorage_volume_v3.grown'],
    fail: [
      'openstack_blockstorage_volume_v3.moved_to_another_zone',
      'openstack_keymanager_secret_v1.deleted',
      'openstack_objectstorage_container_v1.abandoned',
    ],
    cannotOccur: {
      undecided: 'a plan says of every resource what happens to it; one that does not is refused',
    },
  },
});

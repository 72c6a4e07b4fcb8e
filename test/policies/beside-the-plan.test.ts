import { saidOf } from './small-plan';

const policy = 'operations/every-type-is-known';
const passed: readonly string[] = [];
const before = { id: 'x' };

test.each(['external', 'http', 'aws_caller_identity'])('what a data source %s does is in no plan', (type) => {
  const changes = [{ type, mode: 'data', change: { actions: ['read'], after: {} } }];
  expect(saidOf({ changes }, policy)).toEqual([
    `undecided data.${type}.x: ${type}: a program or another service answers it, and what that does is in no plan`,
  ]);
});

test.each(['openstack_networking_network_v2', 'local_file'])('a data source %s only tells', (type) => {
  const changes = [{ type, mode: 'data', change: { actions: ['read'], after: {} } }];
  expect(saidOf({ changes }, policy)).toEqual(passed);
});

test('an action that the apply invokes is no resource, and does what no plan shows', () => {
  const action = {
    address: 'action.local_command.x',
    type: 'local_command',
    config_values: { command: 'sh' },
  };
  const said = [
    'undecided action.local_command.x: local_command: the plan invokes an action, and what that does is in no plan',
  ];
  expect(saidOf({ rest: { action_invocations: [action] } }, policy)).toEqual(said);
  const deferred = [{ reason: 'unknown', action_invocation: action }];
  expect(saidOf({ rest: { deferred_action_invocations: deferred } }, policy)).toEqual(said);
  expect(saidOf({ rest: { action_invocations: [] } }, policy)).toEqual(passed);
  expect(() => saidOf({ rest: { action_invocations: {} } }, policy)).toThrow('action_invocations is no list');
});

test('a provisioner that runs when its resource goes is one as well', () => {
  const type = 'terraform_data';
  const changes = [{ type, change: { actions: ['delete'], before } }];
  const configured = [
    { address: `${type}.x`, mode: 'managed', type, name: 'x', provisioners: [{ type: 'local-exec' }] },
  ];
  expect(saidOf({ changes, configured }, policy)).toEqual([
    `undecided ${type}.x: ${type}: its provisioner runs programs, and what those do is in no plan`,
  ]);
  expect(saidOf({ changes }, policy)).toEqual(passed);
});

test.each([
  'opentelekomcloud_rds_instance_v3',
  'aws_s3_bucket',
  'openstack_blockstorage_snapshot_v3',
  'openstack_identity_project_v3',
])('a %s that goes may have held data', (type) => {
  expect(saidOf({ changes: [{ type, change: { actions: ['delete'], before } }] }, policy)).toEqual([
    `undecided ${type}.x: ${type}: the plan deletes it, and whether it holds data no policy knows`,
  ]);
});

test.each([
  'openstack_networking_secgroup_rule_v2',
  'openstack_networking_quota_v2',
  'openstack_compute_instance_v2',
  'openstack_lb_member_v2',
  'openstack_compute_interface_attach_v2',
  'openstack_sharedfilesystem_share_v2',
  'random_password',
])('a %s that goes is nothing that no policy knows', (type) => {
  expect(saidOf({ changes: [{ type, change: { actions: ['delete'], before } }] }, policy)).toEqual(passed);
});

test.each([
  ['openstack_networking_floatingip_v2', ['forget'], null],
  ['openstack_identity_role_assignment_v3', ['forget'], null],
  ['openstack_networking_router_interface_v2', ['forget'], null],
  ['aws_s3_bucket', ['forget'], null],
  ['openstack_networking_secgroup_rule_v2', ['create', 'forget'], before],
])('a %s that a plan leaves behind (%j) stays where nothing judges it', (type, actions, after) => {
  expect(saidOf({ changes: [{ type, change: { actions, before, after } }] }, policy)).toEqual([
    `undecided ${type}.x: ${type}: the plan stops managing it, and it stays in the cloud, where nothing judges it any more`,
  ]);
});

test.each(['terraform_data', 'random_password', 'openstack_blockstorage_volume_v3'])(
  'that a plan stops managing %s is nothing new to say here',
  (type) => {
    expect(saidOf({ changes: [{ type, change: { actions: ['forget'], before } }] }, policy)).toEqual(passed);
  },
);

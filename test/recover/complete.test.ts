import type { Observation, ObservedResource } from '../../contracts/observation';
import { completeState } from '../../recover/complete';

const server = 'openstack_compute_instance_v2.one';
const group = 'openstack_networking_secgroup_v2.one';
const object = (type: string, id: string, attributes: object): ObservedResource => ({
  type,
  id,
  name: '',
  madeByCloud: false,
  attributes: { ...attributes },
});

const seen = [
  object('openstack_compute_instance_v2', 's', { config_drive: true }),
  object('openstack_compute_servergroup_v2', 'g', { members: ['s'] }),
  object('openstack_networking_port_v2', 'p', { device_id: 's', fixed_ip: [{ ip_address: '10.0.0.4' }] }),
  object('openstack_networking_secgroup_rule_v2', 'r', { security_group_id: 'sg', protocol: 'tcp' }),
];
const hints = [{ group: 'g', same_host: [] }];
const plan = JSON.stringify({
  resource_changes: [
    {
      address: server,
      change: {
        after: { config_drive: true, scheduler_hints: hints, network: [{ port: 'p' }], user_data: 'hash' },
      },
    },
    { address: group, change: { after: { delete_default_rules: true } } },
  ],
});
const instance = (type: string, attributes: object) => ({
  mode: 'managed',
  type,
  name: 'one',
  instances: [{ attributes }],
});
const state = {
  version: 4,
  serial: 7,
  lineage: 'l',
  resources: [
    instance('openstack_compute_instance_v2', {
      id: 's',
      network: [{ port: '', fixed_ip_v4: '10.0.0.4', mac: 'm' }],
    }),
    instance('openstack_networking_secgroup_v2', { id: 'sg', delete_default_rules: null }),
  ],
};
const passedOver = new Map([
  [server, ['user_data', 'scheduler_hints', 'config_drive', 'network']],
  [group, ['delete_default_rules']],
]);

function complete(resources: readonly ObservedResource[]) {
  const observation = { resources } as unknown as Observation;
  return completeState({ state: JSON.stringify(state), plan, passedOver, observation });
}

test('what the APIs confirm is written into the state, under a serial of its own', () => {
  const completion = complete(seen);
  expect(JSON.parse(completion.state ?? '')).toEqual({
    ...state,
    serial: 8,
    resources: [
      instance('openstack_compute_instance_v2', {
        id: 's',
        network: [{ port: 'p', fixed_ip_v4: '10.0.0.4', mac: 'm' }],
        config_drive: true,
        scheduler_hints: hints,
        user_data: 'hash',
      }),
      instance('openstack_networking_secgroup_v2', { id: 'sg', delete_default_rules: true }),
    ],
  });
  expect(completion.left.size).toBe(0);
});

test('what they contradict stays passed over, with why', () => {
  const { left, written } = complete([
    object('openstack_compute_instance_v2', 's', { config_drive: false }),
    object('openstack_compute_servergroup_v2', 'g', { members: [] }),
    object('openstack_networking_port_v2', 'p', {
      device_id: 'other',
      fixed_ip: [{ ip_address: '10.0.0.4' }],
    }),
    object('openstack_networking_secgroup_rule_v2', 'r', { security_group_id: 'sg', protocol: null }),
  ]);
  expect(written).toEqual([`${server} user_data`]);
  expect(Object.fromEntries(left)).toEqual({
    [server]: [
      { name: 'scheduler_hints', why: 'the server is not in its group' },
      { name: 'config_drive', why: 'the server has another one' },
      { name: 'network', why: 'the server is not joined to the ports that the stack gives it' },
    ],
    [group]: [{ name: 'delete_default_rules', why: 'rule r in it lets everything through' }],
  });
});

import { AccessGroup } from '../../constructs/access-group';
import { tcp, udp } from '../../constructs/ports';
import { made, plain, telekom } from './place';

const props = {
  place: plain,
  name: 'clinic-x',
  description: 'for a test',
  marks: { role: 'access', dataset: 'imaging' },
} as const;

const group = `\${openstack_networking_secgroup_v2.x.id}`;

test('a group starts empty', () => {
  expect(made((stack) => new AccessGroup(stack, 'x', props)).resource).toEqual({
    openstack_networking_secgroup_v2: {
      x: {
        name: 'clinic-x',
        description: 'for a test',
        delete_default_rules: true,
        tags: ['estate:dataset=imaging', 'estate:role=access', 'estate:site=clinic'],
      },
    },
  });
});

test('there are no tags where Neutron has none', () => {
  const { resource } = made((stack) => new AccessGroup(stack, 'x', { ...props, place: telekom }));
  expect(resource.openstack_networking_secgroup_v2?.x).not.toHaveProperty('tags');
});

test('every rule names direction, family, protocol, ports, remote and reason', () => {
  const { resource } = made((stack) => {
    const access = new AccessGroup(stack, 'x', props);
    access.admitFrom({ name: 'mirror', cidr: '10.17.0.0/20' }, tcp(5432), 'replication');
    access.allowTo({ name: 'far', cidr: 'fd00:17::/48' }, tcp(2379, 2380), 'etcd');
    access.admitFromSelf(udp(51_871), 'overlay');
    access.allowToSelf(udp(51_871), 'overlay');
  });
  const common = { security_group_id: group };
  const overlay = {
    ...common,
    ethertype: 'IPv4',
    protocol: 'udp',
    port_range_min: 51_871,
    port_range_max: 51_871,
    remote_group_id: group,
    description: 'overlay',
  };
  expect(resource.openstack_networking_secgroup_rule_v2).toEqual({
    'x_from-mirror-tcp-5432': {
      ...common,
      direction: 'ingress',
      ethertype: 'IPv4',
      protocol: 'tcp',
      port_range_min: 5432,
      port_range_max: 5432,
      remote_ip_prefix: '10.17.0.0/20',
      description: 'replication',
    },
    'x_to-far-tcp-2379': {
      ...common,
      direction: 'egress',
      ethertype: 'IPv6',
      protocol: 'tcp',
      port_range_min: 2379,
      port_range_max: 2380,
      remote_ip_prefix: 'fd00:17::/48',
      description: 'etcd',
    },
    'x_from-self-udp-51871': { ...overlay, direction: 'ingress' },
    'x_to-self-udp-51871': { ...overlay, direction: 'egress' },
  });
});

describe('refuses, with value, rule and fix,', () => {
  const open =
    (cidr: string, ports = tcp(443), why = 'a test') =>
    () =>
      made((stack) => new AccessGroup(stack, 'x', props).admitFrom({ name: 'anyone', cidr }, ports, why));

  test.each(['0.0.0.0/0', '10.0.0.0/7'])('the range %s', (cidr) => {
    expect(open(cidr)).toThrow(
      new Error(
        `range anyone "${cidr}"\n  rule   a rule names the range that needs it; a prefix shorter than /8 is as good as everyone\n  fix    name the peer's subnet, e.g. the network.subnets of its site`,
      ),
    );
  });

  test.each(['::/0', '2000::/3', 'fd00::/31'])('the range %s', (cidr) => {
    expect(open(cidr)).toThrow(`range anyone "${cidr}"\n  rule   a rule names the range that needs it`);
  });

  test('a range without a mask', () => {
    expect(open('10.17.0.1')).toThrow('fix    did you mean "10.17.0.1/32"?');
  });

  test.each([
    ['no port', tcp(0)],
    ['ports in the wrong order', tcp(90, 80)],
    ['a port that does not exist', udp(70_000)],
  ])('%s', (_, ports) => {
    expect(open('10.17.0.0/20', ports)).toThrow('a rule opens whole ports between 1 and 65535');
  });

  test('a rule without a reason', () => {
    expect(open('10.17.0.0/20', tcp(443), ' ')).toThrow('every rule says why it is open');
  });

  test('an egress as well', () => {
    expect(() =>
      made((stack) =>
        new AccessGroup(stack, 'x', props).allowTo({ name: 'all', cidr: '0.0.0.0/0' }, tcp(443), 'x'),
      ),
    ).toThrow('range all "0.0.0.0/0"');
  });
});

import { Graph, type Resource } from '../../graph/graph';
import { readPlan } from '../../graph/read-plan';
import { portAdmits } from '../../judge/facts/port-filter';
import { isStateless } from '../../judge/facts/port-groups';
import { portsOf } from '../../judge/facts/server-ports';
import { stackOf } from './small-stacks';

type Attributes = Readonly<Record<string, unknown>>;
const group = '${openstack_networking_secgroup_v2.own.id}';
const ssh = { security_group_id: group, direction: 'ingress', ethertype: 'IPv4', protocol: 'tcp' };
const traffic = { direction: 'ingress', protocol: 'tcp', port: 5432, peer: '10.17.0.0/20' } as const;

interface Parts {
  readonly port?: Attributes;
  readonly group?: Attributes;
  readonly rules?: Readonly<Record<string, Attributes>>;
  readonly more?: Readonly<Record<string, Readonly<Record<string, Attributes>>>>;
}

function graphOf({ port = {}, group: own = {}, rules = {}, more = {} }: Parts): Graph {
  return new Graph([
    stackOf('primary', {
      openstack_networking_port_v2: {
        own: { network_id: 'n', security_group_ids: [group], no_security_groups: false, ...port },
      },
      openstack_networking_secgroup_v2: {
        own: { name: 'own', delete_default_rules: true, ...own },
        other: { name: 'other', delete_default_rules: true },
      },
      openstack_networking_secgroup_rule_v2: Object.fromEntries(
        Object.entries(rules).map(([name, rule]) => [name, { ...ssh, ...rule }]),
      ),
      ...more,
    }),
  ]);
}

const resource = (graph: Graph, address: string) =>
  graph.stacks.flatMap((s) => s.resources).find((r) => r.address === address) as Resource;
const answer = (parts: Parts, direction: 'ingress' | 'egress' = 'ingress') => {
  const graph = graphOf(parts);
  return portAdmits(graph, resource(graph, 'openstack_networking_port_v2.own'), { ...traffic, direction });
};

const database = { port_range_min: 5432, port_range_max: 5432 };
const halves = {
  one: { ...database, remote_ip_prefix: '10.17.0.0/21' },
  other: { ...database, remote_ip_prefix: '10.17.8.0/21' },
};
const association = (attributes: Attributes) => ({
  openstack_networking_port_secgroup_associate_v2: {
    other: {
      port_id: '${openstack_networking_port_v2.own.id}',
      security_group_ids: ['${openstack_networking_secgroup_v2.other.id}'],
      ...attributes,
    },
  },
});
const ofOther = { ...database, security_group_id: '${openstack_networking_secgroup_v2.other.id}' };

test.each<[string, Parts, string]>([
  ['two rules cover the range together', { rules: halves }, 'yes'],
  ['one half of the range is missing', { rules: { one: halves.one } }, 'no'],
  ['a protocol by its number', { rules: { one: { ...database, protocol: '6' } } }, 'yes'],
  ['any protocol', { rules: { one: { protocol: null } } }, 'yes'],
  ['another protocol', { rules: { one: { protocol: '112' } } }, 'no'],
  ['members of a group have no range', { rules: { one: { ...database, remote_group_id: group } } }, 'no'],
  [
    'an address group',
    {
      rules: {
        one: { ...database, remote_address_group_id: '${openstack_networking_address_group_v2.peers.id}' },
      },
      more: {
        openstack_networking_address_group_v2: { peers: { addresses: ['10.17.0.0/21', '10.17.8.0/21'] } },
      },
    },
    'yes',
  ],
  [
    'an address group of another plan',
    { rules: { one: { ...database, remote_address_group_id: 'elsewhere' } } },
    'maybe',
  ],
  ['port security off at the port', { port: { port_security_enabled: false } }, 'yes'],
  ['an association adds a group', { rules: { one: ofOther }, more: association({}) }, 'yes'],
  [
    'an association takes the place of the groups',
    { rules: halves, more: association({ enforce: true }) },
    'no',
  ],
  [
    'an association that may take their place',
    { rules: halves, more: association({ enforce: '${var.enforce}' }) },
    'maybe',
  ],
  ['a group of another plan', { port: { security_group_ids: [group, 'elsewhere'] } }, 'maybe'],
])('%s', (_, parts, expected) => {
  expect(answer(parts)).toBe(expected);
});

test('the cloud’s own rules may let traffic out, and never let it in', () => {
  const kept = { group: { delete_default_rules: null } };
  expect([answer(kept, 'egress'), answer(kept), answer({}, 'egress')]).toEqual(['maybe', 'no', 'no']);
});

test('a group is stateless where it says so', () => {
  const stateless = (stateful: unknown) => {
    const graph = graphOf({ group: { stateful } });
    return isStateless(graph, resource(graph, 'openstack_networking_port_v2.own'), 'openstack');
  };
  expect([false, true, null, '${var.stateful}'].map(stateless)).toEqual(['yes', 'no', 'no', 'maybe']);
});

test('at a cloud without stateless groups an existing group is stateless only where the configuration asks for it', () => {
  const plan = (expressions: object) => {
    const [type, name, mode] = ['openstack_networking_secgroup_v2', 'own', 'managed'];
    const id = { address: `${type}.${name}`, type, name, mode };
    const values = { id: 'g', stateful: false };
    const change = { actions: ['no-op'], before: values, after: values, after_unknown: {} };
    const port = { ...id, address: 'openstack_networking_port_v2.own', type: 'openstack_networking_port_v2' };
    const portValues = { id: 'p', security_group_ids: ['g'] };
    const text = JSON.stringify({
      format_version: '1.2',
      planned_values: { root_module: {} },
      resource_changes: [
        { ...id, change },
        { ...port, change: { ...change, before: portValues, after: portValues } },
      ],
      configuration: {
        root_module: {
          resources: [
            { ...id, expressions },
            { ...port, expressions: {} },
          ],
        },
      },
    });
    return new Graph([readPlan({ text, file: 'plan.json', stack: 'primary' })]);
  };
  const answers = [{}, { stateful: { constant_value: false } }].map((expressions) => {
    const graph = plan(expressions);
    const port = resource(graph, 'openstack_networking_port_v2.own');
    return [isStateless(graph, port, 'open-telekom-cloud'), isStateless(graph, port, 'openstack')];
  });
  expect(answers).toEqual([
    ['no', 'yes'],
    ['yes', 'yes'],
  ]);
});

test('a server has the ports of its blocks, of attachments and of trunks', () => {
  const port = (name: string) => `\${openstack_networking_port_v2.${name}.id}`;
  const graph = graphOf({
    more: {
      openstack_networking_port_v2: { own: {}, attached: {}, below: {}, foreign: {} },
      openstack_compute_instance_v2: { node: { network: [{ port: port('own') }] } },
      openstack_compute_interface_attach_v2: {
        one: { instance_id: '${openstack_compute_instance_v2.node.id}', port_id: port('attached') },
      },
      openstack_networking_trunk_v2: {
        one: { port_id: port('own'), sub_port: [{ port_id: port('below') }] },
      },
    },
  });
  const { ports, certain } = portsOf(graph, resource(graph, 'openstack_compute_instance_v2.node'));
  expect(certain).toBe(true);
  expect(ports.map(({ name }) => name)).toEqual(['own', 'attached', 'below']);
});

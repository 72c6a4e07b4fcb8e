import type { Dataset, Site } from '../../estate/model';
import { peersOf as linkedTo, placementsOf } from '../../estate/queries';
import type { Resource } from '../../graph/graph';
import { domainsOfGroup } from '../../judge/facts/domains';
import { groupsOfPort } from '../../judge/facts/port-groups';
import { coversTogether } from '../../judge/facts/ranges';
import { attachType, serverType } from '../../judge/facts/servers';
import { type Way, whoReaches } from '../../judge/facts/who-reaches';
import {
  type Context,
  definePolicy,
  type Finding,
  fail,
  markOf,
  pass,
  seen,
  undecided,
  worstOf,
} from '../../judge/policy';

/** TCP ports at which stores of data answer. Source: IANA, service names and port numbers; vendors' defaults. */
const storePorts: ReadonlyMap<number, string> = new Map([
  [1433, 'SQL Server'],
  [1521, 'Oracle'],
  [2379, 'etcd'],
  [3306, 'MySQL'],
  [5432, 'PostgreSQL'],
  [5984, 'CouchDB'],
  [6379, 'Redis'],
  [9042, 'Cassandra'],
  [9092, 'Kafka'],
  [9200, 'Elasticsearch'],
  [9300, 'Elasticsearch'],
  [11_211, 'memcached'],
  [27_017, 'MongoDB'],
]);

interface Held {
  readonly datasets: readonly Dataset[];
  readonly certain: boolean;
}

/** Datasets whose volumes are attached to a server. */
function heldBy(server: Resource, { graph, estate }: Context): Held {
  const held = graph.users(server, attachType, 'instance_id').flatMap(({ resource, certain }) => {
    const edge = graph.follow(resource, 'volume_id');
    const names = edge.targets.map((volume) => markOf(volume, 'dataset'));
    return estate.datasets
      .filter(({ name }) => names.includes(name))
      .map((dataset) => ({ dataset, certain: certain && edge.certain }));
  });
  return {
    datasets: [...new Set(held.map(({ dataset }) => dataset))],
    certain: held.every(({ certain }) => certain),
  };
}

/** Its domain at this site, and at every linked site that has a copy of what the server holds. */
function declaredRanges(datasets: readonly Dataset[], site: Site, { estate }: Context): readonly string[] {
  const ranges = datasets.flatMap((dataset) => {
    const placed = new Set(placementsOf(dataset).map((place) => place.site));
    const peers = linkedTo(estate, site.name).map((peer) => peer.site);
    return [site, ...peers.filter(({ name }) => placed.has(name))].map(
      ({ network }) => network.subnets[dataset.domain],
    );
  });
  return [...new Set(ranges)];
}

interface Allowed {
  readonly ranges: readonly string[];
  readonly domains: ReadonlySet<string>;
  readonly site: Site;
}

function judgeWay(way: Way, { ranges, domains, site }: Allowed, { graph }: Context): Finding {
  const ports = way.ports.map((port) => [storePorts.get(port), port].filter(Boolean).join(' ')).join(', ');
  const path = way.witness.map(({ address }) => address).join(' → ');
  const evidence = way.witness.map((one) => seen(one, pathOf(one)));
  const open = (who: string) => `${who} may reach ${ports}: ${path}`;
  const say = (who: string) =>
    way.certain ? fail(open(who), ...evidence) : undecided(`it is not sure, but ${open(who)}`, ...evidence);
  if (way.from === 'anyone') return say('anyone');
  if (way.from === 'unknown') return undecided(`who may reach ${ports} is not known: ${path}`, ...evidence);
  if (isRanges(way.from)) {
    const others = way.from.filter((range) => !coversTogether(ranges, range));
    return others.length === 0 ? pass : say(others.join(', '));
  }
  const group = way.from;
  const port = way.witness.find(({ type }) => type === 'openstack_networking_port_v2');
  // Members of a group that the server is in as well are its peers.
  if (port && groupsOfPort(graph, port).groups.some((one) => one.group === group)) return pass;
  const members = domainsOfGroup(graph, group, site);
  const others = [...members.domains].filter((domain) => !domains.has(domain));
  if (others.length > 0 && members.certain) return say(`the ${others.join(', ')} domain`);
  if (others.length === 0 && members.complete) return pass;
  return undecided(`who the members of ${group.address} are is not shown: ${path}`, ...evidence);
}

function isRanges(from: Way['from']): from is readonly string[] {
  return Array.isArray(from);
}

/** The attribute that lets the traffic through. */
function pathOf({ type }: Resource): string {
  if (type === 'openstack_networking_secgroup_rule_v2') return 'remote_ip_prefix';
  if (type === 'openstack_lb_listener_v2') return 'allowed_cidrs';
  return 'id';
}

export default definePolicy({
  title: 'Ports of databases are open to declared paths only, where data is held',
  severity: 'critical',
  why: 'A database that answers is one password or one flaw away from all it holds. The estate declares who talks to it: its own domain, and the sites that hold a copy of the same data.',
  avoid:
    'a rule, a port that filters nothing, or a listener of a load balancer that lets any other range reach such a port of a server with a dataset’s volume',
  prefer:
    'rules that name the domain’s own subnet, or its subnet at a linked site that holds a copy; the construct `AccessGroup`',
  remediation:
    'Narrow the rule to those subnets. Where the path is needed, declare the link or the copy first.',
  controls: ['C5:2020 COS-01', 'C5:2020 COS-03', 'GDPR Art. 32(1)(b)'],
  observableIn: ['synth', 'plan', 'state'],
  needs: 'estate',
  resources: [serverType],
  examine(server, context) {
    const { datasets, certain } = heldBy(server, context);
    if (datasets.length === 0) return undefined;
    const site = context.siteOfStack(server.stack);
    if (!site)
      return undecided('its site is not known, and with it its declared paths', seen(server, 'network'));
    const ports = [
      ...new Set([...storePorts.keys(), ...datasets.map(({ replication }) => replication.port)]),
    ];
    const { ways, complete } = whoReaches(context.graph, server, ports);
    const ranges = declaredRanges(datasets, site, context);
    const allowed = { ranges, domains: new Set<string>(datasets.map(({ domain }) => domain)), site };
    const findings = ways.map((way) =>
      judgeWay({ ...way, certain: way.certain && certain }, allowed, context),
    );
    if (!complete) {
      const message = 'not all of its ports and of the rules of their groups are shown';
      findings.push(undecided(message, seen(server, 'network')));
    }
    return worstOf(findings);
  },
  examples: {
    changes: [
      {
        name: 'anyone may reach PostgreSQL at a node of identity',
        stack: 'primary',
        set: {
          'openstack_networking_secgroup_rule_v2.public': {
            security_group_id: '${openstack_networking_secgroup_v2.identity_nodes.id}',
            direction: 'ingress',
            ethertype: 'IPv4',
            protocol: 'tcp',
            port_range_min: 5432,
            port_range_max: 5432,
          },
        },
        outcome: 'fail',
        subjects: ['primary:openstack_compute_instance_v2.identity_1_server'],
        says: 'anyone may reach PostgreSQL 5432: openstack_networking_secgroup_rule_v2.public → openstack_networking_secgroup_v2.identity_nodes → openstack_networking_port_v2.identity_1_port',
      },
      {
        name: 'the operations domain may reach a range of ports with Redis and Elasticsearch in it',
        stack: 'clinic',
        set: {
          'openstack_networking_secgroup_rule_v2.wide': {
            security_group_id: '${openstack_networking_secgroup_v2.identity_nodes.id}',
            direction: 'ingress',
            ethertype: 'IPv4',
            protocol: '6',
            port_range_min: 6000,
            port_range_max: 9250,
            remote_ip_prefix: '10.18.48.0/20',
          },
        },
        outcome: 'fail',
        subjects: ['clinic:openstack_compute_instance_v2.identity_1_server'],
        says: '10.18.48.0/20 may reach',
      },
      {
        name: 'a port with data filters nothing',
        stack: 'clinic',
        set: { 'openstack_networking_port_v2.identity_1_port': { port_security_enabled: false } },
        outcome: 'fail',
        subjects: ['clinic:openstack_compute_instance_v2.identity_1_server'],
        says: 'anyone may reach',
      },
      {
        name: 'a load balancer passes the internet on to MySQL at a node of identity',
        stack: 'clinic',
        set: {
          'openstack_networking_port_v2.identity_1_port': {
            fixed_ip: [
              { subnet_id: '${openstack_networking_subnet_v2.identity_subnet.id}', ip_address: '10.18.0.11' },
            ],
          },
          'openstack_lb_listener_v2.public': {
            loadbalancer_id: '0d0a7a52-3a0f-4c3a-9d53-1f6f1c1f0a40',
            protocol: 'TCP',
            protocol_port: 443,
          },
          'openstack_lb_pool_v2.nodes': {
            protocol: 'TCP',
            lb_method: 'ROUND_ROBIN',
            listener_id: '${openstack_lb_listener_v2.public.id}',
          },
          'openstack_lb_member_v2.node': {
            pool_id: '${openstack_lb_pool_v2.nodes.id}',
            address: '10.18.0.11',
            protocol_port: 3306,
          },
        },
        outcome: 'fail',
        subjects: ['clinic:openstack_compute_instance_v2.identity_1_server'],
        says: 'anyone may reach MySQL 3306: openstack_lb_listener_v2.public → openstack_lb_pool_v2.nodes',
      },
      {
        name: 'a group of another plan is at the port',
        stack: 'clinic',
        set: {
          'openstack_networking_port_v2.identity_1_port': {
            security_group_ids: ['0d0a7a52-3a0f-4c3a-9d53-1f6f1c1f0a41'],
          },
        },
        outcome: 'undecided',
        subjects: ['clinic:openstack_compute_instance_v2.identity_1_server'],
        says: 'not all of its ports',
      },
      {
        name: 'the domain’s own nodes may reach PostgreSQL',
        stack: 'clinic',
        set: {
          'openstack_networking_secgroup_rule_v2.own': {
            security_group_id: '${openstack_networking_secgroup_v2.identity_nodes.id}',
            direction: 'ingress',
            ethertype: 'IPv4',
            protocol: 'tcp',
            port_range_min: 5432,
            port_range_max: 5432,
            remote_ip_prefix: '10.18.0.0/20',
          },
        },
        outcome: 'pass',
        subjects: ['clinic:openstack_compute_instance_v2.identity_1_server'],
      },
    ],
  },
});

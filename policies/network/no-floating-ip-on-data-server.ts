import type { Graph, Resource } from '../../graph/graph';
import { isMap, isOpen, isUnset, Unknown, type Value } from '../../graph/value';
import { overlap } from '../../judge/facts/ranges';
import { portType } from '../../judge/facts/reach';
import { interfacesOf } from '../../judge/facts/server-ports';
import { holdsVolumes, type ServerOfPort, serversOfPort, serverType } from '../../judge/facts/servers';
import {
  type Context,
  definePolicy,
  type Finding,
  fail,
  pass,
  seen,
  undecided,
  worstOf,
} from '../../judge/policy';

const networkType = 'openstack_networking_network_v2';

/** Where each type says what its public address leads to. */
const pathOf: Readonly<Record<string, string>> = {
  openstack_networking_floatingip_v2: 'port_id',
  openstack_networking_floatingip_associate_v2: 'port_id',
  openstack_networking_portforwarding_v2: 'internal_port_id',
  openstack_compute_floatingip_associate_v2: 'instance_id',
};

function judgeServer({ server, certain }: ServerOfPort, address: Resource, { graph }: Context): Finding {
  const evidence = seen(address, pathOf[address.type] ?? 'port_id');
  const holds = holdsVolumes(graph, server);
  if (holds === 'yes' && certain)
    return fail(`${server.address} holds volumes and gets a public address`, evidence);
  if (holds === 'no') return pass;
  const what = holds === 'yes' ? 'holds volumes' : 'may hold volumes';
  return undecided(`it may lead to ${server.address}, which ${what}`, evidence);
}

/** A port that is looked up by the server it belongs to stands for that server; any other lookup for itself. */
function withoutLookups(target: Resource, graph: Graph): readonly Resource[] {
  if (target.mode !== 'data' || target.type !== portType) return [target];
  const { targets, complete } = graph.follow(target, 'device_id');
  return complete && targets.length > 0 ? targets : [target];
}

/** Servers whose ports may use an address of a port: a virtual address that they share. */
function serversSharing(port: Resource, graph: Graph): readonly Resource[] {
  const own = valuesOf(port, 'fixed_ip').filter((one) => typeof one === 'string');
  const isOwn = (value: Value, other: Resource) =>
    typeof value === 'string'
      ? own.some((address) => overlap(value, address))
      : graph.resolve(other, value).targets.includes(port);
  const others = graph
    .ofType(portType)
    .filter(({ stack }) => stack === port.stack)
    .filter((other) => valuesOf(other, 'allowed_address_pairs').some((value) => isOwn(value, other)));
  return others.flatMap((other) => serversOfPort(graph, other).servers.map(({ server }) => server));
}

/** The addresses that blocks of a port name. */
function valuesOf(port: Resource, path: string): readonly Value[] {
  const blocks = port.blocks(path);
  return blocks instanceof Unknown ? [] : blocks.map((one) => (isMap(one) ? (one.ip_address ?? null) : one));
}

/** Servers that an address leads to, or a finding where that is not known or leads to no server. */
function serversBehind(address: Resource, { graph }: Context): readonly ServerOfPort[] | Finding {
  const path = pathOf[address.type] ?? 'port_id';
  const { targets, certain, complete } = graph.follow(address, path);
  const closed = targets.flatMap((target) => withoutLookups(target, graph));
  if (!complete || closed.length === 0 || closed.some(({ mode }) => mode === 'data')) {
    return undecided('what it leads to is not in the plan', seen(address, path));
  }
  const found = closed.map((target) => {
    if (target.type === serverType) {
      return [{ server: target, certain: certain && targets.includes(target) }];
    }
    if (target.type !== portType) return [];
    const { servers, open } = serversOfPort(graph, target);
    const perhaps = [...(open ? [open] : []), ...serversSharing(target, graph)];
    return [...servers, ...perhaps.map((server) => ({ server, certain: false }))].map((one) => ({
      ...one,
      certain: one.certain && certain,
    }));
  });
  return found.flat();
}

/** Servers that stand in an external network, with an address of it as their own. */
function judgeExternal(network: Resource, { graph }: Context): Finding | undefined {
  const external = network.get('external');
  if (external !== true && !isOpen(external)) return undefined;
  const findings = graph.ofType(serverType).flatMap((server) => {
    const inside = interfacesOf(graph, server).interfaces.flatMap(({ kind, edge, certain }) => {
      const edges =
        kind === 'network' ? [edge] : edge.targets.map((port) => graph.follow(port, 'network_id'));
      return edges
        .filter(({ targets }) => targets.includes(network))
        .map((one) => certain && edge.certain && one.certain);
    });
    const holds = inside.length === 0 ? 'no' : holdsVolumes(graph, server);
    if (holds === 'no') return [];
    const evidence = [seen(network, 'external'), seen(server, 'network')];
    const what = `${server.address}, which ${holds === 'yes' ? 'holds' : 'may hold'} volumes`;
    return holds === 'yes' && inside.includes(true) && external === true
      ? [fail(`it is external, and in it stands ${what}`, ...evidence)]
      : [undecided(`it may be external, and in it may stand ${what}`, ...evidence)];
  });
  return findings.length === 0 ? pass : worstOf(findings);
}

export default definePolicy({
  title: 'No server that holds volumes has a public address',
  severity: 'critical',
  why: 'A floating IP puts a server on the internet, one security group rule away from everyone. What holds data is reached through the site’s own network, tunnels and load balancers.',
  avoid:
    'a floating IP, or a forwarded port of one, that leads to a server with volumes; such a server in an external network',
  prefer: 'a public address at a load balancer or a jump host without volumes, in a network of its own',
  remediation: 'Take the address away from the server, or move its volumes to a server without one.',
  controls: ['C5:2020 COS-01', 'C5:2020 COS-02', 'GDPR Art. 32(1)(b)'],
  observableIn: ['synth', 'plan', 'state'],
  resources: [...Object.keys(pathOf), networkType],
  examine(address, context) {
    if (address.type === networkType) return judgeExternal(address, context);
    if (isUnset(address.get(pathOf[address.type] ?? 'port_id'))) return undefined;
    const servers = serversBehind(address, context);
    if ('outcome' in servers) return servers;
    const findings = servers.map((server) => judgeServer(server, address, context));
    const worst =
      findings.find((f) => f.outcome === 'fail') ?? findings.find((f) => f.outcome === 'undecided');
    return worst ?? pass;
  },
  examples: {
    changes: [
      {
        name: 'a second interface of a node in an external network',
        stack: 'clinic',
        set: {
          'openstack_networking_network_v2.internet': { external: true },
          'openstack_compute_interface_attach_v2.public': {
            instance_id: '${openstack_compute_instance_v2.research_1_server.id}',
            network_id: '${openstack_networking_network_v2.internet.id}',
          },
        },
        outcome: 'fail',
        subjects: ['clinic:openstack_networking_network_v2.internet'],
        says: 'openstack_compute_instance_v2.research_1_server, which holds volumes',
      },
      {
        name: 'an external network in which no server stands',
        stack: 'clinic',
        set: { 'openstack_networking_network_v2.internet': { external: true } },
        outcome: 'pass',
        subjects: ['clinic:openstack_networking_network_v2.internet'],
      },
      {
        name: 'a floating IP at a node’s port',
        stack: 'primary',
        set: {
          'openstack_networking_floatingip_v2.public': {
            pool: 'admin_external_net',
            port_id: '${openstack_networking_port_v2.identity_1_port.id}',
          },
        },
        outcome: 'fail',
        subjects: ['primary:openstack_networking_floatingip_v2.public'],
        says: 'openstack_compute_instance_v2.identity_1_server holds volumes',
      },
      {
        name: 'a floating IP that is associated with a node’s port',
        stack: 'clinic',
        set: {
          'openstack_networking_floatingip_associate_v2.public': {
            floating_ip: '198.51.100.20',
            port_id: '${openstack_networking_port_v2.research_1_port.id}',
          },
        },
        outcome: 'fail',
        subjects: ['clinic:openstack_networking_floatingip_associate_v2.public'],
      },
      {
        name: 'one port of a floating IP that is forwarded to a node',
        stack: 'clinic',
        set: {
          'openstack_networking_portforwarding_v2.public': {
            floatingip_id: '0d0a7a52-3a0f-4c3a-9d53-1f6f1c1f0a20',
            protocol: 'tcp',
            external_port: 443,
            internal_port: 443,
            internal_ip_address: '10.18.0.10',
            internal_port_id: '${openstack_networking_port_v2.identity_2_port.id}',
          },
        },
        outcome: 'fail',
        subjects: ['clinic:openstack_networking_portforwarding_v2.public'],
      },
      {
        name: 'a floating IP at a server that starts from an image, with a volume as its only disk beside that',
        stack: 'clinic',
        set: {
          'openstack_networking_port_v2.import': {
            network_id: '${openstack_networking_network_v2.research_network.id}',
          },
          'openstack_compute_instance_v2.import': {
            image_id: '5b18a4c1-b379-4058-af51-325e90a8fbba',
            block_device: [
              { source_type: 'volume', uuid: '0d0a7a52-3a0f-4c3a-9d53-1f6f1c1f0a34', boot_index: 1 },
            ],
          },
          'openstack_compute_interface_attach_v2.import': {
            instance_id: '${openstack_compute_instance_v2.import.id}',
            port_id: '${openstack_networking_port_v2.import.id}',
          },
          'openstack_networking_floatingip_v2.public': {
            pool: 'public',
            port_id: '${openstack_networking_port_v2.import.id}',
          },
        },
        outcome: 'fail',
        subjects: ['clinic:openstack_networking_floatingip_v2.public'],
        says: 'openstack_compute_instance_v2.import holds volumes',
      },
      {
        name: 'a floating IP at a load balancer',
        stack: 'clinic',
        set: {
          'openstack_lb_loadbalancer_v2.entry': { vip_subnet_id: '0d0a7a52-3a0f-4c3a-9d53-1f6f1c1f0a21' },
          'openstack_networking_floatingip_v2.entry': {
            pool: 'public',
            port_id: '${openstack_lb_loadbalancer_v2.entry.vip_port_id}',
          },
        },
        outcome: 'pass',
        subjects: ['clinic:openstack_networking_floatingip_v2.entry'],
      },
      {
        name: 'a floating IP at a port that is not known yet',
        stack: 'primary',
        set: {
          'openstack_networking_floatingip_v2.public': { pool: 'admin_external_net', port_id: 'unknown' },
        },
        outcome: 'undecided',
        subjects: ['primary:openstack_networking_floatingip_v2.public'],
        says: 'not in the plan',
      },
      {
        name: 'a floating IP at a port of another plan',
        stack: 'primary',
        set: {
          'openstack_networking_floatingip_v2.public': {
            pool: 'admin_external_net',
            port_id: '0d0a7a52-3a0f-4c3a-9d53-1f6f1c1f0a22',
          },
        },
        outcome: 'undecided',
        subjects: ['primary:openstack_networking_floatingip_v2.public'],
      },
    ],
  },
});

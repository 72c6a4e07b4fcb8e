import { exchangePort } from '../contracts/cluster';
import { type Domain, domains } from '../estate/model';
import type { AccessGroup, NamedRange } from './access-group';
import type { Place } from './place';
import { tcp, udp } from './ports';

/**
 * Ports of a Kubernetes cluster. Source: docs.rke2.io, "Requirements", "Inbound Network Rules"; Cilium, "System
 * Requirements". What is listed there and not here stays shut: health checks between nodes (4240), which the cluster
 * does without, etcd's metrics (2381), and all other NodePorts.
 */
const ports = {
  api: tcp(6443),
  /** Where a node registers, and where its connections to the control plane start. */
  supervisor: tcp(9345),
  kubelet: tcp(10_250),
  etcd: tcp(2379, 2380),
  /** The overlay between nodes, encrypted by WireGuard; the plain VXLAN port stays shut. */
  overlay: udp(51_871),
  ssh: tcp(22),
  /** NodePort of each domain's gateway. */
  exchange: tcp(exchangePort),
  dns: udp(53),
  /** Answers too long for a datagram (RFC 7766). */
  dnsStream: tcp(53),
  time: udp(123),
  metadata: tcp(80),
} as const;

const services = [
  [ports.dns, 'names, from the resolvers of the operations domain'],
  [ports.dnsStream, 'long answers to name queries, from the same resolvers'],
  [ports.time, 'time, from the clocks of the operations domain'],
] as const;

/** Answers nobody but the server that asks (link-local), and is reached before anything else can run. */
const metadataService: NamedRange = { name: 'metadata', cidr: '169.254.169.254/32' };

/**
 * Opens what the nodes of a pool need to be part of their site's cluster. Identity, mapping and research are
 * never opened to one another: each knows only itself and the operations domain, its control plane and its relay,
 * through which alone something passes from one domain to another.
 */
export function openForCluster(access: AccessGroup, place: Place, domain: Domain): void {
  const { management, subnets } = place.site.network;
  access.admitFrom({ name: 'management', cidr: management }, ports.ssh, 'administration of the nodes');
  access.admitFromSelf(ports.overlay, `encrypted overlay between ${domain} nodes`);
  access.allowToSelf(ports.overlay, `encrypted overlay between ${domain} nodes`);
  if (place.bootData === 'metadata-service') {
    access.allowTo(metadataService, ports.metadata, 'user data and keys of the server itself at its start');
  }
  if (domain === 'operations') openControlPlane(access, place.site.network);
  else openWorker(access, { name: 'operations', cidr: subnets.operations });
}

function openWorker(access: AccessGroup, operations: NamedRange): void {
  access.admitFrom(operations, ports.kubelet, 'kubelet, asked by the control plane');
  access.allowTo(operations, ports.api, 'Kubernetes API of the site');
  access.allowTo(operations, ports.supervisor, 'supervisor of the site, where nodes register');
  access.admitFrom(operations, ports.exchange, 'gateway of this domain, for the relay in operations');
  access.allowTo(operations, ports.exchange, 'relay and registry mirror in operations');
  for (const [port, why] of services) access.allowTo(operations, port, why);
}

function openControlPlane(access: AccessGroup, { range, subnets }: Place['site']['network']): void {
  const site: NamedRange = { name: 'site', cidr: range };
  access.admitFromSelf(ports.etcd, 'etcd between control-plane nodes');
  access.allowToSelf(ports.etcd, 'etcd between control-plane nodes');
  // The site's range is its domains and its management, all of which talk to the control plane.
  access.admitFrom(site, ports.api, 'Kubernetes API for nodes and administration of this site');
  access.allowToSelf(ports.api, 'Kubernetes API between control-plane nodes');
  access.admitFromSelf(ports.supervisor, 'supervisor between control-plane nodes');
  access.allowToSelf(ports.supervisor, 'supervisor between control-plane nodes');
  access.admitFromSelf(ports.exchange, 'registry mirror of the site');
  access.allowToSelf(ports.exchange, 'registry mirror of the site');
  for (const name of domains.filter((domain) => domain !== 'operations')) {
    const domain: NamedRange = { name, cidr: subnets[name] };
    access.admitFrom(domain, ports.supervisor, `supervisor, where ${name} nodes register`);
    access.admitFrom(domain, ports.exchange, `relay and registry mirror, for ${name}`);
    access.allowTo(domain, ports.exchange, `gateway of ${name}, from the relay`);
  }
  access.admitFromSelf(ports.kubelet, 'kubelet of control-plane nodes');
  access.allowTo(site, ports.kubelet, "kubelets of this site's nodes");
  for (const [port, why] of services) {
    access.admitFrom(site, port, why);
    access.allowToSelf(port, why);
  }
}

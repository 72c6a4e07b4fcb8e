import type { Site } from '../estate/model';
import { controlPlaneAddresses } from '../estate/nodes';

/**
 * Settings of the charts that come with the distribution, by the name of their file: RKE2 applies what lies in its
 * folder of manifests. Source: docs.rke2.io, "Basic Network Options", "Networking Services"; docs.cilium.io, "Layer 3
 * Policies", "Selecting nodes with CIDR / ipBlock".
 */
export function clusterCharts(site: Site): Readonly<Record<string, object>> {
  return {
    'rke2-cilium-config': chart('rke2-cilium', {
      // The plain overlay's port is shut at every pool: what is not encrypted does not arrive.
      encryption: { enabled: true, type: 'wireguard' },
      // Else a range in a NetworkPolicy matches no node, and neither resolvers nor gateways could be named.
      policyCIDRMatchMode: ['nodes'],
    }),
    'rke2-coredns-config': chart('rke2-coredns', {
      autoscaler: { enabled: false },
      replicaCount: controlPlaneAddresses(site).length,
      nodeSelector: { 'kubernetes.io/os': 'linux', 'node-role.kubernetes.io/control-plane': 'true' },
      servers: [resolver],
    }),
  };
}

function chart(name: string, values: object): object {
  return {
    apiVersion: 'helm.cattle.io/v1',
    kind: 'HelmChartConfig',
    metadata: { name, namespace: 'kube-system' },
    spec: { valuesContent: JSON.stringify(values) },
  };
}

/**
 * Names of the cluster, on the very port of the servers that every pool may reach. Else the chart's own settings,
 * which a list replaces as a whole.
 */
const resolver = {
  zones: [{ zone: '.', use_tcp: true }],
  port: 53,
  hostPort: 53,
  plugins: [
    { name: 'errors' },
    { name: 'health', configBlock: 'lameduck 10s' },
    { name: 'ready' },
    {
      name: 'kubernetes',
      parameters: 'cluster.local in-addr.arpa ip6.arpa',
      configBlock: 'pods insecure\nfallthrough in-addr.arpa ip6.arpa\nttl 30',
    },
    { name: 'prometheus', parameters: '0.0.0.0:9153' },
    { name: 'forward', parameters: '. /etc/resolv.conf' },
    { name: 'cache', parameters: '30' },
    { name: 'loop' },
    { name: 'reload' },
    { name: 'loadbalance' },
  ],
};

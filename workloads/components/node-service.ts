import * as kubernetes from '@pulumi/kubernetes';
import { marks, metadataOf, selectorOf } from '../marks';
import type { Place } from '../model';
import { gatewayPort } from '../paths';

/** Source: docs.cilium.io, "Node IPAM LB". */
export const nodeClass = 'io.cilium/node';

/**
 * Makes a component answer at the addresses of its domain's own nodes, at the port that the security groups open between
 * domains: no address beyond the site's subnets is used, and no load balancer of the cloud is made.
 */
export function addNodeService(place: Place, component: string): void {
  const name = `${component}-nodes`;
  const metadata = metadataOf(place, name, component);
  new kubernetes.core.v1.Service(`${place.namespace}/${name}`, {
    metadata: {
      ...metadata,
      annotations: {
        'io.cilium.nodeipam/match-node-labels': `${marks.domain}=${place.workload.domain}`,
        // Nobody has to wait for a controller that has no cluster yet.
        'pulumi.com/skipAwait': 'true',
      },
    },
    spec: {
      type: 'LoadBalancer',
      loadBalancerClass: nodeClass,
      allocateLoadBalancerNodePorts: false,
      // Nodes without a pod of it are no way to it, and the caller's node stays to be seen.
      externalTrafficPolicy: 'Local',
      selector: selectorOf(place, component),
      ports: [{ name: 'gateway', port: gatewayPort, targetPort: gatewayPort, protocol: 'TCP' }],
    },
  });
}

import * as kubernetes from '@pulumi/kubernetes';
import { clusterMetadataOf, marks, metadataOf } from '../marks';
import type { Place, Workload } from '../model';
import { isNodeAgent } from '../node-agents';
import { addNetworkPolicies } from './network';

const { Namespace, LimitRange, ServiceAccount } = kubernetes.core.v1;

/**
 * A workload's own namespace: pods that are not restricted are refused, nothing is open, a container that names no
 * limits gets small ones, and no pod is given a token of the cluster's API.
 */
export function addNamespace(place: Place): void {
  const { namespace, workload } = place;
  const { name, labels } = clusterMetadataOf(place, namespace);
  new Namespace(namespace, {
    metadata: { name, labels: { ...labels, ...podSecurity(workload), [marks.exposure]: workload.exposure } },
  });
  new LimitRange(`${namespace}/limits`, {
    metadata: metadataOf(place, 'limits'),
    spec: {
      limits: [
        {
          type: 'Container',
          default: { memory: '256Mi' },
          defaultRequest: { cpu: '50m', memory: '64Mi' },
        },
      ],
    },
  });
  // Every namespace has one of this name; without this, pods that name none would be given its token.
  new ServiceAccount(
    `${namespace}/default`,
    { metadata: metadataOf(place, 'default'), automountServiceAccountToken: false },
    // It goes with its namespace: of its own it is made again at once, and a destroy would wait ten minutes for its end.
    { retainOnDelete: true },
  );
  addNetworkPolicies(place);
}

/**
 * What the namespace admits, by the API server's own rules. Source: kubernetes.io, "Pod Security Standards". Whoever
 * watches nodes cannot be restricted; what is warned of stays what every other namespace refuses.
 */
function podSecurity(workload: Workload): Record<string, string> {
  const levels = {
    enforce: isNodeAgent(workload) ? 'privileged' : 'restricted',
    audit: 'restricted',
    warn: 'restricted',
  };
  return Object.fromEntries(
    Object.entries(levels).flatMap(([mode, level]) => [
      [`pod-security.kubernetes.io/${mode}`, level],
      [`pod-security.kubernetes.io/${mode}-version`, 'latest'],
    ]),
  );
}

import * as kubernetes from '@pulumi/kubernetes';
import { metadataOf, selectorOf } from '../marks';
import type { Place } from '../model';
import { type Pod, podTemplate } from './pod';

const { Service, ServiceAccount } = kubernetes.core.v1;
const { Deployment, StatefulSet } = kubernetes.apps.v1;
const { PodDisruptionBudget } = kubernetes.policy.v1;

export interface Server extends Pod {
  /** @default 2 */
  readonly replicas?: number;
  /** TCP ports of its Service, the same as those of its containers. */
  readonly ports: readonly number[];
  /**
   * It keeps what it writes in claims: one pod at a time, the next only after the last has gone.
   * @default false
   */
  readonly stateful?: boolean;
}

/** What answers under one name: pods, their Service, an account without a token, and how many may be taken away at once. */
export function addServer(place: Place, server: Server): void {
  const { component, ports, stateful = false, replicas = stateful ? 1 : 2 } = server;
  const metadata = metadataOf(place, component);
  const matchLabels = selectorOf(place, component);
  const id = `${place.namespace}/${component}`;
  new ServiceAccount(id, { metadata, automountServiceAccountToken: false });
  new Service(id, {
    metadata,
    spec: {
      selector: matchLabels,
      ports: ports.map((port) => ({ name: `tcp-${port}`, port, targetPort: port, protocol: 'TCP' })),
      ...(stateful ? { clusterIP: 'None' } : {}),
    },
  });
  const template = podTemplate(place, server);
  if (stateful) {
    new StatefulSet(id, {
      metadata,
      spec: { serviceName: component, replicas, selector: { matchLabels }, template },
    });
  } else {
    new Deployment(id, {
      metadata,
      spec: {
        replicas,
        selector: { matchLabels },
        strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1, maxSurge: 0 } },
        template,
      },
    });
  }
  if (replicas > 1) {
    new PodDisruptionBudget(id, { metadata, spec: { maxUnavailable: 1, selector: { matchLabels } } });
  }
}

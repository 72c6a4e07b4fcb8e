import type { Resource } from '../../graph/graph';

/** A kind of an operator whose objects state settings of the pods that the operator makes. */
export interface OperatedPods {
  /** Paths of images; where one is not set the operator chooses. */
  readonly images: readonly string[];
  /** Path of the containers' `resources`. */
  readonly resources: string;
  readonly replicas: string;
  /** Path of what holds `nodeSelector` and `tolerations`. */
  readonly placement: string;
}

/**
 * CloudNativePG keeps its pods to the restricted Pod Security Standard by itself. Sources: cloudnative-pg.io, "API
 * Reference"; prometheus-operator.dev, "API reference".
 */
const kinds: Readonly<Record<string, OperatedPods>> = {
  'Cluster.postgresql.cnpg.io': {
    images: ['spec.imageName'],
    resources: 'spec.resources',
    replicas: 'spec.instances',
    placement: 'spec.affinity',
  },
  'Prometheus.monitoring.coreos.com': {
    images: ['spec.image'],
    resources: 'spec.resources',
    replicas: 'spec.replicas',
    placement: 'spec',
  },
  'Alertmanager.monitoring.coreos.com': {
    images: ['spec.image'],
    resources: 'spec.resources',
    replicas: 'spec.replicas',
    placement: 'spec',
  },
};

/** Kinds of operators that are known to make pods from their own settings. */
export const operatedTypes: readonly string[] = Object.keys(kinds);

export function operatedPods({ type }: Resource): OperatedPods | undefined {
  return kinds[type];
}

export const postgresClusterType = 'Cluster.postgresql.cnpg.io';

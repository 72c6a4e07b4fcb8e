import type { Resource } from '../../graph/graph';

/** A kind of an operator whose objects state settings of the pods that the operator makes. */
export interface OperatedPods {
  /** Paths of images; where one is not set the operator chooses. */
  readonly images: readonly string[];
  /** Paths of more images, with `*` for each of a list: of containers and volumes beside the operator's own. */
  readonly added: readonly string[];
  /** Path of the containers' `resources`. */
  readonly resources: string;
  readonly replicas: string;
  /** Path of what holds `nodeSelector` and `tolerations`. */
  readonly placement: string;
}

/** Prometheus and Alertmanager merge what stands there into their pods. */
const ofPods = ['spec.containers.*.image', 'spec.initContainers.*.image', 'spec.volumes.*.image.reference'];

/**
 * CloudNativePG keeps its pods to the restricted Pod Security Standard by itself. Sources: cloudnative-pg.io, "API
 * Reference"; prometheus-operator.dev, "API reference".
 */
const kinds: Readonly<Record<string, OperatedPods>> = {
  'Cluster.postgresql.cnpg.io': {
    images: ['spec.imageName'],
    added: ['spec.postgresql.extensions.*.image.reference'],
    resources: 'spec.resources',
    replicas: 'spec.instances',
    placement: 'spec.affinity',
  },
  'Prometheus.monitoring.coreos.com': {
    images: ['spec.image'],
    added: ofPods,
    resources: 'spec.resources',
    replicas: 'spec.replicas',
    placement: 'spec',
  },
  'Alertmanager.monitoring.coreos.com': {
    images: ['spec.image'],
    added: ofPods,
    resources: 'spec.resources',
    replicas: 'spec.replicas',
    placement: 'spec',
  },
};

/** Kinds of operators that are known to make pods from their own settings. */
export const operatedTypes: readonly string[] = Object.keys(kinds);

/** Those whose objects hold parts of pods, as a pod does: `spec.containers`, `spec.volumes`, `spec.hostNetwork`. */
export const mergedTypes: readonly string[] = operatedTypes.filter((type) => kinds[type]?.added === ofPods);

export function operatedPods({ type }: Resource): OperatedPods | undefined {
  return kinds[type];
}

export const postgresClusterType = 'Cluster.postgresql.cnpg.io';

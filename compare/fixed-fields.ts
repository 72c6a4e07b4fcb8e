import type { Resource } from '../graph/graph';
import type { Leaf } from './object-leaves';

/** Fields that the API server does not let anybody change: the object is made anew. */
interface Fixed {
  /** Paths of which nothing can be changed. */
  readonly within: readonly string[];
  /** Exceptions below them. */
  readonly but?: readonly string[];
}

/** Source: kubernetes/kubernetes 1.37, `pkg/apis/…/validation`, and kubernetes.io of each kind. */
const fixed: Readonly<Record<string, Fixed>> = {
  'StatefulSet.apps': {
    within: ['spec'],
    but: [
      ...['replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'minReadySeconds'],
      'persistentVolumeClaimRetentionPolicy',
    ].map((field) => `spec.${field}`),
  },
  'Deployment.apps': { within: ['spec.selector'] },
  'DaemonSet.apps': { within: ['spec.selector'] },
  'ReplicaSet.apps': { within: ['spec.selector'] },
  'Job.batch': { within: ['spec.template', 'spec.selector', 'spec.completionMode'] },
  PersistentVolume: {
    within: ['spec'],
    but: [
      ...['accessModes', 'capacity', 'claimRef', 'mountOptions', 'persistentVolumeReclaimPolicy'],
      ...['storageClassName', 'volumeAttributesClassName'],
    ].map((field) => `spec.${field}`),
  },
  PersistentVolumeClaim: {
    within: ['spec'],
    but: ['spec.resources', 'spec.volumeAttributesClassName'],
  },
  Service: { within: ['spec.clusterIP', 'spec.clusterIPs', 'spec.ipFamilies.0'] },
  Secret: { within: ['type'] },
  'StorageClass.storage.k8s.io': {
    within: ['provisioner', 'parameters', 'reclaimPolicy', 'volumeBindingMode'],
  },
  'RoleBinding.rbac.authorization.k8s.io': { within: ['roleRef'] },
  'ClusterRoleBinding.rbac.authorization.k8s.io': { within: ['roleRef'] },
  'PriorityClass.scheduling.k8s.io': { within: ['value'] },
  Pod: {
    within: ['spec'],
    but: ['spec.activeDeadlineSeconds', 'spec.terminationGracePeriodSeconds', 'spec.tolerations'],
  },
};

/** Whether a change of that field is refused, so that the object has to be made anew. */
export function isFixed(was: Resource, is: Resource, steps: Leaf['steps']): boolean {
  const path = steps.map(({ key }) => key).join('.');
  if (is.type === 'Secret' || is.type === 'ConfigMap') {
    // What is immutable stays so, and so does what it holds.
    if (was.get('immutable') === true && /^(?:immutable|data|binaryData|stringData)(?:\.|$)/.test(path))
      return true;
  }
  const isImage = is.type === 'Pod' && steps.at(-1)?.key === 'image';
  const { within, but = [] } = (Object.hasOwn(fixed, is.type) ? fixed[is.type] : undefined) ?? { within: [] };
  const isBelow = (field: string) => path === field || path.startsWith(`${field}.`);
  return !isImage && within.some(isBelow) && !but.some(isBelow);
}

/** A version of an API that releases no longer serve. */
export interface Removed {
  /** The first release without it, `1.25`. */
  readonly since: string;
  readonly use: string;
}

const workloads = ['DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet', 'ControllerRevision'];

/** Source: kubernetes.io, "Deprecated API Migration Guide", up to release 1.37. */
const removals: readonly (readonly [
  since: string,
  version: string,
  kinds: readonly string[],
  use: string,
])[] = [
  ['1.16', 'extensions/v1beta1', ['DaemonSet', 'Deployment', 'ReplicaSet'], 'apps/v1'],
  ['1.16', 'extensions/v1beta1', ['NetworkPolicy'], 'networking.k8s.io/v1'],
  ['1.16', 'extensions/v1beta1', ['PodSecurityPolicy'], 'Pod Security admission'],
  ['1.16', 'apps/v1beta1', workloads, 'apps/v1'],
  ['1.16', 'apps/v1beta2', workloads, 'apps/v1'],
  [
    '1.22',
    'admissionregistration.k8s.io/v1beta1',
    ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'],
    'admissionregistration.k8s.io/v1',
  ],
  ['1.22', 'apiextensions.k8s.io/v1beta1', ['CustomResourceDefinition'], 'apiextensions.k8s.io/v1'],
  ['1.22', 'apiregistration.k8s.io/v1beta1', ['APIService'], 'apiregistration.k8s.io/v1'],
  ['1.22', 'authentication.k8s.io/v1beta1', ['TokenReview'], 'authentication.k8s.io/v1'],
  [
    '1.22',
    'authorization.k8s.io/v1beta1',
    ['LocalSubjectAccessReview', 'SelfSubjectAccessReview', 'SubjectAccessReview', 'SelfSubjectRulesReview'],
    'authorization.k8s.io/v1',
  ],
  ['1.22', 'certificates.k8s.io/v1beta1', ['CertificateSigningRequest'], 'certificates.k8s.io/v1'],
  ['1.22', 'coordination.k8s.io/v1beta1', ['Lease'], 'coordination.k8s.io/v1'],
  ['1.22', 'extensions/v1beta1', ['Ingress'], 'networking.k8s.io/v1'],
  ['1.22', 'networking.k8s.io/v1beta1', ['Ingress', 'IngressClass'], 'networking.k8s.io/v1'],
  [
    '1.22',
    'rbac.authorization.k8s.io/v1beta1',
    ['ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding'],
    'rbac.authorization.k8s.io/v1',
  ],
  [
    '1.22',
    'rbac.authorization.k8s.io/v1alpha1',
    ['ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding'],
    'rbac.authorization.k8s.io/v1',
  ],
  ['1.22', 'scheduling.k8s.io/v1beta1', ['PriorityClass'], 'scheduling.k8s.io/v1'],
  [
    '1.22',
    'storage.k8s.io/v1beta1',
    ['CSIDriver', 'CSINode', 'StorageClass', 'VolumeAttachment'],
    'storage.k8s.io/v1',
  ],
  ['1.25', 'batch/v1beta1', ['CronJob'], 'batch/v1'],
  ['1.25', 'discovery.k8s.io/v1beta1', ['EndpointSlice'], 'discovery.k8s.io/v1'],
  ['1.25', 'events.k8s.io/v1beta1', ['Event'], 'events.k8s.io/v1'],
  ['1.25', 'autoscaling/v2beta1', ['HorizontalPodAutoscaler'], 'autoscaling/v2'],
  ['1.25', 'policy/v1beta1', ['PodDisruptionBudget'], 'policy/v1'],
  ['1.25', 'policy/v1beta1', ['PodSecurityPolicy'], 'Pod Security admission'],
  ['1.25', 'node.k8s.io/v1beta1', ['RuntimeClass'], 'node.k8s.io/v1'],
  [
    '1.26',
    'flowcontrol.apiserver.k8s.io/v1beta1',
    ['FlowSchema', 'PriorityLevelConfiguration'],
    'flowcontrol.apiserver.k8s.io/v1',
  ],
  ['1.26', 'autoscaling/v2beta2', ['HorizontalPodAutoscaler'], 'autoscaling/v2'],
  ['1.27', 'storage.k8s.io/v1beta1', ['CSIStorageCapacity'], 'storage.k8s.io/v1'],
  [
    '1.29',
    'flowcontrol.apiserver.k8s.io/v1beta2',
    ['FlowSchema', 'PriorityLevelConfiguration'],
    'flowcontrol.apiserver.k8s.io/v1',
  ],
  [
    '1.32',
    'flowcontrol.apiserver.k8s.io/v1beta3',
    ['FlowSchema', 'PriorityLevelConfiguration'],
    'flowcontrol.apiserver.k8s.io/v1',
  ],
];

const byName = new Map<string, Removed>(
  removals.flatMap(([since, version, kinds, use]) =>
    kinds.map((kind) => [`${version} ${kind}`, { since, use }] as const),
  ),
);

/** Whether releases in use no longer serve a version of a kind. */
export function removedIn(apiVersion: string, kind: string): Removed | undefined {
  return byName.get(`${apiVersion} ${kind}`);
}

/** Groups of Kubernetes' own, in which a version that is not final is served only where a cluster asks for it. */
const ownGroups: ReadonlySet<string> = new Set([
  'apps',
  'autoscaling',
  'batch',
  'extensions',
  'policy',
  'admissionregistration.k8s.io',
  'apiextensions.k8s.io',
  'apiregistration.k8s.io',
  'authentication.k8s.io',
  'authorization.k8s.io',
  'certificates.k8s.io',
  'coordination.k8s.io',
  'discovery.k8s.io',
  'events.k8s.io',
  'flowcontrol.apiserver.k8s.io',
  'internal.apiserver.k8s.io',
  'networking.k8s.io',
  'node.k8s.io',
  'rbac.authorization.k8s.io',
  'resource.k8s.io',
  'scheduling.k8s.io',
  'storage.k8s.io',
  'storagemigration.k8s.io',
]);

/** Whether a group is of Kubernetes itself; the core group has no name. */
export function isOwnGroup(apiVersion: string): boolean {
  const [group = '', version] = apiVersion.split('/');
  return version === undefined || ownGroups.has(group);
}

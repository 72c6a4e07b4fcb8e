/**
 * Kinds of Kubernetes itself that are kept as objects, by group. The group `extensions` is served no more, and no rule
 * reads what stands in it. Source: k8s.io/api, k8s.io/apiextensions-apiserver and k8s.io/kube-aggregator 0.37, `register.go`.
 */
const kindsByGroup: Readonly<Record<string, string>> = {
  '': 'ConfigMap Endpoints Event LimitRange Namespace Node PersistentVolume PersistentVolumeClaim Pod PodTemplate ReplicationController ResourceQuota Secret Service ServiceAccount',
  apps: 'ControllerRevision DaemonSet Deployment ReplicaSet StatefulSet',
  autoscaling: 'HorizontalPodAutoscaler',
  batch: 'CronJob Job',
  policy: 'PodDisruptionBudget PodSecurityPolicy',
  'admissionregistration.k8s.io':
    'MutatingAdmissionPolicy MutatingAdmissionPolicyBinding MutatingWebhookConfiguration ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding ValidatingWebhookConfiguration',
  'apiextensions.k8s.io': 'CustomResourceDefinition',
  'apiregistration.k8s.io': 'APIService',
  'certificates.k8s.io': 'CertificateSigningRequest ClusterTrustBundle PodCertificateRequest',
  'coordination.k8s.io': 'Lease LeaseCandidate',
  'discovery.k8s.io': 'EndpointSlice',
  'events.k8s.io': 'Event',
  'flowcontrol.apiserver.k8s.io': 'FlowSchema PriorityLevelConfiguration',
  'internal.apiserver.k8s.io': 'StorageVersion',
  'networking.k8s.io': 'IPAddress Ingress IngressClass NetworkPolicy ServiceCIDR',
  'node.k8s.io': 'RuntimeClass',
  'rbac.authorization.k8s.io': 'ClusterRole ClusterRoleBinding Role RoleBinding',
  'resource.k8s.io':
    'DeviceClass DeviceTaintRule ResourceClaim ResourceClaimTemplate ResourcePoolStatusRequest ResourceSlice',
  'scheduling.k8s.io': 'CompositePodGroup PodGroup PriorityClass Workload',
  'storage.k8s.io':
    'CSIDriver CSINode CSIStorageCapacity StorageClass VolumeAttachment VolumeAttributesClass',
  'storagemigration.k8s.io': 'StorageVersionMigration',
};

const own: ReadonlySet<string> = new Set(
  Object.entries(kindsByGroup).flatMap(([group, kinds]) =>
    kinds.split(' ').map((kind) => (group === '' ? kind : `${kind}.${group}`)),
  ),
);

/** Whether a type (`Deployment.apps`) is one of Kubernetes itself: a kind that its group does not have is none. */
export function isOwnType(type: string): boolean {
  return own.has(type);
}

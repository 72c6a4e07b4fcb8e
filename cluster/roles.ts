import type { KubernetesObject } from './api/client';
import { administrators, kubelets } from './identities';

const rbac = 'rbac.authorization.k8s.io';

/** Who may do what, beyond the roles that Kubernetes brings for its own parts. */
export const roles: readonly KubernetesObject[] = [
  bound(administrators, 'cluster-admin'),
  {
    apiVersion: `${rbac}/v1`,
    kind: 'ClusterRole',
    metadata: { name: kubelets },
    // What kwok does for the nodes of its zone: it reports them and their pods, and ends pods that are deleted.
    rules: [
      rule('', ['nodes', 'pods'], ['get', 'list', 'watch']),
      rule('', ['nodes/status', 'pods/status'], ['patch', 'update']),
      rule('', ['pods'], ['delete', 'patch', 'update']),
      rule('', ['events'], ['create', 'patch', 'update']),
      rule('coordination.k8s.io', ['leases'], ['create', 'get', 'list', 'watch', 'patch', 'update']),
    ],
  },
  bound(kubelets, kubelets),
];

function bound(group: string, role: string): KubernetesObject {
  return {
    apiVersion: `${rbac}/v1`,
    kind: 'ClusterRoleBinding',
    metadata: { name: group },
    roleRef: { apiGroup: rbac, kind: 'ClusterRole', name: role },
    subjects: [{ apiGroup: rbac, kind: 'Group', name: group }],
  };
}

function rule(group: string, resources: readonly string[], verbs: readonly string[]): object {
  return { apiGroups: [group], resources, verbs };
}

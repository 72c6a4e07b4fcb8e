/**
 * What the Kubernetes API server writes into its audit log. Bodies are written only of what changes rights and
 * paths: those of Secrets and ConfigMaps would be a second copy of what they hold. Reads of leases, and answers to
 * probes, are noise. Source: kubernetes.io, "Auditing"; CIS Kubernetes Benchmark, 3.2.
 */
export const auditPolicy = {
  apiVersion: 'audit.k8s.io/v1',
  kind: 'Policy',
  omitStages: ['RequestReceived'],
  rules: [
    { level: 'None', nonResourceURLs: ['/healthz*', '/livez*', '/readyz*', '/version'] },
    {
      level: 'None',
      verbs: ['get', 'list', 'watch', 'update', 'patch'],
      userGroups: ['system:nodes', 'system:masters'],
      resources: [{ group: 'coordination.k8s.io', resources: ['leases'] }],
    },
    {
      level: 'Metadata',
      resources: [
        { group: '', resources: ['secrets', 'configmaps', 'serviceaccounts/token'] },
        { group: 'authentication.k8s.io', resources: ['tokenreviews'] },
      ],
    },
    {
      level: 'RequestResponse',
      verbs: ['create', 'update', 'patch', 'delete', 'deletecollection'],
      resources: [
        { group: 'rbac.authorization.k8s.io' },
        { group: 'networking.k8s.io' },
        { group: 'admissionregistration.k8s.io' },
        { group: 'certificates.k8s.io' },
        { group: '', resources: ['namespaces', 'persistentvolumes', 'nodes'] },
      ],
    },
    { level: 'Metadata' },
  ],
} as const;

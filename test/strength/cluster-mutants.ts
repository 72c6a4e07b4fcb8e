import type { PlanChange } from '../../judge/policy';

/** The estate's own workloads with one thing broken, and the rule that has to see it. */
export type ClusterMutant = Pick<PlanChange, 'name' | 'stack' | 'remove' | 'set'> & { readonly rule: string };

const server = 'Deployment.apps/identity-fhir-server/fhir-server';
const pod = 'spec.template.spec';

function broken(
  rule: string,
  name: string,
  address: string,
  set: Readonly<Record<string, unknown>>,
): ClusterMutant {
  return { rule, name, stack: 'primary-workloads', set: { [address]: set } };
}

function added(
  rule: string,
  name: string,
  address: string,
  object: Readonly<Record<string, unknown>>,
): ClusterMutant {
  return broken(rule, name, address, object);
}

/** For rules whose own examples break something else than the estate's workloads. */
export const clusterMutants: readonly ClusterMutant[] = [
  broken('kubernetes/capabilities-dropped', 'a server may reconfigure networks', server, {
    [`${pod}.containers.0.securityContext.capabilities`]: { add: ['NET_ADMIN'] },
  }),
  broken(
    'kubernetes/backups-not-suspended',
    'a backup is suspended for an afternoon',
    'CronJob.batch/identity-consent/backup',
    { 'spec.suspend': true },
  ),
  broken(
    'resilience/backups-are-written',
    'images of patients are excluded from their backup, with all else',
    'CronJob.batch/identity-imaging-archive/backup',
    { 'spec.jobTemplate.spec.template.spec.volumes': [] },
  ),
  broken(
    'resilience/backups-are-written',
    'backups of the audit log end in a folder of their own pod',
    'CronJob.batch/operations-audit-log/backup',
    { 'spec.jobTemplate.spec.template.spec.containers.0.env.0.value': '/cache/backup' },
  ),
  {
    rule: 'resilience/restores-are-tested',
    name: 'nobody tries to bring consents back',
    stack: 'clinic-workloads',
    remove: 'CronJob.batch/identity-consent/restore-test',
  },
  broken(
    'kubernetes/disruption-budget-lets-nodes-drain',
    'no pod of a server may be taken away',
    'PodDisruptionBudget.policy/identity-fhir-server/fhir-server',
    { 'spec.maxUnavailable': 0 },
  ),
  broken(
    'kubernetes/external-services-at-the-edge-only',
    'a server of the identity domain gets a load balancer',
    'Service/identity-fhir-server/fhir-server',
    { 'spec.type': 'LoadBalancer' },
  ),
  broken('kubernetes/images-by-digest', 'an image goes by its tag', server, {
    [`${pod}.containers.0.image`]: 'registry.primary.lausitz.internal/docker.io/hapiproject/hapi:latest',
  }),
  {
    ...broken('kubernetes/memory-limited', 'a server may take all memory', server, {
      [`${pod}.containers.0.resources`]: null,
    }),
    remove: 'LimitRange/identity-fhir-server/limits',
  },
  added('kubernetes/no-default-namespace', 'a pod stands in the default namespace', 'Pod/default/x', {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'x', namespace: 'default' },
    spec: { containers: [{ name: 'x', image: 'x' }] },
  }),
  broken('kubernetes/no-secrets-in-plain-text', 'a password stands in the environment', server, {
    [`${pod}.containers.0.env`]: [{ name: 'SPRING_DATASOURCE_PASSWORD', value: 'correct-horse-battery' }],
  }),
  added(
    'kubernetes/no-wildcard-roles',
    'a role may do everything',
    'ClusterRole.rbac.authorization.k8s.io/x',
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata: { name: 'x' },
      rules: [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }],
    },
  ),
  broken(
    'kubernetes/persistent-volumes-retained',
    'a volume goes with its claim',
    'PersistentVolume/primary-patient-records',
    { 'spec.persistentVolumeReclaimPolicy': 'Delete' },
  ),
  broken('kubernetes/probes-set', 'nobody asks a server whether it works', server, {
    [`${pod}.containers.0.readinessProbe`]: null,
    [`${pod}.containers.0.livenessProbe`]: null,
    [`${pod}.containers.0.startupProbe`]: null,
  }),
  broken('kubernetes/root-file-system-read-only', 'a server may change its own programs', server, {
    [`${pod}.containers.0.securityContext.readOnlyRootFilesystem`]: false,
  }),
  broken('kubernetes/runs-as-non-root', 'a server runs as root', server, {
    [`${pod}.securityContext.runAsNonRoot`]: false,
    [`${pod}.securityContext.runAsUser`]: 0,
  }),
  broken('kubernetes/seccomp-profile-set', 'a server may call all of the kernel', server, {
    [`${pod}.securityContext.seccompProfile`]: null,
  }),
  added('kubernetes/deprecated-apis-not-used', 'an API is asked that is gone', 'PodSecurityPolicy.policy/x', {
    apiVersion: 'policy/v1beta1',
    kind: 'PodSecurityPolicy',
    metadata: { name: 'x' },
    spec: {},
  }),
  {
    ...broken('resilience/site-starts-alone', 'the clinic pulls an image of the cloud’s registry', server, {
      [`${pod}.containers.0.image`]: `registry.primary.lausitz.internal/a@sha256:${'ab'.repeat(32)}`,
    }),
    stack: 'clinic-workloads',
  },
  broken(
    'separation/research-sees-no-identity',
    'a server of research is told where identity is',
    'Deployment.apps/research-research-zone/research-zone',
    {
      [`${pod}.containers.0.env`]: [
        { name: 'PEER', value: 'https://fhir-server.identity-fhir-server.svc.cluster.local:8443' },
      ],
    },
  ),
];

/** Rules without one, each with the reason. */
export const withoutClusterMutant: Readonly<Record<string, string>> = {
  'kubernetes/admission-policies-deny': 'tried on its own examples alone so far',
  'kubernetes/claims-are-static': 'a class that nobody knows is undecided; its own examples break it',
  'kubernetes/every-kind-is-known': 'it leaves undecided and never fails',
  'kubernetes/storage-classes-encrypted': 'there is no class among the workloads; its own examples break it',
  'separation/namespace-of-one-domain': 'tried on its own examples alone so far',
  'separation/secret-of-one-domain': 'tried on its own examples alone so far',
};

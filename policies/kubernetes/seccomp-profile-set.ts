import type { Resource } from '../../graph/graph';
import { Unknown } from '../../graph/value';
import { containerName, eachRestrictedContainer, inherited } from '../../judge/facts/containers';
import { postgresClusterType } from '../../judge/facts/operated-pods';
import { podTypes } from '../../judge/facts/pods';
import { definePolicy, type Finding, fail, pass, seen, undecided } from '../../judge/policy';

function judgeContainer(pod: Resource, path: string): Finding {
  const name = containerName(pod, path);
  const { value, path: at } = inherited(pod, path, 'seccompProfile.type');
  if (value === 'RuntimeDefault' || value === 'Localhost') return pass;
  return value instanceof Unknown
    ? undecided(`which calls of the kernel ${name} may make is not known yet`, seen(pod, at))
    : fail(`${name} may make every call of the kernel`, seen(pod, at));
}

/** The operator sets the runtime's profile where nobody sets another. Source: cloudnative-pg.io, "Security". */
function judgeCluster(cluster: Resource): Finding {
  const path = 'spec.seccompProfile.type';
  const value = cluster.get(path);
  if (value === null || value === 'RuntimeDefault' || value === 'Localhost') return pass;
  return value instanceof Unknown
    ? undecided('which calls of the kernel its pods may make is not known yet', seen(cluster, path))
    : fail('its pods may make every call of the kernel', seen(cluster, path));
}

export default definePolicy({
  title: 'The kernel takes from a container only the calls that programs need',
  severity: 'medium',
  why: 'Most ways out of a container go through calls of the kernel that no server ever makes. The profile of the runtime forbids them; without one named, none applies.',
  avoid: 'a pod without `seccompProfile`, or `type: Unconfined`',
  prefer: '`seccompProfile: { type: RuntimeDefault }` for the whole pod',
  remediation: 'Set the profile RuntimeDefault, or one of your own, for the pod.',
  controls: ['C5:2020 OPS-24', 'GDPR Art. 32(1)(b)'],
  observableIn: ['manifests'],
  resources: [...podTypes, postgresClusterType],
  examine(pod, { graph }) {
    if (pod.type === postgresClusterType) return judgeCluster(pod);
    return eachRestrictedContainer(pod, graph, (path) => judgeContainer(pod, path));
  },
  examples: {
    manifests: `
apiVersion: v1
kind: Pod
metadata: { name: of-the-pod }
spec: { securityContext: { seccompProfile: { type: RuntimeDefault } }, containers: [{ name: a }] }
---
apiVersion: v1
kind: Pod
metadata: { name: unconfined-again }
spec:
  securityContext: { seccompProfile: { type: RuntimeDefault } }
  containers: [{ name: a, securityContext: { seccompProfile: { type: Unconfined } } }]
---
apiVersion: v1
kind: Pod
metadata:
  name: by-an-annotation-that-nobody-reads
  annotations: { seccomp.security.alpha.kubernetes.io/pod: runtime/default }
spec: { containers: [{ name: a }] }
---
apiVersion: v1
kind: Pod
metadata: { name: on-windows }
spec: { os: { name: windows }, containers: [{ name: a }] }
---
apiVersion: postgresql.cnpg.io/v1
kind: Cluster
metadata: { name: of-the-operator }
spec: { instances: 1 }
---
apiVersion: postgresql.cnpg.io/v1
kind: Cluster
metadata: { name: unconfined }
spec: { seccompProfile: { type: Unconfined } }
`,
    pass: ['Pod/of-the-pod', 'Cluster.postgresql.cnpg.io/of-the-operator'],
    fail: [
      'Cluster.postgresql.cnpg.io/unconfined',
      'Pod/unconfined-again',
      'Pod/by-an-annotation-that-nobody-reads',
    ],
    undecided: ['Pod/on-windows'],
  },
});

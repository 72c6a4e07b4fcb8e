import type { Resource } from '../../graph/graph';
import { besides } from '../../judge/facts/kubernetes-objects';
import { postgresClusterType } from '../../judge/facts/operated-pods';
import { podMetadataPath, podSpecPath } from '../../judge/facts/pods';
import { budgetType, mayGo, replicasOf, scaledTypes } from '../../judge/facts/scaling';
import { labelsOf, selects } from '../../judge/facts/selectors';
import { isPostgresSpread, isSpread } from '../../judge/facts/spread';
import {
  type Context,
  definePolicy,
  type Finding,
  fail,
  pass,
  seen,
  undecided,
  worstOf,
} from '../../judge/policy';

function judgeBudget(workload: Resource, replicas: number, { graph }: Context): Finding {
  if (workload.type === postgresClusterType) {
    return workload.get('spec.enablePDB') === false
      ? fail('the operator is told to make no disruption budget', seen(workload, 'spec.enablePDB'))
      : pass;
  }
  const path = `${podMetadataPath(workload)}.labels`;
  const labels = labelsOf(workload.get(path));
  const budgets = besides(graph, workload, budgetType).filter(
    (one) => selects(one.get('spec.selector'), labels) !== 'no',
  );
  if (budgets.length === 0) {
    return fail('no disruption budget keeps one of its pods while nodes are drained', seen(workload, path));
  }
  const allowed = budgets.map((budget) => mayGo(budget, replicas));
  if (allowed.some((number) => number !== undefined && number < replicas)) return pass;
  const [budget] = budgets;
  const evidence = seen(budget as Resource, 'spec');
  return allowed.includes(undefined)
    ? undecided('how many of its pods may go at once is not known yet', evidence)
    : fail('its disruption budget lets all of its pods go at once', evidence);
}

export default definePolicy({
  title: 'The replicas of a server stand on different nodes, and do not all go at once',
  severity: 'high',
  why: 'Two pods on one node are lost together, and the scheduler puts them there when it suits. Nodes are drained for every new version of Kubernetes, and without a budget the last pod goes with the first.',
  avoid: '`replicas: 2` alone, `ScheduleAnyway`, a preferred anti-affinity',
  prefer:
    'a spread constraint over `kubernetes.io/hostname` with `DoNotSchedule`, and a disruption budget of one',
  remediation:
    'Spread the pods over kubernetes.io/hostname with DoNotSchedule, or require anti-affinity, and add a PodDisruptionBudget that selects them.',
  controls: ['BSIG § 30(2) no. 3', 'C5:2020 BCM-03', 'Grundschutz++ ARCH.8.3', 'SCS-0118'],
  observableIn: ['manifests'],
  resources: [...scaledTypes, postgresClusterType],
  examine(workload, context) {
    const replicas = replicasOf(context.graph, workload);
    if (replicas === undefined)
      return undecided('how many pods it has is not known yet', seen(workload, 'spec.replicas'));
    if (replicas < 2) return undefined;
    const isPostgres = workload.type === postgresClusterType;
    const spread = isPostgres ? isPostgresSpread(workload) : isSpread(context.graph, workload, replicas);
    const path = isPostgres ? 'spec.affinity' : `${podSpecPath(workload)}.topologySpreadConstraints`;
    const placed =
      spread === 'yes'
        ? pass
        : spread === 'no'
          ? fail(`its ${replicas} pods may all stand on one node`, seen(workload, path))
          : undecided('whether its pods stand on different nodes is not known yet', seen(workload, path));
    return worstOf([placed, judgeBudget(workload, replicas, context)]);
  },
  examples: {
    manifests: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: spread }
spec:
  replicas: 2
  template:
    metadata: { labels: { app: spread } }
    spec:
      topologySpreadConstraints:
        - { topologyKey: kubernetes.io/hostname, maxSkew: 1, whenUnsatisfiable: DoNotSchedule, labelSelector: { matchLabels: { app: spread } } }
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: spread }
spec: { maxUnavailable: 1, selector: { matchLabels: { app: spread } } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: single }
spec: { template: { metadata: { labels: { app: single } } } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: spread-over-another-ones-pods }
spec:
  replicas: 2
  template:
    metadata: { labels: { app: other } }
    spec:
      topologySpreadConstraints:
        - { topologyKey: kubernetes.io/hostname, maxSkew: 1, whenUnsatisfiable: DoNotSchedule, labelSelector: { matchLabels: { app: spread } } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: all-may-go }
spec:
  replicas: 3
  template:
    metadata: { labels: { app: all-may-go } }
    spec:
      affinity:
        podAntiAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            - { topologyKey: kubernetes.io/hostname, labelSelector: { matchLabels: { app: all-may-go } } }
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: all-may-go }
spec: { maxUnavailable: "100%", selector: { matchLabels: { app: all-may-go } } }
---
apiVersion: postgresql.cnpg.io/v1
kind: Cluster
metadata: { name: prefers-other-nodes }
spec: { instances: 3 }
---
apiVersion: postgresql.cnpg.io/v1
kind: Cluster
metadata: { name: requires-other-nodes }
spec: { instances: 3, affinity: { podAntiAffinityType: required } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: not-known-yet }
spec: { replicas: 04da6b54-80e4-46f7-96ec-b56ff0331ba9 }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: too-great-a-skew, namespace: more }
spec:
  replicas: 2
  template:
    metadata: { labels: { app: more } }
    spec:
      topologySpreadConstraints:
        - { topologyKey: kubernetes.io/hostname, maxSkew: 2, whenUnsatisfiable: DoNotSchedule, labelSelector: { matchLabels: { app: more } } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: over-two-zones, namespace: more }
spec:
  replicas: 2
  template:
    metadata: { labels: { app: more } }
    spec:
      topologySpreadConstraints:
        - { topologyKey: topology.kubernetes.io/zone, maxSkew: 1, whenUnsatisfiable: DoNotSchedule, minDomains: 2, labelSelector: { matchLabels: { app: more } } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: over-any-zones, namespace: more }
spec:
  replicas: 2
  template:
    metadata: { labels: { app: more } }
    spec:
      topologySpreadConstraints:
        - { topologyKey: topology.kubernetes.io/zone, maxSkew: 1, whenUnsatisfiable: DoNotSchedule, labelSelector: { matchLabels: { app: more } } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: apart-from-others, namespace: more }
spec:
  replicas: 2
  template:
    metadata: { labels: { app: more } }
    spec:
      affinity:
        podAntiAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            - { topologyKey: kubernetes.io/hostname, labelSelector: { matchLabels: { app: more } }, namespaces: [others] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: apart-from-its-own, namespace: more }
spec:
  replicas: 2
  template:
    metadata: { labels: { app: more } }
    spec:
      affinity:
        podAntiAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            - { topologyKey: kubernetes.io/hostname, labelSelector: { matchLabels: { app: more } }, namespaces: [others, more] }
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: more, namespace: more }
spec: { maxUnavailable: 1, selector: {} }
`,
    pass: [
      'Deployment.apps/spread',
      'Deployment.apps/more/over-two-zones',
      'Deployment.apps/more/apart-from-its-own',
      'Cluster.postgresql.cnpg.io/requires-other-nodes',
    ],
    fail: [
      'Deployment.apps/spread-over-another-ones-pods',
      'Deployment.apps/more/too-great-a-skew',
      'Deployment.apps/more/apart-from-others',
      'StatefulSet.apps/all-may-go',
      'Cluster.postgresql.cnpg.io/prefers-other-nodes',
    ],
    undecided: ['Deployment.apps/not-known-yet', 'Deployment.apps/more/over-any-zones'],
    changes: [
      {
        name: 'servers without a disruption budget',
        stack: 'primary-workloads',
        remove: 'PodDisruptionBudget.policy/identity-fhir-server/fhir-server',
        outcome: 'fail',
        subjects: ['primary-workloads:Deployment.apps/identity-fhir-server/fhir-server'],
        says: 'no disruption budget',
      },
      {
        name: 'servers that may stand on one node',
        stack: 'primary-workloads',
        set: {
          'Deployment.apps/identity-fhir-server/fhir-server': {
            'spec.template.spec.topologySpreadConstraints': null,
          },
        },
        outcome: 'fail',
        subjects: ['primary-workloads:Deployment.apps/identity-fhir-server/fhir-server'],
        says: 'may all stand on one node',
      },
    ],
  },
});

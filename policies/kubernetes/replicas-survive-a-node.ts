import type { Resource } from '../../graph/graph';
import { isList, isMap, isUnknown, own, type Value } from '../../graph/value';
import { besides } from '../../judge/facts/kubernetes-objects';
import { postgresClusterType } from '../../judge/facts/operated-pods';
import { podMetadataPath, podSpecPath } from '../../judge/facts/pods';
import { budgetType, mayGo, replicasOf, scaledTypes } from '../../judge/facts/scaling';
import { type Answer, and, type Labels, labelsOf, or, selects } from '../../judge/facts/selectors';
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

const hostname = 'kubernetes.io/hostname';
const zone = 'topology.kubernetes.io/zone';

function listAt(object: Resource, path: string): readonly Value[] | 'maybe' {
  const value = object.get(path);
  return isList(value) ? value : value === null ? [] : 'maybe';
}

/** Whether a constraint keeps a second pod from a node while another node has none. */
function spreads(constraint: Value, labels: Labels): Answer {
  if (!isMap(constraint)) return 'maybe';
  const [key, when, selector] = ['topologyKey', 'whenUnsatisfiable', 'labelSelector'].map((name) =>
    own(constraint, name),
  );
  if (key !== hostname || when === 'ScheduleAnyway') return 'no';
  return and(when === 'DoNotSchedule' ? 'yes' : 'maybe', selects(selector ?? null, labels));
}

/** Whether a required term keeps two of the pods from one node; two zones are two nodes. */
function keepsApart(term: Value, labels: Labels): Answer {
  if (!isMap(term)) return 'maybe';
  const key = own(term, 'topologyKey');
  return key === hostname || key === zone ? selects(own(term, 'labelSelector') ?? null, labels) : 'no';
}

function isSpread(workload: Resource): Answer {
  const spec = podSpecPath(workload);
  const labels = labelsOf(workload.get(`${podMetadataPath(workload)}.labels`));
  const constraints = listAt(workload, `${spec}.topologySpreadConstraints`);
  const terms = listAt(
    workload,
    `${spec}.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution`,
  );
  if (constraints === 'maybe' || terms === 'maybe') return 'maybe';
  return or(
    ...constraints.map((one) => spreads(one, labels)),
    ...terms.map((one) => keepsApart(one, labels)),
  );
}

/** CloudNativePG prefers other nodes unless it is told to require them. Source: cloudnative-pg.io, "Scheduling". */
function isPostgresSpread(cluster: Resource): Answer {
  const [isOn, type, key] = ['enablePodAntiAffinity', 'podAntiAffinityType', 'topologyKey'].map((name) =>
    cluster.get(`spec.affinity.${name}`),
  );
  if (isOn === false) return 'no';
  if ([isOn, type, key].some(isUnknown)) return 'maybe';
  return type === 'required' && [null, hostname, zone].includes(key as string | null) ? 'yes' : 'no';
}

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
    const spread = isPostgres ? isPostgresSpread(workload) : isSpread(workload);
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
`,
    pass: ['Deployment.apps/spread', 'Cluster.postgresql.cnpg.io/requires-other-nodes'],
    fail: [
      'Deployment.apps/spread-over-another-ones-pods',
      'StatefulSet.apps/all-may-go',
      'Cluster.postgresql.cnpg.io/prefers-other-nodes',
    ],
    undecided: ['Deployment.apps/not-known-yet'],
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

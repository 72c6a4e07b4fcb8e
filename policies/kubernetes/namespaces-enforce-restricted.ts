import { marks } from '../../contracts/marks';
import type { Resource, Stack } from '../../graph/graph';
import { enforceLabel, isNodeAgent, labelOf } from '../../judge/facts/containers';
import { namespaceObject, namespaceOf, objectsIn, objectsOf } from '../../judge/facts/kubernetes-objects';
import { operatedTypes } from '../../judge/facts/operated-pods';
import { podTypes } from '../../judge/facts/pods';
import { type Context, definePolicy, type Finding, fail, pass, seen, undecided } from '../../judge/policy';

const makers = [...podTypes, ...operatedTypes];
/** The last release that changed what the level asks for. Source: kubernetes.io, "Pod Security Standards". */
const newest = 34;

function judgeLevel(namespace: Resource, level: string | null | undefined): Finding {
  const labels = seen(namespace, 'metadata.labels');
  if (level === undefined) return undecided('which level it enforces is not known yet', labels);
  if (level !== 'restricted') {
    return fail(`it admits pods that are not restricted: it enforces ${level ?? 'nothing'}`, labels);
  }
  const version = labelOf(namespace, `${enforceLabel}-version`);
  if (version === undefined)
    return undecided('which version of the level it enforces is not known yet', labels);
  const [, minor] = /^v1\.(\d+)$/.exec(version ?? '') ?? [];
  return minor !== undefined && Number(minor) < newest
    ? fail(`it enforces the level as it was in ${version}, which asked for less`, labels)
    : pass;
}

/**
 * One namespace of each domain may be for agents of its nodes, which cannot be restricted, if it holds nothing else.
 * Where namespaces claim no domain, that is one of the cluster.
 */
function judgeNamespace(namespace: Resource, isOnly: boolean, { graph }: Context): Finding {
  const level = labelOf(namespace, enforceLabel);
  const pods = objectsIn(graph, namespace.stack, namespace.name, ...makers);
  if (level !== 'privileged' || pods.length === 0) return judgeLevel(namespace, level);
  const other = pods.find((pod) => !isNodeAgent(pod, graph));
  if (other)
    return fail(
      `it admits every pod, and holds more than agents of nodes: ${other.address}`,
      seen(namespace, 'metadata.labels'),
    );
  return isOnly
    ? pass
    : fail('it is not the only one of its domain that admits every pod', seen(namespace, 'metadata.labels'));
}

/** Namespaces that pods are put into and that are not among the objects, each with one such object. */
function missingOnes(stack: Stack, { graph }: Context): ReadonlyMap<string, Resource> {
  const found = objectsOf(graph, stack.name, ...makers).map((pod) => [namespaceOf(pod), pod] as const);
  return new Map(found.filter(([name]) => namespaceObject(graph, stack.name, name) === undefined));
}

export default definePolicy({
  title: 'A namespace refuses pods that are not restricted',
  severity: 'high',
  why: 'What reviewers overlook and what somebody starts by hand meets the API server last. Its admission refuses a privileged pod only in a namespace that says so.',
  avoid: 'a Namespace without the label `pod-security.kubernetes.io/enforce`',
  prefer:
    'the namespaces of `workloads/components/workload-namespace.ts`; one in each domain for agents of its nodes, and nothing else in it',
  remediation:
    'Label the namespace pod-security.kubernetes.io/enforce: restricted, with enforce-version latest.',
  controls: ['C5:2020 OPS-24', 'C5:2020 IDM-01', 'GDPR Art. 32(1)(b)'],
  observableIn: ['manifests'],
  *examineStack(stack, context) {
    const site = context.siteOfStack(stack.name)?.name;
    const namespaces = objectsOf(context.graph, stack.name, 'Namespace');
    const open = namespaces.filter((one) => labelOf(one, enforceLabel) === 'privileged');
    for (const namespace of namespaces) {
      const subject = { stack: stack.name, address: namespace.address, site };
      const alike = open.filter((one) => labelOf(one, marks.domain) === labelOf(namespace, marks.domain));
      yield [subject, judgeNamespace(namespace, alike.length < 2, context)];
    }
    for (const [name, pod] of missingOnes(stack, context)) {
      const subject = {
        stack: stack.name,
        address: name === '' ? '(no namespace)' : `Namespace/${name}`,
        site,
      };
      const why =
        name === ''
          ? 'which namespace its pods get is left to whoever applies it'
          : 'it is not among the objects, and so not which pods it refuses';
      yield [subject, undecided(why, seen(pod, 'metadata.namespace'))];
    }
  },
  examples: {
    manifests: `
apiVersion: v1
kind: Namespace
metadata: { name: restricted, labels: { pod-security.kubernetes.io/enforce: restricted } }
---
apiVersion: v1
kind: Namespace
metadata: { name: warned, labels: { pod-security.kubernetes.io/warn: restricted } }
---
apiVersion: v1
kind: Namespace
metadata: { name: as-it-was, labels: { pod-security.kubernetes.io/enforce: restricted, pod-security.kubernetes.io/enforce-version: v1.33 } }
---
apiVersion: v1
kind: Namespace
metadata: { name: agents, labels: { pod-security.kubernetes.io/enforce: privileged } }
---
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: agent, namespace: agents }
spec: { template: { spec: { containers: [{ name: a }] } } }
---
apiVersion: v1
kind: Namespace
metadata: { name: research-agents, labels: { pod-security.kubernetes.io/enforce: privileged, estate.lausitz/domain: research } }
---
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: agent, namespace: research-agents }
spec: { template: { spec: { containers: [{ name: a }] } } }
---
apiVersion: v1
kind: Namespace
metadata: { name: mapping-agents, labels: { pod-security.kubernetes.io/enforce: privileged, estate.lausitz/domain: mapping } }
---
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: agent, namespace: mapping-agents }
spec: { template: { spec: { containers: [{ name: a }] } } }
---
apiVersion: v1
kind: Namespace
metadata: { name: more-of-mapping, labels: { pod-security.kubernetes.io/enforce: privileged, estate.lausitz/domain: mapping } }
---
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: agent, namespace: more-of-mapping }
spec: { template: { spec: { containers: [{ name: a }] } } }
---
apiVersion: v1
kind: Pod
metadata: { name: a, namespace: elsewhere }
spec: { containers: [{ name: a }] }
---
apiVersion: v1
kind: Pod
metadata: { name: anywhere }
spec: { containers: [{ name: a }] }
`,
    pass: ['Namespace/restricted', 'Namespace/agents', 'Namespace/research-agents'],
    fail: [
      'Namespace/warned',
      'Namespace/as-it-was',
      'Namespace/mapping-agents',
      'Namespace/more-of-mapping',
    ],
    undecided: ['Namespace/elsewhere', '(no namespace)'],
    changes: [
      {
        name: 'a namespace that admits every pod',
        stack: 'primary-workloads',
        set: {
          'Namespace/identity-fhir-server': {
            'metadata.labels.pod-security\\.kubernetes\\.io/enforce': 'privileged',
          },
        },
        outcome: 'fail',
        subjects: ['primary-workloads:Namespace/identity-fhir-server'],
        says: 'more than agents of nodes',
      },
    ],
  },
});

import { marks } from '../../contracts/marks';
import type { Domain } from '../../estate/model';
import type { Resource } from '../../graph/graph';
import { isList, isMap, own, Unknown, type Value } from '../../graph/value';
import { domainOf } from '../../judge/facts/cluster-domains';
import { isNodeAgent } from '../../judge/facts/containers';
import { operatedPods, operatedTypes } from '../../judge/facts/operated-pods';
import { podSpecPath, podTypes } from '../../judge/facts/pods';
import { definePolicy, type Finding, fail, pass, seen, undecided, worstOf } from '../../judge/policy';

/** Path of what holds `nodeSelector` and `tolerations`. */
function placementPath(object: Resource): string {
  return operatedPods(object)?.placement ?? podSpecPath(object);
}

/** Domains that required affinity holds a pod to: every one of its terms has to name the same. */
function byAffinity(object: Resource, path: string): readonly Value[] {
  const required = 'requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms';
  const terms =
    [`${path}.affinity.nodeAffinity`, `${path}.nodeAffinity`]
      .map((at) => object.get(`${at}.${required}`))
      .find(isList) ?? [];
  return (terms as readonly Value[]).map((term) => {
    const expressions = isMap(term) ? own(term, 'matchExpressions') : undefined;
    const named = isList(expressions ?? null) ? (expressions as readonly Value[]).filter(isMap) : [];
    const one = named.find((each) => own(each, 'key') === marks.domain && own(each, 'operator') === 'In');
    const values = one ? own(one, 'values') : undefined;
    return isList(values ?? null) && (values as readonly Value[]).length === 1
      ? ((values as readonly Value[])[0] ?? null)
      : null;
  });
}

function judgeSelector(object: Resource, path: string, domain: Domain): Finding {
  const at = `${path}.nodeSelector`;
  const selector = object.get(at);
  if (selector instanceof Unknown)
    return undecided('on which nodes it runs is not known yet', seen(object, at));
  const named = isMap(selector) ? (own(selector, marks.domain) ?? null) : null;
  const wanted = named === null ? byAffinity(object, path) : [named];
  if (wanted.length > 0 && wanted.every((one) => one === domain)) return pass;
  if (wanted.some((one) => one instanceof Unknown))
    return undecided('on which nodes it runs is not known yet', seen(object, at));
  return fail(`nothing keeps it on nodes of ${domain}, its domain`, seen(object, at));
}

/** Which domain's nodes a toleration opens besides its own; an empty key with Exists opens everything. */
function judgeToleration(object: Resource, at: string, toleration: Value, domain: Domain): Finding {
  if (!isMap(toleration)) return undecided('what it tolerates is not known yet', seen(object, at));
  const [key, operator, value, effect] = ['key', 'operator', 'value', 'effect'].map(
    (name) => own(toleration, name) ?? null,
  );
  if (key instanceof Unknown || value instanceof Unknown)
    return undecided('what it tolerates is not known yet', seen(object, at));
  // What a node is told about itself by Kubernetes ends pods; it turns none of a domain away.
  const isExists = operator === 'Exists';
  if ((key === null || key === '') && isExists) {
    return effect === 'NoExecute' || effect === 'PreferNoSchedule'
      ? pass
      : fail('it tolerates every taint, and so the nodes of every domain', seen(object, at));
  }
  if (key !== null && key !== '' && key !== marks.domain) return pass;
  if (operator instanceof Unknown) return undecided('what it tolerates is not known yet', seen(object, at));
  if (key !== marks.domain || (!isExists && value === domain)) return pass;
  return fail(`it tolerates nodes of ${isExists ? 'every domain' : String(value)}`, seen(object, at));
}

export default definePolicy({
  title: 'A pod runs on nodes of its own domain alone',
  severity: 'critical',
  why: 'Two pods on one node share its kernel, its memory and its disks. Nodes of a domain turn others’ pods away by a taint; whoever tolerates it, or asks for no domain, puts research beside identity.',
  avoid: 'a pod without `nodeSelector`, or a toleration with `operator: Exists` and no key',
  prefer: 'the selector and the toleration that `workloads/components/pod.ts` gives',
  remediation: `Select nodes by ${marks.domain}, and tolerate that domain’s taint alone.`,
  controls: ['C5:2020 OPS-24', 'GDPR Art. 32(1)(a)', 'GDPR Art. 32(1)(b)'],
  observableIn: ['manifests'],
  needs: 'estate',
  resources: [...podTypes, ...operatedTypes],
  examine(object, { graph }) {
    if (isNodeAgent(object, graph)) return pass;
    const domain = domainOf(graph, object);
    if (domain === undefined)
      return undecided('nothing says of which domain it is', seen(object, 'metadata.labels'));
    const path = placementPath(object);
    const tolerations = object.get(`${path}.tolerations`);
    if (tolerations instanceof Unknown)
      return undecided('what it tolerates is not known yet', seen(object, `${path}.tolerations`));
    const tolerated = isList(tolerations) ? tolerations : [];
    // A pod that names its node goes past the scheduler, and past every taint that only the scheduler heeds.
    const named = object.get(`${path}.nodeName`);
    return worstOf([
      named === null ? pass : fail('it names its node, past the scheduler', seen(object, `${path}.nodeName`)),
      judgeSelector(object, path, domain),
      ...tolerated.map((one, at) => judgeToleration(object, `${path}.tolerations.${at}`, one, domain)),
    ]);
  },
  examples: {
    manifests: `
apiVersion: v1
kind: Namespace
metadata: { name: research-a, labels: { ${marks.domain}: research } }
---
apiVersion: v1
kind: Pod
metadata: { name: on-its-own, namespace: research-a }
spec:
  nodeSelector: { ${marks.domain}: research }
  tolerations: [{ key: ${marks.domain}, value: research, effect: NoSchedule }]
---
apiVersion: v1
kind: Pod
metadata: { name: anywhere, namespace: research-a }
spec: {}
---
apiVersion: v1
kind: Pod
metadata: { name: tolerates-everything, namespace: research-a }
spec: { nodeSelector: { ${marks.domain}: research }, tolerations: [{ operator: Exists }] }
---
apiVersion: v1
kind: Pod
metadata: { name: on-another-ones, namespace: research-a }
spec: { nodeSelector: { ${marks.domain}: identity } }
---
apiVersion: postgresql.cnpg.io/v1
kind: Cluster
metadata: { name: on-its-own, namespace: research-a }
spec: { instances: 1, affinity: { nodeSelector: { ${marks.domain}: research } } }
---
apiVersion: v1
kind: Pod
metadata: { name: of-nobody, namespace: elsewhere }
spec: {}
---
apiVersion: v1
kind: Pod
metadata: { name: not-known-yet, namespace: research-a }
spec:
  nodeSelector: { ${marks.domain}: research }
  tolerations: [{ key: ${marks.domain}, operator: 04da6b54-80e4-46f7-96ec-b56ff0331ba9, value: research }]
`,
    pass: ['Pod/research-a/on-its-own', 'Cluster.postgresql.cnpg.io/research-a/on-its-own'],
    fail: ['anywhere', 'tolerates-everything', 'on-another-ones'].map((name) => `Pod/research-a/${name}`),
    undecided: ['Pod/elsewhere/of-nobody', 'Pod/research-a/not-known-yet'],
    changes: [
      {
        name: 'a server that tolerates every taint',
        stack: 'primary-workloads',
        set: {
          'Deployment.apps/identity-fhir-server/fhir-server': {
            'spec.template.spec.tolerations': [{ operator: 'Exists' }],
          },
        },
        outcome: 'fail',
        subjects: ['primary-workloads:Deployment.apps/identity-fhir-server/fhir-server'],
        says: 'every domain',
      },
    ],
  },
});

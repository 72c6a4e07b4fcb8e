import type { Resource } from '../../graph/graph';
import { isList, isMap, own, Unknown, type Value } from '../../graph/value';
import { containerName, eachContainer } from '../../judge/facts/containers';
import { besides } from '../../judge/facts/kubernetes-objects';
import { operatedPods, operatedTypes } from '../../judge/facts/operated-pods';
import { podSpecPath, podTypes } from '../../judge/facts/pods';
import { type Context, definePolicy, type Finding, fail, pass, seen, undecided } from '../../judge/policy';

function isAmount(value: Value | undefined): boolean {
  return (typeof value === 'string' || typeof value === 'number') && Number.parseFloat(String(value)) > 0;
}

/** Whether a range of the namespace gives a limit to containers that state none: its default, or else its greatest. */
function hasDefault(object: Resource, { graph }: Context): boolean {
  const items = besides(graph, object, 'LimitRange').flatMap((range) => {
    const limits = range.get('spec.limits');
    return isList(limits) ? limits : [];
  });
  return items.some((item) => {
    if (!isMap(item) || own(item, 'type') !== 'Container') return false;
    return ['default', 'max'].some((name) => {
      const amounts = own(item, name);
      return isMap(amounts) && isAmount(own(amounts, 'memory'));
    });
  });
}

function judgeLimit(object: Resource, resources: string, name: string): Finding {
  const path = `${resources}.limits.memory`;
  const limit = object.get(path);
  if (isAmount(limit)) return pass;
  return limit instanceof Unknown
    ? undecided(`how much memory ${name} may take is not known yet`, seen(object, path))
    : fail(`${name} may take all memory of its node`, seen(object, path));
}

export default definePolicy({
  title: 'A container has a limit of memory',
  severity: 'medium',
  why: 'A process without a limit takes what there is, and the kernel then ends others of the same node to save itself: a database ends because a neighbour has a leak.',
  avoid: 'a container without `resources.limits.memory` in a namespace without a LimitRange',
  prefer: 'a request and a limit of the same size; a LimitRange for what names none',
  remediation: 'Set resources.limits.memory, or a default for the namespace with a LimitRange.',
  controls: ['BSIG § 30(2) no. 3', 'GDPR Art. 32(1)(b)'],
  observableIn: ['manifests'],
  resources: [...podTypes, ...operatedTypes],
  examine(object, context) {
    const operated = operatedPods(object);
    if (operated)
      return hasDefault(object, context) ? pass : judgeLimit(object, operated.resources, 'each of its pods');
    const ofThePod = object.get(`${podSpecPath(object)}.resources.limits.memory`);
    if (isAmount(ofThePod) || hasDefault(object, context)) return pass;
    // What looks into a running pod has no limits of its own.
    return eachContainer(object, (path) =>
      path.includes('.ephemeralContainers.')
        ? pass
        : judgeLimit(object, `${path}.resources`, containerName(object, path)),
    );
  },
  examples: {
    manifests: `
apiVersion: v1
kind: Pod
metadata: { name: limited }
spec: { containers: [{ name: a, resources: { limits: { memory: 1Gi } } }] }
---
apiVersion: v1
kind: LimitRange
metadata: { name: small, namespace: ranged }
spec: { limits: [{ type: Container, default: { memory: 256Mi } }] }
---
apiVersion: v1
kind: Pod
metadata: { name: by-the-namespace, namespace: ranged }
spec: { containers: [{ name: a }] }
---
apiVersion: v1
kind: Pod
metadata: { name: not-at-first }
spec:
  containers: [{ name: a, resources: { limits: { memory: 1Gi } } }]
  initContainers: [{ name: b, resources: { limits: { cpu: 1 }, requests: { memory: 1Gi } } }]
---
apiVersion: postgresql.cnpg.io/v1
kind: Cluster
metadata: { name: records }
spec: { instances: 3 }
---
apiVersion: v1
kind: Pod
metadata: { name: not-known-yet }
spec: { containers: [{ name: a, resources: { limits: { memory: 04da6b54-80e4-46f7-96ec-b56ff0331ba9 } } }] }
`,
    pass: ['Pod/limited', 'Pod/ranged/by-the-namespace'],
    fail: ['Pod/not-at-first', 'Cluster.postgresql.cnpg.io/records'],
    undecided: ['Pod/not-known-yet'],
    changes: [
      {
        name: 'a limit that is not known yet does not count where the namespace gives one',
        stack: 'primary-workloads',
        set: {
          'Deployment.apps/identity-fhir-server/fhir-server': {
            'spec.template.spec.containers.0.resources.limits.memory': 'unknown',
          },
        },
        outcome: 'pass',
        subjects: ['primary-workloads:Deployment.apps/identity-fhir-server/fhir-server'],
      },
    ],
  },
});

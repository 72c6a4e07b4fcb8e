import type { Resource } from '../../graph/graph';
import { isList, Unknown } from '../../graph/value';
import { containerName } from '../../judge/facts/containers';
import { besides } from '../../judge/facts/kubernetes-objects';
import { containerPaths, jobTypes, podMetadataPath, podSpecPath, podTypes } from '../../judge/facts/pods';
import { labelsOf, selects } from '../../judge/facts/selectors';
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

/** What ends by itself serves nobody. */
function isServer(pod: Resource): boolean {
  const policy = pod.get(`${podSpecPath(pod)}.restartPolicy`);
  return policy === null || policy === 'Always' || policy instanceof Unknown;
}

function isCalled(pod: Resource, { graph }: Context): boolean {
  const labels = labelsOf(pod.get(`${podMetadataPath(pod)}.labels`));
  return besides(graph, pod, 'Service').some((service) => {
    const matchLabels = service.get('spec.selector');
    return matchLabels !== null && selects({ matchLabels }, labels) === 'yes';
  });
}

/** Containers that answer: those that name a port, or where a Service leads to the pod and none does, all that stay. */
function serversIn(pod: Resource, context: Context): readonly string[] | undefined {
  const paths = containerPaths(pod);
  const staying = paths?.filter(
    (path) =>
      path.includes('.containers.') ||
      path.startsWith('spec.containers.') ||
      (path.includes('initContainers.') && pod.get(`${path}.restartPolicy`) === 'Always'),
  );
  const withPorts = staying?.filter((path) => {
    const ports = pod.get(`${path}.ports`);
    return ports instanceof Unknown || (isList(ports) && ports.length > 0);
  });
  if (staying === undefined || withPorts === undefined || withPorts.length > 0) return withPorts;
  return isCalled(pod, context) ? staying : [];
}

function judgeContainer(pod: Resource, path: string): Finding {
  const name = containerName(pod, path);
  const missing = (probe: string, why: string) => {
    const at = `${path}.${probe}`;
    const value = pod.get(at);
    if (value instanceof Unknown) return undecided(`what ${name} is asked is not known yet`, seen(pod, at));
    return value === null ? fail(`${name} ${why}`, seen(pod, at)) : pass;
  };
  return worstOf([
    missing('readinessProbe', 'is called before it answers'),
    missing('livenessProbe', 'stays when it answers no more'),
  ]);
}

export default definePolicy({
  title: 'A server says when it is ready, and whether it still works',
  severity: 'low',
  why: 'Without a readiness probe calls go to a server that is still starting, at every node that is lost and every new version; without a liveness probe one that hangs stays.',
  avoid: 'a container with ports and no `readinessProbe` or `livenessProbe`',
  prefer: 'the `check` of a container in `workloads/components/pod.ts`, which makes all three probes',
  remediation: 'Give the container a readiness and a liveness probe that ask what it is there to answer.',
  controls: ['BSIG § 30(2) no. 3', 'GDPR Art. 32(1)(b)'],
  observableIn: ['manifests'],
  resources: podTypes.filter((type) => !jobTypes.has(type)),
  examine(pod, context) {
    if (!isServer(pod)) return undefined;
    const servers = serversIn(pod, context);
    if (servers === undefined) {
      return undecided('which containers it has is not known yet', seen(pod, podSpecPath(pod)));
    }
    const isAny = servers.length === 0;
    return isAny ? pass : worstOf(servers.map((path) => judgeContainer(pod, path)));
  },
  examples: {
    manifests: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: asked }
spec:
  template:
    spec:
      containers:
        - name: a
          ports: [{ containerPort: 80 }]
          readinessProbe: { tcpSocket: { port: 80 } }
          livenessProbe: { tcpSocket: { port: 80 } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: serves-nobody }
spec: { template: { spec: { containers: [{ name: a }] } } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: called }
spec: { template: { metadata: { labels: { app: called } }, spec: { containers: [{ name: a }] } } }
---
apiVersion: v1
kind: Service
metadata: { name: called }
spec: { selector: { app: called } }
---
apiVersion: v1
kind: Pod
metadata: { name: ends }
spec: { restartPolicy: Never, containers: [{ name: a, ports: [{ containerPort: 80 }] }] }
---
apiVersion: v1
kind: Pod
metadata: { name: not-known-yet }
spec: { containers: 04da6b54-80e4-46f7-96ec-b56ff0331ba9 }
`,
    pass: ['Deployment.apps/asked', 'Deployment.apps/serves-nobody'],
    fail: ['Deployment.apps/called'],
    undecided: ['Pod/not-known-yet'],
  },
});

import type { Resource } from '../../graph/graph';
import { Unknown } from '../../graph/value';
import { containerName, eachRestrictedContainer, inherited } from '../../judge/facts/containers';
import { podTypes } from '../../judge/facts/pods';
import { definePolicy, type Finding, fail, pass, seen, undecided } from '../../judge/policy';

/** Where both are set, a kubelet starts no container whose user is 0. */
function judgeContainer(pod: Resource, path: string): Finding {
  const name = containerName(pod, path);
  const user = inherited(pod, path, 'runAsUser');
  if (user.value === 0) return fail(`${name} runs as root`, seen(pod, user.path));
  const nonRoot = inherited(pod, path, 'runAsNonRoot');
  const isOther = typeof user.value === 'number' && user.value > 0;
  if (isOther || (nonRoot.value === true && user.value === null)) return pass;
  if (user.value instanceof Unknown)
    return undecided(`as whom ${name} runs is not known yet`, seen(pod, user.path));
  return nonRoot.value instanceof Unknown
    ? undecided(`whether ${name} may run as root is not known yet`, seen(pod, nonRoot.path))
    : fail(`${name} runs as root unless its image says otherwise`, seen(pod, nonRoot.path));
}

export default definePolicy({
  title: 'Nothing in a pod runs as root',
  severity: 'high',
  why: 'Root in a container is root to the kernel. Every fault in a runtime that lets somebody out of a container is worth the node, with the data of all its pods, only to root.',
  avoid: 'a pod without `runAsNonRoot`, whose image decides, or `runAsUser: 0`',
  prefer: '`runAsNonRoot: true` and a `runAsUser` for the whole pod',
  remediation: 'Set runAsNonRoot for the pod, and a user other than 0 that its image can run as.',
  controls: ['C5:2020 IDM-01', 'C5:2020 OPS-24', 'GDPR Art. 32(1)(b)'],
  observableIn: ['manifests'],
  resources: podTypes,
  examine(pod, { graph }) {
    return eachRestrictedContainer(pod, graph, (path) => judgeContainer(pod, path));
  },
  examples: {
    manifests: `
apiVersion: v1
kind: Pod
metadata: { name: by-the-pod }
spec:
  securityContext: { runAsNonRoot: true }
  containers: [{ name: a }]
  initContainers: [{ name: b, securityContext: { runAsUser: 1000, runAsNonRoot: false } }]
---
apiVersion: v1
kind: Pod
metadata: { name: root-again }
spec:
  securityContext: { runAsNonRoot: true, runAsUser: 1000 }
  containers: [{ name: a, securityContext: { runAsUser: 0 } }]
---
apiVersion: v1
kind: Pod
metadata: { name: permitted-again }
spec:
  securityContext: { runAsNonRoot: true }
  containers: [{ name: a, securityContext: { runAsNonRoot: false } }]
---
apiVersion: v1
kind: Pod
metadata: { name: as-the-image-says }
spec: { containers: [{ name: a }] }
---
apiVersion: v1
kind: Pod
metadata: { name: nothing-known }
spec: { securityContext: { runAsNonRoot: true } }
`,
    pass: ['Pod/by-the-pod'],
    fail: ['Pod/root-again', 'Pod/permitted-again', 'Pod/as-the-image-says'],
    undecided: ['Pod/nothing-known'],
  },
});

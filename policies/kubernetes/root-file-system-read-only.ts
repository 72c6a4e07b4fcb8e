import type { Resource } from '../../graph/graph';
import { Unknown } from '../../graph/value';
import { containerName, eachLinuxContainer } from '../../judge/facts/containers';
import { podTypes } from '../../judge/facts/pods';
import { definePolicy, type Finding, fail, pass, seen, undecided } from '../../judge/policy';

function judgeContainer(pod: Resource, path: string): Finding {
  const at = `${path}.securityContext.readOnlyRootFilesystem`;
  const value = pod.get(at);
  if (value === true) return pass;
  const name = containerName(pod, path);
  return value instanceof Unknown
    ? undecided(`whether ${name} may write is not known yet`, seen(pod, at))
    : fail(`${name} may write anywhere in its file system`, seen(pod, at));
}

export default definePolicy({
  title: 'A container writes into its volumes alone',
  severity: 'medium',
  why: 'What a container writes elsewhere lies unseen on the disk of its node: patient data in temporary files, or the tools of whoever broke in.',
  avoid: 'a container without `readOnlyRootFilesystem: true`',
  prefer: 'a read-only root file system, and an `emptyDir` with a limit for what is temporary',
  remediation: 'Set readOnlyRootFilesystem for each container, and mount a volume wherever it has to write.',
  controls: ['C5:2020 OPS-24', 'GDPR Art. 32(1)(b)'],
  observableIn: ['manifests'],
  resources: podTypes,
  examine: (pod) => eachLinuxContainer(pod, (path) => judgeContainer(pod, path)),
  examples: {
    manifests: `
apiVersion: v1
kind: Pod
metadata: { name: read-only }
spec: { containers: [{ name: a, securityContext: { readOnlyRootFilesystem: true } }] }
---
apiVersion: v1
kind: Pod
metadata: { name: one-writes }
spec:
  containers:
    - { name: a, securityContext: { readOnlyRootFilesystem: true } }
    - { name: b }
---
apiVersion: v1
kind: Pod
metadata: { name: on-windows }
spec: { os: { name: windows }, containers: [{ name: a }] }
`,
    pass: ['Pod/read-only'],
    fail: ['Pod/one-writes'],
    undecided: ['Pod/on-windows'],
  },
});

import type { Resource } from '../../graph/graph';
import { Unknown } from '../../graph/value';
import { containerName, eachRestrictedContainer } from '../../judge/facts/containers';
import { podTypes } from '../../judge/facts/pods';
import { definePolicy, type Finding, fail, pass, seen, undecided } from '../../judge/policy';

function judgeContainer(pod: Resource, path: string): Finding {
  const at = `${path}.securityContext.allowPrivilegeEscalation`;
  const value = pod.get(at);
  if (value === false) return pass;
  const name = containerName(pod, path);
  return value instanceof Unknown
    ? undecided(`whether ${name} may gain rights is not known yet`, seen(pod, at))
    : fail(`a process of ${name} may gain more rights than the one that started it`, seen(pod, at));
}

export default definePolicy({
  title: 'No process gains more rights than it was started with',
  severity: 'high',
  why: 'A program with the setuid bit makes root of whoever runs it. Kubernetes permits that unless a container forbids it.',
  avoid: 'a container without `allowPrivilegeEscalation`, which permits it',
  prefer: '`allowPrivilegeEscalation: false` at every container',
  remediation: 'Set allowPrivilegeEscalation to false in the security context of each container.',
  controls: ['C5:2020 IDM-01', 'GDPR Art. 32(1)(b)'],
  observableIn: ['manifests'],
  resources: podTypes,
  examine(pod, { graph }) {
    return eachRestrictedContainer(pod, graph, (path) => judgeContainer(pod, path));
  },
  examples: {
    manifests: `
apiVersion: v1
kind: Pod
metadata: { name: forbidden }
spec: { containers: [{ name: a, securityContext: { allowPrivilegeEscalation: false } }] }
---
apiVersion: v1
kind: Pod
metadata: { name: by-default }
spec:
  # Of a pod the API server takes no such setting.
  securityContext: { allowPrivilegeEscalation: false }
  containers: [{ name: a }]
---
apiVersion: v1
kind: Pod
metadata: { name: no-container }
spec: { containers: [] }
`,
    pass: ['Pod/forbidden'],
    fail: ['Pod/by-default'],
    undecided: ['Pod/no-container'],
    changes: [
      {
        name: 'a server that may gain rights',
        stack: 'primary-workloads',
        set: {
          'Deployment.apps/identity-fhir-server/fhir-server': {
            'spec.template.spec.containers.0.securityContext.allowPrivilegeEscalation': null,
          },
        },
        outcome: 'fail',
        subjects: ['primary-workloads:Deployment.apps/identity-fhir-server/fhir-server'],
      },
    ],
  },
});

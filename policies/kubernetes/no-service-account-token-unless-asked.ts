import type { Resource } from '../../graph/graph';
import { Unknown } from '../../graph/value';
import { namespaceOf } from '../../judge/facts/kubernetes-objects';
import { podSpecPath, podTypes } from '../../judge/facts/pods';
import { accountNameOf, accountOf, isBound } from '../../judge/facts/service-accounts';
import { type Context, definePolicy, type Finding, fail, pass, seen, undecided } from '../../judge/policy';

const field = 'automountServiceAccountToken';
const notKnown = 'whether it is given a token is not known yet';

/** What the pod says counts, then what its account says, and without either it gets one. */
function judgePod(pod: Resource, { graph }: Context): Finding {
  const path = `${podSpecPath(pod)}.${field}`;
  const own = pod.get(path);
  if (own instanceof Unknown) return undecided(notKnown, seen(pod, path));
  if (own !== null) return pass;
  const account = accountOf(graph, pod);
  const above = account?.get(field) ?? null;
  if (account && above instanceof Unknown) return undecided(notKnown, seen(account, field));
  if (above !== null) return pass;
  const name = accountNameOf(pod);
  if (name === undefined)
    return undecided('which account it has is not known yet', seen(pod, podSpecPath(pod)));
  // Who is given rights is meant to use them.
  if (name !== 'default' && isBound(graph, pod, name, namespaceOf(pod))) return pass;
  return account || name === 'default'
    ? fail(`it is given a token of the account ${name}, for which nobody asked`, seen(pod, path))
    : undecided(`what its account ${name} says is not among the objects`, seen(pod, path));
}

export default definePolicy({
  title: 'No pod is given a token of the cluster’s API without asking',
  severity: 'medium',
  why: 'The token lies in the file system of every container. Whoever takes a server over asks the API with it what else there is, and does whatever the account may, today or after the next role.',
  avoid: 'a pod and an account that say nothing of `automountServiceAccountToken`, which means true',
  prefer: '`automountServiceAccountToken: false` at both; `true` at the pod that talks to the API',
  remediation: 'Set automountServiceAccountToken to false for the pod, or to true where it needs the API.',
  controls: ['C5:2020 IDM-01', 'C5:2020 IDM-08', 'GDPR Art. 32(1)(b)'],
  observableIn: ['manifests'],
  resources: podTypes,
  examine: judgePod,
  examples: {
    manifests: `
apiVersion: v1
kind: Pod
metadata: { name: without }
spec: { automountServiceAccountToken: false, containers: [{ name: a }] }
---
apiVersion: v1
kind: ServiceAccount
metadata: { name: quiet }
automountServiceAccountToken: false
---
apiVersion: v1
kind: Pod
metadata: { name: by-its-account }
spec: { serviceAccountName: quiet, containers: [{ name: a }] }
---
apiVersion: v1
kind: ServiceAccount
metadata: { name: operator, namespace: operators }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: operator }
roleRef: { kind: ClusterRole, name: operator }
subjects: [{ kind: ServiceAccount, name: operator, namespace: operators }]
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: has-rights, namespace: operators }
spec: { template: { spec: { serviceAccountName: operator, containers: [{ name: a }] } } }
---
apiVersion: v1
kind: Pod
metadata: { name: by-default }
spec: { containers: [{ name: a }] }
---
apiVersion: v1
kind: ServiceAccount
metadata: { name: silent }
---
apiVersion: v1
kind: Pod
metadata: { name: by-a-silent-account }
spec: { serviceAccountName: silent, containers: [{ name: a }] }
---
apiVersion: v1
kind: Pod
metadata: { name: of-an-account-elsewhere }
spec: { serviceAccountName: elsewhere, containers: [{ name: a }] }
`,
    pass: ['Pod/without', 'Pod/by-its-account', 'Deployment.apps/operators/has-rights'],
    fail: ['Pod/by-default', 'Pod/by-a-silent-account'],
    undecided: ['Pod/of-an-account-elsewhere'],
    changes: [
      {
        name: 'a server whose account gives it a token',
        stack: 'primary-workloads',
        set: {
          'Deployment.apps/identity-fhir-server/fhir-server': {
            'spec.template.spec.automountServiceAccountToken': null,
            'spec.template.spec.serviceAccountName': null,
          },
          'ServiceAccount/identity-fhir-server/default': { automountServiceAccountToken: null },
        },
        outcome: 'fail',
        subjects: ['primary-workloads:Deployment.apps/identity-fhir-server/fhir-server'],
        says: 'account default',
      },
    ],
  },
});

import type { Resource } from '../../graph/graph';
import { podEndOf } from '../../judge/facts/cluster-domains';
import { namespaceOf, objectsIn, objectsOf } from '../../judge/facts/kubernetes-objects';
import {
  concerns,
  type Direction,
  isolates,
  networkPolicyType,
  podSelectorOf,
} from '../../judge/facts/network-policies';
import { admitsAll } from '../../judge/facts/open-to-all';
import { operatedTypes } from '../../judge/facts/operated-pods';
import { podTypes } from '../../judge/facts/pods';
import { type Answer, and, or, selectsAll } from '../../judge/facts/selectors';
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

/** Policies of other kinds, whose plug-ins deny and admit by rules of their own. */
const otherKinds = [
  'CiliumNetworkPolicy.cilium.io',
  'CiliumClusterwideNetworkPolicy.cilium.io',
  'NetworkPolicy.crd.projectcalico.org',
  'GlobalNetworkPolicy.crd.projectcalico.org',
  'NetworkPolicy.projectcalico.org',
  'GlobalNetworkPolicy.projectcalico.org',
  'AdminNetworkPolicy.policy.networking.k8s.io',
  'BaselineAdminNetworkPolicy.policy.networking.k8s.io',
  'ClusterNetworkPolicy.policy.networking.k8s.io',
];

/** Whether a policy is for every pod of its namespace, those to come too. */
function isForAll(policy: Resource, direction: Direction): Answer {
  return and(concerns(policy, direction), selectsAll(podSelectorOf(policy)));
}

function judgeDirection(
  pods: readonly Resource[],
  policies: readonly Resource[],
  direction: Direction,
  { graph }: Context,
): Finding {
  const [pod] = pods as [Resource, ...Resource[]];
  const way = direction === 'Ingress' ? 'be called by' : 'call';
  const evidence = seen(pod, 'metadata.namespace');
  const forAll = or(...policies.map((policy) => isForAll(policy, direction)));
  const opening = (wanted: Answer) =>
    policies.find((policy) => and(isForAll(policy, direction), admitsAll(policy, direction)) === wanted);
  const [open, perhaps] = [opening('yes'), opening('maybe')];
  if (open) return fail(`all its pods may ${way} anybody: ${open.name} admits everyone`, seen(open, 'spec'));
  if (forAll === 'yes') {
    if (perhaps === undefined) return pass;
    return undecided(`whether ${perhaps.name} admits everyone is not known yet`, seen(perhaps, 'spec'));
  }
  const stack = pod.stack;
  if (objectsOf(graph, stack, ...otherKinds).length > 0) {
    return undecided('policies of another kind, which no rule reads, may deny it', evidence);
  }
  if (forAll === 'maybe') return undecided('which pods its policies are for is not known yet', evidence);
  const bare = pods.find((one) =>
    policies.every((policy) => isolates(policy, direction, podEndOf(graph, one)) === 'no'),
  );
  return bare
    ? fail(`no policy is for ${bare.address}, which may ${way} anybody`, seen(bare, 'metadata.namespace'))
    : fail(`a pod that no policy names may ${way} anybody: none is for all pods`, evidence);
}

const unknown = '04da6b54-80e4-46f7-96ec-b56ff0331ba9';
const forAll = 'podSelector: {}, policyTypes: [Ingress, Egress]';
/** Of the examples, by namespace. An empty list of egress is none, and then the policy is about ingress alone. */
const specs = {
  closed: `{ ${forAll} }`,
  'for-calls': `{ ${forAll}, egress: [{ to: [{ namespaceSelector: {} }], ports: [{ port: 53 }] }, { to: [{ ipBlock: { cidr: 10.0.0.0/8 } }] }] }`,
  'ingress-alone': '{ podSelector: {}, egress: [] }',
  'for-some': '{ podSelector: { matchLabels: { app: a } }, policyTypes: [Ingress, Egress] }',
  'open-again': `{ ${forAll}, ingress: [{}] }`,
  'open-to-the-internet': `{ ${forAll}, ingress: [{ from: [{ ipBlock: { cidr: 0.0.0.0/1 } }] }] }`,
  'open-to-the-cluster': `{ ${forAll}, ingress: [{ from: [{ namespaceSelector: {}, podSelector: {} }] }] }`,
  'open-at-every-port': `{ ${forAll}, egress: [{ ports: [{ port: 1, endPort: 40000 }, { protocol: UDP }] }] }`,
  'open-but-for-some-ranges': `{ ${forAll}, egress: [{ to: [{ ipBlock: { cidr: 0.0.0.0/0, except: [10.0.0.0/8, 172.16.0.0/12] } }] }] }`,
  'open-to-whom': `{ ${forAll}, ingress: ${unknown} }`,
  'not-known-yet': `{ podSelector: {}, policyTypes: ${unknown} }`,
};

export default definePolicy({
  title: 'The pods of a namespace talk to nobody until a policy says so',
  severity: 'critical',
  why: 'Without a policy that is for it every pod of a cluster reaches every other one, and the world. A policy for some pods leaves the next one open, and egress that nobody denied carries data out.',
  avoid:
    'a namespace without a policy of `podSelector: {}` for Ingress and Egress, or one with `ingress: [{}]`, or that names the whole Internet or every namespace',
  prefer:
    'the policies of `workloads/components/network.ts`: nothing by default, and one for each declared call',
  remediation:
    'Add a NetworkPolicy with podSelector {}, policyTypes Ingress and Egress, and no rule; then one for each call.',
  controls: ['C5:2020 COS-03', 'C5:2020 OPS-24', 'GDPR Art. 32(1)(b)'],
  observableIn: ['manifests'],
  *examineStack(stack, context) {
    const { graph, siteOfStack } = context;
    const site = siteOfStack(stack.name)?.name;
    const makers = [...podTypes, ...operatedTypes].filter((type) => type !== 'PodTemplate');
    const names = new Set(objectsOf(graph, stack.name, ...makers).map(namespaceOf));
    for (const name of names) {
      // Most plug-ins hold no pod to policies that shares its node's network; others say that there is none.
      const pods = objectsIn(graph, stack.name, name, ...makers).filter(
        (pod) => podEndOf(graph, pod).hostNetwork !== true,
      );
      if (pods.length === 0) continue;
      const policies = objectsIn(graph, stack.name, name, networkPolicyType);
      const subject = {
        stack: stack.name,
        address: name === '' ? '(no namespace)' : `Namespace/${name}`,
        site,
      };
      const findings = (['Ingress', 'Egress'] as const).map((one) =>
        judgeDirection(pods, policies, one, context),
      );
      yield [subject, worstOf(findings)];
    }
  },
  examples: {
    manifests: Object.entries(specs)
      .map(
        ([name, spec]) => `
apiVersion: v1
kind: Pod
metadata: { name: a, namespace: ${name}, labels: { app: a } }
spec: { containers: [{ name: a }] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: a, namespace: ${name} }
spec: ${spec}
`,
      )
      .join('---'),
    pass: ['Namespace/closed', 'Namespace/for-calls'],
    fail: [
      'Namespace/ingress-alone',
      'Namespace/for-some',
      'Namespace/open-again',
      'Namespace/open-to-the-internet',
      'Namespace/open-to-the-cluster',
      'Namespace/open-at-every-port',
      'Namespace/open-but-for-some-ranges',
    ],
    undecided: ['Namespace/not-known-yet', 'Namespace/open-to-whom'],
    changes: [
      {
        name: 'a namespace whose default is gone',
        stack: 'primary-workloads',
        remove: 'NetworkPolicy.networking.k8s.io/identity-fhir-server/nothing-by-default',
        // What opens a way to all pods of the namespace closes every other one: each has to be for some of them.
        set: Object.fromEntries(
          [
            'names',
            'to-patient-records-5432',
            'to-operations-nodes',
            'from-discharge-management-8443',
            'from-identity-gateway-8443',
            'from-patient-portal-8443',
          ].map((name) => [
            `NetworkPolicy.networking.k8s.io/identity-fhir-server/${name}`,
            { 'spec.podSelector': { matchLabels: { some: 'pods' } } },
          ]),
        ),
        outcome: 'fail',
        subjects: ['primary-workloads:Namespace/identity-fhir-server'],
        says: 'may be called by anybody',
      },
    ],
  },
});

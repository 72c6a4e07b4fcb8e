import type { Resource } from '../../graph/graph';
import { isMap } from '../../graph/value';
import { podEndOf } from '../../judge/facts/cluster-domains';
import { namespaceOf, objectsIn, objectsOf } from '../../judge/facts/kubernetes-objects';
import {
  concerns,
  type Direction,
  isolates,
  networkPolicyType,
  peersOf,
  podSelectorOf,
  rulesOf,
} from '../../judge/facts/network-policies';
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

/** Whether a rule admits everyone, at every port. */
function admitsAll(policy: Resource, direction: Direction): boolean {
  return rulesOf(policy, direction).some((rule) => {
    const ports = isMap(rule) ? rule.ports : undefined;
    return peersOf(rule, direction) === undefined && !(Array.isArray(ports) && ports.length > 0);
  });
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
  const open = policies.find(
    (policy) => isForAll(policy, direction) === 'yes' && admitsAll(policy, direction),
  );
  if (open) return fail(`all its pods may ${way} anybody: ${open.name} admits everyone`, seen(open, 'spec'));
  if (forAll === 'yes') return pass;
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

export default definePolicy({
  title: 'The pods of a namespace talk to nobody until a policy says so',
  severity: 'critical',
  why: 'Without a policy that is for it every pod of a cluster reaches every other one, and the world. A policy for some pods leaves the next one open, and egress that nobody denied carries data out.',
  avoid:
    'a namespace without a policy of `podSelector: {}` for Ingress and Egress, or one with `ingress: [{}]`',
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
    manifests: ['closed', 'ingress-alone', 'for-some', 'open-again', 'not-known-yet']
      .map(
        (name) => `
apiVersion: v1
kind: Pod
metadata: { name: a, namespace: ${name}, labels: { app: a } }
spec: { containers: [{ name: a }] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: a, namespace: ${name} }
`,
      )
      .map(
        (text, at) =>
          `${text}${
            [
              'spec: { podSelector: {}, policyTypes: [Ingress, Egress] }',
              '# An empty list of egress is none, and then the policy is about ingress alone.\nspec: { podSelector: {}, egress: [] }',
              'spec: { podSelector: { matchLabels: { app: a } }, policyTypes: [Ingress, Egress] }',
              'spec: { podSelector: {}, policyTypes: [Ingress, Egress], ingress: [{}] }',
              'spec: { podSelector: {}, policyTypes: 04da6b54-80e4-46f7-96ec-b56ff0331ba9 }',
            ][at]
          }\n`,
      )
      .join('---'),
    pass: ['Namespace/closed'],
    fail: ['Namespace/ingress-alone', 'Namespace/for-some', 'Namespace/open-again'],
    undecided: ['Namespace/not-known-yet'],
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

import type { Resource } from '../../graph/graph';
import { isList, Unknown } from '../../graph/value';
import { objectsOf } from '../../judge/facts/kubernetes-objects';
import { definePolicy, fail, pass, seen, undecided } from '../../judge/policy';

const group = 'admissionregistration.k8s.io';
const policyType = `ValidatingAdmissionPolicy.${group}`;

/** Whether a binding has the API server refuse what breaks the policy, also where its parameters are missing. */
function denies(binding: Resource): boolean {
  const actions = binding.get('spec.validationActions');
  const missing = binding.get('spec.paramRef.parameterNotFoundAction');
  return isList(actions) && actions.includes('Deny') && missing !== 'Allow';
}

export default definePolicy({
  title: 'An admission policy refuses what breaks it',
  severity: 'high',
  why: 'A policy that nothing binds, that only warns, or that lets through what it failed to examine reads like a guard and is none.',
  avoid: '`validationActions: [Warn]`, `failurePolicy: Ignore`, a policy without a binding',
  prefer: '`failurePolicy: Fail` and a binding with `validationActions: [Deny]`',
  remediation: 'Bind the policy with the action Deny, and let what it cannot examine fail.',
  controls: ['C5:2020 OPS-24', 'BSIG § 30(2) no. 4', 'GDPR Art. 32(1)(b)'],
  observableIn: ['manifests'],
  resources: [policyType],
  examine(policy, { graph }) {
    const failure = policy.get('spec.failurePolicy');
    if (failure === 'Ignore')
      return fail('what it cannot examine goes through', seen(policy, 'spec.failurePolicy'));
    if (failure instanceof Unknown) {
      return undecided(
        'what becomes of what it cannot examine is not known yet',
        seen(policy, 'spec.failurePolicy'),
      );
    }
    const bindings = objectsOf(graph, policy.stack, `ValidatingAdmissionPolicyBinding.${group}`).filter(
      (one) => one.get('spec.policyName') === policy.name,
    );
    const [binding] = bindings;
    if (binding === undefined) return fail('no binding puts it into force', seen(policy, 'metadata.name'));
    if (bindings.some(denies)) return pass;
    return bindings.some((one) => one.get('spec.validationActions') instanceof Unknown)
      ? undecided('what is done about a breach is not known yet', seen(binding, 'spec.validationActions'))
      : fail('no binding of it refuses a breach', seen(binding, 'spec'));
  },
  examples: {
    manifests: `
apiVersion: ${group}/v1
kind: ValidatingAdmissionPolicy
metadata: { name: denies }
spec: {}
---
apiVersion: ${group}/v1
kind: ValidatingAdmissionPolicyBinding
metadata: { name: denies }
spec: { policyName: denies, validationActions: [Deny, Audit] }
---
apiVersion: ${group}/v1
kind: ValidatingAdmissionPolicy
metadata: { name: warns }
spec: { failurePolicy: Fail }
---
apiVersion: ${group}/v1
kind: ValidatingAdmissionPolicyBinding
metadata: { name: warns }
spec: { policyName: warns, validationActions: [Warn] }
---
apiVersion: ${group}/v1
kind: ValidatingAdmissionPolicy
metadata: { name: bound-by-nothing }
spec: {}
---
apiVersion: ${group}/v1
kind: ValidatingAdmissionPolicy
metadata: { name: lets-through }
spec: { failurePolicy: Ignore }
---
apiVersion: ${group}/v1
kind: ValidatingAdmissionPolicy
metadata: { name: not-known-yet }
spec: { failurePolicy: 04da6b54-80e4-46f7-96ec-b56ff0331ba9 }
`,
    pass: [`${policyType}/denies`],
    fail: [`${policyType}/warns`, `${policyType}/bound-by-nothing`, `${policyType}/lets-through`],
    undecided: [`${policyType}/not-known-yet`],
  },
});

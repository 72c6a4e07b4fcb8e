import type { Resource } from '../../graph/graph';
import { isList, isMap, isWhollyKnown, own, Unknown, type Value } from '../../graph/value';
import { concernsAnything } from '../../judge/facts/admission-matches';
import { objectsOf } from '../../judge/facts/kubernetes-objects';
import { type Answer, and, or } from '../../judge/facts/selectors';
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

const group = 'admissionregistration.k8s.io';
const policyType = `ValidatingAdmissionPolicy.${group}`;

/** Whether a binding has the API server refuse what breaks the policy, also where its parameters are missing. */
function denies(binding: Resource): Answer {
  const actions = binding.get('spec.validationActions');
  const missing = binding.get('spec.paramRef.parameterNotFoundAction');
  if (missing === 'Allow') return 'no';
  if (actions instanceof Unknown || missing instanceof Unknown) return 'maybe';
  if (!isList(actions)) return 'no';
  return actions.includes('Deny') ? 'yes' : actions.some((one) => one instanceof Unknown) ? 'maybe' : 'no';
}

/** Whether an expression is a truth value whatever it is asked about: a literal, or one at an end of a chain that decides it. */
function isAlways(entry: Value, value: 'true' | 'false'): boolean {
  const stated = isMap(entry) ? own(entry, 'expression') : undefined;
  if (typeof stated !== 'string') return false;
  const text = stated.replace(/\s/g, '');
  if (new RegExp(`^\\(*${value}\\)*$`).test(text)) return true;
  const [joint, other] = value === 'true' ? ['||', '?'] : ['&&', '||'];
  const isChain = !text.includes('?') && !text.includes(other);
  return isChain && (text.endsWith(`${joint}${value}`) || text.startsWith(`${value}${joint}`));
}

/** What a policy says of itself: whether it would refuse anything, were it bound. */
function judgeText(policy: Resource, { graph }: Context): Finding {
  const [conditions, validations, matches] = ['matchConditions', 'validations', 'matchConstraints'].map(
    (key) => policy.get(`spec.${key}`),
  ) as [Value, Value, Value];
  if (isList(conditions) && conditions.some((one) => isAlways(one, 'false'))) {
    return fail(
      'it concerns nothing: one of its conditions is never true',
      seen(policy, 'spec.matchConditions'),
    );
  }
  const listed = isList(validations) ? validations : [];
  if (!(validations instanceof Unknown) && listed.every((one) => isAlways(one, 'true'))) {
    return fail('it refuses nothing: no validation of it can be broken', seen(policy, 'spec.validations'));
  }
  const concerns = concernsAnything(graph, policy.stack, matches);
  if (concerns === 'no') {
    return fail(
      'it concerns nothing: all that it matches is excluded',
      seen(policy, 'spec.matchConstraints'),
    );
  }
  return concerns === 'maybe' || ![conditions, validations].every(isWhollyKnown)
    ? undecided('what it refuses does not show', seen(policy, 'spec'))
    : pass;
}

const unknown = '04da6b54-80e4-46f7-96ec-b56ff0331ba9';
const rule = (...resources: readonly string[]) => ({
  apiGroups: [''],
  apiVersions: ['v1'],
  operations: ['CREATE'],
  resources,
});
const ofAll = { apiGroups: ['*'], apiVersions: ['*'], operations: ['*'], resources: ['*'] };

interface Example {
  readonly spec?: object;
  readonly binding?: object;
}

/** By name: what differs from a policy that denies, and from its binding. */
const examples: Readonly<Record<string, Example>> = {
  denies: {},
  'denies-somewhere': {
    binding: {
      matchResources: {
        namespaceSelector: { matchLabels: { is: 'judged' } },
        resourceRules: [rule('pods')],
      },
    },
  },
  warns: { spec: { failurePolicy: 'Fail' }, binding: { validationActions: ['Warn'] } },
  'bound-by-nothing': { binding: { policyName: 'another' } },
  'lets-through': { spec: { failurePolicy: 'Ignore' } },
  'without-parameters': { binding: { paramRef: { name: 'a', parameterNotFoundAction: 'Allow' } } },
  'is-never-asked': { spec: { matchConditions: [{ name: 'never', expression: '(false)' }] } },
  'is-always-kept': { spec: { validations: [{ expression: 'has(object.spec) || true' }] } },
  'has-no-validation': { spec: { validations: [] } },
  'excludes-all': {
    spec: { matchConstraints: { resourceRules: [rule('pods')], excludeResourceRules: [ofAll] } },
  },
  'is-bound-nowhere': {
    binding: { matchResources: { namespaceSelector: { matchLabels: { nobody: 'has' } } } },
  },
  'is-bound-to-something-else': { binding: { matchResources: { resourceRules: [rule('secrets')] } } },
  'not-known-yet': { spec: { failurePolicy: unknown } },
  'with-parameters-unknown': { binding: { paramRef: { name: 'a', parameterNotFoundAction: unknown } } },
  'of-certain-labels': {
    binding: { matchResources: { objectSelector: { matchLabels: { opted: 'in' } } } },
  },
  'when-is-unknown': { spec: { matchConditions: [{ name: 'a', expression: unknown }] } },
};

function exampleText([name, { spec, binding }]: [string, Example]): string {
  const validations = [{ expression: 'has(object.spec)' }];
  const policy = { matchConstraints: { resourceRules: [rule('pods')] }, validations, ...spec };
  return `
apiVersion: ${group}/v1
kind: ValidatingAdmissionPolicy
metadata: { name: ${name} }
spec: ${JSON.stringify(policy)}
---
apiVersion: ${group}/v1
kind: ValidatingAdmissionPolicyBinding
metadata: { name: ${name} }
spec: ${JSON.stringify({ policyName: name, validationActions: ['Deny', 'Audit'], ...binding })}
`;
}

export default definePolicy({
  title: 'An admission policy refuses what breaks it',
  severity: 'high',
  why: 'A policy that nothing binds, that only warns, or that lets through what it failed to examine reads like a guard and is none.',
  avoid:
    '`validationActions: [Warn]`, `failurePolicy: Ignore`, a policy without a binding, or one that matches nothing',
  prefer: '`failurePolicy: Fail` and a binding with `validationActions: [Deny]`',
  remediation: 'Bind the policy with the action Deny, and let what it cannot examine fail.',
  controls: ['C5:2020 OPS-24', 'BSIG § 30(2) no. 4', 'GDPR Art. 32(1)(b)'],
  observableIn: ['manifests'],
  resources: [policyType],
  examine(policy, context) {
    const { graph } = context;
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
    const concerned = policy.get('spec.matchConstraints.resourceRules');
    const refusing = bindings.map((one) =>
      and(denies(one), concernsAnything(graph, policy.stack, one.get('spec.matchResources'), concerned)),
    );
    const bound = or(...refusing);
    if (bound === 'no') return fail('no binding of it refuses a breach', seen(binding, 'spec'));
    const text = judgeText(policy, context);
    return bound === 'yes'
      ? text
      : worstOf([text, undecided('whether a binding refuses a breach does not show', seen(binding, 'spec'))]);
  },
  examples: {
    manifests: Object.entries(examples)
      .map(exampleText)
      .concat('\napiVersion: v1\nkind: Namespace\nmetadata: { name: a, labels: { is: judged } }\n')
      .join('---'),
    pass: ['denies', 'denies-somewhere'].map((name) => `${policyType}/${name}`),
    fail: [
      'warns',
      'bound-by-nothing',
      'lets-through',
      'without-parameters',
      'is-never-asked',
      'is-always-kept',
      'has-no-validation',
      'excludes-all',
      'is-bound-nowhere',
      'is-bound-to-something-else',
    ].map((name) => `${policyType}/${name}`),
    undecided: ['not-known-yet', 'with-parameters-unknown', 'of-certain-labels', 'when-is-unknown'].map(
      (name) => `${policyType}/${name}`,
    ),
  },
});

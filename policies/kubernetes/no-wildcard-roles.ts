import type { Resource } from '../../graph/graph';
import { isList, isMap, own, Unknown } from '../../graph/value';
import { besides, objectsOf } from '../../judge/facts/kubernetes-objects';
import { excessOf, rbac } from '../../judge/facts/rights';
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

const isRole = ({ type }: Resource) => type === `Role.${rbac}` || type === `ClusterRole.${rbac}`;

function judgeRules(role: Resource): Finding {
  const rules = role.get('rules');
  const unknown = undecided('which rights it gives is not known yet', seen(role, 'rules'));
  if (rules instanceof Unknown) return unknown;
  if (!isList(rules)) return pass;
  return worstOf(
    rules.map((rule, at) => {
      const excess = excessOf(rule, role.type.startsWith('Cluster'));
      const given = excess.flatMap(([isGiven, what]) => (isGiven === 'yes' ? [what] : []));
      if (given.length > 0) return fail(`it gives ${given.join(', ')}`, seen(role, `rules.${at}`));
      return excess.some(([isGiven]) => isGiven === 'maybe') ? unknown : pass;
    }),
  );
}

/** An aggregated role has the rights of all roles that its selectors find, those of the cluster itself too. */
function judgeRole(role: Resource): Finding {
  const path = 'aggregationRule.clusterRoleSelectors';
  const selectors = role.get(path);
  const isAggregated = selectors !== null && (!isList(selectors) || selectors.length > 0);
  return worstOf([
    judgeRules(role),
    isAggregated
      ? undecided('it gives what other roles give, which need not be among the objects', seen(role, path))
      : pass,
  ]);
}

/** Roles that every cluster gives to everybody: which versions and which rights there are, and nothing of anybody's. */
const harmless: ReadonlySet<string> = new Set([
  'system:basic-user',
  'system:discovery',
  'system:public-info-viewer',
]);
/** Others that every cluster has, and that open nothing of the kind that this rule looks for. */
const narrow: ReadonlySet<string> = new Set(['view', 'system:auth-delegator', 'system:monitoring']);
/** Those that read every secret where they are bound, or lead to it. Source: kubernetes.io, "Using RBAC Authorization". */
const wide: ReadonlySet<string> = new Set([
  'admin',
  'edit',
  'system:aggregate-to-admin',
  'system:aggregate-to-edit',
  'system:kube-controller-manager',
  'system:kubelet-api-admin',
  'system:node',
]);
const everybody: ReadonlySet<string> = new Set([
  'system:anonymous',
  'system:unauthenticated',
  'system:authenticated',
  'system:serviceaccounts',
  'system:masters',
]);

/** What a role gives to those who are bound to it, as far as the role itself is not judged. */
function judgeRoleOf(binding: Resource, name: string, { graph }: Context): Finding {
  const kind = binding.get('roleRef.kind');
  const isOfCluster = kind === 'ClusterRole' || binding.type.startsWith('Cluster');
  const evidence = seen(binding, 'roleRef');
  if (kind instanceof Unknown) return undecided('who is given which role is not known yet', evidence);
  const objects = isOfCluster
    ? objectsOf(graph, binding.stack, `ClusterRole.${rbac}`)
    : besides(graph, binding, `Role.${rbac}`);
  if (objects.some((one) => one.name === name && one.remains)) return pass;
  if (isOfCluster && name === 'cluster-admin')
    return fail('it gives every right there is (cluster-admin)', seen(binding, 'roleRef.name'));
  if (isOfCluster && wide.has(name))
    return fail(`it gives ${name}, which leads to every secret where it is bound`, evidence);
  return isOfCluster && (harmless.has(name) || narrow.has(name))
    ? pass
    : undecided(`what the role ${name} gives is not among the objects`, evidence);
}

function judgeBinding(binding: Resource, context: Context): Finding {
  const [role, subjects] = [binding.get('roleRef.name'), binding.get('subjects')];
  const listed = isList(subjects) ? subjects : [];
  const names = listed.map((one) => (isMap(one) ? own(one, 'name') : one));
  const known = names.filter((name) => typeof name === 'string');
  const everyone = known.filter((name) => everybody.has(name));
  const isUnknown = [role, subjects, ...names].some((one) => one instanceof Unknown);
  return worstOf([
    isUnknown ? undecided('who is given which role is not known yet', seen(binding, 'roleRef')) : pass,
    typeof role !== 'string' || (isList(subjects) && names.length === 0) || subjects === null
      ? pass
      : judgeRoleOf(binding, role, context),
    everyone.length > 0 && !harmless.has(String(role))
      ? fail(`it gives a role to ${everyone.join(', ')}`, seen(binding, 'subjects'))
      : pass,
  ]);
}

const unknown = '04da6b54-80e4-46f7-96ec-b56ff0331ba9';
const objectOf = (kind: string, name: string, body: string) =>
  `---\napiVersion: ${rbac}/v1\nkind: ${kind}\nmetadata: { name: ${name} }\n${body}\n`;
const toA = 'subjects: [{ kind: ServiceAccount, name: a, namespace: b }]';

const leadOn = [
  ['runs-programs-by-star', '{ apiGroups: [""], resources: ["*/exec"], verbs: [create] }'],
  ['tokens-by-star', '{ apiGroups: [""], resources: ["*/token"], verbs: [create] }'],
  [
    'approves',
    '{ apiGroups: [certificates.k8s.io], resources: [certificatesigningrequests/approval], verbs: [update] }',
  ],
  ['signs', '{ apiGroups: [certificates.k8s.io], resources: [signers], verbs: [approve] }'],
  [
    'hooks',
    '{ apiGroups: [admissionregistration.k8s.io], resources: [mutatingwebhookconfigurations], verbs: [patch] }',
  ],
  [
    'unbinds',
    '{ apiGroups: [admissionregistration.k8s.io], resources: [validatingadmissionpolicybindings], verbs: [delete] }',
  ],
  ['labels-namespaces', '{ apiGroups: [""], resources: [namespaces], verbs: [patch] }'],
  ['makes-volumes', '{ apiGroups: [""], resources: [persistentvolumes], verbs: [create] }'],
] as const;
const openOnes = [
  ['verbs-not-known-yet', `{ apiGroups: [""], resources: [secrets], verbs: ${unknown} }`],
  ['a-verb-not-known-yet', `{ apiGroups: [""], resources: [secrets], verbs: [create, ${unknown}] }`],
  ['groups-not-known-yet', `{ apiGroups: ${unknown}, resources: [secrets], verbs: [get] }`],
  ['names-not-known-yet', `{ apiGroups: [""], resources: [${unknown}], verbs: [get] }`],
] as const;
const wideOnes = [
  ['edits-everywhere', `roleRef: { kind: ClusterRole, name: edit }\n${toA}`],
  ['controls', `roleRef: { kind: ClusterRole, name: "system:kube-controller-manager" }\n${toA}`],
] as const;
const notShown = [
  ['of-a-role-elsewhere', `roleRef: { kind: ClusterRole, name: elsewhere }\n${toA}`],
  [
    'to-whom-is-not-known-yet',
    `roleRef: { kind: ClusterRole, name: view }\nsubjects: [{ kind: Group, name: ${unknown} }]`,
  ],
] as const;

export default definePolicy({
  title: 'A role names what it gives, and gives nothing that opens the rest',
  severity: 'high',
  why: 'A right to all kinds, to secrets, to other roles or to running pods is a right to everything: with one token of such an account every dataset of the cluster is read.',
  avoid:
    '`verbs: ["*"]`, `resources: ["*"]`, reading all secrets, `pods/exec`, `escalate`, `bind`, `impersonate`, cluster-admin',
  prefer: 'a Role in one namespace that names kinds, verbs and, of secrets, names',
  remediation: 'Name the kinds and verbs that are needed, and of secrets their names.',
  controls: ['C5:2020 IDM-01', 'C5:2020 IDM-06', 'GDPR Art. 32(1)(b)'],
  observableIn: ['manifests'],
  resources: ['Role', 'ClusterRole', 'RoleBinding', 'ClusterRoleBinding'].map((kind) => `${kind}.${rbac}`),
  examine: (object, context) => (isRole(object) ? judgeRole(object) : judgeBinding(object, context)),
  examples: {
    manifests: `
apiVersion: ${rbac}/v1
kind: Role
metadata: { name: narrow }
rules:
  - { apiGroups: [""], resources: [pods], verbs: [get, list] }
  - { apiGroups: [""], resources: [secrets], resourceNames: [own], verbs: [get] }
---
apiVersion: ${rbac}/v1
kind: ClusterRole
metadata: { name: reads-secrets }
rules: [{ apiGroups: [""], resources: [secrets], verbs: [list] }]
---
apiVersion: ${rbac}/v1
kind: Role
metadata: { name: everything }
rules: [{ apiGroups: ["*"], resources: ["*"], verbs: ["*"] }]
---
apiVersion: ${rbac}/v1
kind: Role
metadata: { name: runs-programs }
rules: [{ apiGroups: [""], resources: [pods/exec], verbs: [create] }]
---
apiVersion: ${rbac}/v1
kind: Role
metadata: { name: every-verb-of-one-kind }
rules: [{ apiGroups: [example.org], resources: [widgets], verbs: ["*"] }]
---
apiVersion: ${rbac}/v1
kind: RoleBinding
metadata: { name: narrow }
roleRef: { kind: Role, name: narrow }
subjects: [{ kind: ServiceAccount, name: a, namespace: b }]
---
apiVersion: ${rbac}/v1
kind: ClusterRoleBinding
metadata: { name: everybody-reads }
roleRef: { kind: ClusterRole, name: view }
subjects: [{ kind: Group, name: "system:authenticated" }]
---
apiVersion: ${rbac}/v1
kind: ClusterRoleBinding
metadata: { name: every-right }
roleRef: { kind: ClusterRole, name: cluster-admin }
subjects: [{ kind: User, name: somebody }]
---
apiVersion: ${rbac}/v1
kind: Role
metadata: { name: not-known-yet }
rules: ${unknown}
${[...leadOn, ...openOnes].map(([name, rules]) => objectOf('ClusterRole', name, `rules: [${rules}]`)).join('')}
${[...wideOnes, ...notShown].map(([name, body]) => objectOf('ClusterRoleBinding', name, body)).join('')}
${objectOf('ClusterRole', 'aggregated', 'aggregationRule: { clusterRoleSelectors: [{ matchLabels: { a: b } }] }')}
${objectOf('ClusterRole', 'signs-its-own', 'rules: [{ apiGroups: [certificates.k8s.io], resources: [signers], resourceNames: [example.org/a], verbs: [sign] }]')}
${objectOf('ClusterRoleBinding', 'reads', 'roleRef: { kind: ClusterRole, name: view }\nsubjects: [{ kind: ServiceAccount, name: a, namespace: b }]')}
${objectOf('ClusterRoleBinding', 'to-nobody', 'roleRef: { kind: ClusterRole, name: elsewhere }')}
`,
    pass: [
      `Role.${rbac}/narrow`,
      `RoleBinding.${rbac}/narrow`,
      `ClusterRole.${rbac}/signs-its-own`,
      `ClusterRoleBinding.${rbac}/reads`,
      `ClusterRoleBinding.${rbac}/to-nobody`,
    ],
    fail: [
      `ClusterRole.${rbac}/reads-secrets`,
      `Role.${rbac}/everything`,
      `Role.${rbac}/every-verb-of-one-kind`,
      `Role.${rbac}/runs-programs`,
      `ClusterRoleBinding.${rbac}/everybody-reads`,
      `ClusterRoleBinding.${rbac}/every-right`,
      ...leadOn.map(([name]) => `ClusterRole.${rbac}/${name}`),
      ...wideOnes.map(([name]) => `ClusterRoleBinding.${rbac}/${name}`),
    ],
    undecided: [
      `Role.${rbac}/not-known-yet`,
      `ClusterRole.${rbac}/aggregated`,
      ...openOnes.map(([name]) => `ClusterRole.${rbac}/${name}`),
      ...notShown.map(([name]) => `ClusterRoleBinding.${rbac}/${name}`),
    ],
  },
});

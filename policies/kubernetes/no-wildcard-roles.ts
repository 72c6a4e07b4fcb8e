import type { Resource } from '../../graph/graph';
import { isList, isMap, own, Unknown, type Value } from '../../graph/value';
import { definePolicy, type Finding, fail, pass, seen, undecided, worstOf } from '../../judge/policy';

const rbac = 'rbac.authorization.k8s.io';
const isRole = ({ type }: Resource) => type === `Role.${rbac}` || type === `ClusterRole.${rbac}`;

function texts(rule: Value, name: string): readonly string[] {
  const value = isMap(rule) ? own(rule, name) : undefined;
  return isList(value ?? null) ? (value as readonly Value[]).map(String) : [];
}

const reads = ['get', 'list', 'watch'];
const writes = ['create', 'update', 'patch'];

/** What a rule gives that leads beyond itself. Source: kubernetes.io, "Role Based Access Control Good Practices". */
function excessOf(rule: Value, isWhole: boolean): readonly string[] {
  const [verbs, resources, names] = ['verbs', 'resources', 'resourceNames'].map((name) =>
    texts(rule, name),
  ) as [readonly string[], readonly string[], readonly string[]];
  const may = (...wanted: readonly string[]) => [...wanted, '*'].some((verb) => verbs.includes(verb));
  const groups = texts(rule, 'apiGroups');
  /** Whether it is about one of the resources of a group; the core group has no name. */
  const on = (group: string, ...wanted: readonly string[]) =>
    [group, '*'].some((one) => groups.includes(one)) &&
    [...wanted, '*'].some((one) => resources.includes(one));
  const roles = on(rbac, 'roles', 'clusterroles');
  const isAny = names.length === 0;
  const excess: readonly (readonly [boolean, string])[] = [
    [verbs.includes('*'), 'every verb, those to come too'],
    [resources.includes('*'), 'every resource of a group'],
    [texts(rule, 'nonResourceURLs').includes('*'), 'every URL'],
    [may('escalate') && roles, 'rights that it does not have itself (escalate)'],
    [may('bind') && roles && isAny, 'any role to anybody (bind)'],
    [
      may('impersonate') &&
        (on('', 'users', 'groups', 'serviceaccounts') || on('authentication.k8s.io', 'uids')),
      'to act as somebody else (impersonate)',
    ],
    [
      on('', 'secrets') && may(...reads) && isAny,
      isWhole ? 'the secrets of every namespace that it is bound in' : 'every secret of its namespace',
    ],
    [
      on('', 'pods/exec', 'pods/attach', 'pods/ephemeralcontainers', 'pods/*') && may('get', ...writes),
      'to run programs in running pods',
    ],
    [on('', 'nodes/proxy', 'nodes/*') && may('get', ...writes), 'every pod of every node (nodes/proxy)'],
    [on('', 'serviceaccounts/token') && may('create') && isAny, 'tokens of any account'],
  ];
  return excess.flatMap(([isGiven, what]) => (isGiven ? [what] : []));
}

function judgeRole(role: Resource): Finding {
  const rules = role.get('rules');
  if (rules instanceof Unknown)
    return undecided('which rights it gives is not known yet', seen(role, 'rules'));
  if (!isList(rules)) return pass;
  return worstOf(
    rules.map((rule, at) => {
      if (rule instanceof Unknown)
        return undecided('which rights it gives is not known yet', seen(role, 'rules'));
      const excess = excessOf(rule, role.type.startsWith('Cluster'));
      return excess.length === 0 ? pass : fail(`it gives ${excess.join(', ')}`, seen(role, `rules.${at}`));
    }),
  );
}

/** Roles that every cluster gives to everybody: which versions and which rights there are, and nothing of anybody's. */
const harmless: ReadonlySet<string> = new Set([
  'system:basic-user',
  'system:discovery',
  'system:public-info-viewer',
]);
const everybody: ReadonlySet<string> = new Set([
  'system:anonymous',
  'system:unauthenticated',
  'system:authenticated',
  'system:serviceaccounts',
  'system:masters',
]);

function judgeBinding(binding: Resource): Finding {
  const [role, subjects] = [binding.get('roleRef.name'), binding.get('subjects')];
  if (role instanceof Unknown || subjects instanceof Unknown) {
    return undecided('who is given which role is not known yet', seen(binding, 'roleRef'));
  }
  const names = isList(subjects) ? subjects.map((one) => String(isMap(one) ? own(one, 'name') : one)) : [];
  const wide = names.filter((name) => everybody.has(name));
  return worstOf([
    role === 'cluster-admin' && names.length > 0
      ? fail('it gives every right there is (cluster-admin)', seen(binding, 'roleRef.name'))
      : pass,
    wide.length > 0 && !harmless.has(String(role))
      ? fail(`it gives a role to ${wide.join(', ')}`, seen(binding, 'subjects'))
      : pass,
  ]);
}

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
  examine: (object) => (isRole(object) ? judgeRole(object) : judgeBinding(object)),
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
rules: 04da6b54-80e4-46f7-96ec-b56ff0331ba9
`,
    pass: [`Role.${rbac}/narrow`, `RoleBinding.${rbac}/narrow`],
    fail: [
      `ClusterRole.${rbac}/reads-secrets`,
      `Role.${rbac}/everything`,
      `Role.${rbac}/every-verb-of-one-kind`,
      `Role.${rbac}/runs-programs`,
      `ClusterRoleBinding.${rbac}/everybody-reads`,
      `ClusterRoleBinding.${rbac}/every-right`,
    ],
    undecided: [`Role.${rbac}/not-known-yet`],
  },
});

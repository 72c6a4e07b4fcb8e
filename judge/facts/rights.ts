import { isList, isMap, own, type Value } from '../../graph/value';
import { type Answer, and, not, or } from './selectors';

export const rbac = 'rbac.authorization.k8s.io';
const admission = 'admissionregistration.k8s.io';
const certificates = 'certificates.k8s.io';

const reads = ['get', 'list', 'watch'];
const writes = ['create', 'update', 'patch'];
const removals = ['delete', 'deletecollection'];

/** Whether a list of a rule has one of the texts; a list that is not known may have any. */
function has(rule: Value, name: string, wanted: (text: string) => boolean): Answer {
  const list = isMap(rule) ? (own(rule, name) ?? []) : rule;
  if (!isList(list)) return 'maybe';
  return or(...list.map((one) => (typeof one === 'string' ? (wanted(one) ? 'yes' : 'no') : 'maybe')));
}

/** Whether it is for all objects of what it names. */
function isForAny(rule: Value): Answer {
  return not(has(rule, 'resourceNames', () => true));
}

function may(rule: Value, ...verbs: readonly string[]): Answer {
  return has(rule, 'verbs', (verb) => verb === '*' || verbs.includes(verb));
}

/** Whether it is about one of the resources of a group; the core group has no name, and a star may stand before `/exec`. */
function on(rule: Value, group: string, ...resources: readonly string[]): Answer {
  const meant = new Set(['*', ...resources, ...resources.map((one) => one.replace(/^[^/]+(?=\/)/, '*'))]);
  return and(
    has(rule, 'apiGroups', (one) => one === '*' || one === group),
    has(rule, 'resources', (one) => meant.has(one)),
  );
}

/**
 * What a rule of a role gives that leads beyond itself, each with whether it does.
 * @param isWhole whether its role is one of the cluster
 * Source: kubernetes.io, "Role Based Access Control Good Practices".
 */
export function excessOf(rule: Value, isWhole: boolean): readonly (readonly [Answer, string])[] {
  const roles = on(rule, rbac, 'roles', 'clusterroles');
  const isAny = isForAny(rule);
  const isSignersOfCluster = or(
    isAny,
    has(rule, 'resourceNames', (one) => one.startsWith('kubernetes.io/')),
  );
  return [
    [has(rule, 'verbs', (one) => one === '*'), 'every verb, those to come too'],
    [has(rule, 'resources', (one) => one === '*'), 'every resource of a group'],
    [has(rule, 'nonResourceURLs', (one) => one === '*' || one === '/*'), 'every URL'],
    [and(may(rule, 'escalate'), roles), 'rights that it does not have itself (escalate)'],
    [and(may(rule, 'bind'), roles, isAny), 'any role to anybody (bind)'],
    [
      and(
        may(rule, 'impersonate'),
        or(on(rule, '', 'users', 'groups', 'serviceaccounts'), on(rule, 'authentication.k8s.io', 'uids')),
      ),
      'to act as somebody else (impersonate)',
    ],
    [
      and(on(rule, '', 'secrets'), may(rule, ...reads), isAny),
      isWhole ? 'the secrets of every namespace that it is bound in' : 'every secret of its namespace',
    ],
    [
      and(on(rule, '', 'pods/exec', 'pods/attach', 'pods/ephemeralcontainers'), may(rule, 'get', ...writes)),
      'to run programs in running pods',
    ],
    [and(on(rule, '', 'nodes/proxy'), may(rule, 'get', ...writes)), 'every pod of every node (nodes/proxy)'],
    [and(on(rule, '', 'serviceaccounts/token'), may(rule, 'create'), isAny), 'tokens of any account'],
    [
      or(
        and(on(rule, certificates, 'certificatesigningrequests/approval'), may(rule, 'update', 'patch')),
        and(on(rule, certificates, 'signers'), may(rule, 'approve', 'sign'), isSignersOfCluster),
      ),
      'certificates in the name of anybody',
    ],
    [
      and(
        on(
          rule,
          admission,
          'mutatingwebhookconfigurations',
          'validatingwebhookconfigurations',
          'mutatingadmissionpolicies',
          'mutatingadmissionpolicybindings',
          'validatingadmissionpolicies',
          'validatingadmissionpolicybindings',
        ),
        may(rule, ...writes, ...removals),
      ),
      'what is admitted to the cluster, and who sees it on its way',
    ],
    [
      and(on(rule, '', 'namespaces'), may(rule, 'update', 'patch')),
      'the labels of namespaces, and so which pods those refuse',
    ],
    [and(on(rule, '', 'persistentvolumes'), may(rule, 'create')), 'any folder of any node, as a volume'],
  ];
}

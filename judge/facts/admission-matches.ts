import type { Graph } from '../../graph/graph';
import { isList, isMap, isWhollyKnown, own, type Value } from '../../graph/value';
import { labelsOfNamespace } from './cluster-domains';
import { objectsOf } from './kubernetes-objects';
import { type Answer, and, labelsOf, not, or, selects, selectsAll } from './selectors';

/** Namespaces that every cluster has. Source: kubernetes.io, "Namespaces". */
const ofEveryCluster = ['default', 'kube-system', 'kube-public', 'kube-node-lease'];

/**
 * Whether a policy or a binding of it concerns anything at all. Source: kubernetes.io, API reference, MatchResources.
 * @param matches `matchConstraints` or `matchResources`; without rules they concern whatever the others do
 * @param concerned rules of the policy, where `matches` are its binding's
 */
export function concernsAnything(graph: Graph, stack: string, matches: Value, concerned?: Value): Answer {
  if (matches === null) return 'yes';
  if (!isMap(matches)) return 'maybe';
  const [rules, excluded, namespaces, objects] = [
    'resourceRules',
    'excludeResourceRules',
    'namespaceSelector',
    'objectSelector',
  ].map((key) => own(matches, key) ?? null) as [Value, Value, Value, Value];
  return and(
    isLeft(rules, excluded),
    isLeft(concerned ?? null, excluded),
    concerned === undefined ? 'yes' : meets(rules, concerned),
    selectsAny(graph, stack, namespaces),
    // Whoever makes an object chooses its labels.
    objects === null || selectsAll(objects) === 'yes' ? 'yes' : 'maybe',
  );
}

function selectsAny(graph: Graph, stack: string, selector: Value): Answer {
  if (selector === null) return 'yes';
  const stated = objectsOf(graph, stack, 'Namespace').map(({ name }) =>
    labelsOfNamespace(graph, stack, name),
  );
  const others = ofEveryCluster.map((name) =>
    labelsOf(null, new Map([['kubernetes.io/metadata.name', name]])),
  );
  const answer = or(...[...stated, ...others].map((labels) => selects(selector, labels)));
  return answer === 'no' && stated.length === 0 ? 'maybe' : answer;
}

/** Whether any rule is left that no exclusion takes away as a whole. */
function isLeft(rules: Value, excluded: Value): Answer {
  if (excluded === null) return 'yes';
  if (!isWhollyKnown(excluded) || !isWhollyKnown(rules)) return 'maybe';
  const [listed, out] = [rules, excluded].map((list) => (isList(list) ? list : [])) as [
    readonly Value[],
    readonly Value[],
  ];
  if (listed.length === 0) return out.some((one) => covers(one, everything)) ? 'no' : 'yes';
  return not(and(...listed.map((rule) => (out.some((one) => covers(one, rule)) ? 'yes' : 'no'))));
}

const parts = ['operations', 'apiGroups', 'apiVersions', 'resources'] as const;
const everything: Value = Object.fromEntries(
  parts.map((part) => [part, [part === 'resources' ? '*/*' : '*']]),
);

function textsOf(rule: Value, part: string): readonly Value[] {
  const list = isMap(rule) ? own(rule, part) : undefined;
  return isList(list) ? list : [];
}

/** Whether one text of a rule holds another: `*` is no subresource, `pods/*` and `*\/status` are those of one kind. */
function holds(one: Value, other: Value): boolean {
  if (one === other || one === '*/*') return true;
  const [mine, theirs] = [String(one).split('/'), String(other).split('/')];
  return mine.length === theirs.length && mine.every((part, at) => part === '*' || part === theirs[at]);
}

/** Whether a rule takes in all that another one does. */
function covers(rule: Value, other: Value): boolean {
  const names = textsOf(rule, 'resourceNames');
  const scope = (isMap(rule) ? own(rule, 'scope') : null) ?? '*';
  return (
    names.length === 0 &&
    scope === '*' &&
    parts.every((part) =>
      textsOf(other, part).every((theirs) => textsOf(rule, part).some((mine) => holds(mine, theirs))),
    )
  );
}

/** Whether two lists of rules have something in common; none are all. */
function meets(rules: Value, others: Value): Answer {
  if (!isWhollyKnown(rules) || !isWhollyKnown(others)) return 'maybe';
  if (!isList(rules) || rules.length === 0 || !isList(others) || others.length === 0) return 'yes';
  const isCommon = rules.some((rule) =>
    others.some((other) =>
      parts.every((part) =>
        textsOf(rule, part).some((mine) =>
          textsOf(other, part).some((theirs) => holds(mine, theirs) || holds(theirs, mine)),
        ),
      ),
    ),
  );
  return isCommon ? 'yes' : 'no';
}

import type { Graph, Resource } from '../../graph/graph';
import { isList, isMap, own, Unknown, type Value } from '../../graph/value';
import { besides, namespaceOf, objectsOf } from './kubernetes-objects';
import { podSpecPath } from './pods';

const bindingTypes = [
  'RoleBinding.rbac.authorization.k8s.io',
  'ClusterRoleBinding.rbac.authorization.k8s.io',
];

/** Name of the account whose rights a pod has; undefined where it is not known yet. Source: kubernetes.io, PodSpec. */
export function accountNameOf(pod: Resource): string | undefined {
  const spec = podSpecPath(pod);
  const name = [pod.get(`${spec}.serviceAccountName`), pod.get(`${spec}.serviceAccount`)].find(
    (one) => one !== null && one !== '',
  );
  return name instanceof Unknown ? undefined : String(name ?? 'default');
}

/** The account of that name beside a pod, where it is among what is judged. */
export function accountOf(graph: Graph, pod: Resource): Resource | undefined {
  const name = accountNameOf(pod);
  return besides(graph, pod, 'ServiceAccount').find((one) => one.name === name);
}

/** Whether some binding gives rights to an account. */
export function isBound(graph: Graph, { stack }: Resource, name: string, namespace: string): boolean {
  return objectsOf(graph, stack, ...bindingTypes).some((binding) => {
    const subjects = binding.get('subjects');
    return isList(subjects) && subjects.some((one) => isAccount(one, name, namespace, namespaceOf(binding)));
  });
}

function isAccount(subject: Value, name: string, namespace: string, besideIt: string): boolean {
  if (!isMap(subject)) return false;
  const within = own(subject, 'namespace') ?? besideIt;
  return own(subject, 'kind') === 'ServiceAccount' && own(subject, 'name') === name && within === namespace;
}

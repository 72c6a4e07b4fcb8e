import { isMap, own, Unknown, type Value } from '../../graph/value';

/** Names that Kubernetes itself gives service accounts. Source: kubernetes.io, "Using RBAC Authorization". */
const account = /^system:serviceaccounts?:([^:]+)/;
/** Groups that service accounts of every namespace are in, or whoever calls. */
const everyone = ['system:serviceaccounts', 'system:authenticated', 'system:unauthenticated'];

/** Whom a subject of a binding, or a peer of a grant, lets in: accounts of a namespace, of every one (null), or nobody knows whose. */
export function letIn(one: Value): string | null | Unknown | undefined {
  if (one instanceof Unknown) return one;
  const [namespace, name] = ['namespace', 'name'].map((key) => (isMap(one) ? own(one, key) : undefined));
  const unknown = [namespace, name].find((value) => value instanceof Unknown);
  if (unknown instanceof Unknown) return unknown;
  if (typeof namespace === 'string') return namespace;
  if (typeof name !== 'string') return undefined;
  return everyone.includes(name) ? null : account.exec(name)?.[1];
}

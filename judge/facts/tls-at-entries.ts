import type { Graph, Resource } from '../../graph/graph';
import { isList, isMap, isWhollyKnown, own, Unknown, type Value } from '../../graph/value';
import { type Finding, fail, pass, seen, undecided, worstOf } from '../finding';
import { namespaceOf, objectsOf } from './kubernetes-objects';
import { type Answer, and, or } from './selectors';

const gateways = 'gateway.networking.k8s.io';

/** Where calls come into a cluster by names of hosts. */
export const ingressTypes = ['Ingress.networking.k8s.io', 'Ingress.extensions'];
export const listenerTypes = [`Gateway.${gateways}`, `ListenerSet.${gateways}`];

function at(value: Value, key: string): Value {
  return isMap(value) ? (own(value, key) ?? null) : value instanceof Unknown ? value : null;
}

function listOf(value: Value): readonly Value[] {
  return isList(value) ? value : [];
}

/** Whether a name that a certificate is for, maybe with a star as its first part, is that of a host. */
function isFor(name: Value, host: string): boolean {
  if (typeof name !== 'string') return false;
  return (
    name === host ||
    (name.startsWith('*.') && !host.startsWith('*') && name.slice(1) === host.replace(/^[^.]+/, ''))
  );
}

/** Whether an Ingress answers with TLS alone; what it does not encrypt its controller answers in the clear. */
export function judgeIngress(ingress: Resource): Finding {
  const [tls, rules, annotations] = ['spec.tls', 'spec.rules', 'metadata.annotations'].map((path) =>
    ingress.get(path),
  ) as [Value, Value, Value];
  const evidence = seen(ingress, 'spec');
  if (!isWhollyKnown(tls) || ![...listOf(rules), rules].every((one) => isWhollyKnown(at(one, 'host')))) {
    return undecided('which hosts it answers with TLS is not known yet', evidence);
  }
  const names = listOf(tls).flatMap((one) => {
    const hosts = listOf(at(one, 'hosts'));
    return hosts.length === 0 ? [null] : hosts;
  });
  const hosts = [
    ...listOf(rules).map((one) => at(one, 'host')),
    ...(ingress.get('spec.defaultBackend') === null ? [] : [null]),
  ];
  const bare = (hosts.length === 0 ? [null] : hosts).find(
    (host) => !names.includes(null) && !(typeof host === 'string' && names.some((name) => isFor(name, host))),
  );
  if (bare !== undefined) {
    return fail(
      typeof bare === 'string' ? `it answers ${bare} without TLS` : 'it answers any host without TLS',
      evidence,
    );
  }
  const told = isMap(annotations)
    ? Object.entries(annotations).filter(([key]) => /\/(?:force-)?ssl-redirect$/.test(key))
    : [];
  if (told.some(([key, value]) => !key.includes('force-') && value === 'false')) {
    return fail('it does not redirect calls without TLS', seen(ingress, 'metadata.annotations'));
  }
  // Redirects unless it is told not to. Source: kubernetes.github.io/ingress-nginx, "Server-side HTTPS enforcement through redirect".
  const redirects =
    told.some(([, value]) => value === 'true') || ingress.get('spec.ingressClassName') === 'nginx';
  return redirects &&
    !(annotations instanceof Unknown) &&
    told.every(([, value]) => typeof value === 'string')
    ? pass
    : undecided('whether it redirects calls without TLS is left to its controller', evidence);
}

/** Whether listeners of a Gateway, or of a set beside one, answer with TLS, or do nothing but redirect to where that is. */
export function judgeListeners(object: Resource, graph: Graph): Finding {
  const listeners = object.get('spec.listeners');
  const list = listeners instanceof Unknown ? [listeners] : listOf(listeners);
  return worstOf(
    list.map((listener, place) => {
      const evidence = seen(
        object,
        listeners instanceof Unknown ? 'spec.listeners' : `spec.listeners.${place}`,
      );
      const [protocol, name] = [at(listener, 'protocol'), at(listener, 'name')];
      if (protocol === 'HTTPS' || protocol === 'TLS' || protocol === 'UDP') return pass;
      const called = typeof name === 'string' ? name : String(place + 1);
      const redirects = protocol === 'HTTP' ? redirectsAlone(object, listener, graph) : 'maybe';
      if (redirects === 'yes') return pass;
      return redirects === 'no'
        ? fail(`listener ${called} answers without TLS, and not with redirects alone`, evidence)
        : undecided(`whether listener ${called} answers with TLS does not show`, evidence);
    }),
  );
}

/** Whether there are routes of a listener, and all of them redirect. */
function redirectsAlone(object: Resource, listener: Value, graph: Graph): Answer {
  const types = ['HTTPRoute', 'GRPCRoute'].map((kind) => `${kind}.${gateways}`);
  const routes = objectsOf(graph, object.stack, ...types)
    .map((route) => ({ route, answer: isAt(route, object, listener) }))
    .filter(({ answer }) => answer !== 'no');
  if (routes.length === 0) return 'no';
  const each = routes.map(({ route, answer }): Answer => {
    const redirects = redirectsOf(route);
    return redirects === 'no' && answer === 'maybe' ? 'maybe' : redirects;
  });
  const isSure = routes.some(({ answer }) => answer === 'yes');
  return and(...each, isSure ? 'yes' : 'maybe');
}

/** Whether a route is attached to a listener. Source: gateway-api.sigs.k8s.io, ParentReference. */
function isAt(route: Resource, object: Resource, listener: Value): Answer {
  const parents = route.get('spec.parentRefs');
  if (parents instanceof Unknown) return 'maybe';
  return or(
    ...listOf(parents).map((parent): Answer => {
      const wanted: readonly (readonly [string, Value, Value])[] = [
        ['group', gateways, gateways],
        ['kind', 'Gateway', object.type.split('.')[0] ?? ''],
        ['namespace', namespaceOf(route), namespaceOf(object)],
        ['name', null, object.name],
        ['sectionName', at(listener, 'name'), at(listener, 'name')],
        ['port', at(listener, 'port'), at(listener, 'port')],
      ];
      return and(
        ...wanted.map(([key, usual, value]): Answer => {
          const given = at(parent, key) ?? usual;
          if (given instanceof Unknown || value instanceof Unknown) return 'maybe';
          return given === value ? 'yes' : 'no';
        }),
      );
    }),
  );
}

/** Whether all that a route does is to redirect to https. */
function redirectsOf(route: Resource): Answer {
  const rules = route.get('spec.rules');
  if (!isWhollyKnown(rules)) return 'maybe';
  const list = listOf(rules);
  const isRedirect = (rule: Value) =>
    listOf(at(rule, 'backendRefs')).length === 0 &&
    listOf(at(rule, 'filters')).some(
      (one) => at(one, 'type') === 'RequestRedirect' && at(at(one, 'requestRedirect'), 'scheme') === 'https',
    );
  return list.length > 0 && list.every(isRedirect) ? 'yes' : 'no';
}

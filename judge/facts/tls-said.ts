import type { Resource } from '../../graph/graph';
import { isList, isMap, own, type Value } from '../../graph/value';
import { containerPaths } from './pods';

/** Names by which a port says what it speaks. Source: kubernetes.io, "Application protocol"; istio.io, "Protocol Selection". */
const encrypted = /^(?:https|tls|grpcs?-tls|kubernetes\.io\/wss|wss|ldaps|amqps|mqtts)(?:-|$)/i;
const open =
  /^(?:http|http2|grpc|grpc-web|kubernetes\.io\/h2c|h2c|ws|kubernetes\.io\/ws|ldap|redis|mongo|mysql|amqp|mqtt|metrics)(?:-|$)/i;

type Says = 'tls' | 'open' | 'nothing';

/** What a name or protocol of a port says. */
export function saysOf(value: Value | undefined): Says {
  if (typeof value !== 'string') return 'nothing';
  return encrypted.test(value) ? 'tls' : open.test(value) ? 'open' : 'nothing';
}

/** What the probes of a pod say of one of its ports: a kubelet asks in the way that it answers. */
export function probesSay(pod: Resource, target: Value): Says {
  const said = (containerPaths(pod) ?? []).flatMap((path) => {
    const listed = pod.get(`${path}.ports`);
    const named = isList(listed)
      ? listed
          .filter(isMap)
          .filter((one) => own(one, 'name') === target || own(one, 'containerPort') === target)
      : [];
    const names: readonly (Value | undefined)[] = [
      target,
      ...named.flatMap((one) => [own(one, 'name'), own(one, 'containerPort')]),
    ];
    const fromProbes = ['readinessProbe', 'livenessProbe', 'startupProbe'].flatMap((probe): Says[] => {
      const call = pod.get(`${path}.${probe}.httpGet`);
      if (isMap(call) && own(call, 'port') !== undefined && names.includes(own(call, 'port'))) {
        return [own(call, 'scheme') === 'HTTPS' ? 'tls' : 'open'];
      }
      // A kubelet asks in gRPC without TLS alone. Source: kubernetes.io, "Configure Liveness, Readiness and Startup Probes".
      const asked = pod.get(`${path}.${probe}.grpc.port`);
      return asked !== null && names.includes(asked) ? ['open'] : [];
    });
    return fromProbes;
  });
  return said.includes('open') ? 'open' : said.includes('tls') ? 'tls' : 'nothing';
}

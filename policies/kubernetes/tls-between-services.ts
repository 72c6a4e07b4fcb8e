import type { Resource } from '../../graph/graph';
import { isList, isMap, own, Unknown, type Value } from '../../graph/value';
import { volumesOf } from '../../judge/facts/containers';
import { besides } from '../../judge/facts/kubernetes-objects';
import { postgresClusterType } from '../../judge/facts/operated-pods';
import { containerPaths, podMetadataPath, podTypes } from '../../judge/facts/pods';
import { labelsOf, selects } from '../../judge/facts/selectors';
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

/** Names by which a port says what it speaks. Source: kubernetes.io, "Application protocol"; istio.io, "Protocol Selection". */
const encrypted = /^(?:https|tls|grpcs?-tls|kubernetes\.io\/wss|wss|ldaps|amqps|mqtts)(?:-|$)/i;
const open =
  /^(?:http|http2|grpc|grpc-web|kubernetes\.io\/h2c|h2c|ws|kubernetes\.io\/ws|ldap|redis|mongo|mysql|amqp|mqtt|metrics)(?:-|$)/i;

type Says = 'tls' | 'open' | 'nothing';

/** What a name or protocol of a port says. */
function saysOf(value: Value | undefined): Says {
  if (typeof value !== 'string') return 'nothing';
  return encrypted.test(value) ? 'tls' : open.test(value) ? 'open' : 'nothing';
}

function podsBehind(service: Resource, { graph }: Context): readonly Resource[] {
  const matchLabels = service.get('spec.selector');
  return besides(graph, service, ...podTypes).filter(
    (pod) => selects({ matchLabels }, labelsOf(pod.get(`${podMetadataPath(pod)}.labels`))) === 'yes',
  );
}

/** What the probes of a pod say of one of its ports: a kubelet asks in the way that it answers. */
function probesSay(pod: Resource, target: Value): Says {
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

/** Whether a pod is given a certificate that one of the objects has issued. */
function hasCertificate(pod: Resource, { graph }: Context): boolean {
  const issued = besides(graph, pod, 'Certificate.cert-manager.io').map((one) => one.get('spec.secretName'));
  return (volumesOf(pod) ?? []).some(({ value }) => {
    const secret = (isMap(value) ? own(value, 'secret') : undefined) ?? null;
    return isMap(secret) && issued.includes(own(secret, 'secretName') ?? null);
  });
}

/** Databases of CloudNativePG offer TLS on every connection. Source: cloudnative-pg.io, "Certificates". */
function isPostgres(service: Resource, { graph }: Context): boolean {
  const selector = service.get('spec.selector');
  const name = isMap(selector) ? own(selector, 'cnpg.io/cluster') : undefined;
  return besides(graph, service, postgresClusterType).some((cluster) => cluster.name === name);
}

function judgePort(service: Resource, at: number, context: Context): Finding {
  const path = `spec.ports.${at}`;
  const port = service.get(path);
  if (!isMap(port)) return undecided('which ports it has is not known yet', seen(service, 'spec.ports'));
  if (own(port, 'protocol') === 'UDP') return pass;
  const number = own(port, 'port') ?? null;
  const target = own(port, 'targetPort') ?? number;
  const pods = podsBehind(service, context);
  const asked = pods.map((pod) => probesSay(pod, target));
  if (asked.includes('open')) {
    return fail(`port ${String(number)} answers its own kubelet without TLS`, seen(service, path));
  }
  const called = [own(port, 'appProtocol'), own(port, 'name')].map(saysOf).find((one) => one !== 'nothing');
  if (asked.includes('tls') || called === 'tls' || isPostgres(service, context)) return pass;
  // A mesh may encrypt what calls itself open.
  if (called === 'open') {
    return undecided(`port ${String(number)} calls itself one without TLS`, seen(service, path));
  }
  return pods.length > 0 && pods.every((pod) => hasCertificate(pod, context))
    ? pass
    : undecided(`nothing shows whether port ${String(number)} answers with TLS`, seen(service, path));
}

export default definePolicy({
  title: 'Services answer with TLS, within a cluster too',
  severity: 'high',
  why: 'Between two pods lie the networks of two nodes, a switch and every program with the right to listen there. Patient data that crosses them in the clear is read by whoever took over one of them.',
  avoid: 'a Service whose port is called `http`, or whose pods are probed with `scheme: HTTP` at that port',
  prefer: 'a certificate from the site’s authority, mounted, and probes with `scheme: HTTPS`',
  remediation: 'Give the server a certificate, let it answer with TLS alone, and probe it with scheme HTTPS.',
  controls: ['C5:2020 CRY-02', 'C5:2026 CRY-04', 'GDPR Art. 32(1)(a)', 'Grundschutz++ KONF.14.1'],
  observableIn: ['manifests'],
  resources: ['Service'],
  examine(service, context) {
    const [selector, ports] = [service.get('spec.selector'), service.get('spec.ports')];
    if (ports instanceof Unknown)
      return undecided('which ports it has is not known yet', seen(service, 'spec.ports'));
    // One without pods of its own is a name for what is elsewhere.
    if (!isMap(selector) || !isList(ports)) return undefined;
    return worstOf(ports.map((_, at) => judgePort(service, at, context)));
  },
  examples: {
    manifests: `
apiVersion: v1
kind: Service
metadata: { name: probed-with-tls }
spec: { selector: { app: a }, ports: [{ name: tcp-8443, port: 8443 }] }
---
apiVersion: v1
kind: Pod
metadata: { name: a, labels: { app: a } }
spec: { containers: [{ name: a, readinessProbe: { httpGet: { port: 8443, scheme: HTTPS } } }] }
---
apiVersion: v1
kind: Service
metadata: { name: probed-without }
spec: { selector: { app: b }, ports: [{ port: 443, targetPort: web }] }
---
apiVersion: v1
kind: Pod
metadata: { name: b, labels: { app: b } }
spec: { containers: [{ name: b, ports: [{ name: web, containerPort: 8080 }], readinessProbe: { httpGet: { port: 8080 } } }] }
---
apiVersion: v1
kind: Service
metadata: { name: open-by-its-name }
spec: { selector: { app: elsewhere }, ports: [{ name: http-api, port: 8000 }] }
---
apiVersion: v1
kind: Service
metadata: { name: nothing-shows }
spec: { selector: { app: elsewhere }, ports: [{ port: 9000 }] }
`,
    pass: ['Service/probed-with-tls'],
    fail: ['Service/probed-without'],
    undecided: ['Service/open-by-its-name', 'Service/nothing-shows'],
    changes: [
      {
        name: 'a server that answers its probe without TLS',
        stack: 'primary-workloads',
        set: {
          'Deployment.apps/identity-fhir-server/fhir-server': {
            'spec.template.spec.containers.1.readinessProbe.httpGet': {
              path: '/',
              port: 8443,
              scheme: 'HTTP',
            },
          },
        },
        outcome: 'fail',
        subjects: ['primary-workloads:Service/identity-fhir-server/fhir-server'],
        says: 'without TLS',
      },
    ],
  },
});

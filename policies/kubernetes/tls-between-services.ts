import type { Resource } from '../../graph/graph';
import { isList, isMap, own, Unknown } from '../../graph/value';
import { volumesOf } from '../../judge/facts/containers';
import { besides } from '../../judge/facts/kubernetes-objects';
import { postgresClusterType } from '../../judge/facts/operated-pods';
import { podMetadataPath, podTypes } from '../../judge/facts/pods';
import { labelsOf, selects } from '../../judge/facts/selectors';
import { ingressTypes, judgeIngress, judgeListeners, listenerTypes } from '../../judge/facts/tls-at-entries';
import { probesSay, saysOf } from '../../judge/facts/tls-said';
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

function podsBehind(service: Resource, { graph }: Context): readonly Resource[] {
  const matchLabels = service.get('spec.selector');
  return besides(graph, service, ...podTypes).filter(
    (pod) => selects({ matchLabels }, labelsOf(pod.get(`${podMetadataPath(pod)}.labels`))) === 'yes',
  );
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

function ingresses(...names: readonly string[]): readonly string[] {
  return names.map((name) => `Ingress.networking.k8s.io/${name}`);
}

function gateways(...names: readonly string[]): readonly string[] {
  return names.map((name) => `Gateway.gateway.networking.k8s.io/${name}`);
}

export default definePolicy({
  title: 'Services answer with TLS, within a cluster too',
  severity: 'high',
  why: 'Between two pods lie the networks of two nodes, a switch and every program with the right to listen there. Patient data that crosses them in the clear is read by whoever took over one of them. A call from the Internet crosses networks of many more.',
  avoid:
    'a Service whose port is called `http`, or whose pods are probed with `scheme: HTTP` at that port; an Ingress without `tls`, a listener of protocol `HTTP` that does more than redirect',
  prefer: 'a certificate from the site’s authority, mounted, and probes with `scheme: HTTPS`',
  remediation:
    'Give the server a certificate, let it answer with TLS alone, and probe it with scheme HTTPS. What comes from outside without TLS is redirected, and nothing else.',
  controls: ['C5:2020 CRY-02', 'C5:2026 CRY-04', 'GDPR Art. 32(1)(a)', 'Grundschutz++ KONF.14.1'],
  observableIn: ['manifests'],
  resources: ['Service', ...ingressTypes, ...listenerTypes],
  examine(service, context) {
    if (ingressTypes.includes(service.type)) return judgeIngress(service);
    if (listenerTypes.includes(service.type)) return judgeListeners(service, context.graph);
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
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: encrypted }
spec: { ingressClassName: nginx, tls: [{ hosts: ["*.example.org"] }], rules: [{ host: portal.example.org }] }
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: open }
spec: { rules: [{ host: portal.example.org }] }
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: open-for-one-host }
spec: { ingressClassName: nginx, tls: [{ hosts: [portal.example.org] }], rules: [{ host: portal.example.org }, { host: records.example.org }] }
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: without-redirect, annotations: { nginx.ingress.kubernetes.io/ssl-redirect: "false" } }
spec: { ingressClassName: nginx, tls: [{ secretName: a }] }
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: of-another-controller }
spec: { ingressClassName: traefik, tls: [{ secretName: a }] }
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: not-known-yet }
spec: { tls: 04da6b54-80e4-46f7-96ec-b56ff0331ba9 }
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: encrypted }
spec: { listeners: [{ name: https, port: 443, protocol: HTTPS }, { name: http, port: 80, protocol: HTTP }] }
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: redirects }
spec: { parentRefs: [{ name: encrypted, sectionName: http }], rules: [{ filters: [{ type: RequestRedirect, requestRedirect: { scheme: https } }] }] }
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: encrypted }
spec: { parentRefs: [{ name: encrypted, sectionName: https }], rules: [{ backendRefs: [{ name: a, port: 443 }] }] }
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: open }
spec: { listeners: [{ name: http, port: 80, protocol: HTTP }] }
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: open-for-one-route }
spec: { listeners: [{ name: https, port: 443, protocol: HTTPS }, { name: http, port: 80, protocol: HTTP }] }
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: redirects-too }
spec: { parentRefs: [{ name: open-for-one-route, port: 80 }], rules: [{ filters: [{ type: RequestRedirect, requestRedirect: { scheme: https } }] }] }
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: of-both-listeners }
spec: { parentRefs: [{ name: open-for-one-route }], rules: [{ backendRefs: [{ name: a, port: 443 }] }] }
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: not-known-yet }
spec: { listeners: [{ name: a, port: 80, protocol: 04da6b54-80e4-46f7-96ec-b56ff0331ba9 }] }
`,
    pass: ['Service/probed-with-tls', ...ingresses('encrypted'), ...gateways('encrypted')],
    fail: [
      'Service/probed-without',
      ...ingresses('open', 'open-for-one-host', 'without-redirect'),
      ...gateways('open', 'open-for-one-route'),
    ],
    undecided: [
      'Service/open-by-its-name',
      'Service/nothing-shows',
      ...ingresses('of-another-controller', 'not-known-yet'),
      ...gateways('not-known-yet'),
    ],
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

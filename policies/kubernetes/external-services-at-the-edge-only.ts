import { marks } from '../../contracts/marks';
import { contains, isCidr, privateRanges } from '../../estate/cidr';
import type { Resource } from '../../graph/graph';
import { isList, isMap, own, Unknown, type Value } from '../../graph/value';
import { labelOf } from '../../judge/facts/containers';
import { namespaceObject, namespaceOf } from '../../judge/facts/kubernetes-objects';
import { postgresClusterType } from '../../judge/facts/operated-pods';
import { operatedServices } from '../../judge/facts/operated-services';
import {
  type Context,
  definePolicy,
  type Evidence,
  type Finding,
  fail,
  pass,
  seen,
  undecided,
  worstOf,
} from '../../judge/policy';

/** Annotations by which clouds keep a load balancer within their own network. Source: each cloud's load balancer controller. */
const internal: readonly (readonly [key: string, value: string])[] = [
  ['service.beta.kubernetes.io/openstack-internal-load-balancer', 'true'],
  ['service.beta.kubernetes.io/aws-load-balancer-internal', 'true'],
  ['service.beta.kubernetes.io/aws-load-balancer-scheme', 'internal'],
  ['service.beta.kubernetes.io/azure-load-balancer-internal', 'true'],
  ['networking.gke.io/load-balancer-type', 'Internal'],
];

function isPrivate(range: Value): boolean {
  return typeof range === 'string' && isCidr(range) && privateRanges.some((one) => contains(one, range));
}

/** Whether a load balancer answers nobody but addresses that the Internet does not route. */
function isInternal(service: Resource): boolean {
  const annotations = service.get('metadata.annotations');
  const ranges = service.get('spec.loadBalancerSourceRanges');
  const isHeld = isList(ranges) && ranges.length > 0 && ranges.every(isPrivate);
  return isHeld || (isMap(annotations) && internal.some(([key, value]) => own(annotations, key) === value));
}

/** Gives a Service the addresses of its nodes themselves. Source: docs.cilium.io, "Node IPAM LB". */
const ofNodes = 'io.cilium/node';

/** How a Service is open to the outside; undefined where it is not. */
function openBy(
  service: Resource,
  { estate }: Context,
): { readonly why: string; readonly path: string } | undefined {
  const [type, addresses] = [service.get('spec.type'), service.get('spec.externalIPs')];
  if (addresses instanceof Unknown || (isList(addresses) && addresses.length > 0)) {
    return { why: 'it answers at addresses from outside (externalIPs)', path: 'spec.externalIPs' };
  }
  if (type === 'NodePort') return { why: 'it answers at a port of every node', path: 'spec.type' };
  if (type !== 'LoadBalancer' || isInternal(service)) return undefined;
  // Servers of our own have private addresses alone, which rules of `network` see to.
  if (service.get('spec.loadBalancerClass') === ofNodes && !estate.foreign) return undefined;
  return { why: 'it answers whoever reaches its load balancer', path: 'spec.type' };
}

/** What is open is at the edge, as its namespace says. */
function judgeOpen(object: Resource, why: string, evidence: Evidence, context: Context): Finding {
  const namespace = namespaceObject(context.graph, object.stack, namespaceOf(object));
  const exposure = namespace && labelOf(namespace, marks.exposure);
  if (exposure === 'internet') return pass;
  return context.estate.foreign
    ? undecided(`${why}; whether it is meant to, only an estate declares`, evidence)
    : fail(`${why}, and its namespace is not at the edge`, evidence);
}

function judgeServicesOf(cluster: Resource, context: Context): Finding {
  const services = operatedServices(cluster);
  const unknown = 'of which type a service of it is, is not known yet';
  if (services === undefined) return undecided(unknown, seen(cluster, 'spec.managed'));
  return worstOf(
    services.map(({ service, path }) => {
      if (service.get('spec.type') instanceof Unknown) return undecided(unknown, seen(cluster, path));
      const open = openBy(service, context);
      return open ? judgeOpen(cluster, open.why, seen(cluster, `${path}.${open.path}`), context) : pass;
    }),
  );
}

export default definePolicy({
  title: 'Only what is at the edge is reached from outside',
  severity: 'critical',
  why: 'A load balancer or a port of every node goes past the gateways and their checks. What was made for callers within a domain then answers anybody who finds it.',
  avoid:
    'a Service of type `LoadBalancer` or `NodePort`, an Ingress or a Gateway in a namespace that is not at the edge',
  prefer:
    'ClusterIP, and a call through the exchange; what patients use, in a workload whose exposure is `internet`',
  remediation:
    'Make it a ClusterIP, hold it to private source ranges, or declare its workload to be at the edge.',
  controls: ['C5:2020 COS-01', 'C5:2020 COS-03', 'GDPR Art. 32(1)(b)'],
  observableIn: ['manifests'],
  resources: [
    'Service',
    'Ingress.networking.k8s.io',
    'Ingress.extensions',
    'Gateway.gateway.networking.k8s.io',
    'Route.route.openshift.io',
    'Gateway.networking.istio.io',
    postgresClusterType,
  ],
  examine(object, context) {
    if (object.type === postgresClusterType) return judgeServicesOf(object, context);
    if (object.type === 'Service' && object.get('spec.type') instanceof Unknown) {
      return undecided('of which type it is, is not known yet', seen(object, 'spec.type'));
    }
    const open =
      object.type === 'Service'
        ? openBy(object, context)
        : { why: `an ${object.type.split('.')[0]} is there to be reached from outside`, path: 'spec' };
    return open ? judgeOpen(object, open.why, seen(object, open.path), context) : pass;
  },
  examples: {
    manifests: `
apiVersion: v1
kind: Namespace
metadata: { name: edge, labels: { estate.lausitz/exposure: internet } }
---
apiVersion: v1
kind: Service
metadata: { name: portal, namespace: edge }
spec: { type: LoadBalancer }
---
apiVersion: v1
kind: Service
metadata: { name: within }
spec: { ports: [{ port: 443 }] }
---
apiVersion: v1
kind: Service
metadata: { name: for-partners }
spec: { type: LoadBalancer, loadBalancerSourceRanges: [10.16.0.0/16] }
---
apiVersion: v1
kind: Service
metadata: { name: for-anybody }
spec: { type: LoadBalancer, loadBalancerSourceRanges: [0.0.0.0/0] }
---
apiVersion: v1
kind: Service
metadata: { name: at-every-node }
spec: { type: NodePort }
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: records }
---
apiVersion: v1
kind: Service
metadata: { name: not-known-yet }
spec: { type: 04da6b54-80e4-46f7-96ec-b56ff0331ba9 }
---
apiVersion: postgresql.cnpg.io/v1
kind: Cluster
metadata: { name: within }
spec: { managed: { services: { additional: [{ selectorType: r, serviceTemplate: { spec: { type: ClusterIP } } }] } } }
---
apiVersion: postgresql.cnpg.io/v1
kind: Cluster
metadata: { name: for-anybody }
spec: { managed: { services: { additional: [{ selectorType: rw, serviceTemplate: { spec: { type: LoadBalancer } } }] } } }
---
apiVersion: postgresql.cnpg.io/v1
kind: Cluster
metadata: { name: not-known-yet }
spec: { managed: 04da6b54-80e4-46f7-96ec-b56ff0331ba9 }
`,
    pass: [
      'Service/edge/portal',
      'Service/within',
      'Service/for-partners',
      'Cluster.postgresql.cnpg.io/within',
    ],
    fail: [
      'Service/for-anybody',
      'Service/at-every-node',
      'Ingress.networking.k8s.io/records',
      'Cluster.postgresql.cnpg.io/for-anybody',
    ],
    undecided: ['Service/not-known-yet', 'Cluster.postgresql.cnpg.io/not-known-yet'],
  },
});

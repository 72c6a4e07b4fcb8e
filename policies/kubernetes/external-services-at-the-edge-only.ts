import { marks } from '../../contracts/marks';
import { contains, isCidr, privateRanges } from '../../estate/cidr';
import type { Resource } from '../../graph/graph';
import { isList, isMap, isWhollyKnown, own, Unknown, type Value } from '../../graph/value';
import { labelOf } from '../../judge/facts/containers';
import { namespaceObject, namespaceOf } from '../../judge/facts/kubernetes-objects';
import { postgresClusterType } from '../../judge/facts/operated-pods';
import { operatedServices } from '../../judge/facts/operated-services';
import { type Answer, or } from '../../judge/facts/selectors';
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

/** Keeps a load balancer off the floating network. Source: kubernetes/cloud-provider-openstack, "Exposing applications using services of LoadBalancer type". */
const internal = 'service.beta.kubernetes.io/openstack-internal-load-balancer';

/** Attach themselves to a Gateway, wherever that is. Source: gateway-api.sigs.k8s.io, "API Specification". */
const attached = ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute', 'ListenerSet'].map(
  (kind) => `${kind}.gateway.networking.k8s.io`,
);

function isPrivate(range: Value): boolean {
  return typeof range === 'string' && isCidr(range) && privateRanges.some((one) => contains(one, range));
}

/** Whether a load balancer answers nobody but addresses that the Internet does not route. */
function isInternal(service: Resource, { estate }: Context): Answer {
  const ranges = service.get('spec.loadBalancerSourceRanges');
  if (isList(ranges) && ranges.length > 0 && ranges.every(isPrivate)) return 'yes';
  // Who makes the load balancers of a foreign cluster is told by its cloud alone, and that of T-Systems has its own way.
  const asks = estate.foreign === undefined || estate.foreign.cloud.kind === 'openstack';
  const annotations = service.get('metadata.annotations');
  const asked = isMap(annotations) ? (own(annotations, internal) ?? null) : annotations;
  // A class hands the Service to another controller.
  if (asks && asked === 'true' && service.get('spec.loadBalancerClass') === null) return 'yes';
  return isWhollyKnown(ranges) && (!asks || !(asked instanceof Unknown)) ? 'no' : 'maybe';
}

/** Whether a load balancer has a port at every node, too, past its own ranges: unless it is told not to. */
function hasNodePorts(service: Resource): Answer {
  const [ports, allocates] = [service.get('spec.ports'), service.get('spec.allocateLoadBalancerNodePorts')];
  const given = isList(ports)
    ? ports.map((one) => (isMap(one) ? (own(one, 'nodePort') ?? null) : one))
    : [ports];
  if (given.some((one) => typeof one === 'number' && one > 0)) return 'yes';
  if (allocates === null || allocates === true) return 'yes';
  return allocates === false && given.every((one) => one === null || one === 0) ? 'no' : 'maybe';
}

/** Gives a Service the addresses of its nodes themselves. Source: docs.cilium.io, "Node IPAM LB". */
const ofNodes = 'io.cilium/node';

/** How an object is open to the outside. */
interface Opening {
  readonly why: string;
  readonly path: string;
  /** @default false */
  readonly isUnclear?: boolean;
}

const atNodes = { why: 'it answers at a port of every node', path: 'spec' };

/** How a Service is open to the outside; undefined where it is not. */
function openBy(service: Resource, context: Context): Opening | undefined {
  const [type, addresses] = [service.get('spec.type'), service.get('spec.externalIPs')];
  if (addresses instanceof Unknown || (isList(addresses) && addresses.length > 0)) {
    return { why: 'it answers at addresses from outside (externalIPs)', path: 'spec.externalIPs' };
  }
  if (type instanceof Unknown) {
    return { why: 'of which type it is, is not known yet', path: 'spec.type', isUnclear: true };
  }
  if (type === 'NodePort') return atNodes;
  if (type !== 'LoadBalancer') return undefined;
  // Servers of our own have private addresses alone, which rules of `network` see to.
  const isOfNodes = service.get('spec.loadBalancerClass') === ofNodes && !context.estate.foreign;
  const held = isOfNodes ? 'yes' : isInternal(service, context);
  if (held === 'no') return { why: 'it answers whoever reaches its load balancer', path: 'spec.type' };
  const byNodes = hasNodePorts(service);
  if (byNodes === 'yes') return atNodes;
  if (held === 'yes' && byNodes === 'no') return undefined;
  return {
    why: 'whom its load balancer and its nodes answer is not known yet',
    path: 'spec',
    isUnclear: true,
  };
}

/** Whether something else than a Service of the mesh is what a route is attached to. */
function isAttached(route: Resource): Answer {
  const parents = route.get(route.type.startsWith('ListenerSet') ? 'spec.parentRef' : 'spec.parentRefs');
  if (parents === null) return 'no';
  const list = isList(parents) ? parents : [parents];
  return or(
    ...list.map((one): Answer => {
      if (!isWhollyKnown(one)) return 'maybe';
      return isMap(one) && own(one, 'kind') === 'Service' && own(one, 'group') === '' ? 'no' : 'yes';
    }),
  );
}

function openingOf(object: Resource, context: Context): Opening | undefined {
  if (object.type === 'Service') return openBy(object, context);
  const kind = object.type.split('.')[0] ?? '';
  const answer = attached.includes(object.type) ? isAttached(object) : 'yes';
  if (answer === 'no') return undefined;
  if (answer === 'maybe')
    return { why: 'what it is attached to is not known yet', path: 'spec', isUnclear: true };
  const article = /^(?:[AEIO]|HTTP)/.test(kind) ? 'an' : 'a';
  return { why: `${article} ${kind} is there to be reached from outside`, path: 'spec' };
}

/** What is open is at the edge, as its namespace says. */
function judgeOpen(
  object: Resource,
  { why, isUnclear }: Opening,
  evidence: Evidence,
  context: Context,
): Finding {
  const namespace = namespaceObject(context.graph, object.stack, namespaceOf(object));
  const exposure = namespace && labelOf(namespace, marks.exposure);
  if (exposure === 'internet') return pass;
  if (isUnclear) return undecided(why, evidence);
  return context.estate.foreign
    ? undecided(`${why}; whether it is meant to, only an estate declares`, evidence)
    : fail(`${why}, and its namespace is not at the edge`, evidence);
}

function judgeServicesOf(cluster: Resource, context: Context): Finding {
  const services = operatedServices(cluster);
  if (services === undefined) {
    return undecided('of which type a service of it is, is not known yet', seen(cluster, 'spec.managed'));
  }
  return worstOf(
    services.map(({ service, path }) => {
      const open = openBy(service, context);
      return open ? judgeOpen(cluster, open, seen(cluster, `${path}.${open.path}`), context) : pass;
    }),
  );
}

export default definePolicy({
  title: 'Only what is at the edge is reached from outside',
  severity: 'critical',
  why: 'A load balancer or a port of every node goes past the gateways and their checks. What was made for callers within a domain then answers anybody who finds it.',
  avoid:
    'a Service of type `LoadBalancer` or `NodePort`, an Ingress, a Gateway or a route of one in a namespace that is not at the edge',
  prefer:
    'ClusterIP, and a call through the exchange; what patients use, in a workload whose exposure is `internet`',
  remediation:
    'Make it a ClusterIP, hold it to private source ranges without ports at nodes, or declare its workload to be at the edge.',
  controls: ['C5:2020 COS-01', 'C5:2020 COS-03', 'GDPR Art. 32(1)(b)'],
  observableIn: ['manifests'],
  resources: [
    'Service',
    'Ingress.networking.k8s.io',
    'Ingress.extensions',
    'Gateway.gateway.networking.k8s.io',
    ...attached,
    'Route.route.openshift.io',
    'Gateway.networking.istio.io',
    postgresClusterType,
  ],
  examine(object, context) {
    if (object.type === postgresClusterType) return judgeServicesOf(object, context);
    const open = openingOf(object, context);
    return open ? judgeOpen(object, open, seen(object, open.path), context) : pass;
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
spec: { type: LoadBalancer, allocateLoadBalancerNodePorts: false, loadBalancerSourceRanges: [10.16.0.0/16], ports: [{ port: 443 }] }
---
apiVersion: v1
kind: Service
metadata: { name: internal, annotations: { ${internal}: "true" } }
spec: { type: LoadBalancer, allocateLoadBalancerNodePorts: false, ports: [{ port: 443 }] }
---
apiVersion: v1
kind: Service
metadata: { name: internal-at-another-cloud, annotations: { networking.gke.io/load-balancer-type: Internal } }
spec: { type: LoadBalancer, allocateLoadBalancerNodePorts: false, ports: [{ port: 443 }] }
---
apiVersion: v1
kind: Service
metadata: { name: for-partners-and-nodes }
spec: { type: LoadBalancer, loadBalancerSourceRanges: [10.16.0.0/16], ports: [{ port: 443 }] }
---
apiVersion: v1
kind: Service
metadata: { name: for-partners-and-one-port }
spec: { type: LoadBalancer, allocateLoadBalancerNodePorts: false, loadBalancerSourceRanges: [10.16.0.0/16], ports: [{ port: 443, nodePort: 30444 }] }
---
apiVersion: v1
kind: Service
metadata: { name: for-whom }
spec: { type: LoadBalancer, allocateLoadBalancerNodePorts: false, loadBalancerSourceRanges: 04da6b54-80e4-46f7-96ec-b56ff0331ba9 }
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
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: records }
spec: { parentRefs: [{ name: edge, namespace: edge }], rules: [{ backendRefs: [{ name: within, port: 443 }] }] }
---
apiVersion: gateway.networking.k8s.io/v1
kind: ListenerSet
metadata: { name: records }
spec: { parentRef: { name: edge, namespace: edge } }
---
apiVersion: gateway.networking.k8s.io/v1
kind: GRPCRoute
metadata: { name: of-a-mesh }
spec: { parentRefs: [{ group: "", kind: Service, name: within }] }
---
apiVersion: gateway.networking.k8s.io/v1
kind: TLSRoute
metadata: { name: not-known-yet }
spec: { parentRefs: 04da6b54-80e4-46f7-96ec-b56ff0331ba9 }
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
      'Service/internal',
      'GRPCRoute.gateway.networking.k8s.io/of-a-mesh',
    ],
    fail: [
      'Service/for-anybody',
      'Service/at-every-node',
      'Cluster.postgresql.cnpg.io/for-anybody',
      'Service/internal-at-another-cloud',
      'Service/for-partners-and-nodes',
      'Service/for-partners-and-one-port',
      'Ingress.networking.k8s.io/records',
      'HTTPRoute.gateway.networking.k8s.io/records',
      'ListenerSet.gateway.networking.k8s.io/records',
    ],
    undecided: [
      'Cluster.postgresql.cnpg.io/not-known-yet',
      'Service/not-known-yet',
      'Service/for-whom',
      'TLSRoute.gateway.networking.k8s.io/not-known-yet',
    ],
  },
});

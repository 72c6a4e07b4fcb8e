import { clusterRanges, exchangePort } from '../../contracts/cluster';
import { marks } from '../../contracts/marks';
import type { Domain } from '../../estate/model';
import type { Resource } from '../../graph/graph';
import { isList, isMap, own, Unknown, type Value } from '../../graph/value';
import { blockHolds } from '../../judge/facts/address-blocks';
import { domainOf, domainOfNamespace, labelsOfNamespace } from '../../judge/facts/cluster-domains';
import { labelOf } from '../../judge/facts/containers';
import { apartDomains } from '../../judge/facts/domains';
import { namespaceObject, namespaceOf, objectsOf } from '../../judge/facts/kubernetes-objects';
import {
  concerns,
  type Direction,
  networkPolicyType,
  peersOf,
  rulesOf,
} from '../../judge/facts/network-policies';
import { type Labels, selects } from '../../judge/facts/selectors';
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

/** The port of the gateways, the only one at which the operations domain reaches into another one: `workloads/paths.ts`. */
const gatewayPort = exchangePort;

const nameLabel = 'kubernetes.io/metadata.name';

/** Whether all ports of a rule are the gateways'. */
function isForGateways(rule: Value): boolean {
  const ports = isMap(rule) ? own(rule, 'ports') : undefined;
  return (
    isList(ports ?? null) &&
    (ports as readonly Value[]).length > 0 &&
    (ports as readonly Value[]).every(
      (port) =>
        isMap(port) &&
        own(port, 'port') === gatewayPort &&
        [undefined, null, gatewayPort].includes(own(port, 'endPort') as number | null | undefined) &&
        [undefined, null, 'TCP'].includes(own(port, 'protocol') as string | null | undefined),
    )
  );
}

/** Domains of those kept apart that are not the policy's own. */
function others(domain: Domain | undefined): readonly Domain[] {
  return apartDomains.filter((one) => one !== domain);
}

/** A namespace of a domain that is kept apart. */
interface Apart {
  readonly name: string;
  readonly domain: Domain;
  readonly labels: Labels;
}

/** By what is judged, since every peer of every policy is held to the same. */
const apart = new WeakMap<Context, Map<string, readonly Apart[]>>();

function apartIn(stack: string, context: Context): readonly Apart[] {
  const known = apart.get(context) ?? new Map<string, readonly Apart[]>();
  apart.set(context, known);
  const found = known.get(stack) ?? findApart(stack, context);
  known.set(stack, found);
  return found;
}

function findApart(stack: string, { graph }: Context): readonly Apart[] {
  return objectsOf(graph, stack, 'Namespace').flatMap(({ name }) => {
    const domain = apartDomains.find((one) => one === domainOfNamespace(graph, stack, name));
    return domain ? [{ name, domain, labels: labelsOfNamespace(graph, stack, name) }] : [];
  });
}

function judgeSelector(policy: Resource, selector: Value, path: string, context: Context): Finding {
  const { graph } = context;
  const own = domainOf(graph, policy);
  const evidence = seen(policy, path);
  const findings = apartIn(policy.stack, context).map(({ name, domain, labels }) => {
    const answer = domain === own ? 'no' : selects(selector, labels);
    if (answer === 'no') return pass;
    return answer === 'yes'
      ? fail(`it reaches ${name}, which is of the domain ${domain}`, evidence)
      : undecided(`whether it reaches ${name} of the domain ${domain} is not known yet`, evidence);
  });
  return worstOf([...findings, ...namesUnknown(policy, selector, path, graph)]);
}

/** What a site's cluster runs before any workload: `constructs/cluster-charts.ts`. */
const ofCluster: ReadonlySet<string> = new Set(['kube-system', 'cnpg-system', 'cert-manager']);

/** Databases are managed from their own domain: `workloads/operators.ts`. */
function isOwnOperator(name: string, domain: string | undefined): boolean {
  return domain !== undefined && name === `cnpg-${domain}`;
}

/** A namespace that is named and is not among the objects may be anybody's, but for the cluster's own. */
function namesUnknown(
  policy: Resource,
  selector: Value,
  path: string,
  graph: Context['graph'],
): readonly Finding[] {
  const wanted = isMap(selector) ? own(selector, 'matchLabels') : undefined;
  const name = isMap(wanted ?? null)
    ? own(wanted as { readonly [key: string]: Value }, nameLabel)
    : undefined;
  if (typeof name !== 'string' || ofCluster.has(name) || namespaceObject(graph, policy.stack, name))
    return [];
  if (isOwnOperator(name, domainOf(graph, policy))) return [];
  return [undecided(`it reaches the namespace ${name}, which is not among the objects`, seen(policy, path))];
}

function judgeBlock(
  policy: Resource,
  block: Value,
  rule: Value,
  path: string,
  { graph, estate }: Context,
): Finding {
  const cidr = isMap(block) ? own(block, 'cidr') : undefined;
  const except = (isMap(block) ? own(block, 'except') : null) ?? [];
  const evidence = seen(policy, path);
  if (typeof cidr !== 'string' || !isList(except) || except.some((one) => typeof one !== 'string')) {
    return undecided('which addresses it reaches is not known yet', evidence);
  }
  const domain = domainOf(graph, policy);
  const found = estate.sites.flatMap((site) =>
    others(domain)
      .filter((one) => blockHolds(cidr, except as readonly string[], site.network.subnets[one]) !== 'no')
      .map((one) => `${one} of ${site.name}`),
  );
  if (domain === 'operations' && isForGateways(rule)) return pass;
  if (found.length > 0) {
    return fail(`it reaches the domain ${found.join(', ')}, and not through its gateway`, evidence);
  }
  // Pods of every domain have their addresses there. Some plug-ins go by them, and some never do.
  const within = Object.values(clusterRanges).find(
    (range) => blockHolds(cidr, except as readonly string[], range) !== 'no',
  );
  return within
    ? undecided(
        `whether it reaches pods of every domain at ${within} depends on the network plug-in`,
        evidence,
      )
    : pass;
}

function judgePeer(policy: Resource, peer: Value, rule: Value, path: string, context: Context): Finding {
  if (!isMap(peer)) return undecided('whom it reaches is not known yet', seen(policy, path));
  const [block, namespaces] = ['ipBlock', 'namespaceSelector'].map((name) => own(peer, name) ?? null) as [
    Value,
    Value,
  ];
  if (block !== null) return judgeBlock(policy, block, rule, path, context);
  if (namespaces === null) return pass;
  return namespaces instanceof Unknown
    ? undecided('which namespaces it reaches is not known yet', seen(policy, path))
    : judgeSelector(policy, namespaces, path, context);
}

/** What patients use is called from the Internet, and from nowhere else can it be told apart. */
function isEdge(policy: Resource, direction: Direction, { graph }: Context): boolean {
  const namespace = namespaceObject(graph, policy.stack, namespaceOf(policy));
  return (
    direction === 'Ingress' && namespace !== undefined && labelOf(namespace, marks.exposure) === 'internet'
  );
}

function judgeRule(
  policy: Resource,
  direction: Direction,
  rule: Value,
  path: string,
  context: Context,
): Finding {
  const peers = peersOf(rule, direction);
  if (peers instanceof Unknown) return undecided('whom it reaches is not known yet', seen(policy, path));
  if (peers === undefined) {
    return isEdge(policy, direction, context)
      ? pass
      : fail(`it names nobody, which means everybody, of every domain`, seen(policy, path));
  }
  const list = direction === 'Ingress' ? 'from' : 'to';
  // Every domain calls operations, whose pods open nothing of its own by that; nor does whoever calls the edge.
  const isCalled = direction === 'Ingress' && domainOf(context.graph, policy) === 'operations';
  const judged = isCalled
    ? peers.filter((peer) => !isMap(peer) || (own(peer, 'ipBlock') ?? null) === null)
    : peers;
  return worstOf(judged.map((peer, at) => judgePeer(policy, peer, rule, `${path}.${list}.${at}`, context)));
}

export default definePolicy({
  title: 'No network policy opens a way from one domain into another',
  severity: 'critical',
  why: 'Who sees research and identity at once can tell whose data it is. Between domains a call goes through the exchange and a gateway, where it is checked; a policy that names everybody, or another domain’s range, goes past both.',
  avoid:
    '`from: []`, `namespaceSelector: {}`, an `ipBlock` that holds another domain’s subnet, or the pods’ range',
  prefer: 'calls that a workload declares, from which `workloads/components/network.ts` makes the policies',
  remediation:
    'Name the namespace that is meant; for another domain declare the call, so that it goes through the exchange.',
  controls: ['C5:2020 COS-03', 'C5:2020 COS-06', 'C5:2020 OPS-24', 'GDPR Art. 32(1)(a)'],
  observableIn: ['manifests'],
  needs: 'estate',
  resources: [networkPolicyType],
  examine(policy, context) {
    const findings = (['Ingress', 'Egress'] as const).flatMap((direction) => {
      if (concerns(policy, direction) === 'no') return [];
      const path = direction === 'Ingress' ? 'spec.ingress' : 'spec.egress';
      return rulesOf(policy, direction).map((rule, at) =>
        judgeRule(policy, direction, rule, `${path}.${at}`, context),
      );
    });
    return worstOf(findings);
  },
  examples: {
    manifests: `
apiVersion: v1
kind: Namespace
metadata: { name: identity-a, labels: { estate.lausitz/domain: identity } }
---
apiVersion: v1
kind: Namespace
metadata: { name: research-b, labels: { estate.lausitz/domain: research } }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: nothing, namespace: research-b }
spec: { podSelector: {}, policyTypes: [Ingress, Egress] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: own-domain, namespace: research-b }
spec:
  podSelector: {}
  ingress: [{ from: [{ namespaceSelector: { matchLabels: { estate.lausitz/domain: research } } }] }]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: everybody, namespace: research-b }
spec: { podSelector: {}, ingress: [{ from: [] }] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: every-namespace, namespace: research-b }
spec: { podSelector: {}, ingress: [{ from: [{ namespaceSelector: {} }] }] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: all-but-one-label, namespace: research-b }
spec:
  podSelector: {}
  ingress: [{ from: [{ namespaceSelector: { matchExpressions: [{ key: estate.lausitz/domain, operator: NotIn, values: [mapping] }] } }] }]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: every-address, namespace: research-b }
spec: { podSelector: {}, policyTypes: [Egress], egress: [{ to: [{ ipBlock: { cidr: 10.0.0.0/8 } }] }] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: addresses-of-pods, namespace: research-b }
spec: { podSelector: {}, policyTypes: [Egress], egress: [{ to: [{ ipBlock: { cidr: 172.30.0.0/24 } }] }] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: of-somebody, namespace: research-b }
spec: { podSelector: {}, ingress: [{ from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: elsewhere } } }] }] }
`,
    pass: ['nothing', 'own-domain'].map((name) => `${networkPolicyType}/research-b/${name}`),
    fail: ['everybody', 'every-namespace', 'all-but-one-label', 'every-address'].map(
      (name) => `${networkPolicyType}/research-b/${name}`,
    ),
    undecided: ['addresses-of-pods', 'of-somebody'].map((name) => `${networkPolicyType}/research-b/${name}`),
    changes: [
      {
        name: 'a way to every address',
        stack: 'primary-workloads',
        set: {
          'NetworkPolicy.networking.k8s.io/identity-fhir-server/names': {
            'spec.egress.0.to': [{ ipBlock: { cidr: '0.0.0.0/0' } }],
          },
        },
        outcome: 'fail',
        subjects: ['primary-workloads:NetworkPolicy.networking.k8s.io/identity-fhir-server/names'],
        says: 'mapping of primary',
      },
    ],
  },
});

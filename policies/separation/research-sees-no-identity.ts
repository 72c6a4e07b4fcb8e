import type { Estate } from '../../estate/model';
import type { Graph, Resource } from '../../graph/graph';
import { isList, isMap, own, Unknown, type Value } from '../../graph/value';
import { blockHolds } from '../../judge/facts/address-blocks';
import { domainOf, podEndOf } from '../../judge/facts/cluster-domains';
import { volumesOf } from '../../judge/facts/containers';
import { besides, namespaceOf, objectsIn, objectsOf } from '../../judge/facts/kubernetes-objects';
import { networkPolicyType, type PodEnd, reachesBy } from '../../judge/facts/network-policies';
import { operatedTypes } from '../../judge/facts/operated-pods';
import { podSpecPath, podTypes } from '../../judge/facts/pods';
import {
  type Context,
  definePolicy,
  type Finding,
  fail,
  markOf,
  pass,
  seen,
  undecided,
  worstOf,
} from '../../judge/policy';

const makers = [...podTypes, ...operatedTypes];
/** Whose data says who somebody is, or lets it be found out. */
const hidden = ['identity', 'mapping'] as const;
type Hidden = (typeof hidden)[number];

function hiddenDomain(graph: Graph, object: Resource): Hidden | undefined {
  const domain = domainOf(graph, object);
  return hidden.find((one) => one === domain);
}

/** Every text below a value, with its path. */
function* textsBelow(value: Value, path: string): Iterable<readonly [path: string, text: string]> {
  if (typeof value === 'string') yield [path, value];
  else if (isList(value)) for (const [at, one] of value.entries()) yield* textsBelow(one, `${path}.${at}`);
  else if (isMap(value))
    for (const [key, one] of Object.entries(value)) yield* textsBelow(one, `${path}.${key}`);
}

const address = /(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])/g;

/** Names of hosts that a text holds: words with dots or slashes around them. */
function hostsIn(text: string): readonly string[] {
  return text.match(/[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?/gi) ?? [];
}

/** The domain into which a text leads: by the name of a Service there, or by an address of its subnets. */
function leadsTo(
  text: string,
  namespaces: ReadonlyMap<string, Hidden>,
  { sites }: Estate,
): string | undefined {
  for (const host of hostsIn(text)) {
    const [, namespace = ''] = host.split('.');
    const domain = namespaces.get(namespace);
    if (domain) return `${host}, which is of ${domain}`;
  }
  for (const [found] of text.matchAll(address)) {
    for (const site of sites) {
      const domain = hidden.find((one) => blockHolds(site.network.subnets[one], [], found) === 'yes');
      if (domain) return `${found}, which is of ${domain} at ${site.name}`;
    }
  }
  return undefined;
}

/** What research must not see in one cluster. */
interface Unseen {
  readonly namespaces: ReadonlyMap<string, Hidden>;
  readonly pods: readonly { readonly pod: Resource; readonly end: PodEnd }[];
}

/** By what is judged, since every object of research is held to the same. */
const unseen = new WeakMap<Context, Map<string, Unseen>>();

function unseenIn(stack: string, context: Context): Unseen {
  const known = unseen.get(context) ?? new Map<string, Unseen>();
  unseen.set(context, known);
  const found = known.get(stack) ?? findUnseen(stack, context);
  known.set(stack, found);
  return found;
}

function findUnseen(stack: string, { graph, estate }: Context): Unseen {
  const namespaces = objectsOf(graph, stack, 'Namespace').flatMap((one): [string, Hidden][] => {
    const domain = hiddenDomain(graph, one);
    return domain ? [[one.name, domain]] : [];
  });
  const pods = objectsOf(graph, stack, ...makers).filter((one) => hiddenDomain(graph, one) !== undefined);
  return {
    namespaces: new Map(namespaces),
    pods: pods.map((pod) => ({ pod, end: podEndOf(graph, pod, estate) })),
  };
}

function judgeTexts(object: Resource, path: string, context: Context): Finding {
  const { namespaces } = unseenIn(object.stack, context);
  for (const [at, text] of textsBelow(object.get(path), path)) {
    const led = leadsTo(text, namespaces, context.estate);
    if (led) return fail(`it names ${led}`, seen(object, at));
  }
  return pass;
}

/** Claims that a pod mounts, and volumes behind them, that hold a dataset of another domain. */
function judgeMounts(pod: Resource, { graph, estate }: Context): Finding {
  const names = (volumesOf(pod) ?? []).map(({ value }) => {
    const claim = (isMap(value) ? own(value, 'persistentVolumeClaim') : null) ?? null;
    return isMap(claim) ? own(claim, 'claimName') : undefined;
  });
  const claims = besides(graph, pod, 'PersistentVolumeClaim').filter((one) => names.includes(one.name));
  const behind = objectsOf(graph, pod.stack, 'PersistentVolume').filter(
    (volume) =>
      claims.some((claim) => claim.get('spec.volumeName') === volume.name) ||
      (volume.get('spec.claimRef.namespace') === namespaceOf(pod) &&
        names.includes(volume.get('spec.claimRef.name') ?? undefined)),
  );
  const found = [...claims, ...behind].find((one) => {
    const dataset = estate.datasets.find(({ name }) => name === markOf(one, 'dataset'));
    return (
      hidden.some((domain) => domain === dataset?.domain) ||
      (one.type === 'PersistentVolume' && hiddenDomain(graph, one) !== undefined)
    );
  });
  return found
    ? fail(
        `it mounts ${found.address}, which holds what research must not see`,
        seen(found, 'metadata.labels'),
      )
    : pass;
}

/** Whether policies leave a way to a pod of another domain; within a cluster no gateway stands between pods. */
function judgeWays(pod: Resource, context: Context): Finding {
  const { graph, estate } = context;
  const { stack } = pod;
  const from = podEndOf(graph, pod, estate);
  return worstOf(
    unseenIn(stack, context).pods.map(({ pod: other, end }) => {
      // A policy holds the pods of its own namespace alone.
      const namespaces = new Set([from.namespace, end.namespace]);
      const policies = [...namespaces].flatMap((one) => objectsIn(graph, stack, one, networkPolicyType));
      const { port, answer } = reachesBy(policies, from, end);
      if (answer === 'no') return pass;
      const evidence = [seen(pod, 'metadata.namespace'), seen(other, 'metadata.namespace')];
      return answer === 'yes'
        ? fail(`policies let it call ${other.address} (${port.protocol} ${port.port})`, ...evidence)
        : undecided(`whether policies let it call ${other.address} does not show`, ...evidence);
    }),
  );
}

export default definePolicy({
  title: 'Research sees nothing that says who somebody is',
  severity: 'critical',
  why: 'Research works with pseudonyms. One call, one mounted volume or one address that leads to identity, or to the table that maps one to the other, and they are names again.',
  avoid:
    'a pod of research with an address of identity in its environment, or policies that leave a way to it',
  prefer: 'calls that the workload declares, which go through the exchange',
  remediation:
    'Take the name, the mount or the way out; what research needs is handed over through the exchange.',
  controls: ['GDPR Art. 9', 'GDPR Art. 32(1)(a)', 'C5:2020 OPS-24', 'EHDS Art. 73'],
  observableIn: ['manifests'],
  needs: 'estate',
  resources: [...makers, 'ConfigMap'],
  examine(object, context) {
    if (domainOf(context.graph, object) !== 'research') return undefined;
    if (object.type === 'ConfigMap') return judgeTexts(object, 'data', context);
    const spec = podSpecPath(object);
    if (object.get(spec) instanceof Unknown)
      return undecided('what it runs is not known yet', seen(object, spec));
    return worstOf([
      judgeTexts(object, spec, context),
      judgeMounts(object, context),
      judgeWays(object, context),
    ]);
  },
  examples: {
    manifests: `
apiVersion: v1
kind: Namespace
metadata: { name: identity-records, labels: { estate.lausitz/domain: identity } }
---
apiVersion: v1
kind: Pod
metadata: { name: records, namespace: identity-records, labels: { app: records } }
spec: { containers: [{ name: a }] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: nothing, namespace: identity-records }
spec: { podSelector: {}, policyTypes: [Ingress, Egress], ingress: [{ from: [{ namespaceSelector: { matchLabels: { trusted: "yes" } } }], ports: [{ port: 5432 }] }] }
---
apiVersion: v1
kind: Namespace
metadata: { name: research-a, labels: { estate.lausitz/domain: research } }
---
apiVersion: v1
kind: Pod
metadata: { name: alone, namespace: research-a }
spec: { containers: [{ name: a, env: [{ name: DB, value: "https://cohorts.research-a.svc" }] }] }
---
apiVersion: v1
kind: Pod
metadata: { name: by-name, namespace: research-a }
spec: { containers: [{ name: a, env: [{ name: DB, value: "https://records.identity-records.svc:8443/fhir" }] }] }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: by-address, namespace: research-a }
data: { hosts: "10.16.0.9 records" }
---
apiVersion: v1
kind: Pod
metadata: { name: by-a-volume, namespace: research-a }
spec: { containers: [{ name: a }], volumes: [{ name: v, persistentVolumeClaim: { claimName: c } }] }
---
apiVersion: v1
kind: PersistentVolume
metadata: { name: records, labels: { estate.lausitz/dataset: patient-records } }
spec: { claimRef: { namespace: research-a, name: c } }
---
apiVersion: v1
kind: Namespace
metadata: { name: research-b, labels: { estate.lausitz/domain: research, trusted: "yes" } }
---
apiVersion: v1
kind: Pod
metadata: { name: by-a-way, namespace: research-b }
spec: { containers: [{ name: a }] }
---
apiVersion: v1
kind: Pod
metadata: { name: not-known-yet, namespace: research-a }
spec: 04da6b54-80e4-46f7-96ec-b56ff0331ba9
`,
    pass: ['Pod/research-a/alone'],
    fail: [
      'Pod/research-a/by-name',
      'ConfigMap/research-a/by-address',
      'Pod/research-a/by-a-volume',
      'Pod/research-b/by-a-way',
    ],
    undecided: ['Pod/research-a/not-known-yet'],
  },
});

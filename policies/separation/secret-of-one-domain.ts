import type { Graph, Resource } from '../../graph/graph';
import { isList, isMap, own, Unknown, type Value } from '../../graph/value';
import { domainOf, domainOfNamespace } from '../../judge/facts/cluster-domains';
import { apartDomains } from '../../judge/facts/domains';
import { namespaceOf, objectsOf } from '../../judge/facts/kubernetes-objects';
import { type Context, definePolicy, type Finding, fail, pass, seen, undecided } from '../../judge/policy';

const bindingType = 'RoleBinding.rbac.authorization.k8s.io';
const grantType = 'ReferenceGrant.gateway.networking.k8s.io';
const externalType = 'ExternalSecret.external-secrets.io';

function areApart(one: string | undefined, other: string | undefined): boolean {
  return (
    one !== undefined &&
    other !== undefined &&
    one !== other &&
    (apartDomains as readonly string[]).some((each) => each === one || each === other)
  );
}

/** Annotations by which controllers copy a Secret into other namespaces. Sources: emberstack/kubernetes-reflector; mittwald/kubernetes-replicator. */
const copied =
  /^(?:reflector\.v1\.k8s\.emberstack\.com\/reflection-(?:allowed|auto-enabled)|replicator\.v1\.mittwald\.de\/(?:replicate-to|replication-allowed|replicate-to-matching))$/;

function copyingOf(secret: Resource): string | undefined {
  const annotations = secret.get('metadata.annotations');
  return isMap(annotations)
    ? Object.keys(annotations).find((key) => copied.test(key) && annotations[key] !== 'false')
    : undefined;
}

const indexes = new WeakMap<Graph, Map<string, readonly Resource[]>>();

/** Secrets by the values that they hold. What is public (certificates) is no secret. */
function secretsByValue(graph: Graph): Map<string, readonly Resource[]> {
  const known = indexes.get(graph);
  if (known) return known;
  const index = new Map<string, Resource[]>();
  for (const secret of graph.ofType('Secret')) {
    for (const value of valuesOf(secret)) {
      const list = index.get(value) ?? [];
      index.set(value, [...list, secret]);
    }
  }
  indexes.set(graph, index);
  return index;
}

const isPublic = /\.crt$|\.pem$|^ca\b|username|^user$|^host$|^port$|database|dbname/i;

function valuesOf(secret: Resource): ReadonlySet<string> {
  const found = ['data', 'stringData'].flatMap((path) => {
    const data = secret.get(path);
    if (!isMap(data)) return [];
    return Object.entries(data).flatMap(([key, value]) => {
      const text =
        typeof value !== 'string' ? '' : path === 'data' ? Buffer.from(value, 'base64').toString() : value;
      return text.length < 8 || isPublic.test(key) ? [] : [text];
    });
  });
  return new Set(found);
}

function judgeSecret(secret: Resource, { graph }: Context): Finding {
  const domain = domainOf(graph, secret);
  const evidence = seen(secret, 'data');
  const copying = copyingOf(secret);
  if (copying !== undefined)
    return fail(`it is copied into other namespaces (${copying})`, seen(secret, 'type'));
  if (['data', 'stringData'].some((path) => secret.get(path) instanceof Unknown)) {
    return undecided('what it holds is not known yet, and so not who else holds it', evidence);
  }
  const twins = [...valuesOf(secret)].flatMap((value) => secretsByValue(graph).get(value) ?? []);
  const twin = twins.find((one) => areApart(domain, domainOf(graph, one)));
  return twin
    ? fail(
        `the domain ${domainOf(graph, twin)} holds the same value in ${twin.address}`,
        evidence,
        seen(twin, 'data'),
      )
    : pass;
}

/** Where an ExternalSecret gets its values from: two that ask one store for one name share what it holds. */
function remotesOf(external: Resource): readonly string[] {
  const store = `${String(external.get('spec.secretStoreRef.kind'))}/${String(external.get('spec.secretStoreRef.name'))}`;
  // A SecretStore is of its namespace; only one of the cluster is the same for two of them.
  if (!store.startsWith('ClusterSecretStore/')) return [];
  const data = external.get('spec.data');
  const keys = isList(data) ? data.map((one) => (isMap(one) ? own(one, 'remoteRef') : null)) : [];
  return keys.flatMap((one) =>
    isMap(one ?? null) ? [`${store}/${String(own(one as { readonly [key: string]: Value }, 'key'))}`] : [],
  );
}

function judgeExternal(external: Resource, { graph }: Context): Finding {
  const mine = new Set(remotesOf(external));
  const other = objectsOf(graph, external.stack, externalType).find(
    (one) =>
      areApart(domainOf(graph, external), domainOf(graph, one)) &&
      remotesOf(one).some((key) => mine.has(key)),
  );
  return other
    ? fail(`${other.address} of another domain is given the same secret`, seen(external, 'spec'))
    : pass;
}

/** Namespaces that an object lets in, each with the path that says so. */
function admitted(object: Resource): readonly (readonly [namespace: string, path: string])[] {
  const path = object.type === grantType ? 'spec.from' : 'subjects';
  const list = object.get(path);
  if (!isList(list)) return [];
  return list.flatMap((one, at) => {
    const namespace = isMap(one) ? own(one, 'namespace') : undefined;
    return typeof namespace === 'string' ? [[namespace, `${path}.${at}`] as const] : [];
  });
}

function judgeAccess(object: Resource, { graph }: Context): Finding {
  const domain = domainOf(graph, object);
  const found = admitted(object).find(([namespace]) =>
    areApart(domain, domainOfNamespace(graph, object.stack, namespace)),
  );
  if (found === undefined) return pass;
  return fail(`it lets ${found[0]}, of another domain, into ${namespaceOf(object)}`, seen(object, found[1]));
}

export default definePolicy({
  title: 'A secret opens one domain',
  severity: 'critical',
  why: 'A password or key that two domains hold makes one of them: whoever breaks into research then opens identity with what lay there.',
  avoid:
    'one value in Secrets of two domains, a Secret that a controller copies, a role for accounts of another domain',
  prefer: 'Secrets made in the namespace that uses them, by cert-manager or CloudNativePG',
  remediation:
    'Make a secret of its own for each domain, change what was shared, and take the grant or the copying away.',
  controls: ['C5:2020 OPS-24', 'C5:2020 CRY-04', 'C5:2020 IDM-08', 'GDPR Art. 32(1)(a)'],
  observableIn: ['manifests'],
  needs: 'estate',
  resources: ['Secret', externalType, bindingType, grantType],
  examine(object, context) {
    if (object.type === 'Secret') return judgeSecret(object, context);
    return object.type === externalType ? judgeExternal(object, context) : judgeAccess(object, context);
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
apiVersion: v1
kind: Secret
metadata: { name: own, namespace: research-b }
stringData: { password: value-of-one }
---
apiVersion: v1
kind: Secret
metadata: { name: shared, namespace: research-b }
stringData: { password: value-of-another }
---
apiVersion: v1
kind: Secret
metadata: { name: the-same-packed, namespace: identity-a }
data: { password: dmFsdWUtb2YtYW5vdGhlcg== }
---
apiVersion: v1
kind: Secret
metadata: { name: copied, namespace: identity-a, annotations: { replicator.v1.mittwald.de/replicate-to: "research-b" } }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: for-research, namespace: identity-a }
roleRef: { kind: Role, name: reader }
subjects: [{ kind: ServiceAccount, name: a, namespace: research-b }]
---
apiVersion: v1
kind: Secret
metadata: { name: not-known-yet, namespace: research-b }
data: 04da6b54-80e4-46f7-96ec-b56ff0331ba9
`,
    pass: ['Secret/research-b/own'],
    fail: [
      'Secret/research-b/shared',
      'Secret/identity-a/the-same-packed',
      'Secret/identity-a/copied',
      `${bindingType}/identity-a/for-research`,
    ],
    undecided: ['Secret/research-b/not-known-yet'],
  },
});

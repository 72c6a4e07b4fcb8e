import type { Resource } from '../../graph/graph';
import { isList, isMap, Unknown } from '../../graph/value';
import { domainOf, domainOfNamespace } from '../../judge/facts/cluster-domains';
import { apartDomains } from '../../judge/facts/domains';
import { askedBy, askForOne } from '../../judge/facts/external-secrets';
import { namespaceOf, objectsOf } from '../../judge/facts/kubernetes-objects';
import { letIn } from '../../judge/facts/let-in';
import { secretsByValue, valuesOf } from '../../judge/facts/secret-values';
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

const bindingType = 'RoleBinding.rbac.authorization.k8s.io';
const grantType = 'ReferenceGrant.gateway.networking.k8s.io';
const externalType = 'ExternalSecret.external-secrets.io';
const certificateType = 'Certificate.cert-manager.io';

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

/** Where an object says which annotations a Secret has: its own, or those of one that it lets be made. */
const annotationsOf: Readonly<Record<string, string>> = {
  Secret: 'metadata.annotations',
  [certificateType]: 'spec.secretTemplate.annotations',
  [externalType]: 'spec.target.template.metadata.annotations',
};

function judgeCopying(object: Resource): Finding {
  const path = annotationsOf[object.type] ?? '';
  const annotations = object.get(path);
  if (annotations instanceof Unknown) {
    return undecided('whether a controller copies it is not known yet', seen(object, path));
  }
  if (!isMap(annotations)) return pass;
  const copying = Object.keys(annotations).find((key) => copied.test(key) && annotations[key] !== 'false');
  return copying === undefined
    ? pass
    : fail(`it is copied into other namespaces (${copying})`, seen(object, 'type'));
}

function judgeSecret(secret: Resource, { graph }: Context): Finding {
  const domain = domainOf(graph, secret);
  const evidence = seen(secret, 'data');
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

function judgeExternal(external: Resource, { graph }: Context): Finding {
  const asked = askedBy(external);
  const evidence = seen(external, 'spec');
  const others = objectsOf(graph, external.stack, externalType)
    .filter((one) => areApart(domainOf(graph, external), domainOf(graph, one)))
    .map((one) => ({ one, answer: askForOne(asked, askedBy(one)) }));
  const same = others.find(({ answer }) => answer === 'yes');
  if (same) return fail(`${same.one.address} of another domain is given the same secret`, evidence);
  const perhaps = others.find(({ answer }) => answer === 'maybe');
  if (perhaps === undefined) return pass;
  const { address } = perhaps.one;
  return undecided(`whether ${address} of another domain is given the same secret does not show`, evidence);
}

function judgeAccess(object: Resource, { graph }: Context): Finding {
  const domain = domainOf(graph, object);
  const list = object.type === grantType ? 'spec.from' : 'subjects';
  const value = object.get(list);
  const here = namespaceOf(object);
  const judged = (isList(value) ? value : [value]).map((one, at): Finding => {
    const evidence = seen(object, isList(value) ? `${list}.${at}` : list);
    const namespace = letIn(one);
    if (namespace instanceof Unknown) return undecided('whom it lets in is not known yet', evidence);
    if (namespace === null && domain !== undefined) {
      return fail(`it lets accounts of every domain into ${here}`, evidence);
    }
    const other = namespace ? domainOfNamespace(graph, object.stack, namespace) : undefined;
    if (!areApart(domain, other)) return pass;
    return fail(`it lets ${namespace}, of another domain, into ${here}`, evidence);
  });
  return worstOf(judged);
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
  resources: ['Secret', certificateType, externalType, bindingType, grantType],
  examine(object, context) {
    if (object.type === certificateType) return judgeCopying(object);
    if (object.type === 'Secret') return worstOf([judgeCopying(object), judgeSecret(object, context)]);
    return object.type === externalType
      ? worstOf([judgeCopying(object), judgeExternal(object, context)])
      : judgeAccess(object, context);
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
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: for-a-group-of-research, namespace: identity-a }
roleRef: { kind: Role, name: reader }
subjects: [{ kind: Group, name: "system:serviceaccounts:research-b" }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: for-an-account-of-research, namespace: identity-a }
roleRef: { kind: Role, name: reader }
subjects: [{ kind: User, name: "system:serviceaccount:research-b:default" }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: for-all-accounts, namespace: identity-a }
roleRef: { kind: Role, name: reader }
subjects: [{ kind: Group, name: "system:serviceaccounts" }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: for-whom, namespace: identity-a }
roleRef: { kind: Role, name: reader }
subjects: [04da6b54-80e4-46f7-96ec-b56ff0331ba9]
---
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: { name: copied, namespace: identity-a }
spec: { secretName: c, secretTemplate: { annotations: { reflector.v1.k8s.emberstack.com/reflection-allowed: "true" } } }
---
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: { name: whole, namespace: identity-a }
spec: { secretStoreRef: { kind: ClusterSecretStore, name: vault }, dataFrom: [{ extract: { key: shared/db } }] }
---
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: { name: the-same-in-parts, namespace: research-b }
spec: { data: [{ secretKey: a, remoteRef: { key: shared/db }, sourceRef: { storeRef: { kind: ClusterSecretStore, name: vault } } }] }
---
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: { name: of-its-own, namespace: research-b }
spec: { secretStoreRef: { kind: ClusterSecretStore, name: vault }, dataFrom: [{ extract: { key: research/db } }] }
---
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: { name: copied, namespace: research-b }
spec: { secretStoreRef: { name: mine }, target: { template: { metadata: { annotations: { replicator.v1.mittwald.de/replicate-to: identity-a } } } } }
---
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: { name: by-a-pattern, namespace: research-b }
spec: { secretStoreRef: { kind: ClusterSecretStore, name: vault }, dataFrom: [{ find: { name: { regexp: .* } } }] }
---
apiVersion: v1
kind: Secret
metadata: { name: not-known-yet, namespace: research-b }
data: 04da6b54-80e4-46f7-96ec-b56ff0331ba9
`,
    pass: ['Secret/research-b/own', `${externalType}/research-b/of-its-own`],
    fail: [
      'Secret/research-b/shared',
      'Secret/identity-a/the-same-packed',
      'Secret/identity-a/copied',
      `${certificateType}/identity-a/copied`,
      `${externalType}/identity-a/whole`,
      `${externalType}/research-b/the-same-in-parts`,
      `${externalType}/research-b/copied`,
      ...['for-research', 'for-a-group-of-research', 'for-an-account-of-research', 'for-all-accounts'].map(
        (name) => `${bindingType}/identity-a/${name}`,
      ),
    ],
    undecided: [
      'Secret/research-b/not-known-yet',
      `${bindingType}/identity-a/for-whom`,
      `${externalType}/research-b/by-a-pattern`,
    ],
  },
});

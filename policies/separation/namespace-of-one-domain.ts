import { marks } from '../../contracts/marks';
import type { Resource } from '../../graph/graph';
import { domainClaimedBy } from '../../judge/facts/cluster-domains';
import { labelOf } from '../../judge/facts/containers';
import { apartDomains } from '../../judge/facts/domains';
import { namespaceObject, namespaceOf, objectsOf } from '../../judge/facts/kubernetes-objects';
import { operatedTypes } from '../../judge/facts/operated-pods';
import { podTypes } from '../../judge/facts/pods';
import {
  type Context,
  definePolicy,
  type Finding,
  fail,
  markOf,
  pass,
  type Subject,
  seen,
  undecided,
} from '../../judge/policy';

/** What belongs to a namespace: its own object, what is in it, and the volumes that are bound to claims in it. */
function membersOf(
  stack: string,
  name: string,
  inside: readonly Resource[],
  graph: Context['graph'],
): readonly Resource[] {
  const namespace = namespaceObject(graph, stack, name);
  const bound = objectsOf(graph, stack, 'PersistentVolume').filter(
    (one) => one.get('spec.claimRef.namespace') === name,
  );
  return [...(namespace ? [namespace] : []), ...inside, ...bound];
}

function byNamespace(all: readonly Resource[]): ReadonlyMap<string, readonly Resource[]> {
  const groups = new Map<string, Resource[]>();
  for (const one of all) {
    const group = groups.get(namespaceOf(one));
    if (group) group.push(one);
    else groups.set(namespaceOf(one), [one]);
  }
  return groups;
}

function judgeNamespace(name: string, members: readonly Resource[], { estate }: Context): Finding {
  const claims = members.flatMap((one) => {
    const dataset = estate.datasets.find((each) => each.name === markOf(one, 'dataset'));
    const domain = domainClaimedBy(one);
    return [
      ...(domain ? [{ one, domain, dataset: undefined }] : []),
      ...(dataset ? [{ one, domain: dataset.domain, dataset: dataset.name }] : []),
    ];
  });
  const evidence = (value: string | undefined, key: 'domain' | 'dataset') =>
    seen((claims.find((claim) => claim[key] === value)?.one ?? members[0]) as Resource, 'metadata.labels');
  const domains = [...new Set(claims.map(({ domain }) => domain))];
  if (domains.length > 1 && domains.some((one) => (apartDomains as readonly string[]).includes(one))) {
    return fail(
      `${name} holds what is of ${domains.toSorted().join(' and ')}`,
      ...domains.map((one) => evidence(one, 'domain')),
    );
  }
  const datasets = [...new Set(claims.flatMap(({ dataset }) => dataset ?? []))];
  if (datasets.length > 1) {
    return fail(
      `${name} holds the datasets ${datasets.toSorted().join(' and ')}`,
      ...datasets.map((one) => evidence(one, 'dataset')),
    );
  }
  const namespace = members.find((one) => one.type === 'Namespace');
  const isClaimed = namespace !== undefined && domainClaimedBy(namespace) !== undefined;
  return isClaimed
    ? pass
    : undecided('its namespace does not say of which domain it is', evidence(undefined, 'domain'));
}

export default definePolicy({
  title: 'A namespace belongs to one domain, and holds at most one dataset',
  severity: 'critical',
  why: 'Within a namespace roles, secrets and claims are shared: who may read one pod’s there reads all. Two of identity, mapping and research in one are as good as joined.',
  avoid: 'a pod of research in a namespace of identity, or claims of two datasets side by side',
  prefer: 'a namespace for each workload, which names its domain, as `addNamespace` makes it',
  remediation:
    'Move what is of the other domain or dataset into a namespace of its own, and label each with its domain.',
  controls: ['C5:2020 OPS-24', 'C5:2020 IDM-01', 'GDPR Art. 32(1)(a)'],
  observableIn: ['manifests'],
  needs: 'estate',
  *examineStack(stack, context) {
    const { graph, siteOfStack } = context;
    const site = siteOfStack(stack.name)?.name;
    const groups = byNamespace(stack.resources.filter((one) => one.remains));
    const stays = [...podTypes, ...operatedTypes, 'PersistentVolumeClaim', 'Secret'];
    const inhabited = objectsOf(graph, stack.name, ...stays).map(namespaceOf);
    const declared = objectsOf(graph, stack.name, 'Namespace').map(({ name }) => name);
    for (const name of new Set([...declared, ...inhabited])) {
      // Objects of no namespace belong to the cluster, and are of every kind.
      const inside = groups.get(name) ?? [];
      const members =
        name === ''
          ? inside.filter((one) => stays.includes(one.type))
          : membersOf(stack.name, name, inside, graph);
      const address = name === '' ? '(no namespace)' : `Namespace/${name}`;
      const dataset = members.map((one) => markOf(one, 'dataset')).find((one) => one !== undefined);
      const subject: Subject = { stack: stack.name, address, site, dataset };
      const isLabelled = members.some((one) => labelOf(one, marks.domain) === undefined);
      yield [
        subject,
        isLabelled
          ? undecided(
              'of which domain something in it is, is not known yet',
              seen(members[0] as Resource, 'metadata.labels'),
            )
          : judgeNamespace(name || 'no namespace', members, context),
      ];
    }
  },
  examples: {
    manifests: `
apiVersion: v1
kind: Namespace
metadata: { name: research-cohorts, labels: { estate.lausitz/domain: research } }
---
apiVersion: v1
kind: Pod
metadata: { name: a, namespace: research-cohorts, labels: { estate.lausitz/domain: research, estate.lausitz/dataset: research } }
---
apiVersion: v1
kind: Namespace
metadata: { name: identity-records, labels: { estate.lausitz/domain: identity } }
---
apiVersion: v1
kind: Pod
metadata: { name: a, namespace: identity-records, labels: { estate.lausitz/domain: research } }
---
apiVersion: v1
kind: Namespace
metadata: { name: identity-both, labels: { estate.lausitz/domain: identity } }
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: a, namespace: identity-both, labels: { estate.lausitz/dataset: imaging } }
---
apiVersion: v1
kind: PersistentVolume
metadata: { name: b, labels: { estate.lausitz/dataset: patient-records } }
spec: { claimRef: { namespace: identity-both, name: b } }
---
apiVersion: v1
kind: Pod
metadata: { name: a, namespace: of-nobody }
`,
    pass: ['Namespace/research-cohorts'],
    fail: ['Namespace/identity-records', 'Namespace/identity-both'],
    undecided: ['Namespace/of-nobody'],
    changes: [
      {
        name: 'a namespace that no longer says its domain',
        stack: 'primary-workloads',
        set: { 'Namespace/identity-fhir-server': { 'metadata.labels.estate\\.lausitz/domain': null } },
        outcome: 'undecided',
        subjects: ['primary-workloads:Namespace/identity-fhir-server'],
      },
    ],
  },
});

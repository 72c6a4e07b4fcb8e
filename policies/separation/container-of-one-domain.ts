import type { Graph, Resource } from '../../graph/graph';
import { isOpen } from '../../graph/value';
import { apartDomains } from '../../judge/facts/domains';
import { type Context, definePolicy, fail, markOf, pass, seen, undecided } from '../../judge/policy';

const containerType = 'openstack_objectstorage_container_v1';

/** Where a container's name counts: an account of Swift is a project. */
function accountOf({ stack }: Resource, { siteOfStack }: Context): string {
  return siteOfStack(stack)?.name ?? stack;
}

const indexes = new WeakMap<Graph, ReadonlyMap<string, readonly Resource[]>>();

/** Containers of one name. */
function namesakes(name: string, graph: Graph): readonly Resource[] {
  const known = indexes.get(graph) ?? indexNames(graph);
  indexes.set(graph, known);
  return known.get(name) ?? [];
}

function indexNames(graph: Graph): ReadonlyMap<string, readonly Resource[]> {
  const index = new Map<string, Resource[]>();
  for (const container of graph.ofType(containerType)) {
    const name = String(container.get('name'));
    const list = index.get(name);
    if (list) list.push(container);
    else index.set(name, [container]);
  }
  return index;
}

function domainOf(container: Resource, { estate }: Context): string | undefined {
  return estate.datasets.find(({ name }) => name === markOf(container, 'dataset'))?.domain;
}

export default definePolicy({
  title: 'A container holds the backup of one domain',
  severity: 'high',
  why: 'Who may read a container reads all of it. With the backups of two of identity, mapping and research in one, a restore of the one opens the other, and so does whoever steals it.',
  avoid: 'two containers of one name at one site for datasets of two domains, which are one container',
  prefer: 'a container for each dataset, named after it; the construct `BackupStore`',
  remediation: 'Give the other domain’s backup a container of its own, and erase it from this one.',
  controls: ['C5:2020 OPS-24', 'C5:2020 OPS-06', 'GDPR Art. 32(1)(a)'],
  observableIn: ['synth', 'plan', 'state'],
  needs: 'estate',
  resources: [containerType],
  examine(container, context) {
    const domain = domainOf(container, context);
    if (domain === undefined) return undefined;
    const name = container.get('name');
    const evidence = seen(container, 'name');
    if (isOpen(name)) return undecided('its name is not known yet, and with it what shares it', evidence);
    const account = accountOf(container, context);
    const others = namesakes(String(name), context.graph).filter(
      (other) => other !== container && accountOf(other, context) === account,
    );
    const domains = new Set([domain, ...others.flatMap((other) => domainOf(other, context) ?? [])]);
    const isApart = apartDomains.some((one) => domains.has(one));
    if (domains.size < 2 || !isApart) return pass;
    const named = others.map(({ address }) => address).join(', ');
    return fail(`it is one with ${named}, for ${[...domains].toSorted().join(' and ')}`, evidence);
  },
  examples: {
    site: 'clinic',
    terraform: `
resource "openstack_objectstorage_container_v1" "imaging" {
  name     = "imaging-backup"
  metadata = { "estate-dataset" = "imaging" }
}
resource "openstack_objectstorage_container_v1" "research" {
  name     = "common-backup"
  metadata = { "estate-dataset" = "research" }
}
resource "openstack_objectstorage_container_v1" "pseudonym_mapping" {
  name     = "common-backup"
  metadata = { "estate-dataset" = "pseudonym-mapping" }
}
resource "openstack_networking_network_v2" "any" {}
resource "openstack_objectstorage_container_v1" "named_at_apply" {
  name     = openstack_networking_network_v2.any.id
  metadata = { "estate-dataset" = "consent" }
}
`,
    pass: ['openstack_objectstorage_container_v1.imaging'],
    fail: [
      'openstack_objectstorage_container_v1.research',
      'openstack_objectstorage_container_v1.pseudonym_mapping',
    ],
    undecided: ['openstack_objectstorage_container_v1.named_at_apply'],
  },
});

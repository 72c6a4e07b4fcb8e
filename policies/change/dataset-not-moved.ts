import type { Graph, Resource } from '../../graph/graph';
import { isOpen } from '../../graph/value';
import { asItWas } from '../../judge/facts/before';
import { statefulTypes } from '../../judge/facts/stateful';
import { definePolicy, type Finding, fail, markOf, pass, seen, undecided } from '../../judge/policy';

const marks = ['dataset', 'role', 'site'] as const;

export default definePolicy({
  title: 'No plan takes a dataset away from a site, or declares that what holds it holds another',
  severity: 'high',
  why: 'Where patient data lies was promised, and others rely on it: replication, backups, whoever restores. The last volume of a dataset at a site, and a mark that names another dataset, are a move whatever the estate declares afterwards.',
  avoid:
    'a plan in which no volume or container of a dataset remains at a site that held one, or in which its marks change',
  prefer:
    'new places first, data replicated into them and read back, and the old place taken away last, by a plan of its own',
  remediation:
    'Show that the data is where it is to be from now on, then have the move approved for this very plan: estate approve.',
  controls: ['C5:2020 BCM-03', 'GDPR Art. 32(1)(b)', '§ 393 SGB V'],
  // What was there before is in a plan alone.
  observableIn: ['plan'],
  resources: [...statefulTypes],
  includesDeleted: true,
  examine(resource, { graph }) {
    const before = asItWas(graph, resource);
    const dataset = before && markOf(before, 'dataset');
    if (before === undefined || dataset === undefined || resource.action === 'no-op') return undefined;
    return resource.remains ? remarked(resource, before) : left(resource, before, dataset, graph);
  },
  examples: {
    terraform: `
resource "openstack_blockstorage_volume_v3" "stays" {
  size     = 20
  metadata = { "estate:dataset" = "imaging", "estate:role" = "data" }
}
resource "openstack_blockstorage_volume_v3" "holds_another" {
  size     = 10
  metadata = { "estate:dataset" = "research", "estate:role" = "data" }
}
resource "openstack_networking_network_v2" "any" {}
resource "openstack_blockstorage_volume_v3" "decided_at_apply" {
  size     = 10
  metadata = { "estate:dataset" = openstack_networking_network_v2.any.id, "estate:role" = "data" }
}
`,
    existing: Object.fromEntries(
      (
        [
          ['stays', 'imaging'],
          ['one_of_two', 'imaging'],
          ['last_one', 'consent'],
          ['holds_another', 'patient-records'],
          ['decided_at_apply', 'audit-log'],
        ] as const
      ).map(([name, dataset], at) => [
        `openstack_blockstorage_volume_v3.${name}`,
        {
          id: `${at}2222222-2222-4333-8444-555555555555`,
          size: 10,
          metadata: { 'estate:dataset': dataset, 'estate:role': 'data' },
          region: 'eu-de',
        },
      ]),
    ),
    pass: ['openstack_blockstorage_volume_v3.stays', 'openstack_blockstorage_volume_v3.one_of_two'],
    fail: ['openstack_blockstorage_volume_v3.last_one', 'openstack_blockstorage_volume_v3.holds_another'],
    undecided: ['openstack_blockstorage_volume_v3.decided_at_apply'],
  },
});

function remarked(resource: Resource, before: Resource): Finding {
  const changed = marks.filter((mark) => markOf(before, mark) !== markOf(resource, mark));
  if (changed.length === 0) return pass;
  const evidence = [seen(before, 'metadata'), seen(resource, 'metadata')];
  const isKnown = changed.every((mark) => !isMarkOpen(resource, mark));
  const said = changed.map((mark) => `${mark} ${markOf(before, mark) ?? 'none'}`).join(', ');
  return isKnown
    ? fail(
        `what was marked as ${said} is marked as ${changed.map((mark) => `${mark} ${markOf(resource, mark) ?? 'none'}`).join(', ')}`,
        ...evidence,
      )
    : undecided(`what was marked as ${said} is marked by what is decided at apply`, ...evidence);
}

function isMarkOpen(resource: Resource, mark: string): boolean {
  const isTagOpen = isOpen(resource.get('tags'));
  return (
    isTagOpen ||
    [`metadata.estate:${mark}`, `metadata.estate-${mark}`].some((path) => isOpen(resource.get(path)))
  );
}

/** Whether anything of the dataset, in the same role, remains at the site. */
function left(resource: Resource, before: Resource, dataset: string, graph: Graph): Finding {
  const role = markOf(before, 'role');
  const others = graph.ofType(...statefulTypes).filter((one) => one.stack === resource.stack);
  const remains = others.some((one) => markOf(one, 'dataset') === dataset && markOf(one, 'role') === role);
  if (remains) return pass;
  const evidence = seen(before, 'metadata');
  const what = role === undefined || role === 'data' ? dataset : `the ${role} of ${dataset}`;
  return fail(`with it ${what} leaves the site: nothing that holds it remains there`, evidence);
}

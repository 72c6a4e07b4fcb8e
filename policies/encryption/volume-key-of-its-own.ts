import type { Estate } from '../../estate/model';
import { placementsOf } from '../../estate/queries';
import type { Resource } from '../../graph/graph';
import { isOpen, isUnset, Unknown } from '../../graph/value';
import { volumeType } from '../../judge/facts/encryption';
import { type Context, definePolicy, fail, markOf, pass, seen, undecided } from '../../judge/policy';

const containerType = 'openstack_objectstorage_container_v1';
const keyPaths: Readonly<Record<string, readonly string[]>> = {
  [volumeType]: ['metadata.__system__cmkid', 'metadata.estate:key'],
  [containerType]: ['metadata.estate-key'],
};

/** Something that a key opens. What belongs to one owner may share one key. */
interface Use {
  readonly resource: Resource;
  readonly path: string;
  /** The same for the same key; undefined where it is not known which key it is. */
  readonly key: string | undefined;
  /** `imaging at primary`; undefined where no mark says whose it is. */
  readonly owner: string | undefined;
}

function usesOf({ graph, siteOfStack }: Context): Use[] {
  return graph.ofType(volumeType, containerType).flatMap((resource): Use[] => {
    const path = (keyPaths[resource.type] ?? []).find((one) => !isUnset(resource.get(one)));
    if (path === undefined) return [];
    const owner = markOf(resource, 'role') === 'system' ? 'system volumes' : markOf(resource, 'dataset');
    const place = siteOfStack(resource.stack)?.name ?? resource.stack;
    return [{ resource, path, key: keyOf(resource, path), owner: owner && `${owner} at ${place}` }];
  });
}

/** A key made by a resource of the same stack is known by that resource's name before it has an id. */
function keyOf(resource: Resource, path: string): string | undefined {
  const value = resource.get(path);
  if (typeof value === 'string') return value;
  const [made] = value instanceof Unknown && value.exact ? value.references : [];
  if (made?.kind !== 'resource' || made.attribute === '') return undefined;
  return [resource.stack, resource.module, made.address, made.index, made.attribute].join(' ');
}

/** Whose key is whose, as the estate has it; a key may belong elsewhere though nothing in the inputs uses it there. */
function declaredOwners({ datasets, sites }: Estate): Map<string, Set<string>> {
  const owners = new Map<string, Set<string>>();
  const add = (key: string, owner: string) => owners.set(key, (owners.get(key) ?? new Set()).add(owner));
  for (const dataset of datasets) {
    for (const { site, key } of [...placementsOf(dataset), dataset.backup])
      add(key, `${dataset.name} at ${site}`);
  }
  for (const { name, keyCustody } of sites) {
    for (const key of Object.values(keyCustody.systemKeys)) add(key, `system volumes at ${name}`);
  }
  return owners;
}

export default definePolicy({
  title: 'A key opens one dataset at one site, and nothing else',
  severity: 'high',
  why: 'Whoever gets hold of a key reads everything it opens, and whoever destroys it destroys the same. A key shared by datasets joins identity, mapping and research again; one shared by sites lets a single loss take both copies.',
  avoid: 'one key id in the volumes of two datasets, of two sites, or of a dataset and of system volumes',
  prefer:
    'a key id for each placement, as in `estate/datasets`; the construct `EncryptedVolume` takes it from there',
  remediation:
    'Have the key custodian make a key for this dataset at this site, create the volume anew with it and replicate into it.',
  controls: ['C5:2020 CRY-03', 'C5:2020 CRY-04', 'C5:2020 OPS-24', 'C5:2026 CRY-05', 'GDPR Art. 32(1)(a)'],
  observableIn: ['synth', 'plan', 'state'],
  needs: 'estate',
  *examineEstate(context) {
    const uses = usesOf(context);
    const owners = declaredOwners(context.estate);
    const unowned = new Map<string, number>();
    for (const { key, owner } of uses) {
      if (key === undefined) continue;
      if (owner === undefined) unowned.set(key, (unowned.get(key) ?? 0) + 1);
      else owners.set(key, (owners.get(key) ?? new Set()).add(owner));
    }
    for (const { resource, path, key, owner } of uses) {
      const { stack, address } = resource;
      const site = context.siteOfStack(stack)?.name;
      const subject = { stack, address, site, dataset: markOf(resource, 'dataset') };
      const others = [...(owners.get(key ?? '') ?? [])].filter((one) => one !== owner);
      const strangers = (unowned.get(key ?? '') ?? 0) - (owner === undefined ? 1 : 0);
      const evidence = seen(resource, path);
      if (key === undefined) yield [subject, undecided('which key it has is not known yet', evidence)];
      else if (owner !== undefined && others.length > 0) {
        yield [subject, fail(`the key of ${owner} also opens ${others.join(', ')}`, evidence)];
      } else if (owner === undefined && others.length + strangers > 0) {
        const whose = isOpen(resource.get('metadata')) ? 'is not known yet' : 'no mark says';
        yield [subject, undecided(`others have the same key, and whose data it holds ${whose}`, evidence)];
      } else if (strangers > 0) {
        yield [
          subject,
          undecided('a volume of which no mark says whose data it holds has the same key', evidence),
        ];
      } else yield [subject, pass];
    }
  },
  examples: {
    terraform: `
resource "openstack_blockstorage_volume_v3" "patient_records" {
  size     = 10
  metadata = {
    __system__encrypted = "1"
    __system__cmkid     = "da6f0a3d-0c83-4f6b-a04f-45e547607d32"
    "estate:dataset"    = "patient-records"
    "estate:role"       = "data"
  }
}
resource "openstack_blockstorage_volume_v3" "identity_and_research" {
  for_each = toset(["consent", "research"])
  size     = 10
  metadata = {
    __system__encrypted = "1"
    __system__cmkid     = "11111111-2222-4333-8444-555555555555"
    "estate:dataset"    = each.key
    "estate:role"       = "data"
  }
}
resource "openstack_blockstorage_volume_v3" "key_of_the_mirror" {
  size     = 10
  metadata = {
    __system__encrypted = "1"
    __system__cmkid     = "310e88f9-c37f-4ff0-a19f-cdedb06fea41"
    "estate:dataset"    = "imaging"
    "estate:role"       = "data"
  }
}
resource "openstack_blockstorage_volume_v3" "unmarked_alone" {
  size     = 10
  metadata = { __system__encrypted = "1", __system__cmkid = "22222222-2222-4333-8444-555555555555" }
}
resource "openstack_blockstorage_volume_v3" "unmarked_pair" {
  count    = 2
  size     = 10
  metadata = { __system__encrypted = "1", __system__cmkid = "33333333-2222-4333-8444-555555555555" }
}
resource "openstack_networking_network_v2" "any" {}
resource "openstack_blockstorage_volume_v3" "key_decided_at_apply" {
  size     = 10
  metadata = { __system__encrypted = "1", __system__cmkid = openstack_networking_network_v2.any.id }
}
`,
    pass: [
      'openstack_blockstorage_volume_v3.patient_records',
      'openstack_blockstorage_volume_v3.unmarked_alone',
    ],
    fail: [
      'openstack_blockstorage_volume_v3.identity_and_research["consent"]',
      'openstack_blockstorage_volume_v3.identity_and_research["research"]',
      'openstack_blockstorage_volume_v3.key_of_the_mirror',
    ],
    undecided: [
      'openstack_blockstorage_volume_v3.unmarked_pair[0]',
      'openstack_blockstorage_volume_v3.unmarked_pair[1]',
      'openstack_blockstorage_volume_v3.key_decided_at_apply',
    ],
  },
});

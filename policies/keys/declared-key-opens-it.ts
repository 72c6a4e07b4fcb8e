import type { Site } from '../../estate/model';
import { placementsOf } from '../../estate/queries';
import type { Resource } from '../../graph/graph';
import { describe } from '../../graph/value';
import { volumeType } from '../../judge/facts/encryption';
import { siteOfResource } from '../../judge/facts/endpoint';
import { containerType, declaredOwners, keyPathOf, sameKey } from '../../judge/facts/keys';
import { domainOfVolume } from '../../judge/facts/system-domain';
import { type Context, definePolicy, fail, markOf, pass, seen, undecided } from '../../judge/policy';

interface Expected {
  /** Keys of which one has to open it. */
  readonly keys: readonly string[];
  readonly owner: string;
}

/** The keys that the estate declares for what a resource says it holds; undefined where it declares none. */
function expectedKeys(resource: Resource, site: Site, { estate, graph }: Context): Expected | undefined {
  const role = markOf(resource, 'role');
  if (role === 'system') {
    const domain = domainOfVolume(graph, resource, site);
    const { systemKeys } = site.keyCustody;
    return domain === undefined
      ? { keys: Object.values(systemKeys), owner: `system volumes at ${site.name}` }
      : { keys: [systemKeys[domain]], owner: `system volumes of ${domain} at ${site.name}` };
  }
  const dataset = estate.datasets.find(({ name }) => name === markOf(resource, 'dataset'));
  if (!dataset) return undefined;
  const places = [
    ...(role === 'backup' ? [] : placementsOf(dataset)),
    ...(role === 'backup' || resource.type === containerType ? [dataset.backup] : []),
  ];
  const keys = places.flatMap((place) => (place.site === site.name ? [place.key] : []));
  return keys.length === 0 ? undefined : { keys, owner: `${dataset.name} at ${site.name}` };
}

export default definePolicy({
  title: 'Whatever holds data is opened by the key that the estate declares for it there',
  severity: 'high',
  why: 'Only declared keys are guaranteed to live as long as the data, are in custody apart from it, and are destroyed to erase it. A volume with a key of its own that nobody declared is a copy that nobody can account for.',
  avoid: 'a further volume of a dataset with a key id that is in no placement',
  prefer: 'key ids from `estate/datasets` and `keyCustody.systemKeys`, as the constructs take them',
  remediation:
    'Make the volume anew with the declared key and replicate into it; or declare the placement with this key, once the key custodian answers for it.',
  controls: ['C5:2020 CRY-04', 'C5:2026 CRY-16', 'GDPR Art. 32(1)(a)', 'BSIG § 30(2) no. 8'],
  observableIn: ['synth', 'plan', 'state'],
  needs: 'estate',
  resources: [volumeType, containerType],
  examine(resource, context) {
    const path = keyPathOf(resource);
    const site = siteOfResource(resource, context);
    const expected = path !== undefined && site ? expectedKeys(resource, site, context) : undefined;
    if (path === undefined || expected === undefined) return undefined;
    const key = resource.get(path);
    const evidence = seen(resource, path);
    const declared = expected.keys.join(' or ');
    if (typeof key !== 'string') {
      return undecided(
        `whether its key is the one declared for ${expected.owner} is not known yet`,
        evidence,
      );
    }
    if (expected.keys.some((one) => sameKey(one) === sameKey(key))) return pass;
    // A key of somebody else is what encryption/volume-key-of-its-own finds.
    if (declaredOwners(context.estate).has(sameKey(key))) return undefined;
    return fail(
      `its key ${describe(key)} is not the one declared for ${expected.owner}, ${declared}`,
      evidence,
    );
  },
  examples: {
    terraform: `
resource "openstack_blockstorage_volume_v3" "declared" {
  size     = 10
  metadata = {
    __system__encrypted = "1"
    __system__cmkid     = "d57ac1f0-1135-47c0-ae60-87234529747e"
    "estate:dataset"    = "imaging"
    "estate:role"       = "data"
  }
}
resource "openstack_blockstorage_volume_v3" "second_volume_with_another_key" {
  size     = 10
  metadata = {
    __system__encrypted = "1"
    __system__cmkid     = "11111111-2222-4333-8444-555555555555"
    "estate:dataset"    = "imaging"
    "estate:role"       = "data"
  }
}
resource "openstack_blockstorage_volume_v3" "system_with_another_key" {
  size     = 10
  metadata = {
    __system__encrypted = "1"
    __system__cmkid     = "22222222-2222-4333-8444-555555555555"
    "estate:role"       = "system"
  }
}
resource "openstack_blockstorage_volume_v3" "of_no_dataset" {
  size     = 10
  metadata = { __system__encrypted = "1", __system__cmkid = "33333333-2222-4333-8444-555555555555" }
}
`,
    pass: ['openstack_blockstorage_volume_v3.declared'],
    fail: [
      'openstack_blockstorage_volume_v3.second_volume_with_another_key',
      'openstack_blockstorage_volume_v3.system_with_another_key',
    ],
    changes: [
      {
        name: 'a backup that names a key nobody declared',
        stack: 'clinic',
        set: {
          'openstack_objectstorage_container_v1.imaging_backup': {
            metadata: {
              'estate-dataset': 'imaging',
              'estate-role': 'backup',
              'estate-key': '11111111-2222-4333-8444-555555555555',
            },
          },
        },
        outcome: 'fail',
        subjects: ['clinic:openstack_objectstorage_container_v1.imaging_backup'],
        says: 'is not the one declared for imaging at clinic, 70697e37-ee1d-42cd-a817-637052dd33e8',
      },
    ],
    cannotOccur: {
      undecided:
        'in a plan alone one unknown element hides the whole map, marks included, and residency/dataset-volume-at-declared-site says so; only beside its source is a key that is made with its volume undecided here',
    },
  },
});

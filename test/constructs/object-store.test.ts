import { ObjectStore } from '../../constructs/object-store';
import type { Place } from '../../constructs/place';
import { objectPlaces } from '../../estate/objects';
import { datasetOf } from '../../estate/queries';
import { swiftEstate } from '../swift-estate';
import { made, plain, telekom } from './place';

const dataset = datasetOf(swiftEstate, 'imaging');
const [home, mirror, clinic] = objectPlaces(dataset, swiftEstate);

function store(place: Place, here: typeof home, next: typeof home) {
  if (here === undefined) throw new Error('imaging has no containers');
  return made((stack) => new ObjectStore(stack, 'imaging', { place, dataset, here, next }));
}

const precondition = [
  {
    condition: '${can(regex("^[A-Za-z0-9+/=._-]{32,128}$", var.sync_key_imaging))}',
    error_message: expect.stringContaining('The synchronisation key sync_key_imaging does not fit'),
  },
];

test('what passes objects on keeps versions in a history, and names the account at the next site', () => {
  const { resource, variable } = store(telekom, home, mirror);
  const metadata = {
    'estate-dataset': 'imaging',
    'estate-keep-days': '35',
    'estate-key': dataset.home.key,
    'estate-site': 'primary',
  };
  expect(resource.openstack_objectstorage_container_v1).toEqual({
    imaging_objects: {
      name: 'imaging-objects',
      container_sync_to: `//lausitz/mirror/${mirror?.store.account}/imaging-objects`,
      container_sync_key: '${var.sync_key_imaging}',
      force_destroy: false,
      metadata: { ...metadata, 'estate-role': 'data' },
      versioning_legacy: {
        type: 'history',
        location: '${openstack_objectstorage_container_v1.imaging_versions.name}',
      },
      lifecycle: { prevent_destroy: true, precondition },
    },
    imaging_versions: {
      name: 'imaging-objects-versions',
      force_destroy: false,
      metadata: { ...metadata, 'estate-role': 'versions' },
      lifecycle: { prevent_destroy: true },
    },
  });
  expect(variable).toEqual({
    sync_key_imaging: {
      type: 'string',
      description: expect.stringContaining('the same at every site'),
      sensitive: true,
      nullable: false,
    },
  });
});

test('the last one keeps versions by itself and passes nothing on', () => {
  const { resource } = store(plain, clinic, undefined);
  expect(resource.openstack_objectstorage_container_v1).toEqual({
    imaging_objects: {
      name: 'imaging-objects',
      container_sync_key: '${var.sync_key_imaging}',
      versioning: true,
      force_destroy: false,
      metadata: {
        'estate-dataset': 'imaging',
        'estate-keep-days': '35',
        'estate-key': clinic?.key,
        'estate-role': 'data',
        'estate-site': 'clinic',
      },
      lifecycle: { prevent_destroy: true, precondition },
    },
  });
});

test('only the sandbox destroys it, and what is in it', () => {
  const sandbox = { ...telekom, destroyable: true, emptiesContainers: true };
  const { resource } = store(sandbox, home, mirror);
  for (const container of Object.values(resource.openstack_objectstorage_container_v1 ?? {})) {
    expect(container).toMatchObject({ force_destroy: true, lifecycle: { prevent_destroy: false } });
  }
});

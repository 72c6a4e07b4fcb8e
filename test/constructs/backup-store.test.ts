import { AdminKey } from '../../constructs/admin-key';
import { BackupStore } from '../../constructs/backup-store';
import { datasetOf } from '../../estate/queries';
import { realEstate } from '../stacks/synthesize';
import { made, plain } from './place';

const dataset = datasetOf(realEstate, 'consent');

test('a backup is a versioned container that nobody else may read and nothing destroys', () => {
  expect(made((stack) => new BackupStore(stack, 'consent', { place: plain, dataset })).resource).toEqual({
    openstack_objectstorage_container_v1: {
      consent_backup: {
        name: 'consent-backup',
        versioning: true,
        force_destroy: false,
        metadata: {
          'estate-dataset': 'consent',
          'estate-keep-days': '35',
          'estate-key': dataset.backup.key,
          'estate-role': 'backup',
          'estate-site': 'clinic',
        },
        lifecycle: { prevent_destroy: true },
      },
    },
  });
});

test('its metadata can stand in the names of HTTP headers', () => {
  const { resource } = made((stack) => new BackupStore(stack, 'consent', { place: plain, dataset }));
  const { metadata } = resource.openstack_objectstorage_container_v1?.consent_backup ?? {};
  for (const name of Object.keys(metadata as object)) expect(name).toMatch(/^[a-z-]+$/);
});

test('the administrators bring their public key', () => {
  const { resource, variable } = made((stack) => new AdminKey(stack, 'admin', { place: plain }));
  expect(variable).toEqual({
    admin_public_key: {
      type: 'string',
      description: 'Public SSH key of the administrators',
      sensitive: true,
      nullable: false,
    },
  });
  expect(resource.openstack_compute_keypair_v2?.admin).toMatchObject({
    name: 'clinic-admin',
    public_key: '${nonsensitive(var.admin_public_key)}',
    lifecycle: { precondition: [{ error_message: expect.stringContaining('Never a private key.') }] },
  });
});

import { loadEstate } from '../../estate/load-estate';
import { siteOf } from '../../estate/queries';
import { Resource } from '../../graph/graph';
import { encryptionChangedInPlace } from '../../judge/facts/encryption-changed';

const clinic = siteOf(loadEstate(), 'clinic');

/** What an update of a volume's type says at a plain OpenStack. */
function retyped(before: string, after: string, policy: string) {
  const volume = new Resource({
    stack: 'clinic',
    address: 'openstack_blockstorage_volume_v3.v',
    mode: 'managed',
    type: 'openstack_blockstorage_volume_v3',
    name: 'v',
    module: '',
    action: 'update',
    attributes: { id: 'volume-1', volume_type: after, volume_retype_policy: policy },
    before: { id: 'volume-1', volume_type: before, volume_retype_policy: policy },
    absent: null,
  });
  return encryptionChangedInPlace(volume, clinic)?.outcome;
}

test('an encrypted type that is given later encrypts nothing, unless Cinder moves the volume', () => {
  expect(retyped('plain', 'luks', 'never')).toBe('fail');
  expect(retyped('plain', 'luks', 'on-demand')).toBe('undecided');
});

test('a type that stays, or that takes encryption away, is what the policy on creation judges', () => {
  expect(retyped('luks', 'luks', 'never')).toBeUndefined();
  expect(retyped('luks', 'plain', 'never')).toBeUndefined();
});

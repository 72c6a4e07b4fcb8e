import { EncryptedVolume } from '../../constructs/encrypted-volume';
import type { Place } from '../../constructs/place';
import { made, plain, telekom } from './place';

const key = 'da6f0a3d-0c83-4f6b-a04f-45e547607d32';

function volume(place: Place, id = key): unknown {
  const { resource } = made(
    (stack) =>
      new EncryptedVolume(stack, 'x', {
        place,
        name: 'x',
        sizeGiB: 8,
        key: id,
        marks: { role: 'data', dataset: 'imaging' },
      }),
  );
  return resource.openstack_blockstorage_volume_v3?.x;
}

test('on the Open Telekom Cloud metadata encrypts', () => {
  expect(volume(telekom)).toEqual({
    name: 'x',
    size: 8,
    availability_zone: 'eu-de-01',
    volume_type: 'SSD',
    metadata: {
      __system__encrypted: '1',
      __system__cmkid: key,
      'estate:dataset': 'imaging',
      'estate:role': 'data',
      'estate:site': 'primary',
    },
    lifecycle: { prevent_destroy: true },
  });
});

test('on plain OpenStack the volume type encrypts, and the key is a reference', () => {
  expect(volume(plain)).toEqual({
    name: 'x',
    size: 8,
    availability_zone: 'nova',
    volume_type: 'luks',
    metadata: {
      'estate:key': key,
      'estate:dataset': 'imaging',
      'estate:role': 'data',
      'estate:site': 'clinic',
    },
    lifecycle: { prevent_destroy: true },
  });
});

test('a profile may lift the protection, never the encryption', () => {
  expect(volume({ ...telekom, destroyable: true })).toEqual({
    ...(volume(telekom) as object),
    lifecycle: { prevent_destroy: false },
  });
});

test.each([telekom, plain])(
  'without a key id there is no volume, and what was given is not shown',
  (place) => {
    expect(() => volume(place, '')).toThrow('a key id of 0 characters');
    const material = 'c2VjcmV0IGtleSBtYXRlcmlhbA==';
    expect(() => volume(place, material)).toThrow('key material never stands in the estate');
    expect(() => volume(place, material)).not.toThrow(material);
  },
);

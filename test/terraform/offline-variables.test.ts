import { createPublicKey } from 'node:crypto';
import { offlineVariables } from '../../terraform/offline-variables';

const stack = JSON.stringify({
  variable: {
    admin_public_key: { type: 'string', sensitive: true },
    psk_clinic__primary: { type: 'string', sensitive: true },
    flavor: { type: 'string', default: 'small' },
  },
});

test('every required variable gets a value of its own, different each time; a default stays', () => {
  const [one, other] = [offlineVariables(stack), offlineVariables(stack)];
  expect(Object.keys(one)).toEqual(['admin_public_key', 'psk_clinic__primary']);
  expect(one.psk_clinic__primary).toMatch(/^offline-[0-9a-f]{48}$/);
  expect(one.psk_clinic__primary).not.toBe(other.psk_clinic__primary);
});

test('a public key is one that OpenSSH’s form allows', () => {
  const [type, blob = ''] = (offlineVariables(stack).admin_public_key ?? '').split(' ');
  const bytes = Buffer.from(blob, 'base64');
  expect([type, bytes.length, bytes.subarray(4, 15).toString()]).toEqual(['ssh-ed25519', 51, 'ssh-ed25519']);
  const x = bytes.subarray(19).toString('base64url');
  expect(createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' }).asymmetricKeyType).toBe(
    'ed25519',
  );
});

test('a stack without variables asks for none', () => {
  expect(offlineVariables('{}')).toEqual({});
});

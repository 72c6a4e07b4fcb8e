import { isEveryCall } from '../../judge/facts/access-rules';

test.each([
  '**',
  '/**',
  '/*/**',
  '/**/*',
  '/v2.1/**',
  '/v2.1**',
  '/v2.1/*/*',
  '/v3/*/**',
  '/v3/{project_id}/**',
  '/v3/20415a973c9e45d3917f078950644697/**',
  '/v1/AUTH_20415a97/**',
  '/v2.0/lbaas/**',
])('%s is every call of a service', (path) => {
  expect(isEveryCall(path)).toBe(true);
});

test.each(['/v2.1/servers', '/v2.1/servers/**', '/v2.1/servers/{id}/action', '/v3/*/volumes/**', '/', ''])(
  '%s is some of them',
  (path) => {
    expect(isEveryCall(path)).toBe(false);
  },
);

test.each([
  '/.+',
  '/v2.1/(servers|flavors)',
  '/v2.1/[a-z]/x',
  '/v2.1/servers?',
  `/${'**a'.repeat(50)}`,
  `/${'*'.repeat(99)}/{`,
  '/v2.1/{a',
])('what %s is Keystone’s regular expression says', (path) => {
  expect(isEveryCall(path)).toBeUndefined();
});

import { loadEstate } from '../../estate/load-estate';
import { siteOf } from '../../estate/queries';
import { Graph, Resource } from '../../graph/graph';
import { judge } from '../../judge/judge';
import { loadPolicies } from '../../policies/registry';
import { asOf } from '../estate-plan';

const estate = loadEstate();
const { identity } = siteOf(estate, 'primary');
const ids = ['volume-encrypted-at-creation', 'encryption-not-changed-in-place'].map(
  (name) => `encryption/${name}`,
);
const policies = loadPolicies().filter(({ id }) => ids.includes(id));
const encrypted = {
  __system__encrypted: '1',
  __system__cmkid: '1b4c1c9e-6f0c-4c69-9b0e-2f3a4d5e6f71',
  'estate:dataset': 'imaging',
};

/** An existing volume in a plan of the primary site, as it is and as it would be. */
function verdictOf(before: object, after: object, sealed?: Record<string, string | null>) {
  const volume = new Resource({
    stack: 'primary',
    address: 'openstack_blockstorage_volume_v3.v',
    mode: 'managed',
    type: 'openstack_blockstorage_volume_v3',
    name: 'v',
    module: '',
    action: before === after ? 'no-op' : 'update',
    attributes: { id: 'volume-1', metadata: { ...after }, volume_type: 'SSD' },
    before: { id: 'volume-1', metadata: { ...before }, volume_type: 'SSD' },
    absent: null,
  });
  const provider = {
    name: 'openstack',
    source: 'terraform-provider-openstack/openstack',
    attributes: {
      auth_url: identity.authUrl,
      region: identity.region,
      tenant_name: identity.project,
      domain_name: identity.domain,
    },
  };
  const graph = new Graph([{ name: 'primary', source: 'plan', providers: [provider], resources: [volume] }]);
  const evidence = new Map([
    ['primary:openstack_blockstorage_volume_v3.v', { id: 'volume-1', sealed: sealed ?? {} }],
  ]);
  const report = judge(graph, estate, { policies, asOf, ...(sealed ? { creationEvidence: evidence } : {}) });
  // A fault is reported once.
  expect(report.verdicts.length).toBeLessThan(2);
  return report.verdicts[0]?.outcome ?? 'pass';
}

const sealed = {
  'metadata.__system__encrypted': '1',
  'metadata.__system__cmkid': '1b4c1c9e-6f0c-4c69-9b0e-2f3a4d5e6f71',
  volume_type: 'SSD',
};

test('an existing volume is undecided without evidence of how it was made', () => {
  expect(verdictOf(encrypted, encrypted)).toBe('undecided');
});

test('with evidence, and unchanged since, it passes', () => {
  expect(verdictOf(encrypted, encrypted, sealed)).toBe('pass');
});

test('a key changed in place is not the key that the disk was made with', () => {
  expect(
    verdictOf(encrypted, { ...encrypted, __system__cmkid: '2b4c1c9e-6f0c-4c69-9b0e-2f3a4d5e6f72' }, sealed),
  ).toBe('fail');
  const renamed = { ...encrypted, 'estate:dataset': 'consent' };
  expect(
    verdictOf(renamed, renamed, {
      ...sealed,
      'metadata.__system__cmkid': '0b4c1c9e-6f0c-4c69-9b0e-2f3a4d5e6f70',
    }),
  ).toBe('undecided');
});

test('encryption switched on later fails, whatever evidence of its creation there is', () => {
  const plain = { 'estate:dataset': 'imaging' };
  expect(verdictOf(plain, encrypted)).toBe('fail');
  expect(verdictOf(plain, encrypted, { ...sealed, 'metadata.__system__encrypted': null })).toBe('fail');
});

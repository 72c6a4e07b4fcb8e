import { readSynth } from '../../graph/read-synth';
import { isOpenStack } from '../../judge/facts/endpoint';
import { saidOf } from './small-plan';

const type = 'openstack_objectstorage_container_v1';
const source = 'registry.terraform.io/evil/osx';
const after = { name: 'x' };

/** A container that a provider of another source makes, as `provider = osx` has it. */
const plan = {
  changes: [{ type, provider_name: source, change: { actions: ['create'], after } }],
  configured: [{ address: `${type}.x`, mode: 'managed', type, name: 'x', provider_config_key: 'osx' }],
  providers: {
    osx: {
      name: 'osx',
      full_name: source,
      version_constraint: '1.0.0',
      expressions: { insecure: { constant_value: true } },
    },
  },
};

test('what makes OpenStack’s resources in the provider’s place is not the provider', () => {
  const said = `fail provider.osx: it is ${source}, not terraform-provider-openstack/openstack of a public registry`;
  expect(saidOf(plan, 'operations/provider-pinned')).toEqual([said]);
});

test('what makes OpenStack’s resources in the provider’s place is held to the rules for it', () => {
  const said = 'fail provider.osx: it takes any certificate (insecure)';
  expect(saidOf(plan, 'identity/provider-guards-its-calls')).toEqual([said]);
});

test('a plan says by what it changes, too, who makes it', () => {
  expect(saidOf({ ...plan, configured: [] }, 'operations/provider-pinned')).toHaveLength(1);
});

test.each(['osx', 'osx.other', '$' + '{osx}'])('a source that names %s says who makes it', (provider) => {
  const text = JSON.stringify({
    provider: { osx: [{}], random: [{}] },
    resource: { [type]: { x: { provider } } },
  });
  const { providers } = readSynth(text, 'cdk.tf.json', 's');
  expect(providers.filter(isOpenStack).map(({ name }) => name)).toEqual(['osx']);
});

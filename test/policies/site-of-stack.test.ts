import { loadEstate } from '../../estate/load-estate';
import { readPlan } from '../../graph/read-plan';
import { siteOfStack } from '../../judge/site-of-stack';
import { asOf, estatePlan } from '../estate-plan';

const estate = loadEstate({ asOf });

type Expressions = Readonly<Record<string, { readonly constant_value: string }>>;

/** The site of the primary's real plan, with provider configurations beside its own, as plan JSON has them. */
async function siteWith(
  configs: Readonly<Record<string, object>>,
  moduleUses?: string,
): Promise<string | undefined> {
  const primary = (await estatePlan()).find(({ stack }) => stack === 'primary');
  const plan = JSON.parse(primary?.plan ?? '') as {
    configuration: { provider_config: Record<string, { expressions: Expressions }>; root_module: object };
  };
  const address = 'openstack_compute_servergroup_v2.x';
  const resource = { address, type: 'openstack_compute_servergroup_v2', provider_config_key: moduleUses };
  Object.assign(plan.configuration.root_module, {
    module_calls: moduleUses === undefined ? {} : { a: { module: { resources: [resource] } } },
  });
  const known = plan.configuration.provider_config;
  const own = known.openstack?.expressions ?? {};
  for (const [key, config] of Object.entries(configs)) {
    const { expressions } = config as { expressions?: Expressions };
    known[key] = {
      name: 'openstack',
      full_name: 'registry.terraform.io/terraform-provider-openstack/openstack',
      ...config,
      ...(expressions === undefined ? {} : { expressions: { ...own, ...expressions } }),
    } as { expressions: Expressions };
  }
  const stack = readPlan({ text: JSON.stringify(plan), file: 'plan.json', stack: 'primary' });
  return siteOfStack(stack, estate)?.name;
}

const region = (name: string) => ({ expressions: { region: { constant_value: name } } });

test('a stack stands where its one provider points', async () => {
  expect(await siteWith({})).toBe('primary');
});

test('a second provider for the same site changes nothing', async () => {
  expect(await siteWith({ 'openstack.again': { alias: 'again', ...region('eu-de') } })).toBe('primary');
});

test('a second provider that points elsewhere leaves no site', async () => {
  expect(
    await siteWith({ 'openstack.elsewhere': { alias: 'elsewhere', ...region('eu-nl') } }),
  ).toBeUndefined();
});

test('a provider that a module configures for itself counts, one that it is handed does not', async () => {
  const inModule = { module_address: 'module.a' };
  expect(await siteWith({ 'module.a:openstack': { ...inModule, ...region('eu-nl') } })).toBeUndefined();
  expect(await siteWith({ 'module.a:openstack': { ...inModule, version_constraint: '>= 3.0' } })).toBe(
    'primary',
  );
});

test('a provider that a module configures by nothing is configured by the environment, where its resources name it', async () => {
  const empty = { 'module.a:openstack': { module_address: 'module.a' } };
  expect(await siteWith(empty, 'module.a:openstack')).toBeUndefined();
  expect(await siteWith(empty, 'openstack')).toBe('primary');
});

test('a provider of another source that makes resources of OpenStack is one of the stack’s', async () => {
  const foreign = { osx: { name: 'osx', full_name: 'registry.terraform.io/evil/osx', ...region('eu-nl') } };
  expect(await siteWith(foreign, 'osx')).toBeUndefined();
  expect(await siteWith(foreign, 'openstack')).toBe('primary');
});

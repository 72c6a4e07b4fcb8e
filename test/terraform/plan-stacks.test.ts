import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { planStacks } from '../../terraform/plan-stacks';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plan-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A stack as cdktf writes it, with one network. */
function stack(name: string, network: Record<string, unknown>): void {
  const home = join(folder, 'cdktf.out', 'stacks', name);
  mkdirSync(home, { recursive: true });
  const openstack = { source: 'terraform-provider-openstack/openstack', version: '3.4.0' };
  const content = {
    provider: { openstack: [{ auth_url: 'https://cloud.invalid:5000/v3', delayed_auth: true, region: 'r' }] },
    resource: { openstack_networking_network_v2: { net: network } },
    terraform: { backend: { s3: { bucket: 'unreachable' } }, required_providers: { openstack } },
    variable: { name: { type: 'string' } },
  };
  writeFileSync(join(home, 'cdk.tf.json'), JSON.stringify(content));
}

const plan = (...names: string[]) =>
  planStacks(join(folder, 'cdktf.out'), names, {
    estateDir: join(folder, '.estate'),
    variables: Object.fromEntries(names.map((name) => [name, { name: `net-${name}` }])),
  });

test('stacks are planned by the real provider without cloud, backend or credentials, and twice at once', async () => {
  process.env.OS_CLOUD = 'must not be asked for';
  stack('one', { name: '${var.name}' });
  stack('two', { name: '${var.name}' });
  const [first, second] = await Promise.all([plan('one', 'two'), plan('two', 'one')]);
  delete process.env.OS_CLOUD;
  expect(first.map((planned) => planned.stack)).toEqual(['one', 'two']);
  expect(second.map((planned) => planned.stack)).toEqual(['two', 'one']);
  const { resource_changes: changes } = JSON.parse(first[0]?.planJson ?? '');
  expect(changes).toMatchObject([{ change: { actions: ['create'], after: { name: 'net-one' } } }]);
});

test('plans are the owner’s alone, and nothing half-written stays', async () => {
  stack('one', { name: 'net' });
  const [planned] = await plan('one');
  expect(statSync(planned?.planFile ?? '').mode & 0o777).toBe(0o600);
  expect(statSync(join(folder, '.estate', 'plan', 'one')).mode & 0o777).toBe(0o700);
  expect(readdirSync(join(folder, '.estate', 'plan', 'one')).sort()).toEqual([
    'init-stamp',
    'stack.tfplan',
    'work',
  ]);
  expect(readdirSync(join(folder, '.estate', 'plan'))).toEqual(['one']);
});

test('every stack that cannot be planned is named, with what Terraform said', async () => {
  stack('good', { name: 'net' });
  stack('bad', { name: 'net', colour: 'red' });
  stack('worse', { mtu: 'many' });
  const failed = plan('good', 'bad', 'worse', 'absent');
  await expect(failed).rejects.toMatchObject({ exitCode: 2 });
  const message = await failed.then(() => '', String);
  expect(message).toContain('bad: terraform plan failed');
  expect(message).toContain('No argument or block type is named "colour".');
  expect(message).toContain('worse: terraform plan failed');
  expect(message).toContain('There is no synthesized stack absent');
  expect(message).toContain('Synthesized are: bad, good, worse.');
});

test('what has not changed is not planned again; anything else that Terraform would see is', async () => {
  stack('one', { name: '${var.name}' });
  const options = { estateDir: join(folder, '.estate'), variables: { one: { name: 'net' } } };
  const planOne = async (more: object = {}) => {
    const [planned] = await planStacks(join(folder, 'cdktf.out'), ['one'], { ...options, ...more });
    return planned as NonNullable<typeof planned>;
  };
  const [first, again] = [await planOne(), await planOne()];
  expect([first.isReused, again.isReused]).toEqual([false, true]);
  expect(again.planJson).toBe(first.planJson);
  expect(statSync(again.planFile).mode & 0o777).toBe(0o600);

  const other = await planOne({ variables: { one: { name: 'another' } } });
  expect([other.isReused, other.planJson.includes('"another"')]).toEqual([false, true]);
  expect((await planOne()).isReused).toBe(false);

  process.env.TF_VAR_unused = 'from outside';
  expect((await planOne()).isReused).toBe(false);
  delete process.env.TF_VAR_unused;

  stack('one', { name: '${var.name}', mtu: 1400 });
  expect((await planOne()).isReused).toBe(false);
  expect((await planOne()).isReused).toBe(true);
  writeFileSync(join(folder, '.estate', 'cache', 'plans', 'one', 'plan.json'), '{}');
  expect((await planOne()).isReused).toBe(false);
});

test('a stack is planned after those that it depends on, and not at all where one of them cannot be', async () => {
  stack('upper', { name: 'net', colour: 'red' });
  stack('lower', { name: 'net' });
  const manifest = {
    version: '0.21.0',
    stacks: { upper: { dependencies: [] }, lower: { dependencies: ['upper'] } },
  };
  writeFileSync(join(folder, 'cdktf.out', 'manifest.json'), JSON.stringify(manifest));
  const message = await plan('lower', 'upper').then(() => '', String);
  expect(message).toContain('upper: terraform plan failed');
  expect(message).toContain('lower was not planned: it depends on upper');
});

test('plans against a state are never taken from an earlier run', async () => {
  const home = join(folder, 'cdktf.out', 'stacks', 'kept');
  mkdirSync(home, { recursive: true });
  const content = { resource: { terraform_data: { one: { input: 'x' } } } };
  writeFileSync(join(home, 'cdk.tf.json'), JSON.stringify(content));
  const planKept = () =>
    planStacks(join(folder, 'cdktf.out'), ['kept'], {
      againstState: true,
      estateDir: join(folder, '.estate'),
    });
  expect((await planKept())[0]?.isReused).toBe(false);
  expect((await planKept())[0]?.isReused).toBe(false);
});

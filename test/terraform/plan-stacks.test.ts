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

import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { keysOf } from '../../operator/keys';
import { administrator, startStatefulCloud } from './cloud';
import { Bench, clinic, estate, names } from './run';

let bench: Bench;
beforeEach(async () => {
  bench = new Bench();
  await bench.start();
});
afterEach(() => bench.end());

test('the first run makes what a site needs, and the second finds it', async () => {
  const first = await bench.prepare();
  expect(first.refused).toEqual([]);
  expect(names(bench.cloud)).toEqual({
    domains: ['Default', 'lausitz'],
    projects: ['admin', 'lausitz-clinic', 'lausitz-clinic-keys'],
    users: ['admin', 'clinic-key-custodian', 'clinic-observer', 'clinic-pipeline', 'clinic-workloads'],
    types: ['luks'],
    images: ['clinic-node'],
    flavors: [clinic.flavorId],
    networks: ['clinic-external'],
    subnets: ['clinic-external', 'clinic-external-vpn'],
    'os-aggregates': [],
    // The administrator's own, two of the pipeline, two of the custodian, one of each reader.
    assignments: 7,
  });
  expect(bench.cloud.things.types?.[0]?.encryption).toEqual({
    provider: 'luks',
    cipher: 'aes-xts-plain64',
    key_size: 256,
    control_location: 'front-end',
    encryption_id: 'e',
  });
  const wanted = keysOf(estate, clinic);
  expect(bench.cloud.things.secrets?.map(({ name }) => name)).toEqual(wanted.map(({ name }) => name));
  expect(Object.keys(first.deployment?.keys ?? {}).sort()).toEqual(wanted.map(({ id }) => id).sort());

  bench.cloud.writes.length = 0;
  const second = await bench.prepare();
  expect(second.refused).toEqual([]);
  expect(bench.cloud.writes).toEqual([]);
  expect(second.said.filter((line) => !line.startsWith('exists '))).toEqual([]);
  expect(second.deployment).toEqual(first.deployment);
});

test('keys are open to the workloads alone, in a project in which the pipeline has no role', async () => {
  await bench.prepare();
  const userNamed = (name: string) => bench.cloud.things.users?.find((user) => user.name === name)?.id;
  const keyProject = bench.cloud.things.projects?.find(({ name }) => name === 'lausitz-clinic-keys')?.id;
  const closed = { read: { users: [userNamed('clinic-workloads')], 'project-access': false } };
  expect(bench.cloud.things.secrets?.every(({ acl }) => JSON.stringify(acl) === JSON.stringify(closed))).toBe(
    true,
  );
  const inKeyProject = bench.cloud.things.assignments?.filter(({ project }) => project === keyProject);
  expect([...new Set(inKeyProject?.map(({ user }) => user))]).toEqual([userNamed('clinic-key-custodian')]);
  expect(bench.cloud.quotas[String(keyProject)]?.compute).toMatchObject({ instances: 0, cores: 0, ram: 0 });
});

test('a run that is cut off at any write, before or after its effect, is finished by the next', async () => {
  // Keys are alike: those of one dataset stand for all.
  const of = { ...estate, datasets: estate.datasets.slice(0, 1) };
  await bench.prepare({ of });
  const writes = bench.cloud.writes.length;
  const whole = names(bench.cloud);
  expect(writes).toBeGreaterThan(30);
  for (const [index, at] of [1, 3, 6, 9, 12, 15, 18, 21, 25, 30].entries()) {
    const moment = index % 2 === 0 ? 'after' : 'before';
    const broken = await startStatefulCloud({ region: clinic.identity.region });
    const env = join(bench.folder, `env-${at}`);
    broken.cut = (when, write) => when === moment && write >= at;
    expect((await bench.prepare({ of, at: broken, env })).refused.length).toBeGreaterThan(0);
    broken.cut = () => false;
    const next = await bench.prepare({ of, at: broken, env });
    expect({ at, refused: next.refused, ...names(broken) }).toEqual({ at, refused: [], ...whole });
    broken.writes.length = 0;
    await bench.prepare({ of, at: broken, env });
    expect(broken.writes).toEqual([]);
    await broken.close();
  }
});

test('no password is said, and the file that holds them is its owner’s alone', async () => {
  const { said } = await bench.prepare();
  const file = readFileSync(join(bench.folder, 'env'), 'utf8');
  const passwords = [...file.matchAll(/_PASSWORD='(.+)'/g)].map(([, password]) => password ?? '');
  expect(passwords).toHaveLength(4);
  expect(new Set(passwords).size).toBe(4);
  expect(passwords.every((password) => password.length >= 32)).toBe(true);
  expect(statSync(join(bench.folder, 'env')).mode & 0o777).toBe(0o600);
  // Keystone of the test repeats the password in its error.
  for (const user of bench.cloud.things.users ?? [])
    if (user.name === 'clinic-pipeline') user.enabled = false;
  const { said: again, refused } = await bench.prepare();
  expect(refused.join()).toContain('account clinic-pipeline is disabled');
  const output = [...said, ...again, ...refused].join('\n');
  expect([...passwords, administrator.OS_PASSWORD].filter((secret) => output.includes(secret))).toEqual([]);
});

test('an account keeps its password, unless the file lacks it or has another', async () => {
  await bench.prepare();
  const before = readFileSync(join(bench.folder, 'env'), 'utf8');
  const passwordOf = (name: string) => bench.cloud.things.users?.find((user) => user.name === name)?.password;
  const kept = passwordOf('clinic-observer');
  writeFileSync(
    join(bench.folder, 'env'),
    `# mine\n${before.replace(/.*ESTATE_CLINIC_PASSWORD.*\n/, '')}export OTHER="$HOME"\n`,
  );
  const { said } = await bench.prepare();
  expect(said.filter((line) => !line.startsWith('exists '))).toEqual([
    'changed account clinic-pipeline (applies the site’s stack; member and creator in lausitz-clinic), password set',
  ]);
  const file = readFileSync(join(bench.folder, 'env'), 'utf8');
  expect(file).toContain(`ESTATE_CLINIC_PASSWORD='${passwordOf('clinic-pipeline')}'`);
  expect(file).toMatch(/^# mine\n.*\nexport OTHER="\$HOME"\n/s);
  expect(passwordOf('clinic-observer')).toBe(kept);
});

test('without a file for passwords nothing is made', async () => {
  const { refused } = await bench.prepare({ env: 'none' });
  expect(refused.join()).toContain('no file for their passwords');
  expect(bench.cloud.things.domains).toHaveLength(1);
});

import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readDeployment } from '../../estate/deployment';
import { loadEstate } from '../../estate/load-estate';
import type { Site } from '../../estate/model';
import { call } from '../../observe/call';
import { addressOf } from '../../observe/list';
import { logIn, type Session } from '../../observe/session';
import { accountsOf, keyProjectOf } from '../../operator/accounts';
import { keysOf } from '../../operator/keys';
import { root, run, sandboxEnvironment } from './programs';

jest.setTimeout(600_000);

const estate = loadEstate();
const each = estate.sites.map((site) => [site.name, site] as const);

function deployment() {
  return readDeployment(join(root, '.sandbox', 'deployment.json'), estate).sites;
}

/** A login with an account's variables, as `. .sandbox/env` sets them. */
function logInAs(site: Site, name: string): Promise<Session> {
  const account = accountsOf(site).find((one) => one.name === name);
  const environment = sandboxEnvironment();
  const credentials = {
    OS_USERNAME: environment[`${account?.prefix}USERNAME`],
    OS_PASSWORD: environment[`${account?.prefix}PASSWORD`],
  };
  const authUrl = deployment()[site.name]?.authUrl ?? '';
  return logIn(site.name, { ...site.identity, project: account?.project ?? '', authUrl }, credentials);
}

function named(site: Site, right: 'deploy' | 'destroy-keys' | 'read-data'): string {
  const fits = site.credentials.find(({ rights }) => rights.includes(right) && !rights.includes('account'));
  return fits?.name ?? '';
}

test('a prepared sandbox is found as it was left', () => {
  const { status, output } = run('sandbox', ['prepare']);
  expect(output).not.toMatch(/^\S+ +(made|changed|open) /m);
  expect(status).toBe(0);
  const secrets = Object.entries(sandboxEnvironment()).filter(([name]) =>
    /PASSWORD$|^TF_VAR_psk_/.test(name),
  );
  expect(secrets.length).toBeGreaterThan(0);
  expect(secrets.filter(([, value]) => value && output.includes(value))).toEqual([]);
});

test.each(each)('%s names a key of its key store for each key of the estate', (_, site) => {
  const keys = deployment()[site.name]?.keys ?? {};
  const wanted = keysOf(estate, site).map(({ id }) => id);
  expect(Object.keys(keys).sort()).toEqual(wanted.sort());
  expect(new Set(Object.values(keys)).size).toBe(wanted.length);
});

test.each(each)(
  'at %s only workloads and custodian read a key, and only the custodian may delete it',
  async (_, site) => {
    const [key] = Object.values(deployment()[site.name]?.keys ?? {});
    const answers: Record<string, readonly number[]> = {};
    for (const right of ['deploy', 'read-data', 'destroy-keys'] as const) {
      const session = await logInAs(site, named(site, right));
      const at = (path: string) =>
        addressOf(session, { service: ['key-manager'], version: '/v1', path: `/secrets/${key}${path}` });
      const headers = { 'X-Auth-Token': session.secret, 'Content-Type': 'application/json' };
      const open = JSON.stringify({ read: { 'project-access': true } });
      const read = await call('GET', at('/payload'), { ...headers, Accept: 'application/octet-stream' });
      // The custodian could: it is not tried.
      const tried =
        right === 'destroy-keys'
          ? []
          : [
              (await call('PUT', at('/acl'), headers, open)).status,
              (await call('DELETE', at(''), headers)).status,
            ];
      answers[right] = [read.status, ...tried];
    }
    expect(answers).toEqual({ deploy: [403, 403, 403], 'read-data': [200, 403, 403], 'destroy-keys': [200] });
  },
);

test.each(each)('nobody who works at %s is its administrator', async (_, site) => {
  for (const { name, roles, project } of accountsOf(site)) {
    const { token, writingRoles } = await logInAs(site, name);
    expect(token.project.name).toBe(project);
    expect([name, [...writingRoles].sort()]).toEqual([
      name,
      roles.filter((role) => role !== 'reader').toSorted(),
    ]);
  }
  expect(accountsOf(site).filter(({ project }) => project === keyProjectOf(site))).toHaveLength(1);
});

test('what holds passwords is its owner’s alone, and names no account of an administrator', () => {
  const modes = ['env', 'deployment.json'].map((name) => statSync(join(root, '.sandbox', name)).mode & 0o777);
  expect(modes).toEqual([0o600, 0o600]);
  const text = readFileSync(join(root, '.sandbox', 'env'), 'utf8');
  expect(text).not.toContain('_ADMIN_PASSWORD');
  expect(text).toMatch(/^export ESTATE_PROFILE='sandbox'$/m);
});

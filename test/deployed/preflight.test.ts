import { ourEstate } from '../../bin/our-estate';
import { siteOf } from '../../estate/queries';
import { logIn } from '../../observe/session';
import type { PreflightReport } from '../../preflight/report';
import { credentialsOf } from '../../terraform/credentials';
import { sites } from './deployment';
import { run, sandboxEnvironment } from './programs';

jest.setTimeout(600_000);

function preflight(args: readonly string[] = [], env: NodeJS.ProcessEnv = {}) {
  const { status, stdout, output } = run('estate', ['preflight', ...args, '--format', 'json'], { env });
  if (!stdout.startsWith('{')) throw new Error(output);
  return { status, report: JSON.parse(stdout) as PreflightReport };
}

/** `site check: value` of what has an outcome. */
function found({ sites: reports }: PreflightReport, outcome: string): readonly string[] {
  return reports.flatMap(({ site, checks }) =>
    checks.flatMap(({ check, results }) =>
      results.filter((result) => result.outcome === outcome).map(({ value }) => `${site} ${check}: ${value}`),
    ),
  );
}

test('a prepared sandbox has what the estate expects', () => {
  const { report } = preflight();
  expect(report.sites.map(({ site, looked }) => [site, looked]).sort()).toEqual(
    [...sites].sort().map((site) => [site, true]),
  );
  expect(found(report, 'not-ok')).toEqual([]);
  // Cinder shows a type's encryption to administrators, or through volumes that are there.
  const unread = found(report, 'unread').filter((line) => !line.includes(' volumes/types-encrypt: '));
  // Keys lie where the account that deploys has no role: it may not even see that they are there.
  const ofKeys = unread.filter((line) => / keys\/exist-and-last: .*answered 403$/.test(line));
  expect(unread).toEqual(ofKeys);
  expect(ofKeys.length).toBeGreaterThan(0);
});

/** Makes something in a site's project as its pipeline could, and gives back how to remove it. */
async function makeNetwork(site: string, name: string, cidr: string): Promise<() => Promise<void>> {
  const environment = sandboxEnvironment();
  const { identity } = siteOf(ourEstate(environment), site);
  const session = await logIn(site, identity, credentialsOf(site, environment));
  const base = `${session.endpoint('network')}/v2.0`;
  const headers = { 'X-Auth-Token': session.secret, 'Content-Type': 'application/json' };
  const make = async (path: string, member: string, body: object): Promise<string> => {
    const reply = await fetch(`${base}/${path}`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ [member]: body }),
    });
    if (reply.status !== 201) throw new Error(`${path} answered ${reply.status}`);
    return ((await reply.json()) as Record<string, { id: string }>)[member]?.id ?? '';
  };
  const id = await make('networks', 'network', { name });
  await make('subnets', 'subnet', { name, network_id: id, ip_version: 4, cidr, enable_dhcp: false });
  return async () => {
    await fetch(`${base}/networks/${id}`, { method: 'DELETE', headers });
  };
}

test('a network that nobody manages is in the way, and no longer once it is gone', async () => {
  const { range } = siteOf(ourEstate(sandboxEnvironment()), 'mirror').network;
  const remove = await makeNetwork('mirror', 'left-over', range.replace(/\.0\.0\/16$/, '.128.0/24'));
  try {
    const { status, report } = preflight(['mirror']);
    expect(status).toBe(1);
    expect(found(report, 'not-ok')).toEqual([
      expect.stringMatching(/^mirror network\/range-free: left-over .* lies in the site’s range/),
    ]);
  } finally {
    await remove();
  }
  expect(found(preflight(['mirror']).report, 'not-ok')).toEqual([]);
});

test('a wrong password and missing credentials are findings of their site, and hide no other', () => {
  const { status, report } = preflight([], {
    ESTATE_PRIMARY_PASSWORD: 'wrong',
    ESTATE_MIRROR_USERNAME: '',
    ESTATE_MIRROR_PASSWORD: '',
  });
  expect(status).toBe(1);
  expect(found(report, 'not-ok')).toEqual([
    expect.stringMatching(/^primary identity\/login: .* answered 401/),
  ]);
  expect(report.sites.filter(({ looked }) => !looked).map(({ site }) => site)).toEqual(['mirror']);
  const clinic = report.sites.find(({ site }) => site === 'clinic');
  expect(
    clinic?.checks.flatMap(({ results }) => results).filter(({ outcome }) => outcome === 'ok'),
  ).not.toEqual([]);
});

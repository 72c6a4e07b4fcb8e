import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureDeployed, planned, stackFolder } from './deployment';
import { begin, type Running, root, run, sandboxEnvironment, succeed } from './programs';
import { follow } from './runbook';

jest.setTimeout(1_800_000);

const site = 'clinic';
const folder = stackFolder(site);
const ruleType = 'openstack_networking_secgroup_rule_v2';

beforeAll(() => ensureDeployed([site]));

/** Ids that the state has, by address. */
function idsInState(): Readonly<Record<string, string>> {
  const { resources } = JSON.parse(
    succeed('terraform-judged', ['state', 'pull'], { cwd: folder }).stdout,
  ) as {
    resources: readonly {
      mode: string;
      type: string;
      name: string;
      instances: readonly { attributes: { id: string } }[];
    }[];
  };
  return Object.fromEntries(
    resources
      .filter(({ mode }) => mode === 'managed')
      .map(({ type, name, instances }) => [`${type}.${name}`, instances[0]?.attributes.id ?? '']),
  );
}

function taint(addresses: readonly string[]): void {
  for (const address of addresses) succeed('terraform-judged', ['taint', address], { cwd: folder });
}

/** An apply of the site, on its way. */
function apply(...more: readonly string[]): Running {
  return begin('terraform-judged', ['apply', '-auto-approve', ...more], { cwd: folder });
}

const rules = () => Object.keys(idsInState()).filter((address) => address.startsWith(`${ruleType}.`));

test('of two deploys at once one waits or is refused, and nothing is made twice or damaged', async () => {
  taint(rules().slice(0, 3));
  const both = [apply(), apply()];
  const codes = await Promise.all(both.map(({ ended }) => ended));
  expect(codes).toContain(0);
  const refused = both.filter((_, at) => codes[at] !== 0).map(({ output }) => output());
  // The judge, too, sees what the other one has made meanwhile, and refuses a plan that does not know it.
  const refusals = /Saved plan is stale|Error acquiring the state lock|operations\/nothing-unmanaged/;
  for (const text of refused) expect(text).toMatch(refusals);
  expect(planned(site)).toEqual([]);
  expect(run('estate', ['recover', site]).status).toBe(0);
});

/** The Terraform that a judged run has started: a child of that very process, and no other. */
function terraformOf({ child }: Running): number | undefined {
  const { stdout } = spawnSync('ps', ['-o', 'pid=,args=', '--ppid', String(child.pid)], { encoding: 'utf8' });
  const line = stdout.split('\n').find((one) => / apply /.test(one));
  return line === undefined ? undefined : Number(line.trim().split(/\s+/)[0]);
}

test('a deploy whose Terraform is killed in the middle is finished by the runbook', async () => {
  const killed = apply(...rules().map((address) => `-replace=${address}`));
  const isMaking = () => (killed.output().match(/Creation complete/g) ?? []).length >= 3;
  while (!isMaking() && killed.child.exitCode === null)
    await new Promise((resolve) => setTimeout(resolve, 20));
  const pid = terraformOf(killed);
  if (pid === undefined) throw new Error(`Terraform ended before it was killed:\n${killed.output()}`);
  process.kill(pid, 'SIGKILL');
  expect(await killed.ended).toBe(137);
  follow('interrupted-deploy.md');
  expect(planned(site)).toEqual([]);
  expect(rules().length).toBeGreaterThan(60);
});

test('a state that is lost is found again by the runbook, every object by the id it had', () => {
  const before = idsInState();
  const { PG_CONN_STR: connection = '' } = sandboxEnvironment();
  const evidence = join(root, '.estate', 'evidence', `${site}.json`);
  // The address alone is an argument, which every user of the machine can see.
  const place = new URL(connection);
  const { username, password } = place;
  [place.username, place.password] = ['', ''];
  const lost = spawnSync('psql', [place.href, '-qc', `DROP SCHEMA estate_${site} CASCADE`], {
    encoding: 'utf8',
    env: { ...process.env, PGUSER: username, PGPASSWORD: decodeURIComponent(password) },
  });
  expect({ status: lost.status, said: lost.stderr.replace(/NOTICE.*/, '') }).toMatchObject({ status: 0 });
  if (existsSync(evidence)) renameSync(evidence, `${evidence}.lost`);
  try {
    const { status, output } = run('cdktf', ['deploy', site, '--auto-approve']);
    expect(status).not.toBe(0);
    // What to do is said before the report and after it, and the cdktf CLI may lose the end.
    expect(output).toContain('FAIL operations/nothing-unmanaged');
    expect(output).toContain('estate recover clinic');
    follow('lost-state.md');
    expect(idsInState()).toEqual(before);
    expect(planned(site)).toEqual([]);
    expect(readdirSync(folder).filter((name) => name.startsWith('recovered'))).toEqual([]);
  } finally {
    if (existsSync(`${evidence}.lost`)) rmSync(`${evidence}.lost`);
  }
});

test('no password of the state’s database is left in any file of the deploy', () => {
  const { PG_CONN_STR: connection = '' } = sandboxEnvironment();
  const { password } = new URL(connection);
  expect(password).not.toBe('');
  for (const place of ['cdktf.out', '.estate']) {
    const { status, stdout } = spawnSync('grep', ['-rlF', '-f', '-', place], {
      cwd: root,
      encoding: 'utf8',
      input: decodeURIComponent(password),
    });
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  }
});

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sandboxOf } from '../../bin/sandbox-of';
import { loadEstate } from '../../estate/load-estate';
import { environmentOf } from '../../processes/process-table';
import { ownerVariable, readRecords, recordFolder } from '../../processes/records';
import { isLoopback, listeningSockets, socketsOf } from '../../processes/sockets';
import { runSql } from '../../sandbox/infrastructure/mariadb';
import { reportersOf } from '../../sandbox/services/nova';
import { schemaName } from '../../sandbox/services/settings';
import { killRecorded } from '../processes/kill-recorded';

/** The sandbox of this project itself: installed, stopped at will, and left running with every site. */
const root = join(__dirname, '..', '..');
const folder = join(root, '.sandbox');
const program = join(root, 'dist', 'bin', 'sandbox.js');
const sites = loadEstate().sites.map(({ name }) => name);
const minutes = 60_000;

function sandbox(...args: readonly string[]): { readonly status: number | null; readonly output: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], { encoding: 'utf8' });
  return { status, output: `${stdout}${stderr}` };
}

function succeed(...args: readonly string[]): string {
  const { status, output } = sandbox(...args);
  if (status !== 0) throw new Error(`sandbox ${args.join(' ')} ended with ${status}:\n${output}`);
  return output;
}

/** Every process that this sandbox has started, and what those have started, by the mark they inherit. */
function ourProcesses(): readonly number[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.map(Number).filter((pid) => environmentOf(pid, ownerVariable) === folder);
}

/** Every process that is recorded, by its id and the time of its start. */
function recorded(): readonly object[] {
  return ['shared', ...sites].flatMap((group) => readRecords(recordFolder(folder, group)));
}

/** Daemons of Nova that have not reported since a time: what they are taken for rests on one that has ended. */
async function silentSince(time: Date, site: string): Promise<readonly string[]> {
  const limit = time.toISOString().slice(0, 19).replace('T', ' ');
  const services = `\`${schemaName({ name: site }, 'nova')}\`.services`;
  const query = `SELECT \`binary\`, host FROM ${services} WHERE last_seen_up >= '${limit}';`;
  const answer = await runSql(sandboxOf(loadEstate()), query);
  const reported = answer.split('\n');
  return reportersOf({ name: site })
    .map(({ binary, host }) => `${binary}\t${host}`)
    .filter((one) => !reported.includes(one));
}

beforeAll(() => {
  succeed('install');
  succeed('start');
}, 15 * minutes);

test(
  'every service of every site runs and answers, with its agents',
  () => {
    const output = succeed('status');
    for (const site of sites) expect(output).toMatch(new RegExp(`^${site}: (\\d+) of \\1 services`, 'm'));
    expect(output).not.toContain('BREACH');
  },
  2 * minutes,
);

test('nothing that was started can be reached from another machine', () => {
  const own = new Set(ourProcesses().flatMap(socketsOf));
  const sockets = listeningSockets().filter(({ inode }) => own.has(inode));
  expect(sockets.length).toBeGreaterThan(sites.length * 10);
  expect(sockets.filter(({ address }) => !isLoopback(address))).toEqual([]);
});

test('no password is seen in the arguments of a process, and none in a file that others read', () => {
  const kept = JSON.parse(readFileSync(join(folder, 'passwords.json'), 'utf8')) as object;
  const passwords = Object.values(kept).flatMap((one: object) => Object.values(one) as string[]);
  const commandLines = ourProcesses().map((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8'));
  expect(passwords.length).toBeGreaterThan(20);
  expect(passwords.filter((one) => commandLines.some((line) => line.includes(one)))).toEqual([]);
  const secrets = ['passwords.json', 'state.json', ...sites.map((site) => join('admin', `${site}.json`))];
  const modes = ['', ...secrets].map((path) => statSync(join(folder, path)).mode & 0o777);
  expect(modes).toEqual([0o700, ...secrets.map(() => 0o600)]);
});

test(
  'a second start finds everything running and starts nothing again',
  () => {
    const before = recorded();
    expect(before.length).toBeGreaterThan(sites.length * 20);
    succeed('start');
    expect(recorded()).toEqual(before);
  },
  5 * minutes,
);

test(
  'a site that is stopped takes no other with it, and is seen as stopped',
  () => {
    const [first = '', ...others] = sites;
    succeed('stop', first);
    const output = succeed('status');
    expect(output).toContain(`${first}: stopped`);
    for (const site of others) expect(output).toMatch(new RegExp(`^${site}: (\\d+) of \\1 services`, 'm'));
  },
  5 * minutes,
);

test(
  'a service that has died is named, and started again by a start',
  () => {
    const site = sites.at(-1) ?? '';
    killRecorded(folder, site, 'glance-api');
    const { status, output } = sandbox('status');
    expect(status).toBe(1);
    expect(output).toContain('not running: glance-api');
    succeed('start', site);
    succeed('status');
  },
  10 * minutes,
);

test.each([1, 5, 10])(
  'a start that is killed after %s s is gone on with by the next',
  async (seconds) => {
    const [site = ''] = sites;
    succeed('stop', site);
    const begin = new Date();
    const child: ChildProcess = spawn(process.execPath, [program, 'start', site], { stdio: 'ignore' });
    const ended = new Promise((resolve) => child.on('close', resolve));
    await sleep(seconds * 1000);
    expect(child.kill('SIGKILL')).toBe(true);
    await ended;
    succeed('start', site);
    expect(await silentSince(begin, site)).toEqual([]);
    succeed('status');
  },
  10 * minutes,
);

test(
  'a stop leaves no process, and a start brings everything back',
  () => {
    succeed('stop');
    expect(ourProcesses()).toEqual([]);
    succeed('start');
    succeed('status');
  },
  15 * minutes,
);

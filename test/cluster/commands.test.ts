import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { loadEstate } from '../../estate/load-estate';
import { environmentOf } from '../../processes/process-table';
import { ownerVariable } from '../../processes/records';
import { isLoopback, listeningSockets, socketsOf } from '../../processes/sockets';
import { projectRoot } from '../../terraform/project-root';
import { killRecorded } from '../processes/kill-recorded';
import { namespace } from './pods';
import { administratorOf, applyManifests } from './running';

/** The clusters of this project itself: stopped at will, and left running with every site. */
const folder = join(projectRoot(), '.cluster');
const program = join(projectRoot(), 'dist', 'bin', 'cluster.js');
const sites = loadEstate().sites.map(({ name }) => name);
const [first = '', ...others] = sites;

function cluster(...args: readonly string[]): { readonly status: number | null; readonly output: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], { encoding: 'utf8' });
  return { status, output: `${stdout}${stderr}` };
}

function succeed(...args: readonly string[]): string {
  const { status, output } = cluster(...args);
  if (status !== 0) throw new Error(`cluster ${args.join(' ')} ended with ${status}:\n${output}`);
  return output;
}

/** Every process that these clusters have started, by the mark they inherit. */
function ourProcesses(): readonly number[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.map(Number).filter((pid) => environmentOf(pid, ownerVariable) === folder);
}

function filesBelow(path: string): readonly string[] {
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

beforeAll(() => {
  succeed('start');
}, 600_000);

test('every part of every cluster runs, and its nodes are ready', () => {
  const output = succeed('status');
  for (const site of sites) expect(output).toMatch(new RegExp(`^${site}: (\\d+) of \\1 parts`, 'm'));
  expect(output).not.toContain('BREACH');
});

test('nothing that was started can be reached from another machine', () => {
  const own = new Set(ourProcesses().flatMap(socketsOf));
  const sockets = listeningSockets().filter(({ inode }) => own.has(inode));
  // etcd for clients and for peers, the API, controllers and scheduler.
  expect(sockets).toHaveLength(5 * sites.length);
  expect(sockets.filter(({ address }) => !isLoopback(address))).toEqual([]);
});

test('no file of the clusters is for others to read, and no key is seen in the arguments of a process', () => {
  const files = filesBelow(folder);
  expect(files.filter((file) => file.endsWith('.key')).length).toBeGreaterThan(sites.length * 8);
  expect([folder, ...files].filter((file) => (statSync(file).mode & 0o077) !== 0 && inReach(file))).toEqual(
    [],
  );
  const commandLines = ourProcesses().map((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8'));
  const keys = files
    .filter((file) => file.endsWith('encryption.json'))
    .map((file) => /"secret": "([^"]+)"/.exec(readFileSync(file, 'utf8'))?.[1] ?? '');
  expect(keys.map((key) => key.length)).toEqual(sites.map(() => 44));
  expect(keys.filter((key) => commandLines.some((line) => line.includes(key)))).toEqual([]);
});

/** Nobody else gets past a folder of mode 700. */
function inReach(file: string): boolean {
  return file === folder || (statSync(folder).mode & 0o077) !== 0;
}

test('a second start finds everything running and starts nothing again', () => {
  const before = ourProcesses();
  succeed('start');
  expect(before.filter((pid) => !ourProcesses().includes(pid))).toEqual([]);
});

test('a cluster goes on with its data after a stop, which leaves no process, and takes no other with it', async () => {
  await applyManifests(first, [namespace('kept')]);
  succeed('stop', first);
  const output = succeed('status');
  expect(output).toContain(`${first}: stopped`);
  for (const site of others) expect(output).toMatch(new RegExp(`^${site}: (\\d+) of \\1 parts`, 'm'));
  const marked = ourProcesses().filter((pid) => environmentOf(pid, 'ESTATE_PROCESS_GROUP') === first);
  expect(marked).toEqual([]);
  succeed('start', first);
  const client = await administratorOf(first);
  expect(await client.ask('/api/v1/namespaces/kept')).toMatchObject({ status: 200 });
  await client.demand('/api/v1/namespaces/kept', { method: 'DELETE' });
  client.close();
});

test('a part that has died is named, and started again by a start', () => {
  killRecorded(folder, first, 'kube-scheduler');
  const { status, output } = cluster('status');
  expect({ status, output }).toEqual({
    status: 1,
    output: expect.stringContaining('not running: kube-scheduler'),
  });
  succeed('start', first);
  expect(cluster('status')).toMatchObject({ status: 0 });
});

test.each([0.3, 2, 5])('a start that is killed after %s s is gone on with by the next', async (seconds) => {
  succeed('stop', first);
  const child: ChildProcess = spawn(process.execPath, [program, 'start', first], { stdio: 'ignore' });
  const ended = new Promise((resolve) => child.on('close', resolve));
  await sleep(seconds * 1000);
  child.kill('SIGKILL');
  await ended;
  succeed('start', first);
  expect(cluster('status')).toMatchObject({ status: 0 });
});

test('a stop leaves no process, and a start brings everything back', () => {
  succeed('stop');
  expect(ourProcesses()).toEqual([]);
  succeed('start');
  expect(cluster('status')).toMatchObject({ status: 0 });
});

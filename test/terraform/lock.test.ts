import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { withLock } from '../../terraform/lock';
import { projectRoot } from '../../terraform/project-root';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lock-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const options = { what: 'testing' };

test('two that want the lock work one after the other, and nothing is left', async () => {
  const path = join(folder, 'a.lock');
  const events: string[] = [];
  const work = (name: string) => async () => {
    events.push(`${name} begins`);
    await sleep(80);
    events.push(`${name} ends`);
  };
  await Promise.all([withLock(path, options, work('one')), withLock(path, options, work('two'))]);
  expect(events).toEqual(['one begins', 'one ends', 'two begins', 'two ends']);
  expect(readdirSync(folder)).toEqual([]);
});

test('the lock of a dead process is taken over, by one of many at a time', async () => {
  const path = join(folder, 'b.lock');
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  writeFileSync(path, JSON.stringify({ pid }));
  let inside = 0;
  let most = 0;
  const work = async () => {
    inside += 1;
    most = Math.max(most, inside);
    await sleep(20);
    inside -= 1;
  };
  await Promise.all(Array.from({ length: 5 }, () => withLock(path, options, work)));
  expect(most).toBe(1);
  expect(existsSync(path)).toBe(false);
});

/** A process that has ended, and that its parent never collects. */
async function zombie(): Promise<{ readonly pid: number; readonly end: () => void }> {
  const parent = spawn('sh', ['-c', 'sleep 0 & echo $!; exec sleep 60']);
  const line: unknown = await new Promise((resolve) => parent.stdout.once('data', resolve));
  const pid = Number(String(line));
  const state = () => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.[0];
  while (state() !== 'Z') await sleep(20);
  return { pid, end: () => parent.kill('SIGKILL') };
}

const startOf = (pid: number) => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[19];

test('a process that has ended holds nothing, though nobody has collected it', async () => {
  const { pid, end } = await zombie();
  const path = join(folder, 'z.lock');
  writeFileSync(path, JSON.stringify({ pid, start: startOf(pid) }));
  await expect(withLock(path, { ...options, timeoutMs: 2000 }, async () => 'done')).resolves.toBe('done');
  writeFileSync(path, `${pid} ${startOf(pid)}`);
  const module = pathToFileURL(join(projectRoot(), 'bin', 'lock.mjs')).href;
  const program = `import { withLock } from '${module}'; await withLock('${path}', 'testing', async () => console.log('done'));`;
  const ofSetUp = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    encoding: 'utf8',
    timeout: 10_000,
  });
  expect(ofSetUp.stdout).toBe('done\n');
  end();
});

test('a lock whose process id belongs to another process by now is taken over', async () => {
  const path = join(folder, 'c.lock');
  writeFileSync(path, JSON.stringify({ pid: process.ppid, start: 'another time' }));
  await expect(withLock(path, options, async () => 'done')).resolves.toBe('done');
});

test('the lock of a live process is waited for, and not for ever', async () => {
  const path = join(folder, 'd.lock');
  const other = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 20000)']);
  writeFileSync(path, JSON.stringify({ pid: other.pid }));
  const wait = withLock(path, { ...options, timeoutMs: 200 }, async () => 'done');
  await expect(wait).rejects.toMatchObject({
    name: 'InputError',
    value: `Process ${other.pid} has been testing for too long.`,
  });
  other.kill();
});

test('a failure inside gives the lock back', async () => {
  const path = join(folder, 'e.lock');
  const failing = withLock(path, options, async () => Promise.reject(new Error('inside')));
  await expect(failing).rejects.toThrow('inside');
  expect(existsSync(path)).toBe(false);
});

test('a place that is no folder is the user’s to mend', async () => {
  writeFileSync(join(folder, 'file'), '');
  const path = join(folder, 'file', 'f.lock');
  await expect(withLock(path, options, async () => undefined)).rejects.toMatchObject({ exitCode: 2 });
});

import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'on-terminal-'));
const log = join(folder, 'log');

/** Stands in for Terraform, which writes its state when it is told to stop, and leaves at once when told twice. */
const script = `#!/bin/sh
case "$1" in version) echo '{"terraform_version": "1.11.4"}'; exit 0 ;; esac
trap 'echo told >> ${log}; told=$((told + 1))' TERM INT
told=0
echo running >> ${log}
for second in 1 2 3; do [ $told = 0 ] && sleep 1; done
sleep 1
[ $told -le 1 ] && echo written >> ${log}
exit 3
`;

beforeAll(() => writeFileSync(join(folder, 'terraform'), script, { mode: 0o755 }));
beforeEach(() => rmSync(log, { force: true }));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const said = () => (existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : []);

/** A group of processes of its own, as a terminal has one in its foreground. */
async function start(): Promise<{ readonly child: ChildProcess; readonly ended: Promise<number | null> }> {
  const child = spawn(process.execPath, [join(root, 'bin', 'terraform-judged.mjs'), 'taint', 'x.y'], {
    cwd: folder,
    detached: true,
    env: { ...process.env, ESTATE_TERRAFORM: join(folder, 'terraform') },
    stdio: 'ignore',
  });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  while (said().length === 0 && child.exitCode === null) await new Promise((next) => setTimeout(next, 20));
  return { child, ended };
}

test('a terminal that is closed stops nothing: what was approved is finished', async () => {
  const { child, ended } = await start();
  process.kill(-(child.pid ?? 0), 'SIGHUP');
  expect(await ended).toBe(3);
  expect(said()).toEqual(['running', 'written']);
});

test('one that is closed after an interrupt, as the cdktf CLI does it, leaves the time to stop', async () => {
  const { child, ended } = await start();
  process.kill(-(child.pid ?? 0), 'SIGINT');
  await new Promise((next) => setTimeout(next, 300));
  process.kill(-(child.pid ?? 0), 'SIGHUP');
  expect(await ended).toBe(3);
  expect(said()).toEqual(['running', 'told', 'written']);
});

test('a signal to end is handed on, and waited out', async () => {
  const { child, ended } = await start();
  child.kill('SIGTERM');
  expect(await ended).toBe(3);
  expect(said()).toEqual(['running', 'told', 'written']);
});

import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runProgram } from '../../terraform/run-program';

const cwd = mkdtempSync(join(tmpdir(), 'run-'));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

const env = { PATH: process.env.PATH ?? '' };
const sh = (script: string) => runProgram('sh', ['-c', script], { cwd, env });

test('exit code and both outputs come back', async () => {
  await expect(sh('echo out; echo err >&2; exit 3')).resolves.toEqual({
    code: 3,
    stdout: 'out\n',
    stderr: 'err\n',
  });
});

test('what a program writes is the owner’s alone', async () => {
  await sh('touch file; mkdir folder');
  const mode = (name: string) => statSync(join(cwd, name)).mode & 0o777;
  expect({ file: mode('file'), folder: mode('folder') }).toEqual({ file: 0o600, folder: 0o700 });
});

test('an interruption is passed on once, and the program’s own end is waited for', async () => {
  const run = sh('trap "sleep 0.2; touch tidied; exit 0" INT; while true; do sleep 0.05; done');
  await sleep(300);
  process.emit('SIGINT', 'SIGINT');
  process.emit('SIGINT', 'SIGINT');
  await expect(run).rejects.toMatchObject({ name: 'InterruptedError', signal: 'SIGINT', exitCode: 130 });
  expect(statSync(join(cwd, 'tidied')).isFile()).toBe(true);
});

test('a hang-up is passed on as a signal that Terraform waits for, so that it ends its provider', async () => {
  const run = sh('trap "touch ended; exit 0" TERM; while true; do sleep 0.05; done');
  await sleep(300);
  process.emit('SIGHUP', 'SIGHUP');
  await expect(run).rejects.toMatchObject({ name: 'InterruptedError', signal: 'SIGHUP' });
  expect(statSync(join(cwd, 'ended')).isFile()).toBe(true);
});

test('a folder that does not exist is the user’s to mend', async () => {
  const run = runProgram('sh', ['-c', 'true'], { cwd: join(cwd, 'none'), env });
  await expect(run).rejects.toMatchObject({ exitCode: 2 });
});

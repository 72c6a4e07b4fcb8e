import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bootId, parseStat, statOf } from '../../processes/process-table';
import {
  isRunning,
  type ProcessRecord,
  parseRecord,
  readRecord,
  recordFolder,
} from '../../processes/records';
import { runCommand } from '../../processes/run-command';
import { startProcess } from '../../processes/start-process';
import { forgetEnded, groupProcesses, stopProcesses } from '../../processes/stop-processes';
import { Nursery } from '../../sandbox/nursery';
import { projectRoot } from '../../terraform/project-root';
import { removeTemporaryFolders, temporaryFolder } from '../sandbox/temporary-sandbox';

const places: { ownerFolder: string; group: string; home: string }[] = [];

function newPlace() {
  const ownerFolder = temporaryFolder();
  const place = { ownerFolder, group: 'site', home: ownerFolder };
  places.push(place);
  return place;
}

afterAll(async () => {
  for (const { ownerFolder, group } of places) await stopProcesses(ownerFolder, group, 1_000);
  removeTemporaryFolders();
});

const sleeper = { name: 'sleeper', program: 'sleep', args: ['300'] };

const recordOf = (place: (typeof places)[number], name: string) =>
  readRecord(recordFolder(place.ownerFolder, place.group), name) as ProcessRecord;

test('a line of /proc/PID/stat is read, whatever the process calls itself', () => {
  const rest = `S 7 8 9 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 987654 1000 200`;
  expect(parseStat(`42 (a) b (c)) ${rest}`)).toEqual({ pid: 42, state: 'S', session: 9, start: '987654' });
  expect(parseStat('')).toBeUndefined();
  expect(parseStat('42 (cut off')).toBeUndefined();
});

test('a torn record counts as none', () => {
  expect(parseRecord('x', 'boot\n42 (x) S 7 8')).toBeUndefined();
  expect(parseRecord('x', '')).toBeUndefined();
});

test('a process is known by its start and boot, since ids are used again', () => {
  const own = statOf(process.pid);
  const record: ProcessRecord = {
    name: 'own',
    boot: bootId(),
    pid: process.pid,
    start: own?.start ?? '',
    stopSignal: 'SIGTERM',
  };
  expect(isRunning(record)).toBe(true);
  expect(isRunning({ ...record, start: '1' })).toBe(false);
  expect(isRunning({ ...record, boot: 'another' })).toBe(false);
});

test('a process is started once, with nothing of our environment, and is gone after a stop', async () => {
  process.env.SECRET_OF_THE_CALLER = 'yes';
  const place = newPlace();
  await startProcess(sleeper, place);
  const first = recordOf(place, 'sleeper');
  await startProcess(sleeper, place);
  expect(recordOf(place, 'sleeper')).toEqual(first);
  expect(readFileSync(`/proc/${first.pid}/environ`, 'utf8')).not.toContain('SECRET_OF_THE_CALLER');
  await stopProcesses(place.ownerFolder, place.group);
  expect(isRunning(first)).toBe(false);
  expect(recordOf(place, 'sleeper')).toBeUndefined();
});

test('what a process has started itself is stopped with it, also when it has gone and its record is lost', async () => {
  const place = newPlace();
  await startProcess({ name: 'parent', program: 'sh', args: ['-c', 'sleep 300 & wait'] }, place);
  await startProcess({ name: 'gone', program: 'sh', args: ['-c', 'setsid sleep 300 &'] }, place);
  while (groupProcesses(place.ownerFolder, place.group).length < 3)
    await new Promise((resolve) => setTimeout(resolve, 20));
  await stopProcesses(place.ownerFolder, place.group);
  expect(groupProcesses(place.ownerFolder, place.group)).toEqual([]);
});

test('what has ended is forgotten, with what it left behind; what runs is not', async () => {
  const place = newPlace();
  await startProcess({ name: 'parent', program: 'sh', args: ['-c', 'sleep 300 & wait'] }, place);
  await startProcess(sleeper, place);
  while (groupProcesses(place.ownerFolder, place.group).length < 3)
    await new Promise((resolve) => setTimeout(resolve, 20));
  const parent = recordOf(place, 'parent');
  process.kill(parent.pid, 'SIGKILL');
  while (isRunning(parent)) await new Promise((resolve) => setTimeout(resolve, 20));
  forgetEnded(place.ownerFolder, place.group);
  expect(recordOf(place, 'parent')).toBeUndefined();
  while (groupProcesses(place.ownerFolder, place.group).length > 1)
    await new Promise((resolve) => setTimeout(resolve, 20));
  expect(isRunning(recordOf(place, 'sleeper'))).toBe(true);
});

test('a stranger that was given a recorded id is left alone', async () => {
  const stranger = newPlace();
  await startProcess(sleeper, stranger);
  const record = recordOf(stranger, 'sleeper');
  const place = newPlace();
  const folder = recordFolder(place.ownerFolder, place.group);
  mkdirSync(folder, { recursive: true });
  const stat = readFileSync(`/proc/${record.pid}/stat`, 'utf8').trim();
  const older = stat.replace(` ${record.start} `, ' 17 ');
  writeFileSync(join(folder, 'sleeper'), `${record.boot}\n${older}\nSIGKILL\n`);
  await stopProcesses(place.ownerFolder, place.group);
  expect(isRunning(record)).toBe(true);
});

test('daemons are forked from one process, and go on without it', async () => {
  const place = newPlace();
  const program = join(projectRoot(), 'sandbox', 'python', 'nursery.py');
  const nursery = new Nursery('python3', program, ['json'], { ...place, group: 'nursery' }, 'test');
  for (const name of ['one', 'two'])
    await nursery.start({ name, entry: 'signal:pause', arguments: [name, '--flag'] }, place);
  nursery.close();
  const records = ['one', 'two'].map((name) => recordOf(place, name));
  while (statOf(records[1]?.pid ?? 0)?.session !== records[1]?.pid)
    await new Promise((resolve) => setTimeout(resolve, 20));
  expect(records.map(isRunning)).toEqual([true, true]);
  await stopProcesses(place.ownerFolder, place.group);
  expect(records.map(isRunning)).toEqual([false, false]);
});

test('a program that fails is shown with its output and its code', async () => {
  const command = { program: 'sh', args: ['-c', 'echo no >&2; exit 3'], env: {}, cwd: '/' };
  await expect(runCommand(command)).rejects.toThrow('sh -c echo no >&2; exit 3 ended with code 3:\nno');
  await expect(runCommand({ ...command, program: 'no-such-program' })).rejects.toThrow('cannot be started');
});

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { killRecorded } from '../processes/kill-recorded';
import { ensureDeployed, planned } from './deployment';
import { Hand, type Item } from './hand';
import { begin, type Running, root, run, succeed } from './programs';
import { follow } from './runbook';

jest.setTimeout(1_200_000);

const site = 'clinic';
/** Rules that a deploy has to make again: four times as many as Terraform makes at once. */
const howMany = 40;
const deploy = ['deploy', site, '--auto-approve'];

let hand: Hand;
beforeAll(async () => {
  await ensureDeployed([site]);
  hand = await Hand.at(site);
});

/** Deletes rules that Terraform manages, so that a deploy has something to make. */
async function deleteRules(): Promise<void> {
  const { security_groups: groups } = await hand.call('GET', 'network', '/security-groups');
  const own = (groups as readonly Item[]).filter(({ name }) => name.startsWith(`${site}-`));
  const rules = own.flatMap((group) => group.security_group_rules as readonly Item[]).slice(0, howMany);
  expect(rules).toHaveLength(howMany);
  for (const { id } of rules) await hand.call('DELETE', 'network', `/security-group-rules/${id}`);
}

/** A deploy in the foreground of a terminal, once it has made something and has more to make. */
async function inTheMiddle(): Promise<Running> {
  const running = begin('cdktf', deploy, { detached: true });
  const made = () => (running.output().match(/Creation complete/g) ?? []).length;
  while (made() < 3 && running.child.exitCode === null) await sleep(20);
  if (running.child.exitCode !== null || made() >= howMany)
    throw new Error(`It ended before it was stopped:\n${running.output()}`);
  return running;
}

function pidOf({ child }: Running): number {
  if (child.pid === undefined) throw new Error('the deploy was not started');
  return child.pid;
}

/** The cdktf CLI itself, which our program has started. */
function cliOf(running: Running): number {
  const { stdout } = spawnSync('ps', ['-o', 'pid=', '--ppid', String(pidOf(running))], { encoding: 'utf8' });
  const pids = stdout.split('\n').filter((line) => line.trim() !== '');
  expect(pids).toHaveLength(1);
  return Number(pids[0]);
}

test.each<[string, (running: Running) => void]>([
  ['a terminal that is closed', (running) => process.kill(-pidOf(running), 'SIGHUP')],
  ['a kill of our program', (running) => process.kill(pidOf(running), 'SIGKILL')],
  ['a kill of the cdktf CLI', (running) => process.kill(cliOf(running), 'SIGKILL')],
])(
  '%s in the middle of a deploy stops nothing that was approved, and the next deploy waits for it',
  async (_, end) => {
    await deleteRules();
    const stopped = await inTheMiddle();
    end(stopped);
    const next = run('cdktf', deploy);
    await stopped.ended;
    expect(next.status === 0 ? '' : `${stopped.output()}\n----\n${next.output}`).toBe('');
    // It has waited: what it would have made, the one before it has.
    expect(next.output).not.toContain('Creation complete');
    expect(planned(site)).toEqual([]);
    expect(run('estate', ['recover', site])).toMatchObject({ status: 0 });
  },
);

// Terraform has its provider break off the calls in flight: what the cloud makes of them no state knows.
test.each<[string, (running: Running) => void]>([
  ['an interrupt from the terminal', (running) => process.kill(-pidOf(running), 'SIGINT')],
  ['a signal to end', (running) => process.kill(pidOf(running), 'SIGTERM')],
])('%s ends a deploy once its state is written, and the runbook goes on with it', async (_, end) => {
  await deleteRules();
  const stopped = await inTheMiddle();
  end(stopped);
  expect(await stopped.ended).not.toBe(0);
  follow('interrupted-deploy.md');
  expect(planned(site)).toEqual([]);
});

test('a service that dies under a deploy ends it with a clear error, and the runbook goes on with it', async () => {
  await deleteRules();
  const stopped = await inTheMiddle();
  killRecorded(join(root, '.sandbox'), site, 'neutron-api');
  expect(await stopped.ended).not.toBe(0);
  expect(stopped.output()).toContain('connection refused');
  expect(run('sandbox', ['status']).output).toContain('not running: neutron-api');
  succeed('sandbox', ['start', site]);
  follow('interrupted-deploy.md');
  expect(planned(site)).toEqual([]);
});

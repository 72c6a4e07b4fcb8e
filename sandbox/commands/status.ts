import { inMebibytes } from '../../processes/free-space';
import { memoryOf } from '../../processes/process-table';
import { endedProcesses, readRecords, recordFolder } from '../../processes/records';
import type { Say } from '../../processes/report';
import { socketsBeyondLoopback } from '../../processes/sockets';
import { groupProcesses } from '../../processes/stop-processes';
import { apiChecks, askAgents, askApi, type Health } from '../health';
import { sharedGroup } from '../infrastructure/shared';
import type { Sandbox, Site } from '../sandbox';
import { expectedProcesses } from '../site-processes';

const sharedProcesses = ['mariadb', 'epmd', 'rabbitmq', 'postgresql'];

/**
 * Says of each site what runs, what it takes and whether it answers.
 * @returns whether everything that was started does as it should, and nothing listens beyond loopback
 */
export async function status(sandbox: Sandbox, say: Say): Promise<boolean> {
  const groups = [sharedGroup, ...sandbox.sites.map(({ name }) => name)];
  const pids = new Map(groups.map((group) => [group, groupProcesses(sandbox.folder, group)]));
  let isWell = sayGroup(sandbox, sharedGroup, sharedProcesses, pids.get(sharedGroup) ?? [], say);
  for (const site of sandbox.sites) {
    const own = pids.get(site.name) ?? [];
    const running = sayGroup(sandbox, site.name, expectedProcesses(site, sandbox), own, say);
    const answers = own.length === 0 || (await sayHealth(site, sandbox, say));
    isWell = isWell && running && answers;
  }
  const all = [...pids.values()].flat();
  say(`together ${inMebibytes(memoryOf(all))} in ${all.length} processes`);
  const breaches = socketsBeyondLoopback(all);
  for (const breach of breaches) say(`BREACH: ${breach} can be reached from other machines`);
  return isWell && breaches.length === 0;
}

/** A group that was stopped is as it should be; one of which some processes are missing is not. */
function sayGroup(
  sandbox: Sandbox,
  group: string,
  expected: readonly string[],
  pids: readonly number[],
  say: Say,
): boolean {
  const recorded = readRecords(recordFolder(sandbox.folder, group)).map(({ name }) => name);
  if (pids.length === 0 && recorded.length === 0) {
    say(`${group}: stopped`);
    return true;
  }
  const ended = endedProcesses(sandbox.folder, group);
  const lost = expected.filter((name) => !recorded.includes(name) || ended.includes(name));
  say(
    `${group}: ${expected.length - lost.length} of ${expected.length} services, ${inMebibytes(memoryOf(pids))}`,
  );
  if (lost.length > 0) say(`  not running: ${lost.join(', ')}`);
  return lost.length === 0;
}

async function sayHealth(site: Site, sandbox: Sandbox, say: Say): Promise<boolean> {
  const apis = await Promise.all(apiChecks(site).map((check) => askApi(check)));
  const agents = await askAgents(site, sandbox).catch((error: unknown): readonly Health[] => [
    { name: 'agents', trouble: (error as Error).message },
  ]);
  const answers = [...apis, ...agents];
  for (const { name, trouble } of answers) if (trouble !== undefined) say(`  ${name}: ${trouble}`);
  const well = answers.filter(({ trouble }) => trouble === undefined).map(({ name }) => name);
  if (well.length > 0) say(`  well: ${well.join(', ')}`);
  return well.length === answers.length;
}

import { join } from 'node:path';
import type { Clusters, Site } from '../cluster/clusters';
import { build } from '../cluster/commands/build';
import { reset } from '../cluster/commands/reset';
import { start } from '../cluster/commands/start';
import { status } from '../cluster/commands/status';
import { stop } from '../cluster/commands/stop';
import { loadEstate } from '../estate/load-estate';
import { withLock } from '../terraform/lock';
import { parseArguments } from './arguments';
import { chooseSites } from './choose-sites';
import { clustersOf } from './clusters-of';
import { fail } from './fail';
import { UsageError } from './usage-error';

const usage = 'npm run cluster -- build | start [SITE…] | stop [SITE…] | status | reset';

/** A real Kubernetes control plane for each site of the estate, on loopback, and a real Pulumi. */
async function main(args: readonly string[]): Promise<number> {
  const estate = loadEstate();
  const given = parseArguments(args, {}, usage, { least: 1, most: 1 + estate.sites.length });
  const [command = '', ...names] = given.positionals;
  const clusters = await clustersOf(estate);
  const chosen = choose(clusters, command, names);
  if (command === 'status') return (await status(clusters, say)) ? 0 : 1;
  if (command === 'build') await build(clusters, say);
  else
    await withLock(join(clusters.folder, 'lock'), { what: `running cluster ${command}` }, () =>
      run(clusters, command, chosen),
    );
  return 0;
}

async function run(clusters: Clusters, command: string, sites: readonly Site[]): Promise<void> {
  if (command === 'start') return start(clusters, sites, say);
  if (command === 'stop') return stop(clusters, sites, say);
  return reset(clusters, say);
}

function choose(clusters: Clusters, command: string, names: readonly string[]): readonly Site[] {
  const commands = ['build', 'start', 'stop', 'status', 'reset'];
  if (!commands.includes(command)) throw new UsageError(command, `one of: ${commands.join(', ')}`, usage);
  if (names.length > 0 && !['start', 'stop'].includes(command))
    throw new UsageError(`${command} ${names.join(' ')}`, 'only start and stop take sites', usage);
  return chooseSites(clusters.sites, names, { command, usage });
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
}, fail);

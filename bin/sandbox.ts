import { join } from 'node:path';
import { loadEstate } from '../estate/load-estate';
import { install } from '../sandbox/commands/install';
import { reset } from '../sandbox/commands/reset';
import { start } from '../sandbox/commands/start';
import { status } from '../sandbox/commands/status';
import { stopAll, stopSites } from '../sandbox/commands/stop';
import type { Sandbox, Site } from '../sandbox/sandbox';
import { withLock } from '../terraform/lock';
import { parseArguments } from './arguments';
import { chooseSites } from './choose-sites';
import { fail } from './fail';
import { prepareSandbox } from './prepare-sandbox';
import { sandboxOf } from './sandbox-of';
import { UsageError } from './usage-error';

const usage = 'npm run sandbox -- install | start [SITE…] | prepare [SITE…] | stop [SITE…] | status | reset';

/** A real OpenStack for each site of the estate, on loopback. */
async function main(args: readonly string[]): Promise<number> {
  const estate = loadEstate();
  const { sites } = estate;
  const given = parseArguments(args, {}, usage, { least: 1, most: 1 + sites.length });
  const [command = '', ...names] = given.positionals;
  const sandbox = sandboxOf(estate);
  const chosen = choose(sandbox, command, names);
  if (command === 'status') return (await status(sandbox, say)) ? 0 : 1;
  const toPrepare = sites.filter(({ name }) => chosen.some((site) => site.name === name));
  if (command === 'prepare')
    return withLock(join(sandbox.folder, 'lock'), { what: 'preparing the sandbox' }, () =>
      prepareSandbox(estate, toPrepare),
    );
  await withLock(join(sandbox.folder, 'lock'), { what: `running sandbox ${command}` }, () =>
    run(sandbox, command, names.length > 0, chosen),
  );
  return 0;
}

async function run(
  sandbox: Sandbox,
  command: string,
  isPart: boolean,
  sites: readonly Site[],
): Promise<void> {
  if (command === 'install') return install(sandbox, say);
  if (command === 'start') return start(sandbox, sites, say);
  if (command === 'stop') return isPart ? stopSites(sandbox, sites, say) : stopAll(sandbox, say);
  return reset(sandbox, say);
}

function choose(sandbox: Sandbox, command: string, names: readonly string[]): readonly Site[] {
  const commands = ['install', 'start', 'prepare', 'stop', 'status', 'reset'];
  if (!commands.includes(command)) throw new UsageError(command, `one of: ${commands.join(', ')}`, usage);
  if (names.length > 0 && !['start', 'prepare', 'stop'].includes(command))
    throw new UsageError(`${command} ${names.join(' ')}`, 'only start, prepare and stop take sites', usage);
  return chooseSites(sandbox.sites, names, { command, usage });
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
}, fail);

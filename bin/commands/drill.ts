import { spawnSync } from 'node:child_process';
import { join, relative } from 'node:path';
import { renderDrill } from '../../audit/drill';
import { changesIn } from '../../compare/plan-json';
import type { Drill } from '../../contracts/drill';
import { drill } from '../../drill/drill';
import { drillPostgresql } from '../../drill/postgresql/exercise';
import type { World } from '../../drill/world';
import type { Estate } from '../../estate/model';
import { datasetOf } from '../../estate/queries';
import { logIn } from '../../observe/session';
import { start } from '../../sandbox/commands/start';
import { stopSites } from '../../sandbox/commands/stop';
import type { Sandbox, Site } from '../../sandbox/sandbox';
import { credentialsOf } from '../../terraform/credentials';
import { withLock } from '../../terraform/lock';
import { projectRoot } from '../../terraform/project-root';
import { writeAside } from '../../terraform/write-aside';
import { parseArguments, parseChoice } from '../arguments';
import { chooseSites } from '../choose-sites';
import { ourEstate } from '../our-estate';
import { planDeployed } from '../plan-deployed';
import { writeOut } from '../render';
import { sandboxOf } from '../sandbox-of';
import { UsageError } from '../usage-error';

const formatNames = ['human', 'json'] as const;
const usage = `estate drill [SITE]… [--lose sites|databases] [--dataset NAME]… [--format ${formatNames.join('|')}] [--out FILE]`;

/** The dataset that the region is for. */
const usual = ['patient-records'];

export default {
  usage,
  summary:
    'takes each site of the sandbox away for real, and database servers as well, and looks whether the promise holds; keeps a dated report',
  async run(args: readonly string[]): Promise<number> {
    const estate = ourEstate();
    const options = {
      lose: { type: 'string' },
      dataset: { type: 'string', multiple: true },
      format: { type: 'string' },
      out: { type: 'string' },
    } as const;
    const given = parseArguments(args, options, usage, { least: 0, most: estate.sites.length });
    const format = parseChoice(given.one('format'), 'format', formatNames, 'human');
    const lose = parseChoice(given.one('lose'), 'lose', ['sites', 'databases', 'both'] as const, 'both');
    const chosen = chooseSites(estate.sites, given.positionals, { command: 'drill', usage });
    // Lost in the order in which they are named.
    const named = given.positionals.length > 0 ? given.positionals : chosen.map(({ name }) => name);
    const datasets = given.all('dataset').map((name) => datasetOf(estate, name).name);
    const what = {
      sites: lose === 'databases' ? [] : named,
      databases: lose === 'sites' ? [] : datasets.length > 0 ? datasets : usual,
    };
    if (what.sites.length > 0) refuseUnlessSandbox(estate);
    const result = await drill(worldOf(estate), what, (dataset) =>
      drillPostgresql({ estate, dataset, onProgress: (step) => say(`${dataset}: ${step}`) }),
    );
    process.stderr.write(`kept: ${keep(result)}\n`);
    const text = format === 'json' ? `${JSON.stringify(result, undefined, 2)}\n` : renderDrill(result);
    writeOut(text, given.one('out'));
    return result.held ? 0 : 1;
  },
};

function refuseUnlessSandbox({ sandbox }: Estate): void {
  if (sandbox) return;
  throw new UsageError(
    'drill, of an estate on real clouds',
    'a site is taken away by stopping its processes, which only a sandbox lets anybody do',
    '“. .sandbox/env” first, or estate drill --lose databases',
  );
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Sites of the sandbox, planned and deployed on the way on which people do it. */
function worldOf(estate: Estate): World {
  let opened: Sandbox | undefined;
  const locked = (what: string, work: (sandbox: Sandbox) => Promise<void>) => {
    opened ??= sandboxOf(estate);
    const sandbox = opened;
    return withLock(join(sandbox.folder, 'lock'), { what }, () => work(sandbox));
  };
  const siteOf = ({ sites }: Sandbox, name: string) =>
    sites.filter((site) => site.name === name) as readonly Site[];
  return {
    estate,
    say,
    stop: (name) => locked(`stopping ${name}`, (sandbox) => stopSites(sandbox, siteOf(sandbox, name), say)),
    start: (name) => locked(`starting ${name}`, (sandbox) => start(sandbox, siteOf(sandbox, name), say)),
    async logIn(name) {
      const site = estate.sites.find((each) => each.name === name);
      if (site === undefined) throw new Error(`no site ${name}`);
      return logIn(name, site.identity, credentialsOf(name));
    },
    async plan(name) {
      const { plans } = await planDeployed(estate, [name]);
      return changesIn(plans.get(name) ?? '', `the plan of ${name}`);
    },
    async deploy(name) {
      const cdktf = join(projectRoot(), 'bin', 'cdktf.mjs');
      const { status, stdout, stderr } = spawnSync(
        process.execPath,
        [cdktf, 'deploy', name, '--auto-approve'],
        { cwd: projectRoot(), encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 },
      );
      if (status !== 0)
        throw new Error(`deploying ${name} ended with ${status}: ${`${stdout}${stderr}`.slice(-2000)}`);
    },
  };
}

/** Beside the evidence of applies, for the auditor. */
function keep(result: Drill): string {
  const folder = join(projectRoot(), '.estate', 'evidence', 'drills');
  const file = join(folder, `${result.startedAt.replaceAll(':', '')}.json`);
  writeAside(file, `${JSON.stringify(result, undefined, 2)}\n`);
  return relative(process.cwd(), file);
}

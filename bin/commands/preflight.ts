import { readFileSync } from 'node:fs';
import type { Estate } from '../../estate/model';
import { notLookedAt, preflightSite } from '../../preflight/preflight-site';
import { renderHuman } from '../../preflight/render-human';
import { makeReport, type SiteReport } from '../../preflight/report';
import { type Managed, readManaged } from '../../preflight/state';
import { Uncountable, WantedObjects } from '../../preflight/wanted';
import { credentialsOf } from '../../terraform/credentials';
import { parseArguments, parseChoice } from '../arguments';
import { chooseSites, refuseUnknownSite } from '../choose-sites';
import { chooseEstate } from '../estate-option';
import { UsageError } from '../usage-error';

const formats = ['human', 'json'] as const;

const usage = `estate preflight [SITE]… [--estate FILE|FOLDER] [--state SITE=FILE]… [--format ${formats.join('|')}]`;

const options = {
  estate: { type: 'string' },
  state: { type: 'string', multiple: true },
  format: { type: 'string' },
} as const;

export default {
  usage,
  summary:
    'says before an apply whether each site has what the estate expects: rights, quotas, zones, flavor, image, keys, ranges, names; reads only',
  async run(args: readonly string[]): Promise<number> {
    const given = parseArguments(args, options, usage, { least: 0, most: Number.MAX_SAFE_INTEGER });
    const format = parseChoice(given.one('format'), 'format', formats, 'human');
    const { estate } = chooseEstate(given);
    const chosen = chooseSites(estate.sites, given.positionals, { command: 'preflight', usage });
    const states = readStates(estate, given.all('state'));
    const stacks = chosen.some(({ name }) => hasCredentials(name)) ? await wantedOf(estate) : undefined;
    const reports = await Promise.all(
      chosen.map((site): Promise<SiteReport> | SiteReport => {
        if (!stacks || !hasCredentials(site.name))
          return notLookedAt(site, `it has no credentials (${variables(site.name)})`);
        const wanted = stacks(site.name);
        return preflightSite(
          { estate, site, wanted, managed: states.get(site.name) },
          credentialsOf(site.name),
        );
      }),
    );
    const report = makeReport(reports, new Date());
    process.stdout.write(
      format === 'json' ? `${JSON.stringify(report, undefined, 2)}\n` : renderHuman(report),
    );
    return report.ok ? 0 : 1;
  },
};

function hasCredentials(site: string): boolean {
  return Object.keys(credentialsOf(site)).length > 0;
}

function variables(site: string): string {
  const prefix = `ESTATE_${site.toUpperCase().replaceAll('-', '_')}_`;
  return `${prefix}USERNAME and ${prefix}PASSWORD, or ${prefix}TOKEN`;
}

function readStates(estate: Estate, given: readonly string[]): ReadonlyMap<string, Managed> {
  const states = new Map<string, Managed>();
  for (const one of given) {
    const [, name, file] = /^([^=]+)=(.+)$/.exec(one) ?? [];
    if (name === undefined || file === undefined || states.has(name)) {
      const rule = 'a state belongs to one site, and a site has one';
      throw new UsageError(`--state ${one}`, rule, `--state ${estate.sites[0]?.name}=FILE`);
    }
    refuseUnknownSite(estate.sites, name, `--state ${one}`, usage);
    states.set(name, readManaged(readInput(file), file));
  }
  return states;
}

function readInput(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(
      `--state ${file}: it cannot be read (${code})`,
      'a file that this user can read',
      usage,
    );
  }
}

/**
 * What each stack makes. A gate that refuses the estate lets nothing be applied; what does not depend on a stack is
 * looked at all the same. Loaded only when asked for: it takes cdktf to synthesize.
 */
async function wantedOf(estate: Estate): Promise<(site: string) => WantedObjects> {
  const { synthesizeApart } = require('../synthesize-apart') as typeof import('../synthesize-apart');
  const { RefusedByGate } = require('../synthesize') as typeof import('../synthesize');
  try {
    return await synthesizeApart(estate, (_, synthesized) => {
      const texts = new Map(synthesized.map(({ stack, text }) => [stack, text]));
      return (site) => countable(texts.get(site));
    });
  } catch (error) {
    if (!(error instanceof RefusedByGate)) throw error;
    process.stderr.write(`${error.message}\n`);
    return () => WantedObjects.unknown('the gate refuses the estate');
  }
}

function countable(text: string | undefined): WantedObjects {
  if (text === undefined) return WantedObjects.unknown('it has no stack');
  try {
    return WantedObjects.read(text);
  } catch (error) {
    if (!(error instanceof Uncountable)) throw error;
    return WantedObjects.unknown(error.message);
  }
}

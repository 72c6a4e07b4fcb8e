import { join } from 'node:path';
import type { Estate } from '../../estate/model';
import { judgeInputs } from '../../policies/judge-inputs';
import { changesSomething } from '../../terraform/changes-something';
import { withLock } from '../../terraform/lock';
import { approvalOptions, approvalUsage, approving } from '../approvals';
import { type Arguments, parseArguments, parseChoice, parseDay } from '../arguments';
import { chooseSites } from '../choose-sites';
import { drillOptions, drillUsage, readDrills } from '../drills';
import { exceptionsInForce } from '../exceptions';
import { fail } from '../fail';
import { ourEstate } from '../our-estate';
import { planEstate } from '../plan-estate';
import { deliver, formatNames, writeOut } from '../render';
import type { SavedAndJudged } from '../save-plans';
import { UsageError } from '../usage-error';

const usage = `estate plan [--as-of YYYY-MM-DD] [--format ${formatNames.join('|')}] [--report FILE] [--detailed-exitcode] ${approvalUsage} ${drillUsage} | estate plan [SITE]… --out DIR [--change FILE] …`;

const options = {
  ...approvalOptions,
  ...drillOptions,
  'as-of': { type: 'string' },
  format: { type: 'string' },
  report: { type: 'string' },
  out: { type: 'string' },
  change: { type: 'string' },
  'detailed-exitcode': { type: 'boolean' },
} as const;

export default {
  usage,
  summary:
    'synthesizes all sites, plans them with the real provider, without cloud or credentials, and judges the plans; with --out against state and cloud, keeping the plans in a folder for estate apply',
  async run(args: readonly string[]): Promise<number> {
    const isDetailed = args.includes('--detailed-exitcode');
    try {
      const { code, hasChanges } = await planAndJudge(args);
      return isDetailed && code === 0 && hasChanges ? 2 : code;
    } catch (error) {
      if (!isDetailed) throw error;
      // A crash must not look like a plan with changes, which is all well.
      fail(error);
      return 1;
    }
  },
};

interface Planned {
  readonly code: number;
  readonly hasChanges: boolean;
}

async function planAndJudge(args: readonly string[]): Promise<Planned> {
  const estate = ourEstate();
  const given = parseArguments(args, options, usage, { least: 0, most: estate.sites.length });
  const format = parseChoice(given.one('format'), 'format', formatNames, 'human');
  const asOf = parseDay(given.one('as-of'), 'as-of');
  const folder = given.one('out');
  if (folder !== undefined) return keep(estate, given, folder, format);
  if (given.one('change') !== undefined) {
    throw new UsageError(
      `--change ${given.one('change')} without --out`,
      'only a plan against state and cloud is a change that can be applied',
      usage,
    );
  }
  if (given.positionals.length > 0) {
    throw new UsageError(
      `plan ${given.positionals.join(' ')}`,
      'without --out the whole estate is planned, since its promise is about all sites',
      usage,
    );
  }
  const drills = readDrills(given);
  const inputs = await planEstate(estate);
  const report = judgeInputs(inputs, estate, {
    ...approving(given),
    exceptions: exceptionsInForce(undefined, asOf),
    drills,
    ...(asOf === undefined ? {} : { asOf }),
  });
  const code = deliver(report, format, given.one('report'));
  const plans = inputs.filter(({ kind }) => kind === 'plan');
  return { code, hasChanges: plans.some(({ text }) => changesSomething(String(text))) };
}

async function keep(
  estate: Estate,
  given: Arguments,
  folder: string,
  format: (typeof formatNames)[number],
): Promise<Planned> {
  if (given.all('drill').length > 0) {
    throw new UsageError(
      '--drill with --out',
      'what is applied is judged by plans, states and observations; a drill belongs to what is only looked at',
      'estate plan --drill FILE, or estate verify --drill FILE',
    );
  }
  if (folder === '' || given.one('as-of') !== undefined) {
    throw new UsageError(
      folder === '' ? '--out ""' : '--as-of with --out',
      'plans that are to be applied are judged as of today, and lie in a folder',
      usage,
    );
  }
  const sites = chooseSites(estate.sites, given.positionals, { command: 'plan', usage });
  const names = sites.map(({ name }) => name);
  const { savePlans } = require('../save-plans') as typeof import('../save-plans');
  const saved = await withLock(join(folder, 'lock'), { what: `planning into ${folder}` }, () =>
    savePlans(estate, names, folder, approving(given)),
  );
  const code = deliver(saved.report, format, given.one('report'));
  if (given.one('change') !== undefined) writeOut(`${saved.plans.change}\n`, given.one('change'));
  process.stderr.write(describe(saved, folder));
  return { code, hasChanges: saved.hasChanges };
}

/** Beside the report, not in it: the report may be a pipe's. */
function describe({ plans, report }: SavedAndJudged, folder: string): string {
  const lines = plans.stacks.map(({ stack, change }) => `  ${stack}: plan ${change}`);
  const next = plans.report.mayApply
    ? `apply: npx --no estate apply ${folder}`
    : (report.guarded ?? []).some(({ approvedBy }) => approvedBy === null)
      ? `approve: npx --no estate approve ${folder} --reason WHY --role ROLE --account ACCOUNT`
      : 'not to be applied: see the report';
  return `${folder}: ${plans.stacks.length === 1 ? 'one plan' : `${plans.stacks.length} plans`}, secret, yours alone; together ${plans.change}\n${lines.join('\n')}\n${next}\n`;
}

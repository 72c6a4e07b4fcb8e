import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { type Approval, checkApproval, longestTerm } from '../../estate/approval';
import { UnreadableInput } from '../../graph/unreadable-input';
import { guardTexts } from '../../judge/guard';
import type { GuardedFinding, Report } from '../../judge/report';
import { judgeInputs, today } from '../../policies/judge-inputs';
import { manifestName, readManifest } from '../../terraform/saved-plans';
import { writeAside } from '../../terraform/write-aside';
import { approvalsFolder, approving } from '../approvals';
import { type Arguments, parseArguments, parseDay } from '../arguments';
import { exceptionsInForce } from '../exceptions';
import { gatherInputs, inputOptions, inputUsage } from '../inputs';
import { ourEstate } from '../our-estate';
import { UsageError } from '../usage-error';

const usage = `estate approve DIR|REPORT|PLAN… ${inputUsage} --reason TEXT --role ROLE [--account ACCOUNT] [--name NAME] [--expires YYYY-MM-DD] [--out FILE]`;

const options = {
  ...inputOptions,
  reason: { type: 'string' },
  role: { type: 'string' },
  account: { type: 'string' },
  name: { type: 'string' },
  expires: { type: 'string' },
  out: { type: 'string' },
} as const;

/** Days, where nobody says until when. */
const usualTerm = 7;

export default {
  usage,
  summary:
    'writes down that somebody answers for what these very plans do to what exists; a file to be read, cut down and committed',
  async run(args: readonly string[]): Promise<number> {
    const given = parseArguments(args, options, usage, { least: 0, most: 20 });
    const expires = parseDay(given.one('expires'), 'expires') ?? dayAfter(usualTerm);
    const open = await openFindings(given);
    if (open.length === 0) {
      process.stdout.write('Nothing in these plans needs an approval that it does not have.\n');
      return 0;
    }
    const approval = draft(open, given, expires);
    const file = given.one('out') ?? join(approvalsFolder(), nameOf(approval));
    if (existsSync(file)) {
      throw new UsageError(
        `${file}: there is one already`,
        'an approval is never written over',
        'name another: --out',
      );
    }
    checkApproval(approval, file, today());
    writeAside(file, `${JSON.stringify(approval, undefined, 2)}\n`);
    process.stdout.write(describe(open, relative(process.cwd(), file), expires));
    return 0;
  },
};

/** What needs an approval and has none: as a report says, or as these plans are judged here. */
async function openFindings(given: Arguments): Promise<readonly GuardedFinding[]> {
  const [first, ...more] = given.positionals;
  const reportFile = first === undefined ? undefined : reportAt(first);
  if (reportFile === undefined) return judgeHere(given);
  if (more.length + given.all('plan').length === 0) return openIn(readReport(reportFile));
  throw new UsageError(
    `approve ${given.positionals.join(' ')}`,
    'one folder of saved plans, one report, or plans by their files',
    usage,
  );
}

/** Approvers need no plan, which is secret: a report names everything that an approval does. */
function reportAt(path: string): string | undefined {
  if (existsSync(join(path, manifestName))) return join(path, readManifest(path).report.file);
  const isFile = existsSync(path) && statSync(path).isFile();
  return isFile && /^\s*\{\s*"schemaVersion"/.test(readFileSync(path, 'utf8').slice(0, 200))
    ? path
    : undefined;
}

function readReport(file: string): Report {
  let report: Report;
  try {
    report = JSON.parse(readFileSync(file, 'utf8')) as Report;
  } catch {
    throw new UnreadableInput(file, 'it is no JSON', 'name report.json as estate wrote it');
  }
  if (report.tool?.name === 'estate' && /^1\.[1-9]/.test(report.schemaVersion)) return report;
  throw new UnreadableInput(
    file,
    `it is no report of version 1.1 or later (${String(report.schemaVersion)})`,
    'judge the plans with this version: estate verify --format json, or estate plan --out DIR',
  );
}

async function judgeHere(given: Arguments): Promise<readonly GuardedFinding[]> {
  const estate = ourEstate();
  const files = [...given.positionals, ...given.all('plan')];
  const named: Arguments = { ...given, all: (name) => (name === 'plan' ? files : given.all(name)) };
  const { inputs, creationEvidence, observations } = await gatherInputs(named, estate);
  if (!inputs.some(({ kind }) => kind === 'plan')) {
    throw new UsageError('approve without a plan', 'what is approved is what one plan does', usage);
  }
  // Who made the change is no matter of writing an approval down, but of taking it into account.
  const options = { ...approving(), authors: [], exceptions: exceptionsInForce() };
  return openIn(judgeInputs(inputs, estate, { ...options, creationEvidence, observations }));
}

function openIn({ guarded = [] }: Report): readonly GuardedFinding[] {
  return guarded.filter(({ approvedBy }) => approvedBy === null);
}

function draft(open: readonly GuardedFinding[], given: Arguments, expires: string): Approval {
  const { GITHUB_ACTOR: actor, GITLAB_USER_LOGIN: login } = process.env;
  return {
    $schema: './approval.schema.json',
    kind: 'approval',
    schemaVersion: '1.0.0',
    plans: Object.fromEntries(open.map(({ stack, plan }) => [stack, plan])),
    approves: open.map(({ guard, stack, address }) => ({ guard, stack, address })),
    reason: needed(given, 'reason', 'why this may happen, for whoever reads it in a year'),
    approver: {
      account:
        given.one('account') || actor || login || needed(given, 'account', 'your account at the forge'),
      name: given.one('name') || gitName() || needed(given, 'name', 'your name'),
      role: needed(given, 'role', 'as which you answer for it'),
    },
    issued: today(),
    expires,
  };
}

function needed(given: Arguments, option: string, what: string): string {
  const value = given.one(option);
  if (value !== undefined && value.trim() !== '') return value;
  throw new UsageError(`approve without --${option}`, `--${option} says ${what}`, usage);
}

function gitName(): string | undefined {
  const { status, stdout } = spawnSync('git', ['config', 'user.name'], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}

/** Named by day, stacks and plan, so that two of one day do not meet. */
function nameOf({ issued, plans }: Approval): string {
  const [hash = ''] = Object.values(plans);
  return `${issued}-${Object.keys(plans).join('-')}-${hash.slice(0, 8)}.json`;
}

function dayAfter(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

function describe(open: readonly GuardedFinding[], file: string, expires: string): string {
  const lines = open.flatMap(({ guard, stack, address }) => [
    `  ${stack} ${address}`,
    `      ${guard}: ${guardTexts[guard]}`,
  ]);
  return [
    `${file}: approves until ${expires} (${longestTerm} days at most), of these plans alone:`,
    ...lines,
    'Take out what you do not answer for, and commit it. Whoever made the change cannot approve it.',
    '',
  ].join('\n');
}

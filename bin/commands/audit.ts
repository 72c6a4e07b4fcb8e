import { resolve } from 'node:path';
import { languages } from '../../audit/pack/contents';
import type { JudgedPack } from '../../audit/pack/judged-pack';
import { makePack } from '../../audit/pack/make-pack';
import { refuseOther, writePack } from '../../audit/pack/write-pack';
import { type Input, judgeInputs, today } from '../../policies/judge-inputs';
import { approvalOptions, approvalUsage, approving } from '../approvals';
import { type Arguments, parseArguments, parseChoice, parseDay } from '../arguments';
import { checkAudit, checkUsage } from '../check-audit';
import { compareAudits, compareUsage } from '../compare-audits';
import { drillOptions, drillUsage, readDrills } from '../drills';
import { chooseEstate, estateOptions, estateUsage } from '../estate-option';
import { exceptionsInForce } from '../exceptions';
import { git } from '../git';
import { gatherInputs, inputOptions, inputUsage } from '../inputs';
import { planAfresh } from '../plan-afresh';
import { exitCodeOf } from '../render';
import { UsageError } from '../usage-error';
import { requireKey, signManifest } from '../vouch';

const makeUsage = `estate audit ${inputUsage} ${estateUsage} ${approvalUsage} ${drillUsage} [--as-of YYYY-MM-DD] [--lang ${languages.join('|')}] [--sign KEYFILE] [--out DIR]`;
const usage = `${makeUsage} | ${checkUsage} | ${compareUsage}`;

export default {
  usage,
  summary:
    'judges as verify does, and writes what an auditor needs into one folder, without secrets: a page to read, the report in JSON, OSCAL and SARIF, everything judged, and a manifest; check says whether such a folder is whole, and judges it again; compare says what two of them differ in, and what expires soon',
  run(args: readonly string[]): Promise<number> | number {
    const [first, ...rest] = args;
    if (first === 'check') return checkAudit(rest);
    if (first === 'compare') return compareAudits(rest);
    return make(args);
  },
};

const makeOptions = {
  ...inputOptions,
  ...estateOptions,
  ...approvalOptions,
  ...drillOptions,
  'as-of': { type: 'string' },
  lang: { type: 'string' },
  sign: { type: 'string' },
  out: { type: 'string' },
} as const;

async function make(args: readonly string[]): Promise<number> {
  const given = parseArguments(args, makeOptions, makeUsage);
  const folder = given.one('out') ?? 'audit-pack';
  if (folder === '') throw new UsageError('--out ""', 'a folder for the pack', makeUsage);
  refuseOther(resolve(folder), folder);
  const key = given.one('sign');
  if (key !== undefined) requireKey(key);
  const { files, index, contents } = makePack(await judgeForPack(given));
  await writePack(folder, files, async (draft) => {
    if (key !== undefined) await signManifest(draft, key);
  });
  const removed = contents.files.reduce((sum, one) => sum + one.removed, 0);
  const signed = key === undefined ? 'nobody has signed it' : `signed with ${key}`;
  process.stdout.write(
    `${folder}: ${files.size + 1} files, ${removed} values removed, ${index.attested.length} policies attested; ${signed}\n`,
  );
  return exitCodeOf(contents.report);
}

async function judgeForPack(given: Arguments): Promise<JudgedPack> {
  const language = parseChoice(given.one('lang'), 'lang', languages, 'de');
  const asOf = parseDay(given.one('as-of'), 'as-of') ?? today();
  const drills = readDrills(given);
  const { estate, isOurs } = chooseEstate(given);
  const gathered = await gatherInputs(given, estate);
  const inputs: readonly Input[] =
    gathered.inputs.length > 0 ? gathered.inputs : await planAfresh(estate, isOurs, 'audit');
  const exceptions = isOurs ? exceptionsInForce(undefined, asOf) : [];
  const { creationEvidence, observations } = gathered;
  const judged = { ...approving(given, isOurs), exceptions, creationEvidence, observations, drills, asOf };
  const countries = given.all('country');
  const foreign = estate.foreign && {
    cloud: estate.foreign.cloud.kind,
    encryptedVolumeTypes: given.all('encrypted-type'),
    ...(countries.length > 0 ? { countries } : {}),
  };
  const commit = commitNow();
  return {
    ...judged,
    report: judgeInputs(inputs, estate, judged),
    inputs,
    estate,
    ...(foreign ? { foreign } : {}),
    language,
    ...(commit === undefined ? {} : { commit }),
  };
}

/** Of a clone; one with changes of its own says so. */
function commitNow(): string | undefined {
  try {
    const { code, stdout } = git('rev-parse', 'HEAD');
    if (code !== 0) return undefined;
    return git('status', '--porcelain', '--untracked-files=no').stdout === '' ? stdout : `${stdout}, changed`;
  } catch {
    return undefined;
  }
}

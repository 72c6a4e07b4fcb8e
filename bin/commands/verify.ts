import { constants } from 'node:buffer';
import { existsSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { UnreadableInput } from '../../graph/unreadable-input';
import { readSynthesized } from '../../policies/gate';
import { type Input, judgeInputs, openPlanOfSite } from '../../policies/judge-inputs';
import { loadPolicies } from '../../policies/registry';
import { parseArguments, parseChoice, parseDay } from '../arguments';
import { chooseEstate, estateOptions, estateUsage, nameForeignStacks } from '../estate-option';
import { exceptionsInForce } from '../exceptions';
import { readBytes } from '../read-bytes';
import { deliver, formatNames } from '../render';
import { UsageError } from '../usage-error';

const usage = `estate verify [--plan FILE]… [--synth DIR] ${estateUsage} [--as-of YYYY-MM-DD] [--only ID-OR-AREA]… [--format ${formatNames.join('|')}] [--out FILE]`;

const options = {
  plan: { type: 'string', multiple: true },
  synth: { type: 'string' },
  ...estateOptions,
  'as-of': { type: 'string' },
  only: { type: 'string', multiple: true },
  format: { type: 'string' },
  out: { type: 'string' },
} as const;

export default {
  usage,
  summary:
    'judges plans (JSON from terraform show -json) and synthesized stacks against this estate, another one, or none',
  run(args: readonly string[]): number {
    const given = parseArguments(args, options, usage);
    const format = parseChoice(given.one('format'), 'format', formatNames, 'human');
    const asOf = parseDay(given.one('as-of'), 'as-of');
    const only = checkOnly(given.all('only'));
    const { estate, isOurs } = chooseEstate(given);
    const synthesized = given.one('synth') === undefined ? [] : readSynthFolder(given.one('synth') as string);
    const foreign = estate.foreign && nameForeignStacks(given.all('plan'));
    const plans = given.all('plan').map((file, at) => {
      const text = readPlanFile(file);
      const { plan, site } = openPlanOfSite(text, file, estate);
      const stack = foreign?.[at] ?? site ?? basename(file).replace(/\..*$/, '');
      return {
        kind: 'plan' as const,
        file,
        stack,
        text,
        plan,
        source: synthesized.find((s) => s.stack === stack)?.text,
      };
    });
    refuseSameStack(plans);
    const inputs: Input[] = [...plans, ...synthesized.filter((s) => !plans.some((p) => p.stack === s.stack))];
    if (inputs.length === 0) {
      throw new UsageError(
        'verify without an input',
        'a plan or a folder of synthesized stacks',
        `${usage}; or estate plan, which makes its own`,
      );
    }
    const judged = {
      exceptions: isOurs ? exceptionsInForce(undefined, asOf) : [],
      ...(asOf === undefined ? {} : { asOf }),
      ...(only.length === 0 ? {} : { only }),
    };
    return deliver(judgeInputs(inputs, estate, judged), format, given.one('out'));
  },
};

function checkOnly(names: readonly string[]): readonly string[] {
  const ids = loadPolicies().map((p) => p.id);
  for (const name of names) {
    if (!ids.some((id) => id === name || id.startsWith(`${name}/`))) {
      throw new UsageError(`--only ${name}`, 'the id or area of a policy', 'estate policies lists them');
    }
  }
  return names;
}

function readSynthFolder(folder: string) {
  const stacks = readSynthesized(folder);
  if (stacks.length > 0) return stacks;
  throw new UnreadableInput(
    folder,
    'there are no synthesized stacks in it (stacks/NAME/cdk.tf.json)',
    'npm run synth, then name cdktf.out',
  );
}

function readPlanFile(file: string): Buffer {
  const fix = 'terraform plan -out=FILE, then terraform show -json FILE > FILE.json';
  if (!existsSync(file)) throw new UnreadableInput(file, 'there is no such file', fix);
  const { size } = statSync(file);
  if (!statSync(file).isFile()) throw new UnreadableInput(file, 'it is no file', fix);
  if (size > constants.MAX_LENGTH)
    throw new UnreadableInput(
      file,
      `it has ${size} bytes, more than can be held at once`,
      'split the stack: at most a million resources each',
    );
  const bytes = readBytes(file);
  if (bytes.subarray(0, 2).toString() === 'PK') {
    throw new UnreadableInput(
      file,
      'it is a saved plan, not its JSON',
      `terraform show -json ${file} > ${file}.json, in the folder it was planned in`,
    );
  }
  return bytes;
}

/** Two plans of one site would be two truths about the same resources. */
function refuseSameStack(plans: readonly Input[]): void {
  for (const [at, plan] of plans.entries()) {
    const first = plans.slice(0, at).find((p) => p.stack === plan.stack);
    if (first)
      throw new UnreadableInput(
        plan.file,
        `it is a plan of ${plan.stack}, and so is ${first.file}`,
        'name one plan for each site',
      );
  }
}

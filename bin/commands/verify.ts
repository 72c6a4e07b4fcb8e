import { judgeInputs } from '../../policies/judge-inputs';
import { loadPolicies } from '../../policies/registry';
import { approvalOptions, approvalUsage, approving } from '../approvals';
import { parseArguments, parseChoice, parseDay } from '../arguments';
import { drillOptions, drillUsage, readDrills } from '../drills';
import { chooseEstate, estateOptions, estateUsage } from '../estate-option';
import { exceptionsInForce } from '../exceptions';
import { gatherInputs, inputOptions, inputUsage } from '../inputs';
import { planAfresh } from '../plan-afresh';
import { deliver, formatNames } from '../render';
import { UsageError } from '../usage-error';

const usage = `estate verify ${inputUsage} ${estateUsage} ${approvalUsage} ${drillUsage} [--as-of YYYY-MM-DD] [--only ID-OR-AREA]… [--format ${formatNames.join('|')}] [--out FILE]`;

const options = {
  ...inputOptions,
  ...estateOptions,
  ...approvalOptions,
  ...drillOptions,
  'as-of': { type: 'string' },
  only: { type: 'string', multiple: true },
  format: { type: 'string' },
  out: { type: 'string' },
} as const;

export default {
  usage,
  summary:
    'judges plans (saved, or JSON from terraform show -json), states, Kubernetes objects (YAML, JSON, or pulumi preview --json --show-sames) and synthesized stacks against this estate, another one, or none; without any input, this estate, planned afresh',
  async run(args: readonly string[]): Promise<number> {
    const given = parseArguments(args, options, usage);
    const format = parseChoice(given.one('format'), 'format', formatNames, 'human');
    const asOf = parseDay(given.one('as-of'), 'as-of');
    const only = checkOnly(given.all('only'));
    const drills = readDrills(given);
    const { estate, isOurs } = chooseEstate(given);
    const gathered = await gatherInputs(given, estate);
    const inputs = gathered.inputs.length > 0 ? gathered.inputs : await planAfresh(estate, isOurs, 'verify');
    const judged = {
      ...approving(given, isOurs),
      exceptions: isOurs ? exceptionsInForce(undefined, asOf) : [],
      creationEvidence: gathered.creationEvidence,
      observations: gathered.observations,
      drills,
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

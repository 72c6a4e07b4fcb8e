import type { Policy } from '../../judge/policy';
import { loadPolicies } from '../../policies/registry';
import { parseArguments } from '../arguments';
import { UsageError } from '../usage-error';

const usage = 'estate explain AREA/NAME';

export default {
  usage,
  summary: 'prints one policy: why, controls, avoid, prefer, examples, which inputs can show it',
  run(args: readonly string[]): number {
    const [id] = parseArguments(args, {}, usage, { least: 1, most: 1 }).positionals;
    const policy = loadPolicies().find((p) => p.id === id);
    if (!policy)
      throw new UsageError(`explain ${id}`, 'the id of a policy, area/name', 'estate policies lists them');
    process.stdout.write(explain(policy));
    return 0;
  },
};

function explain(policy: Policy): string {
  const { examples } = policy;
  const named = (['pass', 'fail', 'undecided'] as const).flatMap((outcome) => {
    const changes = (examples.changes ?? []).filter((c) => c.outcome === outcome).map((c) => c.name);
    const all = [...(examples[outcome] ?? []), ...changes];
    const cannot = examples.cannotOccur?.[outcome];
    return [`  ${outcome.padEnd(9)}  ${all.length > 0 ? all.join(', ') : `cannot occur: ${cannot ?? ''}`}`];
  });
  return [
    `${policy.id} (${policy.severity})`,
    policy.title,
    '',
    `Why:       ${policy.why}`,
    `Avoid:     ${policy.avoid}`,
    `Prefer:    ${policy.prefer}`,
    `Fix:       ${policy.remediation}`,
    `Controls:  ${policy.controls.join('; ')}`,
    `Shown by:  ${policy.observableIn.join(', ')}`,
    'Examples:',
    ...named,
    ...(examples.terraform ? ['', examples.terraform.trim()] : []),
    '',
  ].join('\n');
}

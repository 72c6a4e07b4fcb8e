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
    const policies = loadPolicies();
    const policy = policies.find((p) => p.id === id);
    if (!policy) {
      const nearest = nearestOf(
        id ?? '',
        policies.map((p) => p.id),
      );
      throw new UsageError(
        `explain ${id}`,
        'the id of a policy, area/name',
        `did you mean ${nearest}? estate policies lists them`,
      );
    }
    process.stdout.write(explain(policy));
    return 0;
  },
};

/** The id that takes the fewest changes to become; a name without its area is compared with names. */
function nearestOf(id: string, ids: readonly string[]): string {
  const part = (full: string) => (id.includes('/') ? full : (full.split('/')[1] ?? full));
  const [nearest] = ids.toSorted((one, other) => distance(id, part(one)) - distance(id, part(other)));
  return nearest ?? '';
}

/** Levenshtein's distance, of at most 200 characters: no id is longer. */
function distance(given: string, other: string): number {
  const one = given.slice(0, 200);
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1);
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, replaced));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}

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
    ...(examples.manifests ? ['', examples.manifests.trim()] : []),
    '',
  ].join('\n');
}

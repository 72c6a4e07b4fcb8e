import { loadEstate } from '../../../estate/load-estate';
import { Graph } from '../../../graph/graph';
import { UnreadableInput } from '../../../graph/unreadable-input';
import { judge } from '../../../judge/judge';
import { verdictsThatStop } from '../../../judge/report';
import { readInput } from '../../../policies/judge-inputs';
import { loadPolicies } from '../../../policies/registry';
import { asOf } from '../../estate-plan';

/** What became of a file: the exit code that `verify` would have, and what it rests on. */
export type Outcome =
  | { readonly exit: 2; readonly why: string }
  | {
      readonly exit: 0 | 1;
      readonly judged: number;
      readonly passed: number;
      /** Everything that was said, in one text. */
      readonly said: string;
      /** Policies that broke off, with what they say of it. */
      readonly brokeOff: readonly string[];
    };

const estate = loadEstate({ asOf });
// What is asked of the whole estate is never fulfilled by a plan of a few resources.
const policies = loadPolicies().filter((policy) => !('examineEstate' in policy));

/**
 * Reads and judges the bytes of a plan file as `verify` does.
 * @throws what is neither a report nor a refusal that says the file, why and what to do: a crash
 */
export function examine(bytes: Buffer): Outcome {
  try {
    const text = bytes.toString('utf8');
    const stack = readInput({ kind: 'plan', stack: 'clinic', file: 'plan.json', text });
    const inputs = [{ kind: 'plan' as const, stack: 'clinic', file: 'plan.json', sha256: '' }];
    const report = judge(new Graph([stack]), estate, { policies, asOf, inputs });
    const stops = verdictsThatStop(report);
    return {
      exit: stops.length === 0 ? 0 : 1,
      judged: report.coverage.judged,
      passed: report.summary.pass,
      said: JSON.stringify([
        report.passed.map(({ policy, addresses }) => [policy, addresses.toSorted()]),
        report.verdicts.map(({ policy, outcome, address, message }) => [policy, outcome, address, message]),
      ]),
      brokeOff: stops
        .filter(({ message }) => message.includes('the policy could not examine it'))
        .map(({ policy, message }) => `${policy}: ${message}`),
    };
  } catch (error) {
    if (!(error instanceof UnreadableInput)) throw error;
    const isWhole = error.exitCode === 2 && error.why !== '' && error.fix !== '' && error.why.length < 1000;
    if (!isWhole) throw new Error(`a refusal that does not say enough: ${error.message.slice(0, 200)}`);
    return { exit: 2, why: error.why };
  }
}

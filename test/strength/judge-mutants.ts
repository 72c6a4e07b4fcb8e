import { createHash } from 'node:crypto';
import type { Observation } from '../../contracts/observation';
import { loadEstate } from '../../estate/load-estate';
import { Graph, type Stack } from '../../graph/graph';
import { judge } from '../../judge/judge';
import { type Verdict, verdictsThatStop } from '../../judge/report';
import { readInput } from '../../policies/judge-inputs';
import { loadPolicies } from '../../policies/registry';
import { asOf, type PlannedSite } from '../estate-plan';
import type { Mutant } from './mutant';

/** What became of one mutant. */
export interface Seen {
  readonly mutant: Mutant;
  /** Verdicts that stop the mutant and not the good estate; empty where it survived. */
  readonly verdicts: readonly Verdict[];
  /** Those of them by a rule that was to see it. */
  readonly expected: readonly Verdict[];
}

const estate = loadEstate({ asOf });
const policies = loadPolicies();
const stacks = new Map<string, Stack>();

/** Reads a stack; those that no mutant touches are read once. */
function readSite({ stack, plan, source }: PlannedSite, kind: 'plan' | 'synth', keep: boolean): Stack {
  const text = kind === 'plan' ? plan : source;
  const read = () =>
    readInput({ kind, stack, file: `${stack}.json`, text, ...(kind === 'plan' ? { source } : {}) });
  if (!keep) return read();
  const key = `${kind} ${createHash('sha256').update(text).digest('hex')}`;
  const known = stacks.get(key) ?? read();
  stacks.set(key, known);
  return known;
}

/** Verdicts that stop an estate: of its plans, and what fails in its synthesized stacks already. */
export class MutantJudge {
  readonly #good: ReadonlySet<string>;

  constructor(readonly sites: readonly PlannedSite[]) {
    this.#good = new Set(this.#stops(sites).map(keyOf));
  }

  /** What stops the estate unbroken. */
  get unbroken(): readonly string[] {
    return [...this.#good];
  }

  examine(mutant: Mutant): Seen {
    const declared = mutant.declares?.(estate);
    const verdicts = this.#stops(mutant.breaks(this.sites), declared, mutant.observes?.(estate)).filter(
      (one) => !this.#good.has(keyOf(one)),
    );
    const expected = verdicts.filter(({ policy }) => mutant.rules.some((rule) => isOf(policy, rule)));
    return { mutant, verdicts, expected };
  }

  #stops(
    sites: readonly PlannedSite[],
    declared = estate,
    observations: readonly Observation[] = [],
  ): readonly Verdict[] {
    return (['plan', 'synth'] as const).flatMap((kind) => {
      const graph = new Graph(sites.map((site) => readSite(site, kind, this.sites.includes(site))));
      // What a plan shows is judged there; only what it cannot show is judged in the synthesized stacks.
      const judged = policies.filter(
        ({ observableIn }) => observableIn.includes('plan') === (kind === 'plan'),
      );
      const inputs = sites.map(({ stack }) => ({ stack, kind, file: stack, sha256: '' }));
      return verdictsThatStop(judge(graph, declared, { policies: judged, asOf, inputs, observations }));
    });
  }
}

/** Whether a policy is the rule, or of the area, that is named. */
export function isOf(policy: string, rule: string): boolean {
  return policy === rule || policy.startsWith(`${rule}/`);
}

function keyOf({ policy, outcome, stack, address }: Verdict): string {
  return [outcome, policy, stack, address].join(' ');
}

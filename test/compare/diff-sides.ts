import { diff, type Side } from '../../compare/diff';
import type { DiffReport } from '../../compare/diff-report';
import { judgeInputs } from '../../policies/judge-inputs';
import { withoutOfflineValues } from '../../terraform/offline-variables';
import { changePlan } from '../change-plan';
import { asOf, estatePlan, type PlannedSite } from '../estate-plan';
import { estate } from '../judge/small-stacks';

type Estate = typeof estate;

/** A side as the command makes one: the plans and what the judge says of them. */
export function sideOf(name: string, sites: readonly PlannedSite[], against: Estate = estate): Side {
  const inputs = sites.map(({ stack, plan, source }) => ({
    kind: 'plan' as const,
    stack,
    file: `${stack}.tfplan`,
    text: plan,
    source,
  }));
  const report = judgeInputs(inputs, against, { asOf });
  const plans = sites.map(({ stack, plan, source }) => ({
    stack,
    file: `${stack}.tfplan`,
    planJson: withoutOfflineValues(plan),
    source,
  }));
  return { name, report, plans };
}

export interface StackChange {
  readonly stack: string;
  readonly remove?: string;
  readonly set?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** The estate's plans after changes, one after the other. */
export async function changedSites(...changes: readonly StackChange[]): Promise<readonly PlannedSite[]> {
  const sites = await estatePlan();
  return changes.reduce<readonly PlannedSite[]>(
    (all, change) => changePlan(all, { name: '', outcome: 'fail', subjects: [], ...change }),
    sites,
  );
}

let whole: Side | undefined;

/** What the changes mean for the estate as it is. */
export async function diffOf(...changes: readonly StackChange[]): Promise<DiffReport> {
  whole ??= sideOf('base', await estatePlan());
  return diff(whole, sideOf('head', await changedSites(...changes)));
}

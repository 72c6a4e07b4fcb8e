import type { ComparedInput, Judge } from '../../compare/find-drift';
import type { Attributes, ChangeJson, PlanJson } from '../../compare/plan-json';
import type { Observation, ObservedResource } from '../../contracts/observation';
import { loadEstate } from '../../estate/load-estate';
import { judgeInputs } from '../../policies/judge-inputs';
import { asOf, estatePlan, type PlannedSite } from '../estate-plan';
import { applyPlan } from '../strength/after-apply';

/** The clinic's own plan as the next one would be after an apply: nothing changes, and everything has an id. */
export async function deployedClinic(): Promise<{
  readonly sites: readonly PlannedSite[];
  readonly plan: string;
}> {
  const sites = await estatePlan();
  const { plan = '' } = sites.find(({ stack }) => stack === 'clinic') ?? {};
  return { sites, plan: applyPlan(plan).plan };
}

/** As the command judges: the drifted site's plan beside the others' configuration. */
export function judgeBeside(sites: readonly PlannedSite[]): Judge {
  return (plans, observations) => {
    const inputs = sites.map(({ stack, source, plan }) => {
      const text = plans.get(stack) ?? plan;
      return { kind: 'plan' as const, stack, file: `${stack}.tfplan`, text, source };
    });
    return judgeInputs(inputs, loadEstate(), {
      asOf,
      observations: observations.map((observation) => ({ file: 'observation', sha256: '', observation })),
    });
  };
}

export function observing(
  resources: readonly ObservedResource[],
  more: Partial<Observation> = {},
): Observation {
  const { identity } = loadEstate().sites.find(({ name }) => name === 'clinic') ?? {};
  return {
    kind: 'observation',
    schemaVersion: '1.0.0',
    observedAt: `${asOf}T00:00:00Z`,
    stack: 'clinic',
    cloud: {
      authUrl: identity?.authUrl ?? '',
      region: identity?.region ?? '',
      projectId: '0',
      projectName: identity?.project ?? '',
      domainName: identity?.domain ?? '',
    },
    listed: [],
    notListed: [],
    resources,
    ...more,
  };
}

export function compared(planJson: string, resources: readonly ObservedResource[] = []): ComparedInput {
  return { stack: 'clinic', planJson, observation: observing(resources), expected: new Set() };
}

/** Values of what the plan says exists. */
export function valuesOf(plan: string, address: string): Attributes {
  const { resource_changes: changes } = JSON.parse(plan) as PlanJson;
  const found = changes.find((one) => one.address === address)?.change.before;
  if (!found) throw new Error(`no ${address} exists`);
  return found;
}

/** As the real provider's plan says it where something was deleted: gone in the refresh, and to be made again. */
export function withoutIt(plan: string, address: string): string {
  return changed(plan, address, (one) => {
    const { before } = one.change;
    const drift = { ...one, change: { actions: ['delete'], before, after: null } };
    return [drift, { ...one.change, actions: ['create'], before: null, after: before }];
  });
}

/** And where some values are other than configured: the refresh has found them, and the plan puts them back. */
export function withOther(plan: string, address: string, values: Attributes): string {
  return changed(plan, address, (one) => {
    const { before } = one.change;
    const now = { ...before, ...values };
    const drift = { ...one, change: { actions: ['update'], before, after: now } };
    return [drift, { ...one.change, actions: ['update'], before: now, after: before }];
  });
}

function changed(
  plan: string,
  address: string,
  change: (one: ChangeJson) => readonly [drift: ChangeJson, planned: ChangeJson['change']],
): string {
  const json = JSON.parse(plan) as PlanJson;
  const found = json.resource_changes.find((one) => one.address === address);
  if (!found) throw new Error(`no ${address} in the plan`);
  const [drift, planned] = change(found);
  return JSON.stringify({
    ...json,
    resource_changes: json.resource_changes.map((one) => (one === found ? { ...one, change: planned } : one)),
    resource_drift: [...(json.resource_drift ?? []), drift],
  });
}

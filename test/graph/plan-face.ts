import { stablePlan } from '../fixtures-policies/stable-plan';

/** A plan without what says nothing of a resource: values of variables, and which attributes matter to any change at all. */
export function faceOf(plan: string): string {
  const {
    variables: _,
    relevant_attributes: __,
    ...rest
  } = JSON.parse(stablePlan(plan)) as Record<string, unknown>;
  const { configuration, ...others } = rest as { configuration: Record<string, unknown> };
  const { root_module: root } = configuration as { root_module: Record<string, unknown> };
  delete root.variables;
  return JSON.stringify([configuration, others]);
}

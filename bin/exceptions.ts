import { checkExceptions } from '../estate/check-exceptions';
import { exceptions } from '../estate/exceptions';
import type { Exception } from '../judge/report';
import { today } from '../policies/judge-inputs';
import { loadPolicies } from '../policies/registry';
import { profileNamed } from '../stacks/profile';

/**
 * The exceptions a run is judged with: those of the estate, and those that a profile other than production is.
 * These hold for the day judged only, and are shown as exempt for each resource it touches.
 * @param profile @default `ESTATE_PROFILE`, else production
 * @throws EstateError for exceptions that name no policy, nobody or no end; InputError for an unknown profile
 */
export function exceptionsInForce(
  profile: string | undefined = process.env.ESTATE_PROFILE,
  asOf: string = today(),
): readonly Exception[] {
  const { name, destroyable, emptiesContainers } = profileNamed(profile || undefined);
  const policies = loadPolicies().map(({ id }) => id);
  const checked = checkExceptions(exceptions, policies, today());
  const lifted = (policy: string, what: string): Exception => ({
    policy,
    stack: '*',
    address: '*',
    reason: `the profile ${name} ${what}`,
    owner: 'whoever set ESTATE_PROFILE',
    expires: asOf,
  });
  return [
    ...checked,
    ...(destroyable ? [lifted('resilience/stateful-resource-protected', 'lifts prevent_destroy')] : []),
    ...(emptiesContainers ? [lifted('resilience/containers-not-emptied', 'empties containers')] : []),
  ];
}

import { checkExceptions } from '../estate/check-exceptions';
import { exceptions } from '../estate/exceptions';
import type { Exception } from '../judge/report';
import { today } from '../policies/judge-inputs';
import { loadPolicies } from '../policies/registry';
import { profileNamed } from '../stacks/profile';

/**
 * The exceptions a run is judged with: those of the estate, and the one that a profile other than production is.
 * That one holds for the day judged only, and is shown as exempt for each resource it touches.
 * @param profile @default `ESTATE_PROFILE`, else production
 * @throws EstateError for exceptions that name no policy, nobody or no end; InputError for an unknown profile
 */
export function exceptionsInForce(
  profile: string | undefined = process.env.ESTATE_PROFILE,
  asOf: string = today(),
): readonly Exception[] {
  const { name, destroyable } = profileNamed(profile || undefined);
  const policies = loadPolicies().map(({ id }) => id);
  const checked = checkExceptions(exceptions, policies, today());
  if (!destroyable) return checked;
  const lifted: Exception = {
    policy: 'resilience/stateful-resource-protected',
    stack: '*',
    address: '*',
    reason: `the profile ${name} lifts prevent_destroy`,
    owner: 'whoever set ESTATE_PROFILE',
    expires: asOf,
  };
  return [...checked, lifted];
}

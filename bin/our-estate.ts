import { layDeployment, readDeployment } from '../estate/deployment';
import type { EstateFault } from '../estate/estate-error';
import { loadEstate } from '../estate/load-estate';
import type { Estate } from '../estate/model';
import { UsageError } from './usage-error';

/**
 * The estate of the repository, and what is wrong with it as a whole, where what it comes to is to be shown and not to
 * be deployed.
 * @throws EstateError where a part of it is wrong by itself
 */
export function ourEstateWithFaults(): { readonly estate: Estate; readonly faults: readonly EstateFault[] } {
  const faults: EstateFault[] = [];
  const estate = ourEstate(process.env, (found) => faults.push(...found));
  return { estate, faults };
}

/**
 * The estate of the repository; with the profile `sandbox`, as `ESTATE_DEPLOYMENT` says that it stands there. Each of
 * the two is refused without the other: a sandbox without a deployment would be the real clouds with their
 * protections lifted, and a deployment without the profile a production on this machine.
 * @throws EstateError with every fault of the estate or of the deployment; UsageError for half of a sandbox
 */
export function ourEstate(
  environment: NodeJS.ProcessEnv = process.env,
  onBroken?: (faults: readonly EstateFault[]) => void,
): Estate {
  const { ESTATE_PROFILE: profile, ESTATE_DEPLOYMENT: file } = environment;
  if (!file && profile !== 'sandbox') return loadEstate(onBroken === undefined ? {} : { onBroken });
  if (!file || profile !== 'sandbox') {
    throw new UsageError(
      `ESTATE_PROFILE=${profile ?? ''} ESTATE_DEPLOYMENT=${file ?? ''}`,
      'the profile sandbox and the deployment that it is for go together',
      '“. .sandbox/env” sets both; for anything real unset both',
    );
  }
  const estate = loadEstate();
  return layDeployment(estate, readDeployment(file, estate));
}

import { layDeployment, readDeployment } from '../estate/deployment';
import { loadEstate } from '../estate/load-estate';
import type { Estate } from '../estate/model';
import { UsageError } from './usage-error';

/**
 * The estate of the repository; with the profile `sandbox`, as `ESTATE_DEPLOYMENT` says that it stands there. Each of
 * the two is refused without the other: a sandbox without a deployment would be the real clouds with their
 * protections lifted, and a deployment without the profile a production on this machine.
 * @throws EstateError with every fault of the estate or of the deployment; UsageError for half of a sandbox
 */
export function ourEstate(environment: NodeJS.ProcessEnv = process.env): Estate {
  const { ESTATE_PROFILE: profile, ESTATE_DEPLOYMENT: file } = environment;
  if (!file && profile !== 'sandbox') return loadEstate();
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

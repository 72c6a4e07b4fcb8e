import { createHash } from 'node:crypto';
import { join, relative } from 'node:path';
import type { Observation } from '../contracts/observation';
import type { Site } from '../estate/model';
import { observeSite } from '../observe/observe-site';
import type { ObservationInput } from '../policies/judge-inputs';
import { credentialsOf } from '../terraform/credentials';
import { InputError } from '../terraform/errors';
import { projectRoot } from '../terraform/project-root';
import { writeAside } from '../terraform/write-aside';

/** Where observations are kept unless another folder is named. */
export function observationsFolder(): string {
  return join(projectRoot(), '.estate', 'observations');
}

/** One file for each site and moment; an earlier one is evidence and stays. */
export function keepObservation(folder: string, observation: Observation): ObservationInput {
  const file = join(folder, `${observation.stack}-${observation.observedAt.replaceAll(':', '')}.json`);
  const text = `${JSON.stringify(observation, undefined, 2)}\n`;
  writeAside(file, text);
  return {
    file: relative(process.cwd(), file),
    sha256: createHash('sha256').update(text).digest('hex'),
    observation,
  };
}

/**
 * Observes a site before a plan of it is judged, if there are credentials to look with: no plan shows how an existing
 * volume was made, or what else stands in the project. Also where the plan is of nothing that exists: a state that
 * was lost looks like that, and all that it knew would be made a second time. Where that fails, it says so and the
 * plan is judged without.
 */
export async function observeBefore(
  site: Pick<Site, 'name' | 'identity'>,
  environment: NodeJS.ProcessEnv = process.env,
  folder = observationsFolder(),
): Promise<readonly ObservationInput[]> {
  const credentials = credentialsOf(site.name, environment);
  if (Object.keys(credentials).length === 0) return [];
  try {
    const { observation } = await observeSite(site.name, site.identity, credentials);
    return [keepObservation(folder, observation)];
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    process.stderr.write(`The site was not observed, so its plan is judged alone:\n${error.message}\n`);
    return [];
  }
}

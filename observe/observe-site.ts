import type { Observation, ObservedResource } from '../contracts/observation';
import { markCloudsOwn } from './clouds-own';
import { accountKinds, computeKinds } from './compute';
import { keyKinds } from './keys';
import type { Kind } from './kind';
import { NotListed } from './list';
import { networkKinds } from './network';
import { objectKinds } from './objects';
import { type Credentials, logIn, type Scope } from './session';
import { storageKinds } from './storage';

const kinds: readonly Kind[] = [
  ...storageKinds,
  ...computeKinds,
  ...networkKinds,
  ...objectKinds,
  ...keyKinds,
];

export interface Observed {
  readonly observation: Observation;
  /** Roles of the account that let it change something; none is what an observer should have. */
  readonly writingRoles: readonly string[];
}

/**
 * Reads what exists in a site's project. Changes nothing; what it may not or cannot list is named, never left out.
 * @param stack the site's name, which is its stack's
 * @param ofAccount also what belongs to the account that asks; of anybody else's it shows nothing
 * @throws InputError where it cannot log in, or a service does not answer
 */
export async function observeSite(
  stack: string,
  scope: Scope,
  credentials: Credentials,
  now: () => Date = () => new Date(),
  ofAccount = false,
): Promise<Observed> {
  const observedAt = `${now().toISOString().slice(0, 19)}Z`;
  const session = await logIn(stack, scope, credentials);
  const listed: string[] = [];
  const notListed: { type: string; reason: string }[] = [];
  const resources: ObservedResource[] = [];
  for (const { types, read } of ofAccount ? [...kinds, ...accountKinds] : kinds) {
    try {
      resources.push(...(await read(session)));
      listed.push(...types);
    } catch (error) {
      if (!(error instanceof NotListed)) throw error;
      notListed.push(...types.map((type) => ({ type, reason: error.message })));
    }
  }
  const { id: projectId, name: projectName, domain } = session.token.project;
  const { authUrl, region } = scope;
  const cloud = { authUrl, region, projectId, projectName, domainName: domain?.name ?? scope.domain };
  const observation: Observation = {
    kind: 'observation',
    schemaVersion: '1.0.0',
    observedAt,
    stack,
    cloud,
    listed,
    notListed,
    resources: markCloudsOwn(resources),
  };
  return { observation, writingRoles: session.writingRoles };
}

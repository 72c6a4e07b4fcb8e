import type { Dataset, Estate } from './model';
import { objectPlaces } from './objects';
import { placementsOf } from './queries';

/**
 * What of a dataset's declaration decides how it is copied and what a loss takes of it: two estates in which it is the
 * same replicate the dataset alike. What a sandbox answers in place of the clouds (addresses, ids of keys and accounts)
 * is no part of it, nor is what no outage exercises (size, retention, backup).
 */
export interface DatasetDeclaration {
  readonly dataset: string;
  readonly domain: string;
  readonly objects: boolean;
  readonly outOfReach: string;
  readonly replication: { readonly protocol: string; readonly port: number };
  /** The home first. */
  readonly places: readonly DeclaredPlace[];
  /** Where containers hold it: in the order in which they feed each other, each as `site realm cluster`. */
  readonly containers: readonly string[];
}

export interface DeclaredPlace {
  readonly site: string;
  readonly mode: 'home' | 'synchronous' | 'asynchronous';
  readonly lagSeconds: number;
  /** Kind of the cloud, as the estate declares it, whatever stands for it in a sandbox. */
  readonly cloud: string;
  readonly country: string;
  readonly region: string;
  readonly availabilityZone: string;
  readonly failureDomains: Readonly<Record<string, string>>;
  /** The dataset's subnet there. */
  readonly subnet: string;
}

/** @throws Error for a dataset at a site that the estate does not have, which a validated estate has not */
export function declarationOf(dataset: Dataset, estate: Pick<Estate, 'sites'>): DatasetDeclaration {
  const { name, domain, objects = false, outOfReach, replication } = dataset;
  return {
    dataset: name,
    domain,
    objects,
    outOfReach,
    replication: { protocol: replication.protocol, port: replication.port },
    places: placementsOf(dataset).map(({ site: at, role, mode, lagSeconds }): DeclaredPlace => {
      const site = estate.sites.find((each) => each.name === at);
      if (site === undefined) throw new Error(`estate is not validated: ${name} is placed at unknown ${at}`);
      const { cloud, country, identity, availabilityZone, failureDomains, network } = site;
      return {
        site: at,
        mode: role === 'home' ? 'home' : mode,
        lagSeconds,
        cloud: cloud.kind,
        country,
        region: identity.region,
        availabilityZone,
        failureDomains: { ...failureDomains },
        subnet: network.subnets[domain],
      };
    }),
    containers: objectPlaces(dataset, estate).map(
      ({ site, store }) => `${site.name} ${store.realm} ${store.cluster}`,
    ),
  };
}

/** The first thing that two declarations say differently, in words; undefined where they are the same. */
export function differenceOf(was: DatasetDeclaration, is: DatasetDeclaration): string | undefined {
  return firstDifference(was, is, '');
}

function firstDifference(was: unknown, is: unknown, path: string): string | undefined {
  if (isGroup(was) && isGroup(is)) {
    for (const name of [...new Set([...Object.keys(was), ...Object.keys(is)])]) {
      const inner = path === '' ? name : `${path}.${name}`;
      const found = firstDifference(own(was, name), own(is, name), inner);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  return was === is ? undefined : `${path} was ${spoken(was)} and is ${spoken(is)}`;
}

function isGroup(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function own(value: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(value, name) ? value[name] : undefined;
}

function spoken(value: unknown): string {
  return value === undefined ? 'not there' : (JSON.stringify(value)?.slice(0, 80) ?? String(value));
}

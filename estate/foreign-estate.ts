import { classes } from './classes';
import type { Cloud, Country, Estate, Foreign, Need, Site } from './model';

/** What a foreign estate does not say was asked for: a policy that compares with it has to say that it needs an estate. */
export class NotDeclared extends Error {
  constructor(what: string) {
    super(`only an estate declares ${what}`);
    this.name = 'NotDeclared';
  }
}

export interface ForeignEstateOptions {
  readonly cloud: Cloud['kind'];
  /**
   * Countries where everything may be, ISO 3166-1 alpha-2.
   * @default those that every class of `estate/classes.ts` permits, where the plan shows the country: plain
   *   OpenStack says nowhere in a plan where it stands
   */
  readonly countries?: readonly Country[];
  /** Volume types of plain OpenStack that encrypt. @default none is known to */
  readonly encryptedVolumeTypes?: readonly string[];
}

/**
 * An estate made up for plans that belong to none of ours: each plan is a site of its own, of the kind of cloud that
 * is named. It has no datasets and declares no endpoint, region, range, zone, image or key; whoever reads one of
 * those gets `NotDeclared`, never a value that nobody wrote.
 */
export function foreignEstate(options: ForeignEstateOptions): Estate {
  const { cloud, countries, encryptedVolumeTypes = [] } = options;
  const showsCountry = cloud === 'open-telekom-cloud' || countries !== undefined;
  const needs: readonly Need[] = showsCountry ? ['estate'] : ['estate', 'country'];
  return Object.freeze({
    sites: [],
    datasets: [],
    classes: countries === undefined ? classes : [permitting(countries)],
    links: [],
    assumptions: [],
    foreign: {
      cloud: declaring<Cloud>(
        'cloud',
        cloud === 'openstack' ? { kind: cloud, encryptedVolumeTypes } : { kind: cloud },
      ),
      lacks: new Set(needs),
    },
  });
}

/** The site that one plan of a foreign estate is. */
export function foreignSite({ cloud }: Foreign, stack: string): Site {
  return declaring<Site>('site', { name: stack, cloud });
}

function permitting(permittedCountries: readonly Country[]) {
  return {
    name: 'data',
    title: 'Whatever the plans hold',
    permittedCountries,
    source: 'the command line (--country)',
  };
}

/** An object of which a part is declared; to read anything else is an error, so that nothing is made up. */
function declaring<T extends object>(what: string, declared: Partial<T>): T {
  return new Proxy(declared, {
    get(target, key) {
      if (typeof key === 'symbol' || Object.hasOwn(target, key)) return Reflect.get(target, key) as unknown;
      throw new NotDeclared(`a ${what}’s ${key}`);
    },
  }) as T;
}

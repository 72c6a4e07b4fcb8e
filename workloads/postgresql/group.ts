import type { Dataset, Estate, Site } from '../../estate/model';
import { datasetOf, type PlacedCopy, placementsOf, siteOf } from '../../estate/queries';
import { podPlace, type ServerPlace } from './place';
import { replicatesWithPostgresql } from './replicated';

/** A server of the dataset at one site. */
export interface Member {
  readonly site: Site;
  readonly placement: PlacedCopy;
  readonly place: ServerPlace;
}

/** All servers of a dataset, the home first. */
export interface Group {
  readonly dataset: Dataset;
  readonly members: readonly Member[];
  /** How many copies beside the one that leads have every committed row: as many as the estate declares. */
  readonly synchronousCopies: number;
}

/** Says where a server runs. @default in a pod of the site’s cluster */
export type PlaceOf = (dataset: Dataset, site: Site) => ServerPlace;

/**
 * The servers of a dataset.
 * @returns undefined where PostgreSQL does not replicate the dataset
 * @throws EstateError for an unknown dataset, and for PostgreSQL that replicates in another way
 */
export function groupOf(estate: Estate, datasetName: string, placeOf: PlaceOf = podPlace): Group | undefined {
  const dataset = datasetOf(estate, datasetName);
  if (!replicatesWithPostgresql(dataset)) return undefined;
  const members = placementsOf(dataset).map((placement): Member => {
    const site = siteOf(estate, placement.site);
    return { site, placement, place: placeOf(dataset, site) };
  });
  const synchronousCopies = dataset.copies.filter(({ mode }) => mode === 'synchronous').length;
  return { dataset, members, synchronousCopies };
}

/** The other servers of a group. */
export function othersOf({ members }: Group, { site }: Member): readonly Member[] {
  return members.filter((member) => member.site !== site);
}

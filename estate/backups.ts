import type { Dataset, Estate, ObjectAccess } from './model';
import { placementsOf, siteOf } from './queries';

/** Name of the container that keeps a dataset's backup. */
export function backupContainer({ name }: Pick<Dataset, 'name'>): string {
  return `${name}-backup`;
}

/**
 * Where nodes reach the container of a dataset's backup.
 * @returns undefined where the site that keeps it declares no way to its object store
 * @throws EstateError for an unknown site
 */
export function backupAccess({ backup }: Dataset, estate: Estate): ObjectAccess | undefined {
  return siteOf(estate, backup.site).objectAccess;
}

/**
 * Name of the site at which a dataset's backup is brought back to be looked at: the one that keeps it, where the
 * dataset is held too, so that nothing comes to a place where it is not already; else the copy out of reach.
 */
export function restoreSiteOf(dataset: Dataset): string {
  const { backup, outOfReach } = dataset;
  return placementsOf(dataset).some(({ site }) => site === backup.site) ? backup.site : outOfReach;
}

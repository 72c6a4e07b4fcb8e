import { backupComponents } from '../../contracts/backups';
import { restoreSiteOf } from '../../estate/backups';
import type { Dataset } from '../../estate/model';
import type { Place } from '../model';

export type BackupJob = (typeof backupComponents)[keyof typeof backupComponents];

/**
 * The jobs of a dataset's backup at a site: at its home the one that writes it, and where it is brought back the one
 * that does. None where nodes have no way to the object store.
 */
export function backupJobsOf(
  dataset: Dataset,
  { site, contract }: Pick<Place, 'site' | 'contract'>,
): readonly BackupJob[] {
  if (contract.backups[dataset.name] === undefined) return [];
  const { writer, restoreTest } = backupComponents;
  return [
    ...(dataset.home.site === site.name ? [writer] : []),
    ...(restoreSiteOf(dataset) === site.name ? [restoreTest] : []),
  ];
}

import { backupAccess, backupContainer } from '../estate/backups';
import type { Cidr, Estate, Site } from '../estate/model';
import { datasetsAt } from '../estate/queries';

/** Where a dataset's backup is, and how pods reach it. Who may write to it a Secret of the cluster says. */
export interface BackupTarget {
  /** The site that keeps it. */
  readonly site: string;
  /** Name of its container, which is its bucket. */
  readonly container: string;
  /** S3 over TLS: the name that the object store's certificate bears. */
  readonly host: string;
  readonly port: number;
  /** Range that the store's address is in: the only one that network policies open. */
  readonly range: Cidr;
}

/** Backups of the datasets that have their home or a copy at a site, by dataset. */
export function backupsOf(estate: Estate, { name }: Pick<Site, 'name'>): Record<string, BackupTarget> {
  return Object.fromEntries(
    datasetsAt(estate, name).flatMap((dataset): [string, BackupTarget][] => {
      const access = backupAccess(dataset, estate);
      if (access === undefined) return [];
      return [[dataset.name, { site: dataset.backup.site, container: backupContainer(dataset), ...access }]];
    }),
  );
}

/**
 * How a container is named as a place for backups, in settings of the program that writes them.
 * Source: restic.readthedocs.io, "Preparing a new repository", "S3-compatible Storage".
 */
export function repositoryOf({ host, port, container }: Omit<BackupTarget, 'site' | 'range'>): string {
  return `s3:https://${host}:${port}/${container}`;
}

/** What the two jobs of a backup are within their workload, as `app.kubernetes.io/component` says. */
export const backupComponents = { writer: 'backup', restoreTest: 'restore-test' } as const;

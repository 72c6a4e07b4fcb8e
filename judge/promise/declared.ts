import type { Dataset, Estate, Site } from '../../estate/model';
import { credentialsReaching, credentialsReading } from '../../estate/reach';
import type { Facts } from '../finding';
import type { DeclaredDataset, ReachedPlace } from '../report';
import { closure } from './closure';

/** What the estate declares of a dataset beside its copies: a change to that changes the promise, and no resource. */
export function declaredOf(dataset: Dataset, { sites, classes }: Estate): DeclaredDataset {
  const { home, copies, backup, dataClass } = dataset;
  const placed = [
    { role: 'home' as const, ...home },
    ...copies.map((copy) => ({ role: 'copy' as const, ...copy })),
    { role: 'backup' as const, ...backup },
  ];
  const siteOf = (name: string) => sites.find((one) => one.name === name);
  const holding = placed.flatMap(({ role, site }) => (role === 'backup' ? [] : (siteOf(site) ?? [])));
  return {
    dataClass,
    permittedCountries: classes.find(({ name }) => name === dataClass)?.permittedCountries ?? [],
    withstands: dataset.withstands,
    outOfReach: dataset.outOfReach,
    retentionYears: dataset.retention.years,
    backupDays: backup.keepDays,
    places: placed.map(({ role, site, key }) => ({
      role,
      site,
      country: siteOf(site)?.country ?? '',
      town: siteOf(site)?.failureDomains.town ?? '',
      key,
      keyStore: siteOf(site)?.keyCustody.keyStore ?? '',
    })),
    readBy: byCredential(holding, (site) => credentialsReading(site, sites)),
    destroyedBy: byCredential(holding, (site) => credentialsReaching(site, sites)),
    keysDestroyedBy: byCredential(holding, (site) => site.keyCustody.destroyedBy),
  };
}

function byCredential(sites: readonly Site[], namesAt: (site: Site) => readonly string[]) {
  const names = [...new Set(sites.flatMap(namesAt))].toSorted();
  return names.map((credential) => ({
    credential,
    sites: sites.filter((site) => namesAt(site).includes(credential)).map(({ name }) => name),
  }));
}

/** Everywhere that data of a dataset or keys that open it surely get to; null where that could not be examined. */
export function reachedBy(dataset: Dataset, facts: Facts): readonly ReachedPlace[] | null {
  try {
    return closure(dataset, facts).map(({ to, path }) => ({
      place: to.name,
      country: to.country ?? null,
      by: path.map(({ by }) => by),
      certain: path.every(({ certain }) => certain),
    }));
  } catch {
    return null;
  }
}

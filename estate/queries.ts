import { EstateError, shown } from './estate-error';
import type { Backup, Copy, Dataset, Estate, Link, Placement, Site } from './model';

/** Where a dataset lives, the home being a copy that never lags. */
export interface PlacedCopy extends Placement {
  readonly role: 'home' | 'copy';
  /** The home is written first, so it counts as synchronous. */
  readonly mode: Copy['mode'];
  /** Seconds; 0 for the home. */
  readonly lagSeconds: number;
}

/** Another site and the link that leads there. */
export interface Peer {
  readonly site: Site;
  readonly link: Link;
}

/** A dataset whose backup is kept at the site asked for. */
export interface KeptBackup {
  readonly dataset: Dataset;
  readonly backup: Backup;
}

/**
 * The site of that name.
 * @throws EstateError when there is none
 */
export function siteOf(estate: Estate, name: string): Site {
  const site = estate.sites.find((each) => each.name === name);
  if (site !== undefined) return site;
  const known = estate.sites.map((each) => each.name).join(', ');
  const fix = 'correct the name, or add the site';
  throw new EstateError([{ where: 'site', value: shown(name), rule: `a site of the estate: ${known}`, fix }]);
}

/**
 * The dataset of that name.
 * @throws EstateError when there is none
 */
export function datasetOf(estate: Estate, name: string): Dataset {
  const dataset = estate.datasets.find((each) => each.name === name);
  if (dataset !== undefined) return dataset;
  const known = estate.datasets.map((each) => each.name).join(', ');
  const rule = `a dataset of the estate: ${known}`;
  throw new EstateError([
    { where: 'dataset', value: shown(name), rule, fix: 'correct the name, or add the dataset' },
  ]);
}

/** Home and copies of a dataset, home first, copies as declared; the backup is none of them. */
export function placementsOf(dataset: Dataset): PlacedCopy[] {
  const copies = dataset.copies.map((copy): PlacedCopy => ({ role: 'copy', ...copy }));
  return [{ role: 'home', ...dataset.home, mode: 'synchronous', lagSeconds: 0 }, ...copies];
}

/**
 * Datasets of which the site holds the home or a copy.
 * @throws EstateError for an unknown site
 */
export function datasetsAt(estate: Estate, siteName: string): Dataset[] {
  const site = siteOf(estate, siteName);
  return estate.datasets.filter((dataset) => placementsOf(dataset).some((place) => place.site === site.name));
}

/**
 * Sites that a site has a link to, whichever end declares it, sorted by name.
 * @throws EstateError for an unknown site
 */
export function peersOf(estate: Estate, siteName: string): Peer[] {
  const { name } = siteOf(estate, siteName);
  return estate.links
    .filter(({ sites }) => sites.includes(name))
    .map((link) => ({ site: siteOf(estate, link.sites[0] === name ? link.sites[1] : link.sites[0]), link }))
    .sort((one, other) => (one.site.name < other.site.name ? -1 : 1));
}

/**
 * Backups that are kept at a site.
 * @throws EstateError for an unknown site
 */
export function backupsAt(estate: Estate, siteName: string): KeptBackup[] {
  const { name } = siteOf(estate, siteName);
  return estate.datasets.flatMap((dataset) =>
    dataset.backup.site === name ? [{ dataset, backup: dataset.backup }] : [],
  );
}

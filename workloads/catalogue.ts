import { readdirSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { Estate, Site } from '../estate/model';
import { placementsOf } from '../estate/queries';
import type { Workload } from './model';

const folder = join(__dirname, 'catalogue');

/** Every workload: one file each in `catalogue/`, in the order of their names. */
export function loadCatalogue(): readonly Workload[] {
  const extension = extname(__filename);
  return readdirSync(folder)
    .filter((file) => file.endsWith(extension) && !file.endsWith('.d.ts'))
    .sort()
    .map((file) => (require(join(folder, file)) as { readonly default: Workload }).default);
}

/** What runs at a site: by its role, and where a workload mounts datasets, only with a copy of each of them. */
export function workloadsAt(catalogue: readonly Workload[], site: Site, estate: Estate): readonly Workload[] {
  return catalogue.filter(
    ({ at, datasets }) =>
      (at?.includes(site.role) ?? true) && datasets.every((name) => isPlaced(name, site, estate)),
  );
}

function isPlaced(name: string, site: Site, { datasets }: Estate): boolean {
  const dataset = datasets.find((one) => one.name === name);
  return dataset !== undefined && placementsOf(dataset).some((place) => place.site === site.name);
}

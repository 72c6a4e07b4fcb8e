import { readdirSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import type { Estate, Site } from '../estate/model';
import { placementsOf } from '../estate/queries';
import { InputError } from '../terraform/errors';
import { type CatalogueEntry, checkCatalogue } from './check-catalogue';
import type { Workload } from './model';

const folder = join(__dirname, 'catalogue');

/**
 * Every workload: one file each in `catalogue/`, in the order of their names, held to each other and to the estate.
 * @throws InputError with every fault (check-catalogue.ts)
 */
export function loadCatalogue(estate: Estate): readonly Workload[] {
  const entries = catalogueEntries();
  checkCatalogue(entries, estate);
  return entries.map(({ workload }) => workload);
}

/** The files as they are. @throws InputError for one that holds no workload */
export function catalogueEntries(): readonly CatalogueEntry[] {
  const extension = extname(__filename);
  return readdirSync(folder)
    .filter((file) => file.endsWith(extension) && !file.endsWith('.d.ts'))
    .sort()
    .map((file) => {
      const { default: workload } = require(join(folder, file)) as { readonly default?: Workload };
      if (workload?.name === undefined || workload.calls === undefined) {
        throw new InputError({
          value: `workloads/catalogue/${file} holds no workload.`,
          rule: 'Each file there has one workload as its default export.',
          fix: 'Write it, or move the file elsewhere; estate new workload NAME writes one.',
        });
      }
      return { file: basename(file, extension), workload };
    });
}

/**
 * What runs at a site: by its role; where a workload mounts datasets, only with a copy of each of them; and only with
 * all that it cannot do without. Calls to what does not run here are left out. Nothing runs at a site that lacks what
 * every workload needs there, its registry and its sign-in, since it would run only as long as another site does.
 */
export function workloadsAt(catalogue: readonly Workload[], site: Site, estate: Estate): readonly Workload[] {
  let here = catalogue.filter(
    ({ at, datasets }) =>
      (at?.includes(site.role) ?? true) && datasets.every((name) => isPlaced(name, site, estate)),
  );
  const runs = (name: string) => here.some((one) => one.name === name);
  if (catalogue.some(({ name, foundation }) => foundation && !runs(name))) return [];
  for (let before = -1; before !== here.length; ) {
    before = here.length;
    here = here.filter(({ calls }) => calls.every(({ to, optional }) => optional || runs(to)));
  }
  return here.map((workload) => ({ ...workload, calls: workload.calls.filter(({ to }) => runs(to)) }));
}

function isPlaced(name: string, site: Site, { datasets }: Estate): boolean {
  const dataset = datasets.find((one) => one.name === name);
  return dataset !== undefined && placementsOf(dataset).some((place) => place.site === site.name);
}

import { existsSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { defineEstate, defineEstateNoticing, type EstateParts } from './define-estate';
import { EstateError, type EstateFault, shown } from './estate-error';
import type { Dataset, Site } from './model';
import { readRegistry } from './registry';
import { entryName } from './syntax';

/** The estate that a new entry joins, and the folder of its sources. */
export interface ExistingEstate {
  readonly parts: EstateParts;
  /** Absolute path of `estate/` with the TypeScript sources. */
  readonly sources: string;
}

/** The project's folder: the nearest one above this file that has a package.json. */
function projectRoot(): string {
  let folder = __dirname;
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}

/**
 * Reads and checks the estate below a project's folder: its sources when this file runs from source, else what
 * the compiler made of them in `dist/`.
 * @throws EstateError when what exists has faults: a new entry would hide among them
 */
export function existingEstate(root: string = projectRoot()): ExistingEstate {
  const sources = join(root, 'estate');
  const folder = extname(__filename) === '.ts' ? sources : join(root, 'dist', 'estate');
  const { parts, notices } = readRegistry(folder);
  const { sites, datasets, classes, assumptions } = defineEstateNoticing(parts, {}, notices);
  return {
    parts: { sites, datasets, classes, assumptions, suites: (parts as unknown as EstateParts).suites },
    sources,
  };
}

/**
 * Checks a new entry together with everything that exists.
 * @throws EstateError
 */
export function checkTogether(
  { parts }: ExistingEstate,
  added: { readonly site: Site } | { readonly dataset: Dataset },
): void {
  defineEstate({
    ...parts,
    sites: 'site' in added ? [...parts.sites, added.site] : parts.sites,
    datasets: 'dataset' in added ? [...parts.datasets, added.dataset] : parts.datasets,
  });
}

/**
 * Checks that a new entry may have this name, before anything is made from it.
 * @throws EstateError
 */
export function checkFreeName({ parts }: ExistingEstate, part: 'sites' | 'datasets', name: string): void {
  const errors: EstateFault[] = [];
  entryName(name, 'name', (where, value, rule, fix) =>
    errors.push({ where, value: shown(value), rule, fix }),
  );
  if (parts[part].some((entry) => entry.name === name)) {
    const rule = `a name that none of the ${part} has`;
    errors.push({ where: 'name', value: shown(name), rule, fix: 'choose another name' });
  }
  if (errors.length > 0) throw new EstateError(errors);
}

/**
 * The first of several that is free.
 * @throws EstateError when none is
 */
export function firstFree<T>(candidates: Iterable<T>, isFree: (candidate: T) => boolean, what: string): T {
  for (const candidate of candidates) if (isFree(candidate)) return candidate;
  const rule = `${what} is free`;
  const value = shown(undefined);
  throw new EstateError([
    { where: 'new entry', value, rule, fix: 'write the file by hand, or free one first' },
  ]);
}

import { readdirSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { Notices } from './define-estate';
import { type EstateFault, shown } from './estate-error';
import { isRecord } from './shape';
import { isName } from './syntax';

/** Everything the files of an estate's folder hold, unchecked, and what could not be read. */
export interface Registry {
  readonly parts: Readonly<Record<'sites' | 'datasets' | 'classes' | 'suites' | 'assumptions', unknown>>;
  readonly notices: Notices;
}

/** Where entries are read from. */
interface Place {
  readonly folder: string;
  /** The sources when they run themselves (under jest), else what the compiler made of them; or JSON. */
  readonly extension: string;
}

interface Entries {
  readonly values: readonly unknown[];
  readonly unreadable: readonly string[];
}

/**
 * Reads an estate's folder: `sites/` and `datasets/`, one entry in each file, and the three lists beside them.
 * Files are read in the order of their names, so the same folder always gives the same estate.
 */
export function readRegistry(folder: string, extension: string = extname(__filename)): Registry {
  const faults: EstateFault[] = [];
  const sites = entriesIn({ folder, extension }, 'sites', faults);
  const datasets = entriesIn({ folder, extension }, 'datasets', faults);
  const list = (name: string) =>
    exportOf(join(folder, `${name}${extension}`), `estate/${name}`, name, faults)?.value;
  return {
    parts: {
      sites: sites.values,
      datasets: datasets.values,
      classes: list('classes') ?? [],
      suites: list('suites') ?? [],
      assumptions: list('assumptions') ?? [],
    },
    notices: { faults, unreadableSites: sites.unreadable },
  };
}

function entriesIn({ folder, extension }: Place, part: 'sites' | 'datasets', faults: EstateFault[]): Entries {
  const values: unknown[] = [];
  const unreadable: string[] = [];
  for (const file of filesIn({ folder: join(folder, part), extension }, `estate/${part}`, faults)) {
    const name = file.slice(0, -extension.length);
    const where = `estate/${part}/${name}`;
    const found = exportOf(join(folder, part, file), where, 'default', faults);
    if (found === undefined) {
      unreadable.push(name);
      continue;
    }
    values.push(found.value);
    const written = isRecord(found.value) ? found.value.name : name;
    if (isName(written) && written !== name) {
      const rule = `an entry is in the file of its name: ${written}`;
      faults.push({ where, value: shown(name), rule, fix: 'rename the file, or the entry' });
    }
  }
  return { values, unreadable };
}

function filesIn({ folder, extension }: Place, where: string, faults: EstateFault[]): string[] {
  try {
    return readdirSync(folder)
      .filter((file) => isEntryFile(file, extension))
      .sort();
  } catch (error) {
    const fix = 'make the folder, with one file for each entry';
    faults.push({ where, value: reasonOf(error), rule: 'a folder that can be read', fix });
    return [];
  }
}

function isEntryFile(file: string, extension: string): boolean {
  return file.endsWith(extension) && !file.endsWith('.d.ts') && !/\.(test|spec)\.[jt]s$/.test(file);
}

function exportOf(
  file: string,
  where: string,
  name: string,
  faults: EstateFault[],
): { readonly value: unknown } | undefined {
  const what = name === 'default' ? 'a default export' : `an export named ${name}`;
  try {
    const loaded: unknown = require(file);
    // A JSON file is the value itself.
    if (extname(file) === '.json') return { value: loaded };
    const value = isRecord(loaded) && Object.hasOwn(loaded, name) ? loaded[name] : undefined;
    if (value !== undefined) return { value };
    faults.push({ where, value: shown(undefined), rule: what, fix: `give the file ${what}` });
  } catch (error) {
    faults.push({ where, value: reasonOf(error), rule: `a file with ${what}`, fix: 'correct the file' });
  }
  return undefined;
}

/** What went wrong, on one line. */
function reasonOf(error: unknown): string {
  const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
  return shown(line);
}

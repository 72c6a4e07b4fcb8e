import { existsSync, linkSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { EstateError, shown } from './estate-error';
import { isName } from './syntax';

/** A file that adds one entry to the estate. */
export interface NewEntry {
  /** Absolute path below `estate/sites`, `estate/datasets` or `workloads/catalogue`. */
  readonly file: string;
  readonly text: string;
}

const places = ['sites', 'datasets', 'catalogue'];

/**
 * Writes the file of a new entry, whole or not at all, and never over another one.
 * @throws EstateError when the file exists, is no place for an entry, or cannot be written
 */
export function writeNewEntry({ file, text }: NewEntry): void {
  const [part, name] = [basename(dirname(file)), basename(file, '.ts')];
  const where = `${basename(dirname(dirname(file)))}/${part}/${basename(file)}`;
  const fault = (value: string, rule: string, fix: string) => new EstateError([{ where, value, rule, fix }]);
  if (!places.includes(part) || !isName(name) || basename(file) !== `${name}.ts`) {
    throw fault(
      name,
      'a file <name>.ts in estate/sites, estate/datasets or workloads/catalogue',
      'let newSite, newDataset or newWorkload name it',
    );
  }
  const temporary = join(dirname(file), `.${name}.${process.pid}.tmp`);
  try {
    writeFileSync(temporary, text, { flag: 'wx' });
    putInPlace(temporary, file);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
    if (code === 'EEXIST' && existsSync(file)) {
      throw fault(shown(name), 'a new entry replaces nothing: the file exists', 'choose another name');
    }
    throw fault(code, 'a folder in which files can be written', `make ${dirname(file)} writable`);
  } finally {
    rmSync(temporary, { force: true });
  }
}

/**
 * Where several entries are written together, none is if one is there already.
 * @throws EstateError when the file exists
 */
export function refuseThere({ file }: NewEntry): void {
  if (!existsSync(file)) return;
  const where = `${basename(dirname(file))}/${basename(file)}`;
  const rule = 'a new entry replaces nothing: the file exists';
  throw new EstateError([{ where, value: shown(basename(file, '.ts')), rule, fix: 'choose another name' }]);
}

/** A link to the finished file fails where a rename would replace; not every file system has links. */
function putInPlace(temporary: string, file: string): void {
  try {
    linkSync(temporary, file);
  } catch (error) {
    if (existsSync(file) || (error as NodeJS.ErrnoException).code === 'EEXIST') throw error;
    renameSync(temporary, file);
  }
}

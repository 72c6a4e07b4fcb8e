import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { UnreadableInput } from '../../graph/unreadable-input';
import { asInputError } from '../../terraform/errors';
import { renderManifest } from './manifest';
import { names } from './pack-index';

/**
 * Writes a pack: all its files, then the manifest, into a draft beside the folder, which takes the folder's place
 * when it is whole. An older pack there is replaced; nothing else is.
 * @param finish makes what is made of the manifest, such as its signature, in the draft
 * @throws UnreadableInput where the folder holds anything but a pack; InputError where it cannot be written
 */
export async function writePack(
  folder: string,
  files: ReadonlyMap<string, string>,
  finish: (draft: string) => Promise<void> = async () => {},
): Promise<void> {
  const target = resolve(folder);
  refuseOther(target, folder);
  const draft = join(dirname(target), `.${basename(target)}.${process.pid}.draft`);
  try {
    rmSync(draft, { recursive: true, force: true });
    // By itself: where nothing can be made, as in /proc, making folders within folders would never end.
    makeDraft(draft, folder);
    for (const [path, text] of [...files, [names.manifest, renderManifest(files)] as const]) {
      mkdirSync(dirname(join(draft, path)), { recursive: true, mode: 0o700 });
      writeFileSync(join(draft, path), text, { mode: 0o600, flag: 'wx' });
    }
    await finish(draft);
    replace(draft, target);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    throw asInputError(error, folder);
  }
}

function makeDraft(draft: string, named: string): void {
  try {
    mkdirSync(draft, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new UnreadableInput(named, 'no folder can be made there', 'name a folder on a disk');
  }
}

/** Two renames: between them there is no pack, and never half of one. What was there comes back if the second fails. */
function replace(draft: string, target: string): void {
  const old = `${draft}.old`;
  const isThere = existsSync(target);
  if (isThere) renameSync(target, old);
  try {
    renameSync(draft, target);
  } catch (error) {
    if (isThere) renameSync(old, target);
    throw error;
  }
  rmSync(old, { recursive: true, force: true });
}

/** @throws UnreadableInput for a folder of anything else, which somebody may need; before anything is judged, too */
export function refuseOther(target: string, named: string): void {
  const fix = 'name a folder that is not there yet, or one with an older pack';
  const around = packAround(target);
  if (around !== undefined) {
    const why = `it lies in ${around}, which is a pack itself and would have files too many`;
    throw new UnreadableInput(named, why, 'name a folder outside of it');
  }
  const found = lstatSync(target, { throwIfNoEntry: false });
  if (found === undefined) {
    const above = lstatSync(dirname(target), { throwIfNoEntry: false });
    if (above === undefined)
      throw new UnreadableInput(named, 'the folder that it is to be in is not there', fix);
    return;
  }
  if (found.isSymbolicLink())
    throw new UnreadableInput(named, 'it is a symbolic link', 'name the folder that it leads to');
  if (!found.isDirectory()) throw new UnreadableInput(named, 'it is there and no folder', fix);
  if (readdirSync(target).length === 0 || isPack(target)) return;
  throw new UnreadableInput(named, 'it is a folder with something in it that is no pack', fix);
}

/** The pack that a folder lies in, however deep. */
function packAround(folder: string): string | undefined {
  const above = dirname(folder);
  if (above === folder) return undefined;
  return isPack(above) ? above : packAround(above);
}

function isPack(folder: string): boolean {
  try {
    const { kind } = JSON.parse(readFileSync(join(folder, names.index), 'utf8')) as { kind?: unknown };
    return kind === 'audit-pack' && existsSync(join(folder, names.manifest));
  } catch {
    return false;
  }
}

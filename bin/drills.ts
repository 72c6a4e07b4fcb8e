import { readDrill } from '../graph/read-drill';
import type { GivenDrill } from '../judge/finding';
import { hashOf } from '../policies/judge-inputs';
import type { Arguments } from './arguments';
import { checkJson, readInputFile } from './input-file';

/** Options that name reports of drills: what they exercised, and whether it held, is judged beside the rest. */
export const drillOptions = { drill: { type: 'string', multiple: true } } as const;

export const drillUsage = '[--drill FILE]…';

const wanted = { what: 'a report of a drill', fix: 'name what estate drill has kept' };

/**
 * Reports of drills that the command line names.
 * @throws UnreadableInput for a file that is missing, broken, of something else, or changed since it was written
 */
export function readDrills(given: Arguments): readonly GivenDrill[] {
  return given.all('drill').map((file) => {
    const bytes = readInputFile(file, wanted);
    return { file, sha256: hashOf(bytes), drill: readDrill(checkJson(bytes, file), file) };
  });
}

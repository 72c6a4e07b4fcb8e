import type { NamedDrill } from '../audit/pack/judged-pack';
import type { Drill } from '../contracts/drill';
import { UnreadableInput } from '../graph/unreadable-input';
import { hashOf } from '../policies/judge-inputs';
import { checkJson, readInputFile } from './input-file';

const wanted = { what: 'a report of a drill', fix: 'name what estate drill has kept' };

/**
 * Reports of drills that the command line names.
 * @throws UnreadableInput for a file that is missing, broken, or of something else
 */
export function readDrills(files: readonly string[]): readonly NamedDrill[] {
  return files.map((file) => {
    const bytes = readInputFile(file, wanted);
    return { file, sha256: hashOf(bytes), drill: parse(String(checkJson(bytes, file)), file) };
  });
}

function parse(text: string, file: string): Drill {
  let json: Partial<Drill> | null;
  try {
    json = JSON.parse(text) as Partial<Drill> | null;
  } catch {
    throw new UnreadableInput(file, 'it is no whole JSON', wanted.fix);
  }
  if (json?.kind !== 'drill') throw new UnreadableInput(file, 'it is no report of a drill', wanted.fix);
  if (json.schemaVersion !== '1.0.0') {
    throw new UnreadableInput(file, 'it is of another version than 1.0.0', 'drill again with this version');
  }
  const { startedAt, finishedAt, sandbox, losses, databases, notExercised, held } = json;
  const texts = [startedAt, finishedAt].every((time) => /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(String(time)));
  const isWhole =
    texts &&
    [sandbox, held].every((one) => typeof one === 'boolean') &&
    [losses, databases, notExercised].every((one) => Array.isArray(one));
  if (isWhole) return json as Drill;
  throw new UnreadableInput(file, 'a part of the report of a drill is missing', wanted.fix);
}

import { checkApproval } from '../../estate/approval';
import { parseJson } from '../../graph/json';
import { readDrill } from '../../graph/read-drill';
import { readObservation } from '../../graph/read-observation';
import { UnreadableInput } from '../../graph/unreadable-input';
import type { CreationEvidence } from '../../judge/judge';
import type { Exception, Report } from '../../judge/report';
import type { SourceLine } from '../../judge/source-lines';
import { type Input, judgeInputs } from '../../policies/judge-inputs';
import type { JudgedPack } from './judged-pack';
import type { PackedInput, PackIndex } from './pack-index';
import { readPackedEstate } from './packed-estate';

/** Text of a file of the pack. */
export type Read = (path: string) => string;

/**
 * What was judged, as it is in the pack.
 * @throws UnreadableInput or EstateError where the estate is none
 */
export function readJudged(index: PackIndex, read: Read): Pick<JudgedPack, 'estate' | 'inputs' | 'drills'> {
  return {
    estate: readPackedEstate(json(read, index.estate), index.estate, index.asOf),
    inputs: index.inputs.map((one) => inputOf(one, read)),
    drills: index.drills.map(({ input, file, original, removed }) => ({
      file: input,
      sha256: original,
      // What a secret was removed from is no longer what was sealed.
      drill: readDrill(read(file), file, { sealed: removed === 0 }),
    })),
  };
}

/**
 * Judges the files of a pack as they were judged before their secrets were removed.
 * @throws UnreadableInput or EstateError where one of them is not what it was
 */
export function recompute(index: PackIndex, read: Read): Report {
  const { asOf, only } = index;
  const { inputs, estate, drills } = readJudged(index, read);
  const changes = index.inputs.flatMap(({ stack, change }) =>
    change === undefined ? [] : [[stack, change] as const],
  );
  return judgeInputs(inputs, estate, {
    asOf,
    ...(only ? { only } : {}),
    exceptions: exceptionsIn(read, index.exceptions),
    approvals: index.approvals.map(({ input, file, isNamed }) => ({
      file: input,
      // Whether it was in force on the day judged, the judge says.
      approval: checkApproval(json(read, file), file, '9999-12-31'),
      isNamed,
    })),
    authors: index.authors,
    drills,
    changes: new Map(changes),
    ...(index.evidence === undefined ? {} : { creationEvidence: evidenceIn(read, index.evidence) }),
    observations: index.observations.map(({ input, file, original }) => ({
      file: input,
      sha256: original,
      observation: readObservation(read(file), file),
    })),
  });
}

function inputOf(
  { kind, stack, input, file, original, draft, source, lines }: PackedInput,
  read: Read,
): Input {
  return {
    kind,
    stack,
    file: input,
    text: read(file),
    sha256: original,
    ...(draft ? { draft } : {}),
    ...(source ? { source: read(source.file) } : {}),
    ...(lines === undefined ? {} : { lines: linesIn(json(read, lines)) }),
  };
}

function linesIn(given: { readonly [key: string]: unknown }): ReadonlyMap<string, SourceLine> {
  return new Map(Object.entries(given) as [string, SourceLine][]);
}

function json(read: Read, file: string): { readonly [key: string]: unknown } {
  return parseJson(read(file), file, 'take the pack from where it was made');
}

function exceptionsIn(read: Read, file: string): readonly Exception[] {
  const { exceptions } = json(read, file);
  const isList = Array.isArray(exceptions) && exceptions.every(isException);
  if (isList) return exceptions as readonly Exception[];
  throw new UnreadableInput(file, 'it is no list of exceptions', 'take the pack from where it was made');
}

function isException(one: unknown): boolean {
  const fields = ['policy', 'stack', 'address', 'reason', 'owner', 'expires'];
  return (
    typeof one === 'object' &&
    one !== null &&
    fields.every((field) => typeof (one as { [key: string]: unknown })[field] === 'string')
  );
}

function evidenceIn(read: Read, file: string): ReadonlyMap<string, CreationEvidence> {
  const given = Object.entries(json(read, file)) as [string, Partial<CreationEvidence>][];
  const broken = given.find(
    ([, one]) => typeof one?.id !== 'string' || typeof one.sealed !== 'object' || one.sealed === null,
  );
  if (broken === undefined) return new Map(given as [string, CreationEvidence][]);
  throw new UnreadableInput(
    file,
    `${broken[0]} has no id, or nothing that was sealed`,
    'take the pack from where it was made',
  );
}

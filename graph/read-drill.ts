import type { Drill } from '../contracts/drill';
import { sealOf } from '../contracts/drill-seal';
import { parseJson } from './json';
import { isList, isName, isObject, isTime, type Json } from './json-object';
import { UnreadableInput } from './unreadable-input';
import { clip } from './value';

const fix = 'name what estate drill has kept, unchanged';

export interface ReadDrillOptions {
  /** False where values were removed from it after it was sealed. @default true */
  readonly sealed?: boolean;
}

/**
 * Reads a report of a drill (`contracts/drill.ts`, `contracts/drill.schema.json`), of this version or an older one.
 * @throws UnreadableInput where a part is missing or of another form, where it contradicts itself, and where it was
 *   changed after it was written: evidence that is doubtful is none
 */
export function readDrill(
  text: string | Buffer,
  file: string,
  { sealed = true }: ReadDrillOptions = {},
): Drill {
  const json = parseJson(text, file, fix);
  if (json.kind !== 'drill') throw new UnreadableInput(file, 'it is no report of a drill', fix);
  if (!['1.0.0', '1.1.0'].includes(String(json.schemaVersion))) {
    const why = `its version is ${clip(String(json.schemaVersion))}; versions 1.0.0 and 1.1.0 are read`;
    throw new UnreadableInput(file, why, 'drill again with this version');
  }
  const fault = faultOf(json) ?? newerFaultOf(json);
  if (fault !== undefined) throw new UnreadableInput(file, `as a report of a drill: ${fault}`, fix);
  const drill = json as unknown as Drill;
  if (drill.held !== heldBy(drill)) {
    throw new UnreadableInput(file, 'what it says in the end is not what its checks and findings say', fix);
  }
  if (sealed && drill.seal !== undefined && drill.seal !== sealOf(drill)) {
    throw new UnreadableInput(
      file,
      'it was changed after it was written: its seal is of something else',
      fix,
    );
  }
  return drill;
}

function heldBy({ losses, databases }: Drill): boolean {
  return (
    losses.length + databases.length > 0 &&
    losses.every(({ checks }) => checks.length > 0 && checks.every(({ held }) => held)) &&
    databases.every(({ completed, findings }) => completed && findings.length === 0)
  );
}

function faultOf(json: Json): string | undefined {
  const { startedAt, finishedAt, sandbox, losses, databases, notExercised, held } = json;
  if (!isTime(startedAt)) return 'startedAt is no time in UTC, as 2026-11-22T08:00:00Z';
  if (!isTime(finishedAt)) return 'finishedAt is no time in UTC, as 2026-11-22T08:00:00Z';
  if (Date.parse(String(finishedAt)) < Date.parse(String(startedAt))) return 'it ended before it began';
  if (typeof sandbox !== 'boolean') return 'sandbox is neither true nor false';
  if (typeof held !== 'boolean') return 'held is neither true nor false';
  if (!isList(losses)) return 'losses is no list';
  if (!isList(databases)) return 'databases is no list';
  if (!isTexts(notExercised)) return 'notExercised is no list of texts';
  return (
    firstFault(losses, 'losses', faultOfLoss) ??
    firstFault(databases, 'databases', faultOfDatabase) ??
    undefined
  );
}

function faultOfLoss(loss: Json): string | undefined {
  const { of, how, lostAt, backAt, checks } = loss;
  if (!isName(of)) return 'of is no name of a site';
  if (typeof how !== 'string') return 'how is no text';
  if (!isTime(lostAt)) return 'lostAt is no time in UTC';
  if (backAt !== null && !isTime(backAt)) return 'backAt is neither a time nor null';
  if (!isList(checks)) return 'checks is no list';
  return firstFault(checks, 'checks', ({ what, held, dataset, objects }) => {
    if (!isName(what) || typeof held !== 'boolean') return 'it has no sentence, or did neither hold nor not';
    if (dataset !== undefined && !isName(dataset)) return 'dataset is no name';
    if (objects === undefined) return undefined;
    const isCount =
      isObject(objects) && isName(objects.at) && isNumber(objects.expected) && isNumber(objects.missing);
    if (!isCount) return 'objects has no site or no numbers';
    return held === true && objects.missing !== 0 ? 'it held, and objects are missing' : undefined;
  });
}

function faultOfDatabase(database: Json): string | undefined {
  const { dataset, completed, findings, rows } = database;
  if (!isName(dataset)) return 'dataset is no name';
  if (typeof completed !== 'boolean') return 'completed is neither true nor false';
  if (!isTexts(findings)) return 'findings is no list of texts';
  if (!isObject(rows) || !isNumber(rows.acknowledged) || !isList(rows.missingInTheEnd))
    return 'rows has no numbers';
  return firstFault(rows.missingInTheEnd, 'rows.missingInTheEnd', ({ site, rows: missing }) => {
    if (!isName(site) || !isNumber(missing)) return 'it has no site or no number';
    const isSaid = missing === 0 || completed === false || isNonEmpty(findings);
    return isSaid ? undefined : 'rows are missing, and no finding says so';
  });
}

/** What reports have since 1.1.0. */
function newerFaultOf(json: Json): string | undefined {
  if (json.schemaVersion === '1.0.0') return undefined;
  const { datasets, databases, losses, sandbox, seal } = json;
  if (typeof seal !== 'string' || !/^[0-9a-f]{64}$/.test(seal)) return 'seal is no SHA-256';
  if (isNonEmpty(losses) && sandbox !== true) return 'sites are taken away in a sandbox alone';
  if (!isList(datasets)) return 'datasets is no list';
  const seen = new Set<string>();
  return (
    firstFault(datasets, 'datasets', ({ dataset, by, declaration }) => {
      if (!isName(dataset)) return 'dataset is no name';
      if (by !== 'objects' && by !== 'database') return 'by is neither objects nor database';
      if (seen.has(`${by} ${dataset}`)) return `${clip(String(dataset))} is listed twice`;
      seen.add(`${by} ${dataset}`);
      if (!isObject(declaration) || declaration.dataset !== dataset)
        return 'declaration is of another dataset';
      return isList(declaration.places) && isList(declaration.containers)
        ? undefined
        : 'declaration has no places or containers';
    }) ??
    firstFault(databases as readonly unknown[], 'databases', (database) => {
      const { losses: lost, servers, version, completed, findings } = database;
      if (!isList(lost) || !isList(servers)) return 'losses or servers is no list';
      if (!isName(version)) return 'version is no text';
      return (
        firstFault(lost, 'losses', ({ site, mode, missingRows }) => {
          if (!isName(site) || !isName(mode) || !isNumber(missingRows))
            return 'it has no site, mode or number';
          const isSaid = missingRows === 0 || completed === false || isNonEmpty(findings);
          return isSaid ? undefined : 'rows are missing, and no finding says so';
        }) ??
        firstFault(servers, 'servers', ({ site, parameters }) =>
          isName(site) && isObject(parameters) ? undefined : 'it has no site or no parameters',
        )
      );
    })
  );
}

function firstFault(
  list: readonly unknown[],
  name: string,
  faultIn: (one: Json) => string | undefined,
): string | undefined {
  for (const [at, one] of list.entries()) {
    const fault = isObject(one) ? faultIn(one) : 'it is no object';
    if (fault !== undefined) return `${name}[${at}]: ${fault}`;
  }
  return undefined;
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && value >= 0;
}

function isTexts(value: unknown): boolean {
  return isList(value) && value.every((one) => typeof one === 'string');
}

function isNonEmpty(value: unknown): boolean {
  return isList(value) && value.length > 0;
}

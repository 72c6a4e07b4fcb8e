import type { Report } from './report';

/** A line of the project's sources: the file from the project's root, with slashes; lines count from 1. */
export interface SourceLine {
  readonly file: string;
  readonly line: number;
}

/** The line that made each resource of one stack, by address (`type.name`, `data.type.name`). */
export type SourceLines = ReadonlyMap<string, SourceLine>;

/** The lines of every synthesized stack, by the stack's name. */
export type StackLines = ReadonlyMap<string, SourceLines>;

const schemaVersion = '1.0.0';

/** `sources.json`: `{schemaVersion, resources: {STACK: {ADDRESS: {file, line}}}}`, in the order in which they were made. */
export function renderSources(stacks: StackLines): string {
  const resources = Object.fromEntries(
    [...stacks].map(([stack, lines]) => [stack, Object.fromEntries(lines)] as const),
  );
  return `${JSON.stringify({ schemaVersion, resources }, undefined, 1)}\n`;
}

/**
 * Reads `sources.json`. An entry that is no line of a file in the project is left out: reports are shown to people
 * and to code scanning, and a path that leads elsewhere is none of theirs.
 * @throws Error where it is no file of this version
 */
export function parseSources(text: string): StackLines {
  const parsed: unknown = JSON.parse(text);
  if (!isObject(parsed) || parsed.schemaVersion !== schemaVersion || !isObject(parsed.resources))
    throw new Error(`it is no sources.json of version ${schemaVersion}`);
  return new Map(
    Object.entries(parsed.resources).map(([stack, lines]) => {
      const entries = Object.entries(isObject(lines) ? lines : {});
      return [stack, new Map(entries.filter((entry): entry is [string, SourceLine] => isLine(entry[1])))];
    }),
  );
}

function isLine(value: unknown): value is SourceLine {
  if (!isObject(value)) return false;
  const { file, line } = value;
  return isInside(file) && typeof line === 'number' && Number.isSafeInteger(line) && line > 0;
}

function isInside(file: unknown): boolean {
  if (typeof file !== 'string' || file === '' || /^[A-Za-z][A-Za-z\d+.-]*:|\\/.test(file)) return false;
  return file.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The report with the line beside every verdict about a resource of which one is known; an instance (`a.b[0]`) was
 * made where its resource was. Lines decide nothing: where none is known, the verdict is as it was.
 */
export function locate(report: Report, lines: StackLines): Report {
  if (lines.size === 0) return report;
  return {
    ...report,
    verdicts: report.verdicts.map((verdict) => {
      const location = lines.get(verdict.stack)?.get(withoutKey(verdict.address));
      return location ? { ...verdict, location: { file: location.file, line: location.line } } : verdict;
    }),
  };
}

/** Keys of instances may hold anything, brackets too; names of resources cannot. */
function withoutKey(address: string): string {
  const bracket = address.indexOf('[');
  return bracket < 0 ? address : address.slice(0, bracket);
}

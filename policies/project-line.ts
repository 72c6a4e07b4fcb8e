import { readFileSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SourceLine } from '../judge/source-lines';
import { projectRoot } from '../terraform/project-root';

/** What `Error.captureStackTrace` was called on. */
export interface Frames {
  readonly stack?: unknown;
}

interface Position {
  /** absolute */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/**
 * Finds the innermost frame that is the project's own, as a line of its sources: the statement that says what the
 * resource is. The lines further out only say for which site or dataset, which the address says too.
 * @returns undefined where no frame is of the project, or of none whose source is known
 */
export function projectLineFinder(): (frames: Frames) => SourceLine | undefined {
  const root = projectRoot();
  const toSource = sourceFinder(root);
  const files = new Map<string, boolean>();
  const isWanted = (name: string) => {
    const wanted = files.get(name) ?? isOwn(relative(root, pathOf(name)));
    files.set(name, wanted);
    return wanted;
  };
  // Hundreds of resources come from a few dozen statements.
  const known = new Map<string, SourceLine | undefined>();
  return (frames) => {
    const site = firstSite(frames, isWanted);
    if (site === undefined) return undefined;
    const key = `${site.getFileName()}:${site.getLineNumber()}:${site.getColumnNumber()}`;
    if (!known.has(key)) known.set(key, toLine(root, toSource(positionOf(site))));
    return known.get(key);
  };
}

/** Bindings are made, not written, and nobody mends a finding in a library. */
function isOwn(path: string): boolean {
  return isInside(path) && !/(^|[\\/])(node_modules|\.gen)[\\/]|^packages[\\/]/.test(path);
}

function isInside(path: string): boolean {
  return path !== '' && path !== '..' && !path.startsWith(`..${sep}`) && !isAbsolute(path);
}

/** V8 hands out call sites to nobody but this function, when the stack is first asked for. */
function firstSite(frames: Frames, isWanted: (file: string) => boolean): NodeJS.CallSite | undefined {
  const { prepareStackTrace } = Error;
  Error.prepareStackTrace = (_, sites) => ({ site: sites.find((one) => isWanted(one.getFileName() ?? '')) });
  try {
    const stack = frames.stack as { readonly site?: NodeJS.CallSite } | string | undefined;
    return typeof stack === 'object' ? stack.site : undefined;
  } finally {
    Error.prepareStackTrace = prepareStackTrace;
  }
}

function positionOf(site: NodeJS.CallSite): Position {
  const [line, column] = [site.getLineNumber() ?? 1, site.getColumnNumber() ?? 1];
  return { file: pathOf(site.getFileName() ?? ''), line, column };
}

/** Modules are named by path or, in ES modules, by URL. */
function pathOf(name: string): string {
  return name.startsWith('file:') ? fileURLToPath(name) : name;
}

/** The root in the maps of this project: sources are named from its folder, wherever they are compiled to. */
const projectUrl = 'project:///';

/**
 * Maps a position in compiled code to its source, by the map beside it. JavaScript without a map is a source itself;
 * the lines of TypeScript that was compiled on the way in are not those of its source, so they are not known.
 */
function sourceFinder(root: string): (position: Position) => Position | undefined {
  const maps = new Map<string, SourceMap | undefined>();
  return (position) => {
    const { file, line, column } = position;
    if (!maps.has(file)) maps.set(file, readMap(`${file}.map`));
    const map = maps.get(file);
    const isSource = /\.[cm]?js$/.test(file) && !relative(root, file).startsWith(`dist${sep}`);
    if (map === undefined) return isSource ? position : undefined;
    const entry = map.findEntry(line - 1, column - 1);
    if (!('originalSource' in entry)) return undefined;
    const source = `${map.payload.sourceRoot ?? ''}${entry.originalSource}`;
    const from = source.startsWith(projectUrl) ? root : dirname(file);
    const path = source.replace(projectUrl, '');
    // Any other URL, such as a bundler's, names no file.
    if (/^[a-z]{2,}:/i.test(path)) return undefined;
    return { file: resolve(from, path), line: entry.originalLine + 1, column: entry.originalColumn + 1 };
  };
}

/** Undefined where there is none that can be read: a line is then not known, and nothing else is lost. */
function readMap(file: string): SourceMap | undefined {
  try {
    return new SourceMap(JSON.parse(readFileSync(file, 'utf8')) as SourceMapPayload);
  } catch {
    return undefined;
  }
}

function toLine(root: string, position: Position | undefined): SourceLine | undefined {
  if (position === undefined) return undefined;
  const path = relative(root, position.file);
  return isOwn(path) ? { file: path.replaceAll('\\', '/'), line: position.line } : undefined;
}

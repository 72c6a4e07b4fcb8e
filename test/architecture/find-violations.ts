import { dirname, posix } from 'node:path';
import { type Import, readImports } from './read-imports';
import type { Room } from './room';

export interface Source {
  /** From the project's folder, with slashes. */
  readonly path: string;
  readonly text: string;
}

/**
 * Every import of the sources that the table does not permit, each as one line; sources without a room too.
 * @param among paths of further files that the sources may import
 */
export function findViolations(
  sources: readonly Source[],
  table: readonly Room[],
  among: readonly string[] = [],
): string[] {
  const paths = new Set([...sources.map(({ path }) => path), ...among]);
  return sources.flatMap(({ path, text }) => {
    const room = roomOf(path, table);
    if (room === undefined) return [`${path}: no room of the import table holds this file`];
    return readImports(text).flatMap((one) => {
      const target = targetOf(path, one.from, paths);
      if (isPermitted(target, one, room, table)) return [];
      return [`${path}: ${room.name} may not import ${target}${one.typesOnly ? ' (types)' : ''}`];
    });
  });
}

export function roomOf(path: string, table: readonly Room[]): Room | undefined {
  return table.find(({ files }) => files.test(path));
}

/**
 * What is imported: a file of ours by its path, with the extension it has among `paths` (else `.ts`); the rest as
 * `node:…`, `npm:…` or `computed`.
 */
function targetOf(path: string, from: string | undefined, paths: ReadonlySet<string>): string {
  if (from === undefined) return 'computed';
  if (!/^\.\.?(\/|$)/.test(from)) return from.startsWith('node:') ? from : `npm:${from}`;
  const joined = posix.join(dirname(path), from);
  const candidates = [joined, ...['.ts', '.mjs', '.cjs', '/index.ts'].map((end) => `${joined}${end}`)];
  const written = /\.\w+$/.test(joined) ? joined : `${joined}.ts`;
  return candidates.find((one) => paths.has(one)) ?? written;
}

function isPermitted(target: string, { typesOnly }: Import, room: Room, table: readonly Room[]): boolean {
  const isOurs = !/^(npm:|node:|computed$)/.test(target);
  if (isOurs && room.apart === undefined && roomOf(target, table) === room) return true;
  return room.may.some(({ what, types }) => covers(what, target) && (types !== true || typesOnly));
}

function covers(what: string, target: string): boolean {
  if (what === 'node:*') return target.startsWith('node:');
  if (what.endsWith('/')) return target.startsWith(what);
  if (what.startsWith('npm:')) return target === what || target.startsWith(`${what}/`);
  return target.replace(/\.(ts|mjs|cjs)$/, '') === what;
}

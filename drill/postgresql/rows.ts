import type { DrillServer } from './drill-server';
import type { DrillGroup } from './group';
import type { Acknowledged } from './writers';

/** Rows of a server, as text. */
export function rowsAt(server: DrillServer, group: DrillGroup): Promise<readonly string[]> {
  return server.ask('SELECT writer, number, content FROM drill_row;', group.database);
}

/** Acknowledged rows that a server does not have, or has with another content. */
export async function missingAt(
  server: DrillServer,
  group: DrillGroup,
  acknowledged: readonly Acknowledged[],
): Promise<readonly Acknowledged[]> {
  const present = new Set(await rowsAt(server, group));
  return acknowledged.filter(({ row }) => !present.has(row));
}

/** A row as `rowsAt` gives it. */
export function rowText(writer: number, number: number): string {
  return `${writer},${number},${contentOf(writer, number)}`;
}

/** What a row says, made of its key, so that a row can be checked byte for byte. */
export function contentOf(writer: number, number: number): string {
  return `${patientMarker}/${writer}/${number}`;
}

/** Stands in for what must never be in a log: part of every row that is written. */
export const patientMarker = 'Erika-Mustermann-1964-08-12';

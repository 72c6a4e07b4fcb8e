import { createHash } from 'node:crypto';
import type { Drill } from './drill';

/** SHA-256 of what a report of a drill says, its seal left out, whatever the order of its fields. */
export function sealOf(drill: Drill): string {
  const { seal: _, ...said } = drill;
  return createHash('sha256')
    .update(JSON.stringify(ordered(said)))
    .digest('hex');
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).filter(([, each]) => each !== undefined);
  return Object.fromEntries(fields.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([k, v]) => [k, ordered(v)]));
}

/** An object of JSON, before anybody has looked at what its members are. */
export type Json = { readonly [key: string]: unknown };

export function isObject(value: unknown): value is Json {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

/** A time in UTC as RFC 3339 writes it: 2026-11-22T08:00:00Z. */
export function isTime(value: unknown): boolean {
  return (
    typeof value === 'string' &&
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(value) &&
    !Number.isNaN(Date.parse(value))
  );
}

/** A text that says something. */
export function isName(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

export function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

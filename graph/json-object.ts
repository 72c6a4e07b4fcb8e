/** An object of JSON, before anybody has looked at what its members are. */
export type Json = { readonly [key: string]: unknown };

export function isObject(value: unknown): value is Json {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

import { mapTexts } from './unjudged';

type Json = { readonly [key: string]: unknown };
type Hide = (text: string) => string;

/** A part of a plan or state without what the marks beside it say is secret: `after` by `after_sensitive`, and so on. */
export function unmarked(of: Json, key: string, hide: Hide): unknown {
  // What is secret now was not less so before.
  const changed = [of.before_sensitive, of.after_sensitive];
  const masks = key === 'before' || key === 'after' ? changed : key === 'values' ? [of.sensitive_values] : [];
  return masks.reduce((rest, mask) => hideMarked(rest, mask, hide), of[key]);
}

function hideMarked(value: unknown, mask: unknown, hide: Hide): unknown {
  if (mask === true) return mapTexts(value, hide);
  if (Array.isArray(value)) {
    return Array.isArray(mask) ? value.map((one, at) => hideMarked(one, mask[at], hide)) : value;
  }
  if (!isObject(value) || !isObject(mask)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      Object.hasOwn(mask, key) ? hideMarked(inner, mask[key], hide) : inner,
    ]),
  );
}

/** An object of Kubernetes of kind Secret that has something in it. */
export function isSecretObject(value: Json): boolean {
  return value.kind === 'Secret' && ('data' in value || 'stringData' in value);
}

/** A path of a state: `[{type: 'get_attr', value: 'password'}]`, or `[{type: 'index', value: {value: 0}}]`. */
export function atPath(attributes: unknown, path: unknown): unknown {
  let value = attributes;
  for (const step of Array.isArray(path) ? path : []) {
    const { value: key } = (isObject(step) ? step : {}) as { value?: unknown };
    const name = String(isObject(key) ? key.value : key);
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
    value = (value as Json)[name];
  }
  return value;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

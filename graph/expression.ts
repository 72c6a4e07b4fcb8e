import { listReferences } from './list-references';
import { readTraversal } from './traversal';
import { type Reference, Unknown, type Value } from './value';

/**
 * Reads Terraform's JSON syntax for expressions: a string with `${…}` is an expression, everything else is
 * literal. Only a string that is one plain traversal is exact; anything else names what it may depend on.
 */

/** Stands where an escape was taken out, so that what stood beside it does not join into an opening. */
const gap = '\0';

/** A literal string, or the unknown that its expressions make of it. */
export function readTemplate(text: string): string | Unknown {
  if (!hasOpening(text)) return text;
  if (hasEscape(text) && !hasOpening(text.replace(/\$\$\{|%%\{/g, gap))) {
    return text.replace(/\$\$\{/g, '${').replace(/%%\{/g, '%{');
  }
  const whole = wholeTraversal(text);
  if (whole) return new Unknown('reference', [whole], isPlain(whole), text);
  return new Unknown('reference', listReferences(text) ?? [], false, text, true);
}

function hasEscape(text: string): boolean {
  return text.includes('$${') || text.includes('%%{');
}

/** Whether a text may hold an expression. */
export function hasOpening(text: string): boolean {
  return text.includes('${') || text.includes('%{');
}

/** Reads a value of JSON syntax, deep. Depth is bounded by `parseJson`. */
export function readExpressions(json: unknown): Value {
  if (typeof json === 'string') return readTemplate(json);
  if (Array.isArray(json)) return json.map(readExpressions);
  if (json !== null && typeof json === 'object') {
    const result: Record<string, Value> = Object.create(null);
    for (const [key, value] of Object.entries(json)) result[key] = readExpressions(value);
    return result;
  }
  if (json === undefined) return null;
  return json as Value;
}

function wholeTraversal(text: string): Reference | undefined {
  return text.startsWith('${') && text.endsWith('}') ? readTraversal(text.slice(2, -1).trim()) : undefined;
}

/** Whether the value is what the reference names: `each`, `count` and splats stand for more than one. */
function isPlain(reference: Reference): boolean {
  return reference.kind !== 'other' && reference.index !== '*' && !reference.attribute.includes('*');
}

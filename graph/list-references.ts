import { traversalAt } from './traversal';
import type { Reference } from './value';

/**
 * Lists what the expressions of a template name, in one pass and without recursion: a template may be a megabyte
 * long and as deep. Names that an expression binds itself (`s` in `[for s in x : s.id]`), functions and the keys of
 * objects are left out.
 * @returns undefined where the text cannot be followed (a comment, a heredoc, an end that does not come): it may
 *   then name anything
 */
export function listReferences(text: string): Reference[] | undefined {
  const found = new Map<string, Reference>();
  /** What is open: a quoted text, an interpolation, or a brace inside one; empty in the outermost text. */
  const open: ('quote' | 'interpolation' | 'brace')[] = [];
  let at = 0;
  while (at < text.length) {
    const inside = open.at(-1);
    if (inside === undefined || inside === 'quote') {
      const next = skipText(text, at, inside === 'quote');
      if (next === undefined) return inside === undefined ? [...found.values()] : undefined;
      if (text[next] === '"') open.pop();
      else open.push('interpolation');
      at = next + (text[next] === '"' ? 1 : 2);
      continue;
    }
    notable.lastIndex = at;
    const match = notable.exec(text);
    if (!match) return undefined;
    at = match.index;
    const [mark] = match;
    if (isName(mark)) at = takeName(text, at, found);
    else if (mark === '"' || mark === '{') open.push(mark === '{' ? 'brace' : 'quote');
    else if (mark === '}') open.pop();
    else if (!/^\d/.test(mark)) return undefined;
    if (!isName(mark)) at += mark.length;
  }
  return open.length === 0 ? [...found.values()] : undefined;
}

const special = /\$\$\{|%%\{|\$\{|%\{/g;
const specialInQuote = /\\[\s\S]|\$\$\{|%%\{|\$\{|%\{|"/g;

/** Where the next interpolation (or, in a quoted text, its end) begins; undefined where none does. */
function skipText(text: string, from: number, isQuoted: boolean): number | undefined {
  const pattern = isQuoted ? specialInQuote : special;
  pattern.lastIndex = from;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    if (match[0] === '${' || match[0] === '%{' || match[0] === '"') return match.index;
  }
  return undefined;
}

/** What matters inside an expression: names, numbers (1e5 holds no name), brackets, and what cannot be followed. */
const notable = /["{}]|\/\/|\/\*|<<|#|[A-Za-z_]|\d[\w.]*/g;

function isName(mark: string): boolean {
  return /^[A-Za-z_]/.test(mark);
}

/** Roots without an underscore that are no names bound by the expression itself. */
const otherRoots = new Set(['each', 'count', 'self', 'path', 'terraform']);
const called = /\s*(?:::|\()/y;

/** Takes the traversal at a place, if it names something, and returns where it ends. */
function takeName(text: string, at: number, found: Map<string, Reference>): number {
  const { reference, end } = traversalAt(text, at) as { reference: Reference; end: number };
  // The last step of what stands before a bracket that is itself an expression: `x.y[var.i].id`.
  const isStep = text[at - 1] === '.';
  called.lastIndex = end;
  const isCall = called.test(text);
  const isNamed = reference.kind !== 'other' || otherRoots.has(reference.address);
  if (!isStep && !isCall && isNamed) found.set(text.slice(at, end), reference);
  return end;
}

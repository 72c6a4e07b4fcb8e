import type { Reference } from './value';

/** Traversals of HCL, `openstack_x.y[0].id`, as they stand in expressions and in plan JSON. */

const root = /[A-Za-z_][\w-]*/y;
const step = /\.([A-Za-z_][\w-]*|\d+|\*)|\[(\d+|"(?:[^"\\$%]|\\.)*"|\*|[A-Za-z_][\w-]*\.[A-Za-z_][\w-]*)\]/y;
const namedRoots: ReadonlyMap<string, Reference['kind']> = new Map([
  ['var', 'variable'],
  ['local', 'local'],
  ['module', 'module'],
]);

interface Step {
  readonly text: string;
  readonly bracket: boolean;
}

/** The traversal that begins at a place of a text, and where it ends; undefined where none begins. */
export function traversalAt(text: string, at: number): { reference: Reference; end: number } | undefined {
  root.lastIndex = at;
  const name = root.exec(text)?.[0];
  if (name === undefined) return undefined;
  const steps: Step[] = [];
  let end = at + name.length;
  for (;;) {
    step.lastIndex = end;
    const match = step.exec(text);
    if (!match) break;
    steps.push({ text: match[1] ?? match[2] ?? '', bracket: match[2] !== undefined });
    end += match[0].length;
  }
  return { reference: toReference(name, steps), end };
}

/** An attribute of a resource, which nearly every traversal is. */
const plain = /^([A-Za-z_][\w-]*)(\.[A-Za-z_][\w-]*)\.([A-Za-z_][\w-]*)$/;

/** A traversal as it stands in plan JSON, or undefined where the text is none. */
export function readTraversal(text: string): Reference | undefined {
  const [, type, name, attribute] = plain.exec(text) ?? [];
  if (type?.includes('_') && attribute !== undefined) {
    return { kind: 'resource', address: `${type}${name}`, attribute };
  }
  const found = traversalAt(text, 0);
  return found?.end === text.length ? found.reference : undefined;
}

/** Whether names that plan JSON lists for an expression are of one traversal: it lists the prefixes of each, too. */
export function areOfOne(names: readonly string[]): boolean {
  const ordered = names.toSorted((one, other) => one.length - other.length);
  return ordered.every((one, at) => {
    const next = ordered[at + 1];
    return next === undefined || (next.startsWith(one) && /^[.[]/.test(next.slice(one.length)));
  });
}

function toReference(name: string, steps: Step[]): Reference {
  const kind =
    name === 'data' ? 'data' : (namedRoots.get(name) ?? (name.includes('_') ? 'resource' : 'other'));
  const attributeOf = (rest: readonly Step[]) => rest.map((s) => s.text).join('.');
  if (kind === 'other') return { kind, address: name, attribute: attributeOf(steps) };
  const names = steps.splice(0, kind === 'data' ? 2 : 1).map((s) => s.text);
  const address = [name, ...names].join('.');
  const [first] = steps;
  if (!first || !(first.bracket || /^\d+$/.test(first.text))) {
    return { kind, address, attribute: attributeOf(steps) };
  }
  return { kind, address, index: keyOf(first.text), attribute: attributeOf(steps.slice(1)) };
}

/** An instance key; `*` for any of them: a splat, a key that is itself an expression, or one in an escape of HCL's own. */
function keyOf(text: string): string | number {
  if (/^\d+$/.test(text)) return Number(text);
  if (!text.startsWith('"')) return '*';
  try {
    return JSON.parse(text) as string;
  } catch {
    return '*';
  }
}

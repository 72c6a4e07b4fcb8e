import {
  type Document,
  isAlias,
  isCollection,
  isPair,
  isScalar,
  LineCounter,
  parseAllDocuments,
  visit,
} from 'yaml';
import type { Refuse } from './unreadable-input';
import { kubernetesTags } from './yaml-schema';

/**
 * The documents of a YAML text, as Kubernetes reads them.
 * @throws UnreadableInput on what is no YAML, or means more than plain values
 */
export function yamlDocuments(text: string, refuse: Refuse): readonly unknown[] {
  const lineCounter = new LineCounter();
  const documents = parseAllDocuments(text, {
    version: '1.1',
    // Not those of the version that a document names.
    customTags: () => kubernetesTags,
    lineCounter,
    uniqueKeys: true,
    strict: true,
  });
  return documents.flatMap((document) => {
    const [error] = document.errors;
    if (error) {
      const { line } = lineCounter.linePos(error.pos[0]);
      // The rest of the message quotes what stands there.
      throw refuse(`it is no YAML that can be read: ${error.code} in line ${line}`);
    }
    visit(document, {
      Pair(_, { key }) {
        if (isScalar(key) || isAlias(key)) return;
        throw refuse('a key in it is a mapping or a list, as in a template that nobody has rendered');
      },
    });
    const value = contentOf(document, text.length, refuse);
    return value === null || value === undefined ? [] : [value];
  });
}

/** What aliases may stand for beside what is written out; more than any cluster holds. */
const mostRepeated = 1_000_000;

/** @throws UnreadableInput where an alias names nothing, or aliases of aliases make more than anybody can hold */
function contentOf(document: Document.Parsed, length: number, refuse: Refuse): unknown {
  if (!(sizeOf(document.contents, new Map()) <= length + mostRepeated))
    throw refuse('an alias in it names nothing, or stands for too much');
  try {
    return document.toJS({ maxAliasCount: -1 });
  } catch (error) {
    if (error instanceof RangeError) throw error;
    throw refuse('what an alias or a merge in it stands for cannot be put there');
  }
}

/** How many values a node is, aliases followed; NaN where one of them names nothing that stands before it. */
function sizeOf(node: unknown, sizes: Map<string, number>): number {
  if (isAlias(node)) return sizes.get(node.source) ?? Number.NaN;
  if (isPair(node)) return sizeOf(node.key, sizes) + sizeOf(node.value, sizes);
  const { anchor } = isCollection(node) || isScalar(node) ? node : {};
  // Within itself it has none yet.
  if (anchor) sizes.set(anchor, Number.NaN);
  const items = isCollection(node) ? node.items : [];
  const size = items.reduce<number>((sum, one) => sum + sizeOf(one, sizes), 1);
  if (anchor) sizes.set(anchor, size);
  return size;
}

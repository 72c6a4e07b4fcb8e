import { type Document, isAlias, isScalar, LineCounter, parseAllDocuments, visit } from 'yaml';
import type { Refuse } from './unreadable-input';

/**
 * The documents of a YAML text. Kubernetes reads YAML 1.1, in which `on` and `yes` are true and 0440 is octal.
 * @throws UnreadableInput on what is no YAML, or means more than plain values
 */
export function yamlDocuments(text: string, refuse: Refuse): readonly unknown[] {
  const lineCounter = new LineCounter();
  const documents = parseAllDocuments(text, { version: '1.1', lineCounter, uniqueKeys: true, strict: true });
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
    const value = contentOf(document, refuse);
    return value === null || value === undefined ? [] : [value];
  });
}

/** @throws UnreadableInput where an alias names nothing, or aliases of aliases make more than anybody can hold */
function contentOf(document: Document.Parsed, refuse: Refuse): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    if (error instanceof ReferenceError) throw refuse('an alias in it names nothing, or stands for too much');
    throw error;
  }
}

import { parseJson } from '../../graph/json';
import { documentsOf } from '../../graph/read-manifests';
import { UnreadableInput } from '../../graph/unreadable-input';
import { hashOf, type Input } from '../../policies/judge-inputs';
import { sha256 } from './manifest';
import { asJson, type PackedFile, type PackedInput } from './pack-index';
import type { Redactor } from './redactor';

/** More than any estate has; redacting it takes a multiple of it in memory. */
const longestInput = 256 * 1024 * 1024;

/** What one input holds, parsed. */
export interface ParsedInput {
  readonly input: Input;
  readonly json: unknown;
  readonly source: unknown;
}

/** @throws UnreadableInput for one that is larger than a pack takes */
export function parseInput(input: Input): ParsedInput {
  const { kind, text, file, source } = input;
  refuseTooLarge(text, file);
  const json = kind === 'manifests' ? objectsIn(text, file) : parseJson(text, file, 'make it again');
  return {
    input,
    json,
    source: source === undefined ? undefined : parseJson(source, file, 'synthesize again'),
  };
}

/** @throws UnreadableInput for what is larger than a pack takes */
export function refuseTooLarge(text: { readonly length: number }, file: string): void {
  if (text.length <= longestInput) return;
  throw new UnreadableInput(
    file,
    `it has ${text.length} bytes; a pack takes inputs of up to ${longestInput}`,
    'judge it with estate verify, or split the stack',
  );
}

/** Objects of Kubernetes as one list, whatever they came as: a preview stays what it is. */
function objectsIn(text: string | Buffer, file: string): unknown {
  const documents = documentsOf(text, file);
  return documents.length === 1 ? documents[0] : { apiVersion: 'v1', kind: 'List', items: documents };
}

export function learnInput({ input, json, source }: ParsedInput, redactor: Redactor): void {
  if (input.kind === 'plan') redactor.learnPlan(json as { readonly [key: string]: unknown });
  else redactor.learn(json);
  redactor.learn(source);
  if (input.kind !== 'manifests') redactor.learnRemarks([json, source]);
}

/** Files of one input without secrets, by path, and what the index says of them. */
export function packInput(
  { input, json, source }: ParsedInput,
  at: number,
  redactor: Redactor,
  files: Map<string, string>,
): PackedInput {
  const { kind, file, text, draft, lines } = input;
  const stack = redactor.text(input.stack);
  const base = `inputs/${String(at + 1).padStart(2, '0')}-${slugOf(stack)}.${kind}`;
  const put = (path: string, value: unknown, original: string): PackedFile => {
    redactor.takeRemoved();
    const content = asJson(kind === 'manifests' ? redactor.redact(value) : redactor.redactPlan(value));
    files.set(path, content);
    return {
      input: redactor.text(file),
      file: path,
      original,
      redacted: sha256(content),
      removed: redactor.takeRemoved(),
    };
  };
  const packed = put(`${base}.json`, json, input.sha256 ?? hashOf(text));
  const made = source === undefined ? undefined : put(`${base}.tf.json`, source, hashOf(input.source ?? ''));
  if (lines) files.set(`${base}.lines.json`, asJson(redactor.redact(Object.fromEntries(lines))));
  return {
    kind,
    stack,
    ...packed,
    ...(draft ? { draft } : {}),
    ...(made ? { source: made } : {}),
    ...(lines ? { lines: `${base}.lines.json` } : {}),
  };
}

/** A part of a path, whatever the name is. */
export function slugOf(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9_-]+/g, '-').slice(0, 60) || 'input';
}

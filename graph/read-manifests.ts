import { parseJson } from './json';
import { isObject } from './json-object';
import { addressOf, asKubernetesObject, kubernetesResource } from './kubernetes-object';
import { type Applied, isPreview, stepsOfPreview } from './read-pulumi-preview';
import type { Resource } from './resource';
import type { Stack } from './stack';
import { type Refuse, UnreadableInput } from './unreadable-input';
import { clip } from './value';

const remake = 'give what kubectl would apply (kustomize build, helm template), or pulumi preview --json';

/**
 * Reads Kubernetes objects: YAML of any number of documents, JSON, lists of objects in either, or what
 * `pulumi preview --json` says of those it would apply. A file of objects alone does not say what exists already: each
 * is `declared`.
 * @throws UnreadableInput on what is none of that, on a document that is no object, and on one object given twice
 */
export function readManifests(content: string | Buffer, file: string, stack: string): Stack {
  const refuse: Refuse = (why, fix = remake) => new UnreadableInput(file, why, fix);
  const documents = documentsOf(content, file);
  const [first] = documents;
  const applied = isPreview(first)
    ? stepsOfPreview(first, refuse)
    : documents.flatMap(flatten).map((json): Applied => ({ json, action: 'declared' }));
  if (applied.length === 0) throw refuse('there is no Kubernetes object in it');
  const resources = new Map<string, Resource>();
  for (const { json, action } of applied) {
    const object = asKubernetesObject(json);
    if (object === undefined) {
      throw refuse(
        `it holds what is no Kubernetes object, without apiVersion, kind or name: ${keysOf(json)}`,
      );
    }
    const address = addressOf(object);
    if (resources.has(address)) throw refuse(`${clip(address)} is in it twice`, 'give each object once');
    resources.set(address, kubernetesResource(object, stack, action));
  }
  return { name: stack, source: 'manifests', providers: [], resources: [...resources.values()] };
}

/**
 * The documents of a file as they stand there, lists of objects and previews among them.
 * @throws UnreadableInput on what is neither YAML nor JSON
 */
export function documentsOf(content: string | Buffer, file: string): readonly unknown[] {
  const refuse: Refuse = (why, fix = remake) => new UnreadableInput(file, why, fix);
  const json = jsonIn(content, file);
  if (json !== undefined) return json;
  // Loaded only when asked for: it takes longer than to read what is JSON.
  const { yamlDocuments } = require('./yaml-documents') as typeof import('./yaml-documents');
  return yamlDocuments(String(content), refuse);
}

/** Names of a mapping's keys, never its values: they may be secret. */
function keysOf(json: unknown): string {
  return isObject(json) ? clip(`a mapping of ${Object.keys(json).join(', ') || 'nothing'}`) : typeof json;
}

/** JSON as what it is, which is many times as fast as reading it as the YAML that it is too; undefined for any other text. */
function jsonIn(content: string | Buffer, file: string): readonly unknown[] | undefined {
  if (!/^\s*\{/.test(String(content.slice(0, 100)))) return undefined;
  try {
    return [parseJson(content, file, remake)];
  } catch (error) {
    if (error instanceof UnreadableInput) return undefined;
    throw error;
  }
}

/** The objects of a list, or the object. Source: kubernetes.io, "API Concepts": a list is named after its kind. */
function flatten(document: unknown): readonly unknown[] {
  if (!isObject(document)) return [document];
  const { kind, items } = document;
  const isListOf = typeof kind === 'string' && kind.endsWith('List') && Array.isArray(items);
  return isListOf ? items.flatMap(flatten) : [document];
}

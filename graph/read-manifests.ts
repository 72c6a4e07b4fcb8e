import { parseJson } from './json';
import { isObject, type Json } from './json-object';
import {
  addressOf,
  asKubernetesObject,
  type KubernetesObject,
  kubernetesResource,
} from './kubernetes-object';
import { type Applied, isPreview, stepsOfPreview } from './read-pulumi-preview';
import type { Resource } from './resource';
import type { Stack } from './stack';
import { type Refuse, UnreadableInput } from './unreadable-input';
import { clip } from './value';

const remake =
  'give what kubectl would apply (kustomize build, helm template), or pulumi preview --json --show-sames';

/**
 * Reads Kubernetes objects: YAML of any number of documents, JSON, lists of objects in either, or what
 * `pulumi preview --json --show-sames` says of those it would apply. A file of objects alone does not say what exists already: each
 * is `declared`.
 * @throws UnreadableInput on what is none of that, on a document that is no object, and on one object given twice
 */
export function readManifests(content: string | Buffer, file: string, stack: string): Stack {
  const resources = resourcesOf(documentsOf(content, file), file, stack);
  return { name: stack, source: 'manifests', providers: [], resources };
}

/**
 * One text of what several files hold, each of them read for itself; a file of comments alone holds nothing.
 * @throws UnreadableInput as `readManifests` does, of the file that is at fault
 */
export function joinManifests(
  files: readonly { readonly file: string; readonly content: string | Buffer }[],
): string {
  const items = files.flatMap(({ file, content }) => {
    const documents = documentsOf(content, file);
    if (documents.length > 0) resourcesOf(documents, file, file);
    return documents;
  });
  return JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
}

function resourcesOf(documents: readonly unknown[], file: string, stack: string): readonly Resource[] {
  const refuse: Refuse = (why, fix = remake) => new UnreadableInput(file, why, fix);
  const applied = documents.flatMap((document) => appliedBy(document, refuse));
  if (applied.length === 0) throw refuse('there is no Kubernetes object in it');
  const resources = new Map<string, Resource>();
  for (const { json, action } of applied) {
    const given = asKubernetesObject(json);
    if (given === undefined) {
      throw refuse(
        `it holds what is no Kubernetes object, without apiVersion, kind or name: ${keysOf(json)}`,
      );
    }
    const object = toldApart(given, resources);
    const address = addressOf(object);
    const other = resources.get(address);
    if (other) throw refuse(...whyTwice(address, [other.action, action]));
    resources.set(address, kubernetesResource(object, stack, action));
  }
  return [...resources.values()];
}

/** Objects whose names are not known yet are different ones: no two can have the same. */
function toldApart(object: KubernetesObject, resources: ReadonlyMap<string, unknown>): KubernetesObject {
  if (object.name !== '*') return object;
  for (let count = 1; ; count += 1) {
    const one = count === 1 ? object : { ...object, name: `(${count})*` };
    if (!resources.has(addressOf(one))) return one;
  }
}

/** Source: pulumi/pulumi-kubernetes, issue 2948: what is created comes first, and is what is then deleted. */
function whyTwice(address: string, actions: readonly string[]): [why: string, fix: string] {
  if (actions.every((one) => one === 'delete') || !actions.includes('delete'))
    return [`${clip(address)} is in it twice`, 'give each object once'];
  return [
    `${clip(address)} has one name in the program and is deleted under another: it would be made, then deleted`,
    'say in the program what its name was (aliases), then preview again',
  ];
}

/**
 * The documents of a file as they stand there, lists of objects and previews among them.
 * @throws UnreadableInput on what is neither YAML nor JSON
 */
export function documentsOf(content: string | Buffer, file: string): readonly unknown[] {
  const refuse: Refuse = (why, fix = remake) => new UnreadableInput(file, why, fix);
  const json = jsonIn(content, file);
  if (json !== undefined && !(json instanceof UnreadableInput)) return [json];
  // Loaded only when asked for: it takes longer than to read what is JSON.
  const { yamlDocuments } = require('./yaml-documents') as typeof import('./yaml-documents');
  try {
    return yamlDocuments(String(content), refuse);
  } catch (error) {
    throw json !== undefined && error instanceof UnreadableInput ? json : error;
  }
}

/** Names of a mapping's keys, never its values: they may be secret. */
function keysOf(json: unknown): string {
  return isObject(json) ? clip(`a mapping of ${Object.keys(json).join(', ') || 'nothing'}`) : typeof json;
}

/**
 * JSON as what it is, which is many times as fast as reading it as the YAML that it is too; why not, of what begins as
 * JSON does; undefined for any other text.
 */
function jsonIn(content: string | Buffer, file: string): Json | UnreadableInput | undefined {
  const start = String(content.slice(0, 100));
  if (!/^\s*\{/.test(start)) return undefined;
  try {
    return parseJson(content, file, remake);
  } catch (error) {
    if (!(error instanceof UnreadableInput)) throw error;
    return /^\s*\{\s*"/.test(start) ? error : undefined;
  }
}

/** The objects of a list or a preview, or the object. */
function appliedBy(document: unknown, refuse: Refuse): readonly Applied[] {
  if (isPreview(document)) return stepsOfPreview(document, refuse);
  if (isListOfObjects(document)) return document.items.flatMap((item) => appliedBy(item, refuse));
  return [{ json: document, action: 'declared' }];
}

/**
 * A list has no name, which tells it from an object whose own fields are called so; kubectl takes objects out of
 * either. Source: kubernetes.io, "API Concepts": a list is named after its kind.
 */
function isListOfObjects(document: unknown): document is Json & { readonly items: readonly unknown[] } {
  if (!isObject(document) || !Array.isArray(document.items)) return false;
  const { kind, items } = document;
  const isNamed = asKubernetesObject(document) !== undefined;
  return (
    (typeof kind === 'string' && kind.endsWith('List') && !isNamed) ||
    items.some((one) => isObject(one) && typeof one.apiVersion === 'string' && typeof one.kind === 'string')
  );
}

import { createHash } from 'node:crypto';
import type { Attributes, Resource } from './resource';
import { schemaOf } from './schema';
import type { Stack } from './stack';
import { Hidden, isList, isMap, Unknown, type Value } from './value';

/**
 * Names what a plan does, as the judge reads it: every resource by address, with what happens to it, what it was and
 * what it will be, and the cloud that the provider leads to. SHA-256 in hexadecimal digits.
 *
 * A second plan of the same change has the same hash. What differs between such plans and means nothing is not in it:
 * time, Terraform's version, order, the state's serial, what only the provider computes (status, timestamps, lists of
 * what else refers to it). Of a secret only whether it changes is in it: a hash that is published would let a weak
 * one be guessed. The id of what exists is in it, since what is approved is the loss of one object.
 */
export function hashOfChange(stack: Stack): string {
  const resources = stack.resources
    .map((resource) => [keyOf(resource), formOf(resource)] as const)
    .toSorted(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0));
  const providers = stack.providers
    .map(({ name, source, version = null, attributes }) => [name, source, version, publicly(attributes)])
    .toSorted((one, other) => (String(one[0]) < String(other[0]) ? -1 : 1));
  const text = JSON.stringify({ version: 1, stack: stack.name, providers, resources });
  return createHash('sha256').update(text).digest('hex');
}

/** Of several stacks, in any order: the hash of their changes together. */
export function hashOfChanges(changes: Readonly<Record<string, string>>): string {
  const lines = Object.entries(changes).map(([stack, hash]) => `${stack} ${hash}\n`);
  return createHash('sha256').update(lines.toSorted().join('')).digest('hex');
}

function keyOf({ address, deposed = '' }: Resource): string {
  return `${address}\n${deposed}`;
}

function formOf(resource: Resource): unknown {
  const { action, attributes, before } = resource;
  const id = before?.id ?? null;
  const after = configurable(resource, attributes);
  const was = before === undefined ? null : configurable(resource, before);
  // What stays as it is needs to be said once; an update of what the provider computes alone is an update.
  return action === 'no-op'
    ? { action, id, after }
    : { action, id, was, after, secrets: secretsOf(resource) };
}

/** Attributes that a configuration can set; of types that no schema here knows, all of them. */
function configurable(resource: Resource, attributes: Attributes): unknown {
  const schema = schemaOf(resource.type, resource.mode);
  const entries = Object.entries(attributes).filter(([name]) => {
    const declared = schema?.attributes?.[name];
    return name !== 'id' && !(declared?.computed && !declared.optional && !declared.required);
  });
  return sorted(entries.map(([name, value]) => [name, plain(resource, value, name)] as const));
}

/** Secret attributes at the top that change. */
function secretsOf(resource: Resource): readonly string[] {
  const { attributes, before = {} } = resource;
  const names = Object.keys(attributes).filter((name) => resource.isSensitive(name));
  return names
    .filter((name) => JSON.stringify(attributes[name] ?? null) !== JSON.stringify(before[name] ?? null))
    .toSorted();
}

/** What a user may read, with keys in one order. User data is a digest in plans already, and no secret by that. */
function plain(resource: Resource, value: Value, path: string): unknown {
  const isDigest = path === 'user_data' && typeof value === 'string' && /^[0-9a-f]{40}$/.test(value);
  if (value !== null && !isDigest && resource.isSensitive(path)) return '(sensitive)';
  if (value instanceof Hidden) return '(sensitive)';
  if (value instanceof Unknown) return unknownForm(value);
  if (isList(value)) return value.map((one, at) => plain(resource, one, `${path}.${at}`));
  if (!isMap(value)) return value;
  return sorted(
    Object.entries(value).map(([key, one]) => [key, plain(resource, one, `${path}.${key}`)] as const),
  );
}

function unknownForm({ kind, references, exact }: Unknown): unknown {
  const names = references.map(({ module = '', address, index = '', attribute }) =>
    [module, address, String(index), attribute].join(' '),
  );
  return { unknown: kind, exact, references: names.toSorted() };
}

/** As a list of pairs, since no name of an attribute is special then. */
function sorted(entries: readonly (readonly [string, unknown])[]): readonly (readonly [string, unknown])[] {
  return entries.toSorted(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0));
}

const secretArguments = /password|secret|token|key/i;

function publicly(attributes: Attributes): unknown {
  return sorted(
    Object.entries(attributes).map(([name, value]) => {
      const isSecret = secretArguments.test(name) || value instanceof Hidden;
      const form = value instanceof Unknown && !(value instanceof Hidden) ? unknownForm(value) : value;
      return [name, isSecret ? '(sensitive)' : form] as const;
    }),
  );
}

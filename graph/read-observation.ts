import type { Observation } from '../contracts/observation';
import { parseJson } from './json';
import { isList, isName, isObject, isTime, type Json } from './json-object';
import { UnreadableInput } from './unreadable-input';
import { clip } from './value';

const remake = 'make it again: estate observe';

/**
 * Reads an observation (`contracts/observation.ts`, `contracts/observation.schema.json`).
 * @throws UnreadableInput where a part of it is missing, of another form or of another version, or an object is
 *   listed twice: an observation that is doubtful is no evidence
 */
export function readObservation(text: string | Buffer, file: string): Observation {
  const json = parseJson(text, file, remake);
  if (json.kind !== 'observation') throw new UnreadableInput(file, 'it is JSON but no observation', remake);
  if (json.schemaVersion !== '1.0.0') {
    const version = clip(String(json.schemaVersion));
    throw new UnreadableInput(file, `its version is ${version}; version 1.0.0 is read`, remake);
  }
  const fault = faultOf(json);
  if (fault !== undefined) throw new UnreadableInput(file, fault, remake);
  return json as unknown as Observation;
}

function faultOf(json: Json): string | undefined {
  const { observedAt, stack, cloud, listed, notListed, resources } = json;
  if (!isTime(observedAt)) return 'observedAt is no time in UTC, as 2026-11-22T08:00:00Z';
  if (!isName(stack)) return 'stack is no name';
  const fields = ['authUrl', 'region', 'projectId', 'projectName', 'domainName'];
  const missing = fields.find((field) => !isObject(cloud) || !isName(cloud[field]));
  if (missing !== undefined) return `cloud.${missing} is missing`;
  if (!isList(listed) || !listed.every(isName)) return 'listed is no list of types';
  if (
    !isList(notListed) ||
    !notListed.every((one) => isObject(one) && isName(one.type) && isName(one.reason))
  )
    return 'notListed is no list of types with reasons';
  if (!isList(resources)) return 'resources is no list';
  const seen = new Set<string>();
  for (const [at, resource] of resources.entries()) {
    const fault = faultOfResource(resource);
    if (fault !== undefined) return `resources[${at}]: ${fault}`;
    const { type, id } = resource as { type: string; id: string };
    if (seen.has(`${type} ${id}`)) return `resources[${at}]: ${clip(`${type} ${id}`)} is listed twice`;
    seen.add(`${type} ${id}`);
  }
  return undefined;
}

function faultOfResource(resource: unknown): string | undefined {
  if (!isObject(resource)) return 'it is no object';
  const { type, id, name, madeByCloud, attributes, encryption } = resource;
  if (!isName(type)) return 'type is missing';
  if (!isName(id)) return 'id is missing';
  if (typeof name !== 'string') return 'name is no text';
  if (typeof madeByCloud !== 'boolean') return 'madeByCloud is neither true nor false';
  if (!isObject(attributes)) return 'attributes is no object';
  if (encryption === undefined) return undefined;
  if (!isObject(encryption) || typeof encryption.encrypted !== 'boolean')
    return 'encryption.encrypted is neither true nor false';
  if (encryption.keyId !== null && !isName(encryption.keyId))
    return 'encryption.keyId is neither text nor null';
  return isTime(encryption.createdAt) ? undefined : 'encryption.createdAt is no time in UTC';
}

import { createHash } from 'node:crypto';
import * as kubernetes from '@pulumi/kubernetes';
import { metadataOf } from '../marks';
import type { Place } from '../model';

const { ConfigMap } = kubernetes.core.v1;

/**
 * Settings of a server, as files. They never change in place: other settings have another name, so that pods are
 * replaced one by one where settings change, and go back with them.
 *
 * @returns the name of the ConfigMap
 */
export function addSettings(place: Place, name: string, files: Readonly<Record<string, string>>): string {
  const hash = createHash('sha256').update(JSON.stringify(files)).digest('hex').slice(0, 10);
  const unique = `${name}-${hash}`;
  new ConfigMap(`${place.namespace}/${unique}`, {
    metadata: metadataOf(place, unique, name),
    immutable: true,
    data: { ...files },
  });
  return unique;
}

/** A JSON file as people read it. */
export function jsonFile(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

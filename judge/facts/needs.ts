import type { Resource } from '../../graph/graph';
import { isList, isMap, Unknown } from '../../graph/value';
import { hostsIn } from './hosts';
import { postgresClusterType } from './operated-pods';
import { containerPaths, podSpecPath, podTypes } from './pods';

/** What has to be there for pods to start and work. */
export interface Need {
  readonly kind: 'image' | 'secret' | 'settings' | 'claim' | 'account' | 'host';
  /** Name within the pods' namespace; of an image its reference, of a host its name. */
  readonly name: string;
  /** Where the object says so. */
  readonly path: string;
}

/** Kinds whose pods have needs: Kubernetes' own, and those of operators that we know. */
export const startedTypes: readonly string[] = [...podTypes, postgresClusterType];

/** What an object's pods need, as far as it says; `unknown` with the paths that are not known yet. */
export interface Needs {
  readonly needs: readonly Need[];
  readonly unknown: readonly string[];
}

export function needsOf(resource: Resource): Needs {
  const found = new Collector(resource);
  if (resource.type === postgresClusterType) database(found);
  else pods(found);
  return { needs: found.needs, unknown: found.unknown };
}

class Collector {
  readonly needs: Need[] = [];
  readonly unknown: string[] = [];

  constructor(readonly resource: Resource) {}

  /** What an attribute names; nothing where it is not set. */
  names(kind: Need['kind'], path: string): void {
    const value = this.resource.get(path);
    if (typeof value === 'string' && value !== '') this.needs.push({ kind, name: value, path });
    else if (value instanceof Unknown) this.unknown.push(path);
  }

  /** Hosts in a text. Those of a text that is not known are not known. */
  mentions(path: string): void {
    const value = this.resource.get(path);
    if (value instanceof Unknown) this.unknown.push(path);
    else if (typeof value === 'string') {
      this.needs.push(...hostsIn(value).map((name): Need => ({ kind: 'host', name, path })));
    }
  }

  /** Paths of a list's elements; a list that is not known is not. */
  each(path: string): readonly string[] {
    const value = this.resource.get(path);
    if (value instanceof Unknown) this.unknown.push(path);
    return isList(value) ? value.map((_, at) => `${path}.${at}`) : [];
  }

  isOptional(path: string): boolean {
    return this.resource.get(`${path}.optional`) === true;
  }
}

function pods(found: Collector): void {
  const { resource } = found;
  const spec = podSpecPath(resource);
  found.names('account', `${spec}.serviceAccountName`);
  for (const path of found.each(`${spec}.imagePullSecrets`)) found.names('secret', `${path}.name`);
  for (const path of found.each(`${spec}.volumes`)) volume(found, path);
  const containers = containerPaths(resource);
  if (containers === undefined) found.unknown.push(`${spec}.containers`);
  for (const path of containers ?? []) container(found, path);
}

function volume(found: Collector, path: string): void {
  found.names('claim', `${path}.persistentVolumeClaim.claimName`);
  found.names('image', `${path}.image.reference`);
  source(found, 'secret', `${path}.secret`, 'secretName');
  source(found, 'settings', `${path}.configMap`, 'name');
  for (const part of found.each(`${path}.projected.sources`)) {
    source(found, 'secret', `${part}.secret`, 'name');
    source(found, 'settings', `${part}.configMap`, 'name');
  }
}

function source(found: Collector, kind: 'secret' | 'settings', path: string, name: string): void {
  if (!found.isOptional(path)) found.names(kind, `${path}.${name}`);
}

function container(found: Collector, path: string): void {
  found.names('image', `${path}.image`);
  for (const list of ['command', 'args'])
    for (const one of found.each(`${path}.${list}`)) found.mentions(one);
  for (const one of found.each(`${path}.env`)) {
    found.mentions(`${one}.value`);
    source(found, 'secret', `${one}.valueFrom.secretKeyRef`, 'name');
    source(found, 'settings', `${one}.valueFrom.configMapKeyRef`, 'name');
  }
  for (const one of found.each(`${path}.envFrom`)) {
    source(found, 'secret', `${one}.secretRef`, 'name');
    source(found, 'settings', `${one}.configMapRef`, 'name');
  }
}

/**
 * A server of CloudNativePG. Whom it follows it does not need: it starts and serves without, and takes over. Source:
 * cloudnative-pg.io, "Replica clusters".
 */
function database(found: Collector): void {
  const { resource } = found;
  found.names('image', 'spec.imageName');
  for (const path of found.each('spec.imagePullSecrets')) found.names('secret', `${path}.name`);
  const certificates = resource.get('spec.certificates');
  if (certificates instanceof Unknown) found.unknown.push('spec.certificates');
  else if (isMap(certificates)) {
    for (const key of Object.keys(certificates))
      if (key.endsWith('Secret')) found.names('secret', `spec.certificates.${key}`);
  }
  for (const path of found.each('spec.externalClusters')) {
    for (const key of ['sslKey', 'sslCert', 'sslRootCert', 'password'])
      found.names('secret', `${path}.${key}.name`);
  }
}

/** Texts of a ConfigMap in which hosts are named, by key. */
export function textsOf(settings: Resource): readonly string[] {
  const data = settings.get('data');
  return isMap(data) ? Object.values(data).filter((one): one is string => typeof one === 'string') : [];
}

import { ServiceFailure } from '../../processes/failure';
import type { Client, KubernetesObject } from './client';

interface Resource {
  /** Plural, as in paths. */
  readonly name: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

/** Knows from the API server itself under which path a kind of object lies. */
export class Resources {
  private readonly known = new Map<string, Promise<readonly Resource[]>>();

  constructor(private readonly client: Client) {}

  /**
   * Path of an object.
   * @throws ServiceFailure for a kind that is not served, or a missing or superfluous namespace
   */
  async pathOf(object: Pick<KubernetesObject, 'apiVersion' | 'kind' | 'metadata'>): Promise<string> {
    return `${await this.folderOf(object)}/${encodeURIComponent(object.metadata.name)}`;
  }

  /** Path of all objects of its kind, in its namespace if it has one. */
  async folderOf({
    apiVersion,
    kind,
    metadata,
  }: Pick<KubernetesObject, 'apiVersion' | 'kind' | 'metadata'>): Promise<string> {
    const { name, namespaced } = await this.resourceOf(apiVersion, kind);
    const { namespace } = metadata;
    if (namespaced !== (namespace !== undefined))
      throw new ServiceFailure(
        `${kind} ${metadata.name}: ${namespaced ? 'lies in a namespace, and names none' : `lies in no namespace, and names ${namespace}`}.`,
      );
    const within = namespace === undefined ? '' : `/namespaces/${encodeURIComponent(namespace)}`;
    return `${groupPath(apiVersion)}${within}/${name}`;
  }

  private async resourceOf(apiVersion: string, kind: string): Promise<Resource> {
    const find = async () => (await this.resourcesOf(apiVersion)).find((one) => one.kind === kind);
    const found = await find();
    if (found) return found;
    // Definitions come while we run.
    this.known.delete(apiVersion);
    const late = await find();
    if (late) return late;
    throw new ServiceFailure(`${apiVersion} ${kind} is not served: its definition is missing.`);
  }

  private resourcesOf(apiVersion: string): Promise<readonly Resource[]> {
    const known = this.known.get(apiVersion);
    if (known) return known;
    const asked = this.client
      .ask<{ resources?: readonly Resource[] }>(groupPath(apiVersion))
      .then(({ body }) => (body.resources ?? []).filter(({ name }) => !name.includes('/')));
    this.known.set(apiVersion, asked);
    asked.catch(() => this.known.delete(apiVersion));
    return asked;
  }
}

export function groupPath(apiVersion: string): string {
  return apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
}

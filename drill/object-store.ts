import { createHash } from 'node:crypto';
import type { Session } from '../observe/session';

/** What is kept of an object to know it again: its name, size and SHA-256. */
export interface Written {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Containers of a site's project, written to and read from as an application does. Source: Object Storage API v1. */
export class ObjectStoreClient {
  private readonly url: string;

  /** @throws Error where the site has no object storage */
  constructor(private readonly session: Session) {
    const url = session.endpoint('object-store');
    if (url === undefined) throw new Error('the catalogue names no object storage');
    this.url = url;
  }

  /** @throws Error where it was not stored */
  async put(container: string, name: string, bytes: Uint8Array): Promise<Written> {
    const { status } = await this.call('PUT', container, name, bytes);
    if (status !== 201) throw new Error(`writing ${container}/${name} was answered ${status}`);
    return { name, bytes: bytes.byteLength, sha256: hashOf(bytes) };
  }

  /** @returns undefined where there is no such object; @throws Error for any other answer */
  async get(container: string, name: string): Promise<Uint8Array | undefined> {
    const response = await this.call('GET', container, name);
    if (response.status === 404) return undefined;
    if (response.status !== 200) {
      throw new Error(`reading ${container}/${name} was answered ${response.status}`);
    }
    return new Uint8Array(await response.arrayBuffer());
  }

  /** Whether the object is there, byte for byte. */
  async has(container: string, { name, bytes, sha256 }: Written): Promise<boolean> {
    const found = await this.get(container, name);
    return found !== undefined && found.byteLength === bytes && hashOf(found) === sha256;
  }

  /** Deletes an object, if it is there. */
  async delete(container: string, name: string): Promise<void> {
    const { status } = await this.call('DELETE', container, name);
    if (status !== 204 && status !== 404) {
      throw new Error(`deleting ${container}/${name} was answered ${status}`);
    }
  }

  private call(method: string, container: string, name: string, body?: Uint8Array): Promise<Response> {
    const path = [container, name].map(encodeURIComponent).join('/');
    return fetch(`${this.url}/${path}`, {
      method,
      headers: { 'X-Auth-Token': this.session.secret },
      redirect: 'manual',
      signal: AbortSignal.timeout(60_000),
      ...(body === undefined ? {} : { body: new Uint8Array(body) }),
    });
  }
}

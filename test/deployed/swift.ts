import type { Site } from '../../estate/model';
import { logIn } from '../../observe/session';
import { credentialsOf } from '../../terraform/credentials';

/** An account of Swift and a token for it. Source: Object Storage API v1. */
export interface SwiftAccount {
  readonly url: string;
  readonly token: string;
}

/** A version that a container keeps by itself. */
export interface Version {
  readonly id: string;
  readonly isLatest: boolean;
  /** It stands for a deletion and holds nothing. */
  readonly isDeletion: boolean;
}

/** The account of a site's project, with the site's own credentials. */
export async function swiftOf(site: Site, environment: NodeJS.ProcessEnv): Promise<SwiftAccount> {
  const session = await logIn(site.name, site.identity, credentialsOf(site.name, environment));
  const url = session.endpoint('object-store');
  if (url === undefined) throw new Error(`the catalogue of ${site.name} names no object storage`);
  return { url, token: session.secret };
}

/** One call; the path is below the account and encoded already. */
export function call(
  { url, token }: SwiftAccount,
  method: string,
  path: string,
  { body, headers = {} }: { readonly body?: Uint8Array; readonly headers?: Record<string, string> } = {},
): Promise<Response> {
  return fetch(`${url}/${path}`, {
    method,
    headers: { 'X-Auth-Token': token, ...headers },
    redirect: 'manual',
    signal: AbortSignal.timeout(60_000),
    ...(body ? { body: new Uint8Array(body) } : {}),
  });
}

/** The object's bytes; undefined where it is not there. @throws Error for any other answer */
export async function bytesAt(account: SwiftAccount, path: string): Promise<Buffer | undefined> {
  const response = await call(account, 'GET', path);
  if (response.status === 404) return undefined;
  if (response.status !== 200) throw new Error(`reading ${path} was answered ${response.status}`);
  return Buffer.from(await response.arrayBuffer());
}

/** Writes or deletes. @throws Error where that was not done */
export async function change(account: SwiftAccount, path: string, body?: Uint8Array): Promise<void> {
  const { status } = await call(account, body ? 'PUT' : 'DELETE', path, body ? { body } : {});
  if (status !== (body ? 201 : 204)) throw new Error(`changing ${path} was answered ${status}`);
}

/** Versions of one object, newest first. */
export async function versionsAt(account: SwiftAccount, container: string, name: string): Promise<Version[]> {
  const response = await call(
    account,
    'GET',
    `${container}?versions&format=json&prefix=${encodeURIComponent(name)}`,
  );
  if (response.status !== 200) throw new Error(`listing ${container} was answered ${response.status}`);
  const listed = (await response.json()) as {
    name: string;
    version_id: string;
    is_latest: boolean;
    content_type: string;
  }[];
  return listed
    .filter((one) => one.name === name)
    .map((one) => ({
      id: one.version_id,
      isLatest: one.is_latest,
      isDeletion: one.content_type.includes('swift_versions_deleted=1'),
    }));
}

/**
 * Asks until the answer is yes.
 * @returns how long that took, in seconds
 * @throws Error after `most` seconds
 */
export async function secondsUntil(what: string, most: number, ask: () => Promise<boolean>): Promise<number> {
  const begin = performance.now();
  for (;;) {
    const isSo = await ask();
    const seconds = (performance.now() - begin) / 1000;
    if (isSo) return seconds;
    if (seconds > most) throw new Error(`${what}: not after ${most} s`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

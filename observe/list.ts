import type { Session } from './session';

export type Item = { readonly [key: string]: unknown };

/** Why the objects of a type could not all be listed. */
export class NotListed extends Error {}

export interface Listing {
  /** Names the service has in catalogues, newest first. */
  readonly service: readonly string[];
  /** Below the endpoint; a version in front of it is added where the endpoint has none. */
  readonly path: string;
  /** What an endpoint of this service ends with, such as `/v2.0`. */
  readonly version?: string;
  /** Member of the answer that is the list; without one the answer is the list. */
  readonly member?: string;
  /** Member of each item that is the item itself: `keypair`. */
  readonly wrapped?: string;
  /** What identifies an item, and what the next page is asked for with. @default id */
  readonly marker?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The service pages by offset, not by marker. */
  readonly byOffset?: boolean;
}

const pageSize = 500;
/** More objects than any project has; a server that never ends its pages is not believed. */
const greatestPages = 2_000;

/**
 * All objects of one kind in the token's project, through all pages.
 * @throws NotListed where the service is missing, refuses, or answers with something else than a list
 */
export async function list(session: Session, listing: Listing): Promise<readonly Item[]> {
  const { marker = 'id' } = listing;
  const base = addressOf(session, listing);
  const seen = new Map<string, Item>();
  let last = '';
  for (let page = 0; page < greatestPages; page += 1) {
    const url = new URL(base);
    url.searchParams.set('limit', String(pageSize));
    if (page > 0)
      url.searchParams.set(
        listing.byOffset ? 'offset' : 'marker',
        listing.byOffset ? String(seen.size) : last,
      );
    const items = await readPage(session, url, listing);
    const before = seen.size;
    for (const item of items) seen.set(String(item[marker]), item);
    last = String(items.at(-1)?.[marker]);
    // A page may be shorter than asked for; one that brings nothing new is the end.
    if (seen.size === before) return [...seen.values()];
  }
  throw new NotListed(`its pages do not end (${seen.size} objects)`);
}

/**
 * Where a service answers to a path.
 * @throws NotListed where the catalogue has no such service
 */
export function addressOf(
  session: Session,
  { service, version = '', path }: Pick<Listing, 'service' | 'version' | 'path'>,
): string {
  const endpoint = session.endpoint(...service);
  if (endpoint === undefined) throw new NotListed(`the catalogue has no service ${service.join(' or ')}`);
  return `${/\/v\d[^/]*(\/|$)/.test(endpoint) ? endpoint : endpoint + version}${path}`;
}

async function readPage(session: Session, url: URL, listing: Listing): Promise<readonly Item[]> {
  let reply = await session.get(url.href, listing.headers);
  // A cloud that does not know the microversion still knows the API without it.
  if (reply.status === 406 && listing.headers) reply = await session.get(url.href);
  if (reply.status === 204) return [];
  if (reply.status !== 200) throw new NotListed(`${url.origin}${url.pathname} answered ${reply.status}`);
  const { json } = reply;
  const items = listing.member === undefined ? json : (json as Item | undefined)?.[listing.member];
  if (!Array.isArray(items)) throw new NotListed(`${url.origin}${url.pathname} answered without a list`);
  const { wrapped } = listing;
  return wrapped === undefined ? (items as Item[]) : (items as Item[]).map((item) => item[wrapped] as Item);
}

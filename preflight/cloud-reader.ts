import { type Item, list, NotListed } from '../observe/list';
import type { Reply } from '../observe/request';
import { Session } from '../observe/session';
import { InputError } from '../terraform/errors';

/** A service's names in catalogues, newest first, and the version its paths start with where the endpoint has none. */
const services = {
  compute: { types: ['compute'], version: '/v2.1' },
  network: { types: ['network'], version: '/v2.0' },
  storage: { types: ['block-storage', 'volumev3', 'volume'], version: '' },
  image: { types: ['image'], version: '/v2' },
  keys: { types: ['key-manager'], version: '/v1' },
  objects: { types: ['object-store'], version: '' },
} as const;

export type Service = keyof typeof services;

/** Names a service has in catalogues. */
export function typesOf(service: Service): readonly string[] {
  return services[service].types;
}

/** Asks for each answer once, however many readers want it. */
class RememberingSession extends Session {
  private readonly replies = new Map<string, Promise<Reply>>();

  override get(url: string, headers: Readonly<Record<string, string>> = {}): Promise<Reply> {
    return this.remembered(`GET ${url} ${JSON.stringify(headers)}`, () => super.get(url, headers));
  }

  override head(url: string): Promise<Reply> {
    return this.remembered(`HEAD ${url}`, () => super.head(url));
  }

  private remembered(call: string, ask: () => Promise<Reply>): Promise<Reply> {
    const reply = this.replies.get(call) ?? ask();
    this.replies.set(call, reply);
    return reply;
  }
}

/**
 * Reads a site's APIs with one login, each answer once, however many checks want it. It can only read. What is not
 * shown is a `NotListed` with the reason, so that one silent service spoils no other check.
 */
export class CloudReader {
  readonly session: Session;
  /** Hosts that did not answer; nobody waits for them twice. */
  private readonly silent = new Map<string, string>();

  constructor({ scope, token, secret }: Session) {
    this.session = new RememberingSession(scope, token, secret);
  }

  get projectId(): string {
    return this.session.token.project.id;
  }

  /** Address of a service. @throws NotListed where the region's catalogue has none */
  addressOf(service: Service): string {
    const { types, version } = services[service];
    const endpoint = this.session.endpoint(...types);
    if (endpoint === undefined) {
      throw new NotListed(
        `the catalogue has no ${types.join(' or ')} in region ${this.session.scope.region}`,
      );
    }
    return /\/v\d[^/]*(\/|$)/.test(endpoint) ? endpoint : `${endpoint}${version}`;
  }

  /** One object. @throws NotListed where it is not shown; a 404 is no object, and undefined */
  async find(
    service: Service,
    path: string,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Item | undefined> {
    const { status, json } = await this.reply('GET', `${this.addressOf(service)}${path}`, headers);
    if (status === 404) return undefined;
    if (status !== 200) throw new NotListed(`${typesOf(service)[0]} answered ${status} to ${shown(path)}`);
    if (typeof json !== 'object' || json === null || Array.isArray(json)) {
      throw new NotListed(
        `${typesOf(service)[0]} answered ${shown(path)} with something else than an object`,
      );
    }
    return json as Item;
  }

  /** The member of an answer that is an object. @throws NotListed where it is not shown */
  async member(service: Service, path: string, name: string): Promise<Item> {
    const found = (await this.find(service, path))?.[name];
    if (typeof found === 'object' && found !== null && !Array.isArray(found)) return found as Item;
    throw new NotListed(`${typesOf(service)[0]} has no ${name} at ${shown(path)}`);
  }

  /** A list that comes as a whole. @throws NotListed where it is not shown */
  async items(service: Service, path: string, member: string): Promise<readonly Item[]> {
    const found = (await this.find(service, path))?.[member];
    if (Array.isArray(found)) return found as Item[];
    throw new NotListed(`${typesOf(service)[0]} has no list of ${member} at ${shown(path)}`);
  }

  /** All objects of a list, through its pages. @throws NotListed where they are not shown */
  list(service: Service, path: string, member: string): Promise<readonly Item[]> {
    const { types: names, version } = services[service];
    return this.guarded(this.addressOf(service), () =>
      list(this.session, { service: names, version, path, member }),
    );
  }

  /** Headers of what is there; undefined where nothing is. @throws NotListed where it is not shown */
  async headersOf(service: Service, path: string): Promise<Headers | undefined> {
    const { status, headers } = await this.reply('HEAD', `${this.addressOf(service)}${path}`);
    if (status === 404) return undefined;
    if (status < 200 || status > 299)
      throw new NotListed(`${typesOf(service)[0]} answered ${status} to ${shown(path)}`);
    return headers;
  }

  /** Something beside a service's versioned paths, such as Swift's `/info`. @throws NotListed */
  async beside(service: Service, path: string): Promise<Item> {
    const root = this.addressOf(service).replace(/\/v\d[^/]*(\/.*)?$/, '');
    const { status, json } = await this.reply('GET', `${root}${path}`);
    if (status !== 200 || typeof json !== 'object' || json === null) {
      throw new NotListed(`${typesOf(service)[0]} answered ${status} to ${path}`);
    }
    return json as Item;
  }

  /** Runs what reads with the session itself. @throws NotListed also where the service does not answer */
  async guarded<T>(address: string, read: () => Promise<T>): Promise<T> {
    const { origin } = new URL(address);
    const reason = this.silent.get(origin);
    if (reason !== undefined) throw new NotListed(reason);
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      this.silent.set(origin, error.value);
      throw new NotListed(error.value);
    }
  }

  private reply(method: 'GET' | 'HEAD', url: string, headers: Readonly<Record<string, string>> = {}) {
    return this.guarded(url, () =>
      method === 'HEAD' ? this.session.head(url) : this.session.get(url, headers),
    );
  }
}

/** A path as people read it: without what it was asked with. */
function shown(path: string): string {
  return path.split('?')[0] || 'the account';
}

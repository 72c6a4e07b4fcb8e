import { type Body, call, type Reply, reasonOf } from '../observe/call';
import { addressOf, type Item, list, NotListed } from '../observe/list';
import type { Session } from '../observe/session';
import { InputError } from '../terraform/errors';

/** Names the services have in catalogues, newest first, and what their endpoints may lack. */
const apis = {
  compute: { service: ['compute'], version: '/v2.1' },
  network: { service: ['network'], version: '/v2.0' },
  volumes: { service: ['block-storage', 'volumev3', 'volume'] },
  images: { service: ['image'], version: '/v2' },
  keys: { service: ['key-manager'], version: '/v1' },
} as const;

export type Api = 'identity' | keyof typeof apis;

/** Long enough for an image of many GiB. */
const uploadSeconds = 7200;

/**
 * A login that may write, of the administrator or of the key custodian. Every write is sent once: where the answer
 * is lost, the next run looks what came of it.
 */
export class Writer {
  constructor(
    private readonly site: string,
    readonly session: Session,
  ) {}

  /** The one thing at a path; undefined where there is none. @throws InputError where the answer is another one */
  async read(api: Api, path: string): Promise<Item | undefined> {
    const reply = await this.session.get(this.address(api, path));
    if (reply.status === 404) return undefined;
    if (reply.status !== 200) throw this.refused('GET', api, path, reply);
    return (reply.json ?? {}) as Item;
  }

  /** The one of that name among what a path lists; the path filters by name. */
  async named(api: Api, path: string, member: string, name: string): Promise<Item | undefined> {
    const items = (await this.read(api, path))?.[member];
    return Array.isArray(items) ? (items as Item[]).find((item) => item.name === name) : undefined;
  }

  /** All that a path lists, through its pages. */
  async list(
    api: keyof typeof apis,
    path: string,
    member: string,
    marker?: string,
  ): Promise<readonly Item[]> {
    try {
      const paging = marker === undefined ? {} : { marker, byOffset: true };
      return await list(this.session, { ...apis[api], path, member, ...paging });
    } catch (error) {
      if (!(error instanceof NotListed)) throw error;
      throw this.missing(error.message);
    }
  }

  post(api: Api, path: string, body: unknown): Promise<Item> {
    return this.send('POST', api, path, body);
  }

  put(api: Api, path: string, body?: unknown): Promise<Item> {
    return this.send('PUT', api, path, body);
  }

  patch(api: Api, path: string, body: unknown): Promise<Item> {
    return this.send('PATCH', api, path, body);
  }

  async upload(api: Api, path: string, bytes: Body): Promise<void> {
    const headers = { 'Content-Type': 'application/octet-stream' };
    await this.sendAs('PUT', api, path, headers, bytes, uploadSeconds);
  }

  private send(method: string, api: Api, path: string, body: unknown): Promise<Item> {
    if (body === undefined) return this.sendAs(method, api, path, {}, undefined);
    return this.sendAs(method, api, path, { 'Content-Type': 'application/json' }, JSON.stringify(body));
  }

  private async sendAs(
    method: string,
    api: Api,
    path: string,
    headers: Readonly<Record<string, string>>,
    body: Body | undefined,
    seconds?: number,
  ): Promise<Item> {
    const url = this.address(api, path);
    let reply: Reply;
    try {
      reply = await call(method, url, { 'X-Auth-Token': this.session.secret, ...headers }, body, seconds);
    } catch (error) {
      throw new InputError({
        value: `${this.site}: ${method} ${url} was not answered (${reasonOf(error)}).`,
        rule: 'Each thing is asked for once, so that nothing is made twice.',
        fix: 'Run the command again: it looks first what came of it.',
      });
    }
    if (reply.status < 200 || reply.status > 299) throw this.refused(method, api, path, reply);
    return (reply.json ?? {}) as Item;
  }

  private address(api: Api, path: string): string {
    if (api === 'identity') return `${this.session.scope.authUrl.replace(/\/+$/, '')}${path}`;
    try {
      return addressOf(this.session, { ...apis[api], path });
    } catch (error) {
      if (!(error instanceof NotListed)) throw error;
      throw this.missing(error.message);
    }
  }

  private missing(message: string): InputError {
    return new InputError({
      value: `${this.site}: ${message} in region ${this.session.scope.region}.`,
      rule: 'What a site is prepared with is made through its own APIs.',
      fix: 'Check the region in the site’s identity, and that the service is in Keystone’s catalogue.',
    });
  }

  private refused(method: string, api: Api, path: string, reply: Reply): InputError {
    return new InputError({
      // What Keystone says of an account may repeat what it was sent.
      value: `${this.site}: ${method} ${this.address(api, path)} answered ${reply.status}${api === 'identity' ? '' : saidBy(reply.json)}.`,
      rule: 'Whoever prepares a site may do so: an administrator, and for keys their custodian.',
      fix: 'Mend what the service says, and run the command again: what was made is found.',
    });
  }
}

/** The first message in an error of any service, on one line. */
function saidBy(json: unknown): string {
  const found = messageIn(json);
  if (found === undefined) return '';
  const line = [...found].map((letter) => (letter < ' ' || letter === '\u007f' ? ' ' : letter)).join('');
  return `: ${line.length > 200 ? `${line.slice(0, 200)}…` : line}`;
}

function messageIn(json: unknown): string | undefined {
  if (typeof json !== 'object' || json === null) return undefined;
  const { message, description } = json as Item;
  if (typeof message === 'string') return message;
  if (typeof description === 'string') return description;
  return Object.values(json)
    .map(messageIn)
    .find((found) => found !== undefined);
}

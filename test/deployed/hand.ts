import { ourEstate } from '../../bin/our-estate';
import { logIn, type Session } from '../../observe/session';
import { credentialsOf } from '../../terraform/credentials';

type Json = { readonly [key: string]: unknown };
export type Item = Json & { readonly id: string; readonly name: string };

const services = {
  compute: { types: ['compute'], version: '/v2.1' },
  network: { types: ['network'], version: '/v2.0' },
  volume: { types: ['block-storage', 'volumev3'], version: '/v3' },
  objects: { types: ['object-store'], version: '' },
} as const;

export type Service = keyof typeof services;

/** Somebody with the site's own account who goes past Terraform: calls its APIs to change what stands there. */
export class Hand {
  private constructor(readonly session: Session) {}

  static async at(site: string): Promise<Hand> {
    const found = ourEstate().sites.find(({ name }) => name === site);
    if (!found) throw new Error(`no site ${site}`);
    return new Hand(await logIn(site, found.identity, credentialsOf(site)));
  }

  /** @throws Error where the answer is no success: a change that was not made proves nothing */
  async call(method: string, service: Service, path: string, body?: Json, headers: Json = {}): Promise<Json> {
    const { types, version } = services[service];
    const endpoint = this.session.endpoint(...types);
    if (endpoint === undefined) throw new Error(`the catalogue has no ${service}`);
    const base = /\/v\d[^/]*(\/|$)/.test(endpoint) ? endpoint : endpoint + version;
    const response = await fetch(`${base}${path}`, {
      method,
      headers: {
        'X-Auth-Token': this.session.secret,
        ...(body ? { 'Content-Type': 'application/json' } : {}),
        ...(headers as Record<string, string>),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${base}${path}: ${response.status} ${text.slice(0, 300)}`);
    return text.startsWith('{') ? (JSON.parse(text) as Json) : {};
  }

  /** The one object of that name. */
  async named(service: Service, path: string, name: string): Promise<Item> {
    const member = (path.split('/').at(-1) ?? '').replaceAll('-', '_');
    const { [member]: list } = await this.call('GET', service, path);
    const found = (list as readonly Item[]).filter((one) => one.name === name);
    if (found.length !== 1) throw new Error(`${found.length} ${path} are called ${name}`);
    return found[0] as Item;
  }

  /** Waits for what a cloud takes its time for. */
  async until(what: string, isSo: () => Promise<boolean>): Promise<void> {
    for (let second = 0; second < 120; second += 1) {
      if (await isSo()) return;
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
    throw new Error(`still not so after two minutes: ${what}`);
  }
}

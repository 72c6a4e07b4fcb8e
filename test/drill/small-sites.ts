import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { World } from '../../drill/world';
import type { Estate } from '../../estate/model';
import { objectPlaces } from '../../estate/objects';
import { Session } from '../../observe/session';

/** What can be wrong with a site: each is something that a drill has to find. */
export interface Faults {
  /** Sites at which objects arrive with other bytes. */
  readonly garbles?: readonly string[];
  /** Sites that lose their objects when they stop. */
  readonly forgets?: readonly string[];
  readonly doesNotComeBack?: readonly string[];
  /** Sites where a deploy repairs nothing. */
  readonly deploysNothing?: readonly string[];
  /** Sites that answer although they are stopped. */
  readonly doesNotStop?: readonly string[];
}

interface SmallSite {
  readonly name: string;
  server: Server | undefined;
  url: string;
  readonly objects: Map<string, Buffer>;
  hasRule: boolean;
}

/**
 * Sites with an object store that feeds the next one, and one rule: real HTTP servers, which are closed when their
 * site is lost. They stand for the logic of a drill alone; a real one is held against a real OpenStack.
 */
export class SmallSites implements World {
  readonly said: string[] = [];
  private readonly sites: ReadonlyMap<string, SmallSite>;
  private readonly row: readonly string[];

  constructor(
    readonly estate: Estate,
    private readonly faults: Faults = {},
  ) {
    this.sites = new Map(
      estate.sites.map(({ name }) => [
        name,
        { name, server: undefined, url: '', objects: new Map(), hasRule: true },
      ]),
    );
    const made = estate.datasets
      .map((dataset) => objectPlaces(dataset, estate))
      .find((row) => row.length > 0);
    this.row = (made ?? []).map(({ site }) => site.name);
  }

  async startAll(): Promise<void> {
    for (const name of this.sites.keys()) await this.listen(this.site(name));
  }

  async stopAll(): Promise<void> {
    for (const site of this.sites.values()) await close(site);
  }

  async stop(name: string): Promise<void> {
    if (this.faults.doesNotStop?.includes(name)) return;
    const site = this.site(name);
    if (this.faults.forgets?.includes(name)) site.objects.clear();
    await close(site);
  }

  async start(name: string): Promise<void> {
    if (this.faults.doesNotComeBack?.includes(name)) throw new Error('it does not answer');
    if (this.site(name).server === undefined) await this.listen(this.site(name));
    this.feed();
  }

  logIn(name: string): Promise<Session> {
    const { server, url } = this.site(name);
    if (server === undefined) return Promise.reject(new Error('connection refused'));
    const scope = { authUrl: url, region: 'here', project: 'p', domain: 'd' };
    const catalog = ['object-store', 'network'].map((type) => ({
      type,
      endpoints: [{ interface: 'public', region_id: 'here', url }],
    }));
    return Promise.resolve(new Session(scope, { project: { id: 'p', name: 'p' }, catalog }, 'token'));
  }

  async plan(name: string): Promise<readonly string[]> {
    await this.logIn(name);
    return this.site(name).hasRule ? [] : ['openstack_networking_secgroup_rule_v2.one'];
  }

  async deploy(name: string): Promise<void> {
    await this.logIn(name);
    if (!this.faults.deploysNothing?.includes(name)) this.site(name).hasRule = true;
  }

  say(line: string): void {
    this.said.push(line);
  }

  private site(name: string): SmallSite {
    const site = this.sites.get(name);
    if (site === undefined) throw new Error(`no site ${name}`);
    return site;
  }

  /** Each store that runs gives what it has to the next one, if that runs. */
  private feed(): void {
    this.row.forEach((name, at) => {
      const next = this.row[at + 1];
      if (next === undefined) return;
      const [from, to] = [this.site(name), this.site(next)];
      if (from.server === undefined || to.server === undefined) return;
      for (const [path, bytes] of from.objects) {
        to.objects.set(path, this.faults.garbles?.includes(next) ? Buffer.from('other') : bytes);
      }
    });
  }

  private async listen(site: SmallSite): Promise<void> {
    const server = createServer(async (request, response) => {
      const path = request.url ?? '';
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const send = (status: number, body?: unknown) => {
        response.statusCode = status;
        response.end(Buffer.isBuffer(body) ? body : JSON.stringify(body ?? {}));
      };
      if (path.endsWith('/security-groups'))
        return send(200, { security_groups: [{ id: 'g', name: `${site.name}-g` }] });
      if (path.endsWith('/security-group-rules')) {
        const rule = { id: 'r', security_group_id: 'g', direction: 'ingress' };
        return send(200, { security_group_rules: site.hasRule ? [rule] : [] });
      }
      if (path.includes('/security-group-rules/')) {
        site.hasRule = false;
        return send(204);
      }
      if (request.method === 'PUT') {
        site.objects.set(path, Buffer.concat(chunks));
        this.feed();
        return send(201);
      }
      if (request.method === 'DELETE') {
        for (const each of this.sites.values()) each.objects.delete(path);
        return send(204);
      }
      const found = site.objects.get(path);
      return found === undefined ? send(404) : send(200, found);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    site.server = server;
    site.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }
}

async function close(site: SmallSite): Promise<void> {
  const { server } = site;
  site.server = undefined;
  server?.closeAllConnections();
  await new Promise<void>((resolve) => (server === undefined ? resolve() : server.close(() => resolve())));
}

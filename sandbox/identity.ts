import { join } from 'node:path';
import { ServiceFailure } from '../processes/failure';
import { readJson, writePrivateJson } from '../processes/private-file';
import type { Sandbox, Site } from './sandbox';
import { urlOf } from './services/settings';

/** What an administrator of a site needs: `.sandbox/admin/SITE.json`, mode 600. */
export interface AdminAccount {
  readonly authUrl: string;
  readonly region: string;
  readonly username: string;
  readonly password: string;
  readonly project: string;
  readonly domain: string;
}

export function writeAdminAccount(site: Site, sandbox: Sandbox): void {
  const account: AdminAccount = {
    authUrl: `${urlOf(site, 'keystone')}/v3`,
    region: site.region,
    username: 'admin',
    password: sandbox.passwords.of(site.name, 'admin'),
    project: 'admin',
    domain: 'Default',
  };
  const file = join(sandbox.folder, 'admin', `${site.name}.json`);
  if (JSON.stringify(readJson(file)) !== JSON.stringify(account)) writePrivateJson(file, account);
}

/** A session of the administrator at a site's APIs. */
export class AdminSession {
  private constructor(
    private readonly token: string,
    readonly projectId: string,
  ) {}

  static async open(site: Site, sandbox: Sandbox): Promise<AdminSession> {
    const password = sandbox.passwords.of(site.name, 'admin');
    const response = await fetch(`${urlOf(site, 'keystone')}/v3/auth/tokens`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      signal: AbortSignal.timeout(30_000),
      body: JSON.stringify({
        auth: {
          identity: {
            methods: ['password'],
            password: { user: { name: 'admin', domain: { id: 'default' }, password } },
          },
          scope: { project: { name: 'admin', domain: { id: 'default' } } },
        },
      }),
    });
    const token = response.headers.get('X-Subject-Token');
    if (!response.ok || token === null)
      throw new ServiceFailure(
        `${site.name}: Keystone gives its administrator no token (${response.status}).`,
      );
    const { token: content } = (await response.json()) as { token: { project: { id: string } } };
    return new AdminSession(token, content.project.id);
  }

  /** @throws ServiceFailure on any answer that is not a success */
  async request<T>(method: string, url: string, body?: unknown): Promise<T> {
    const response = await fetch(url, {
      method,
      headers: { 'X-Auth-Token': this.token, 'Content-Type': 'application/json', Accept: 'application/json' },
      signal: AbortSignal.timeout(60_000),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok)
      throw new ServiceFailure(
        `${method} ${url}: ${response.status} ${text.replaceAll(/\s+/g, ' ').slice(0, 200)}`,
      );
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }
}

import { InputError } from '../terraform/errors';
import { type Reply, request } from './request';

/** Where a site's Keystone is and what the token has to be scoped to, as the estate declares it. */
export interface Scope {
  readonly authUrl: string;
  readonly region: string;
  readonly project: string;
  readonly domain: string;
}

/** What the OpenStack provider would log in with: `OS_USERNAME` or `OS_USER_ID` with `OS_PASSWORD`, or `OS_TOKEN`. */
export type Credentials = Readonly<Record<string, string | undefined>>;

export interface TokenBody {
  readonly project?: {
    readonly id: string;
    readonly name: string;
    readonly domain?: { readonly name: string };
  };
  readonly roles?: readonly { readonly name: string }[];
  readonly catalog?: readonly {
    readonly type: string;
    readonly endpoints: readonly {
      readonly interface: string;
      readonly region_id?: string;
      readonly region?: string;
      readonly url: string;
    }[];
  }[];
}

/** One login at one site: a token scoped to the site's project, and the endpoints of its region. Only reads. */
export class Session {
  constructor(
    readonly scope: Scope,
    readonly token: TokenBody & { readonly project: NonNullable<TokenBody['project']> },
    readonly secret: string,
  ) {}

  /** Public endpoint of a service in the scope's region, without a slash at its end; undefined without one. */
  endpoint(...types: readonly string[]): string | undefined {
    const services = (this.token.catalog ?? []).filter(({ type }) => types.includes(type));
    const endpoints = services.flatMap((service) => service.endpoints);
    const found = endpoints.find(
      (e) => e.interface === 'public' && (e.region_id ?? e.region) === this.scope.region,
    );
    return found?.url.replace(/\/+$/, '');
  }

  /** Roles that let their holder change something: an account that only observes needs `reader` alone. */
  get writingRoles(): readonly string[] {
    return (this.token.roles ?? [])
      .map(({ name }) => name)
      .filter((name) => !/^reader$|readonly|guest/i.test(name));
  }

  get(url: string, headers: Readonly<Record<string, string>> = {}): Promise<Reply> {
    return request('GET', url, { 'X-Auth-Token': this.secret, ...headers });
  }

  head(url: string): Promise<Reply> {
    return request('HEAD', url, { 'X-Auth-Token': this.secret });
  }
}

/** Whose login it is, for what is said when it fails. */
export interface Account {
  /** What its variables have after `ESTATE_<SITE>_`, such as `ADMIN_`. @default '' */
  readonly prefix?: string;
  /** The role it needs in the project. @default reader */
  readonly role?: string;
}

/**
 * Logs in at a site's Keystone (Identity API v3, password or token).
 * @throws InputError where no credentials are given, they are refused, or the token is scoped to something else
 */
export async function logIn(
  site: string,
  scope: Scope,
  credentials: Credentials,
  { prefix = '', role = 'reader' }: Account = {},
): Promise<Session> {
  const url = `${scope.authUrl.replace(/\/+$/, '')}/auth/tokens`;
  const variables = `ESTATE_${site.toUpperCase().replaceAll('-', '_')}_${prefix}`;
  const body = {
    auth: { identity: identityOf(variables, scope, credentials, role), scope: { project: projectOf(scope) } },
  };
  const reply = await request('POST', url, { 'Content-Type': 'application/json' }, JSON.stringify(body));
  if (reply.status !== 201) {
    throw new InputError({
      value: `${site}: ${url} answered ${reply.status} to the login.`,
      rule: `The account can log in to project ${scope.project} of domain ${scope.domain}.`,
      fix: `Check ${variables}*, and that the account has the role ${role} in that project.`,
    });
  }
  const token = (reply.json as { token?: TokenBody } | undefined)?.token;
  const secret = reply.headers.get('x-subject-token');
  const { project } = token ?? {};
  if (!token || !secret || project?.name !== scope.project) {
    throw new InputError({
      value: `${site}: the token is scoped to ${project?.name ?? 'no project'}.`,
      rule: `What is asked for is project ${scope.project}.`,
      fix: 'Use an account of that project; a token that is scoped already cannot change its project.',
    });
  }
  return new Session(scope, { ...token, project }, secret);
}

function identityOf(variables: string, scope: Scope, credentials: Credentials, role: string): object {
  const { OS_TOKEN: id, OS_PASSWORD: password, OS_USER_ID: userId, OS_USERNAME: name } = credentials;
  if (id) return { methods: ['token'], token: { id } };
  if (password && userId) return { methods: ['password'], password: { user: { id: userId, password } } };
  if (password && name) {
    return { methods: ['password'], password: { user: { name, password, domain: { name: scope.domain } } } };
  }
  throw new InputError({
    value: `There are no credentials to log in at ${scope.authUrl} with.`,
    rule: `${variables}USERNAME (or _USER_ID) and ${variables}PASSWORD are set, or ${variables}TOKEN.`,
    fix: `Set them to an account that has the role ${role} in project ${scope.project}, and no other.`,
  });
}

function projectOf({ project, domain }: Scope): object {
  return { name: project, domain: { name: domain } };
}

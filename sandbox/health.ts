import { sitePorts } from './addresses';
import { AdminSession } from './identity';
import type { Sandbox, Site } from './sandbox';
import { hostsOf, reportersOf } from './services/nova';
import { services } from './services/registry';
import type { HealthCheck } from './services/service';
import { urlOf } from './services/settings';

export interface Health {
  readonly name: string;
  /** What is wrong; undefined if it answers as it should. */
  readonly trouble?: string;
}

export function apiChecks(site: Site): readonly HealthCheck[] {
  return services.flatMap((service) => service.health?.(site) ?? []);
}

/** Whether an API answers at all. 300 is how OpenStack lists the versions it has. */
export async function askApi({ name, url }: HealthCheck, timeoutMs = 20_000): Promise<Health> {
  try {
    const { status } = await fetch(url, { signal: AbortSignal.timeout(timeoutMs), redirect: 'manual' });
    return status < 400 ? { name } : { name, trouble: `answers ${status}` };
  } catch (error) {
    const cause = (error as { cause?: { code?: string } }).cause?.code;
    return { name, trouble: cause ?? (error as Error).message };
  }
}

interface Agent {
  readonly binary: string;
  readonly host: string;
  readonly state?: string;
  readonly status?: string;
  readonly alive?: boolean;
  readonly updated_at?: string | null;
}

/**
 * Whether those behind the APIs are there: Nova's services and hosts, Neutron's agents, Cinder's volume service as its
 * scheduler sees it. An API answers long before they do.
 */
export async function askAgents(site: Site, sandbox: Sandbox): Promise<readonly Health[]> {
  const session = await AdminSession.open(site, sandbox);
  return Promise.all([
    checked('nova agents', () => novaServices(site, session)),
    checked('nova hosts', () => novaHosts(site, session)),
    checked('neutron agents', () => neutronAgents(site, session)),
    checked('cinder agents', () => cinderPools(site, session)),
  ]);
}

async function checked(name: string, question: () => Promise<string | undefined>): Promise<Health> {
  const trouble = await question().catch((error: unknown) => (error as Error).message);
  return trouble === undefined ? { name } : { name, trouble };
}

async function novaServices(site: Site, session: AdminSession): Promise<string | undefined> {
  const url = `${urlOf(site, 'nova')}/v2.1/os-services`;
  const { services: found } = await session.request<{ services: Agent[] }>('GET', url);
  // One that has never reported is up for a minute too, since it was made.
  const reporting = found.filter(({ state, updated_at }) => state === 'up' && updated_at);
  return missing(reportersOf(site), ({ binary, host }) =>
    reporting.some((one) => one.binary === binary && one.host === host),
  );
}

/** A host takes servers once its resources stand in Placement, and it is mapped to the cell that it is in. */
async function novaHosts(site: Site, session: AdminSession): Promise<string | undefined> {
  const url = `http://${site.address}:${sitePorts.placement}/resource_providers`;
  const { resource_providers: providers } = await session.request<{
    resource_providers: { name: string }[];
  }>('GET', url);
  const hypervisors = await mappedHosts(site, session);
  const wanted = hostsOf(site).flatMap((host) => [
    { binary: 'resources', host },
    { binary: 'cell', host },
  ]);
  return missing(wanted, ({ binary, host }) =>
    binary === 'cell' ? hypervisors.includes(host) : providers.some(({ name }) => name === host),
  );
}

/** Nova lists no hypervisor of a host that no cell is known of, and puts servers there into the cell of failures. */
async function mappedHosts(site: Site, session: AdminSession): Promise<readonly string[]> {
  const url = `${urlOf(site, 'nova')}/v2.1/os-hypervisors`;
  const { hypervisors } = await session.request<{ hypervisors: { hypervisor_hostname: string }[] }>(
    'GET',
    url,
  );
  return hypervisors.map((one) => one.hypervisor_hostname);
}

async function neutronAgents(site: Site, session: AdminSession): Promise<string | undefined> {
  const url = `${urlOf(site, 'neutron')}/v2.0/agents`;
  const { agents } = await session.request<{ agents: Agent[] }>('GET', url);
  const kinds = ['ovn-controller', 'neutron-ovn-vpn-agent'];
  const wanted = hostsOf(site).flatMap((host) => kinds.map((binary) => ({ binary, host })));
  return missing(wanted, ({ binary, host }) =>
    agents.some((one) => one.binary === binary && one.host === host && one.alive === true),
  );
}

async function cinderPools(site: Site, session: AdminSession): Promise<string | undefined> {
  const url = `${urlOf(site, 'cinder')}/v3/${session.projectId}/scheduler-stats/get_pools`;
  const { pools } = await session.request<{ pools: { name: string }[] }>('GET', url);
  return pools.length > 0 ? undefined : 'its scheduler knows no pool of volumes';
}

function missing(
  wanted: readonly { readonly binary: string; readonly host: string }[],
  isThere: (one: { readonly binary: string; readonly host: string }) => boolean,
): string | undefined {
  const absent = wanted.filter((one) => !isThere(one)).map(({ binary, host }) => `${binary} on ${host}`);
  return absent.length === 0 ? undefined : `not up: ${absent.join(', ')}`;
}

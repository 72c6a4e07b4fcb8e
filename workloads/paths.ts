import { exchangePort } from '../contracts/cluster';
import { type Domain, domains, type Site } from '../estate/model';
import { hostAt } from '../estate/nodes';
import { type Call, namespaceOf, type Workload } from './model';

/** Where every workload answers with TLS, to those that prove by certificate who they are. */
export const servicePort = 8443;

/** Where one answers with TLS to people's own devices, which the edge passes on. */
export const publicPort = 8444;

/** Port of a domain's gateway at its nodes, and of the relay in the operations domain: `constructs/pool-access.ts` opens it. */
export const gatewayPort = exchangePort;

/** What answers in the operations domain for every call from one domain to another. */
export const relayName = 'exchange';

/** The gateway that takes calls into a domain from the relay. */
export function gatewayNameOf(domain: Exclude<Domain, 'operations'>): string {
  return `${domain}-gateway`;
}

/**
 * How a call leaves its caller. Within a domain pods talk to each other. Between domains no pod reaches another one:
 * networks, overlay and security groups end at the domain. There a call goes to the relay in the operations domain, or
 * from it to the gateway of a domain, at the nodes' own addresses.
 */
export type Leg =
  | { readonly kind: 'pods'; readonly namespace: string; readonly port: number }
  | { readonly kind: 'nodes'; readonly domain: Domain; readonly port: number };

/**
 * The first leg of a call, which is all that its caller needs to be allowed.
 * @throws Error for a workload that calls what does not run here
 */
export function firstLegOf(caller: Workload, call: Call, neighbours: readonly Workload[]): Leg {
  const callee = calleeOf(caller, call, neighbours);
  if (callee.domain === caller.domain) {
    return { kind: 'pods', namespace: namespaceOf(callee), port: call.port };
  }
  const next = caller.domain === 'operations' ? callee.domain : 'operations';
  return { kind: 'nodes', domain: next, port: gatewayPort };
}

/** What calls between domains pass through in this one. */
export function relayOf(domain: Domain): string {
  return domain === 'operations' ? relayName : gatewayNameOf(domain);
}

/** What a workload opens connections for: the calls that it declares, and where it is a relay, those that pass through it. */
export function callsOf(caller: Workload, neighbours: readonly Workload[]): readonly Call[] {
  const passed = passedOnBy(caller, neighbours).map(({ callee, port }) => ({ to: callee.name, port }));
  const served = servedToNodesBy(caller, neighbours).map(({ callee, port }) => ({ to: callee.name, port }));
  const all = [...caller.calls, ...passed, ...served];
  return all.filter(
    (call, at) => all.findIndex(({ to, port }) => to === call.to && port === call.port) === at,
  );
}

/** Calls between domains that pass through a workload: none, unless it is a domain's relay. */
export function passedOnBy(
  { name, domain }: Workload,
  neighbours: readonly Workload[],
): readonly CrossCall[] {
  if (name !== relayOf(domain)) return [];
  if (domain !== 'operations') return callsInto(domain, neighbours);
  return domains
    .flatMap((into) => callsInto(into, neighbours))
    .filter(({ caller }) => caller.domain !== 'operations');
}

/** What the nodes of every domain reach through a workload: images, through the relay in operations. */
export function servedToNodesBy(
  { name }: Workload,
  neighbours: readonly Workload[],
): readonly { readonly callee: Workload; readonly port: number }[] {
  if (name !== relayName) return [];
  return neighbours.flatMap((callee) =>
    callee.servesNodes === undefined ? [] : [{ callee, port: callee.servesNodes }],
  );
}

/** Workloads whose pods a workload has to admit, with the port: those of its own domain that call it or pass calls on. */
export function admittedBy(callee: Workload, neighbours: readonly Workload[]): readonly Admitted[] {
  return neighbours.flatMap((caller) =>
    caller.domain === callee.domain
      ? callsOf(caller, neighbours)
          .filter(({ to }) => to === callee.name)
          .map(({ port }) => ({ caller, port }))
      : [],
  );
}

/** Workloads that call one, from wherever they are: whose certificates it accepts. */
export function callersOf(
  callee: Workload,
  port: number,
  neighbours: readonly Workload[],
): readonly Workload[] {
  return neighbours.filter(({ calls }) =>
    calls.some((call) => call.to === callee.name && call.port === port),
  );
}

/** The name by which every domain and site knows a workload, and which its certificate bears. */
export function hostOf({ name: site }: Pick<Site, 'name'>, { name }: Pick<Workload, 'name'>): string {
  return hostAt(site, name);
}

/** The name that a call asks for in its TLS greeting: all that relays learn of it, and by which they pass it on. */
export function serverNameOf(site: Pick<Site, 'name'>, callee: Workload, port: number): string {
  return port === publicPort && callee.publicHost !== undefined ? callee.publicHost : hostOf(site, callee);
}

/** Where a call connects to: the pods of its own domain, or the relay that takes it further. */
export function addressOf(
  site: Pick<Site, 'name'>,
  caller: Workload,
  callee: Workload,
  port: number,
): Address {
  if (caller.domain === callee.domain) {
    return { host: `${callee.name}.${namespaceOf(callee)}.svc.cluster.local`, port };
  }
  const relay = caller.domain === 'operations' ? relayOf(callee.domain) : relayName;
  return { host: hostOf(site, { name: relay }), port: gatewayPort };
}

export interface Address {
  readonly host: string;
  readonly port: number;
}

export interface Admitted {
  readonly caller: Workload;
  readonly port: number;
}

/** Calls that reach a domain from another one: what its gateway has to pass on, and nothing else. */
export function callsInto(domain: Domain, neighbours: readonly Workload[]): readonly CrossCall[] {
  return neighbours.flatMap((caller) =>
    caller.calls.flatMap((call) => {
      const callee = calleeOf(caller, call, neighbours);
      return caller.domain !== domain && callee.domain === domain
        ? [{ caller, callee, port: call.port }]
        : [];
    }),
  );
}

/** A call from one domain into another one. */
export interface CrossCall {
  readonly caller: Workload;
  readonly callee: Workload;
  readonly port: number;
}

/**
 * The workload that a call leads to.
 * @throws Error for one that does not run here, or has no such port
 */
export function calleeOf(caller: Workload, { to, port }: Call, neighbours: readonly Workload[]): Workload {
  const callee = neighbours.find(({ name }) => name === to);
  if (callee === undefined) throw new Error(`${caller.name} calls ${to}, which does not run here`);
  if (!callee.ports.includes(port)) {
    throw new Error(`${caller.name} calls ${to} on ${port}; it has ${callee.ports.join(', ') || 'no port'}`);
  }
  return callee;
}

import type { Domain } from '../estate/model';
import { type Call, namespaceOf, type Workload } from './model';

/** Port of a domain's gateway at its nodes, and of the relay in the operations domain: `constructs/pool-access.ts` opens it. */
export const gatewayPort = 30_443;

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

/** Workloads whose pods a workload has to admit, with the port: those of its own domain that call it. */
export function admittedBy(callee: Workload, neighbours: readonly Workload[]): readonly Admitted[] {
  return neighbours.flatMap((caller) =>
    caller.domain === callee.domain
      ? caller.calls.filter(({ to }) => to === callee.name).map(({ port }) => ({ caller, port }))
      : [],
  );
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

function calleeOf(caller: Workload, { to, port }: Call, neighbours: readonly Workload[]): Workload {
  const callee = neighbours.find(({ name }) => name === to);
  if (callee === undefined) throw new Error(`${caller.name} calls ${to}, which does not run here`);
  if (!callee.ports.includes(port)) {
    throw new Error(`${caller.name} calls ${to} on ${port}; it has ${callee.ports.join(', ') || 'no port'}`);
  }
  return callee;
}

import * as kubernetes from '@pulumi/kubernetes';
import type { CustomResourceOptions } from '@pulumi/pulumi';
import type { Domain } from '../../estate/model';
import { metadataOf, selectorOf } from '../marks';
import { namespaceOf, type Place } from '../model';
import { admittedBy, callsOf, firstLegOf, gatewayPort, type Leg } from '../paths';

const { NetworkPolicy } = kubernetes.networking.v1;

/** Name of the policy of each namespace that closes everything; without it no pod is admitted. */
export const nothingByDefault = 'nothing-by-default';

/**
 * What a workload's pods may reach and who may reach them: nothing and nobody, and then one policy for each declared
 * call at either end. Names are resolved where its nodes resolve them, since the
 * overlay between pods ends at each domain.
 */
export function addNetworkPolicies(place: Place): void {
  const add = (name: string, spec: Spec, options: CustomResourceOptions = {}) => {
    const metadata = metadataOf(place, name);
    new NetworkPolicy(`${place.namespace}/${name}`, { metadata, spec }, options);
  };
  const everything = { podSelector: {}, policyTypes: ['Ingress', 'Egress'] };
  // It goes with its namespace, and the API server lets nobody take it away before.
  add(nothingByDefault, everything, { retainOnDelete: true });
  add('names', {
    podSelector: {},
    policyTypes: ['Egress'],
    egress: [
      {
        to: place.contract.resolvers.map((address) => ({ ipBlock: { cidr: `${address}/32` } })),
        ports: [tcp(53), { protocol: 'UDP', port: 53 }],
      },
    ],
  });
  for (const [name, leg] of legsOf(place)) {
    add(name, {
      podSelector: {},
      policyTypes: ['Egress'],
      egress: [{ to: [peerOf(place, leg)], ports: [tcp(leg.port)] }],
    });
  }
  for (const { caller, port } of admittedBy(place.workload, place.neighbours)) {
    const from = [peerOf(place, { kind: 'pods', namespace: namespaceOf(caller), port })];
    const ingress = [{ from, ports: [tcp(port)] }];
    add(`from-${caller.name}-${port}`, { podSelector: {}, policyTypes: ['Ingress'], ingress });
  }
}

type Spec = kubernetes.types.input.networking.v1.NetworkPolicySpec;
type Peer = kubernetes.types.input.networking.v1.NetworkPolicyPeer;

/** First legs of all calls, each once, by the name of the policy that opens it. */
function legsOf({ workload, neighbours }: Place): ReadonlyMap<string, Leg> {
  return new Map(
    callsOf(workload, neighbours).map((call) => {
      const leg = firstLegOf(workload, call, neighbours);
      return [leg.kind === 'pods' ? `to-${call.to}-${call.port}` : `to-${leg.domain}-nodes`, leg] as const;
    }),
  );
}

function peerOf({ site }: Place, leg: Leg): Peer {
  return leg.kind === 'pods'
    ? { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': leg.namespace } } }
    : { ipBlock: { cidr: site.network.subnets[leg.domain] } };
}

/** Lets the nodes of a domain in, at the port of a gateway: what comes through it was passed on there. */
export function admitNodesOf(place: Place, domain: Domain, podSelector: Record<string, string>): void {
  const name = `from-${domain}-nodes`;
  new NetworkPolicy(`${place.namespace}/${name}`, {
    metadata: metadataOf(place, name),
    spec: {
      podSelector: { matchLabels: podSelector },
      policyTypes: ['Ingress'],
      ingress: [
        { from: [{ ipBlock: { cidr: place.site.network.subnets[domain] } }], ports: [tcp(gatewayPort)] },
      ],
    },
  });
}

/** Lets the pods of one component talk to each other, which no other one may. */
export function admitAmong(place: Place, component: string, ports: readonly number[]): void {
  const podSelector = { matchLabels: selectorOf(place, component) };
  const name = `among-${component}`;
  new NetworkPolicy(`${place.namespace}/${name}`, {
    metadata: metadataOf(place, name),
    spec: {
      podSelector,
      policyTypes: ['Ingress', 'Egress'],
      ingress: [{ from: [{ podSelector }], ports: ports.map(tcp) }],
      egress: [{ to: [{ podSelector }], ports: ports.map(tcp) }],
    },
  });
}

/** Lets in whoever reaches the nodes from beyond the region. */
export function admitAnyone(place: Place, component: string, port: number): void {
  const name = 'from-anyone';
  new NetworkPolicy(`${place.namespace}/${name}`, {
    metadata: metadataOf(place, name),
    spec: {
      podSelector: { matchLabels: selectorOf(place, component) },
      policyTypes: ['Ingress'],
      ingress: [{ from: [{ ipBlock: { cidr: '0.0.0.0/0' } }], ports: [tcp(port)] }],
    },
  });
}

function tcp(port: number) {
  return { protocol: 'TCP', port };
}

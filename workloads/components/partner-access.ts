import * as kubernetes from '@pulumi/kubernetes';
import type { Dataset } from '../../estate/model';
import { placementsOf } from '../../estate/queries';
import { metadataOf } from '../marks';
import { datasetOfPlace, type Place } from '../model';

const { Service } = kubernetes.core.v1;
const { NetworkPolicy } = kubernetes.networking.v1;

/** Pods of a workload that servers at other sites reach. */
export interface PartnerAccess {
  readonly dataset: Dataset;
  /** What the Service is called within the workload. */
  readonly component: string;
  /** Labels of the pods. */
  readonly selector: Readonly<Record<string, string>>;
  /** Port that they listen at. */
  readonly port: number;
}

/**
 * Opens what the network opens between sites and nothing else (`constructs/dataset-store.ts`): nodes of the dataset's
 * domain at its other sites reach these pods at the dataset's replication port of the node that they run on, and these
 * pods reach the same port there. No address but the node's own is taken, and no other node passes anything on.
 * Source: docs.cilium.io, "Node IPAM LB"; kubernetes.io, "Preserving the client source IP".
 */
export function openToPartners(place: Place, { dataset, component, selector, port }: PartnerAccess): void {
  const id = `${place.namespace}/${component}`;
  const metadata = metadataOf(place, component);
  const ranges = rangesOf(place, dataset);
  if (ranges.length === 0) return;
  new Service(id, {
    // Whoever deploys does not wait for an address: the node's own is known.
    metadata: { ...metadata, annotations: { 'pulumi.com/skipAwait': 'true' } },
    spec: {
      type: 'LoadBalancer',
      loadBalancerClass: 'io.cilium/node',
      externalTrafficPolicy: 'Local',
      allocateLoadBalancerNodePorts: false,
      loadBalancerSourceRanges: ranges,
      selector: { ...selector },
      ports: [{ name: 'replication', port: dataset.replication.port, targetPort: port, protocol: 'TCP' }],
    },
  });
  const peers = ranges.map((cidr) => ({ ipBlock: { cidr } }));
  const podSelector = { matchLabels: { ...selector } };
  const policy = (direction: 'from' | 'to') => ({ ...metadata, name: `${direction}-partners` });
  new NetworkPolicy(`${place.namespace}/from-partners`, {
    metadata: policy('from'),
    spec: {
      podSelector,
      policyTypes: ['Ingress'],
      ingress: [{ from: peers, ports: [{ protocol: 'TCP', port }] }],
    },
  });
  new NetworkPolicy(`${place.namespace}/to-partners`, {
    metadata: policy('to'),
    spec: {
      podSelector,
      policyTypes: ['Egress'],
      egress: [{ to: peers, ports: [{ protocol: 'TCP', port: dataset.replication.port }] }],
    },
  });
}

/** Names of the other sites that hold the workload's dataset. */
export function partnerSites(place: Place): readonly string[] {
  return sitesBeside(place.site.name, datasetOfPlace(place));
}

function sitesBeside(here: string, dataset: Dataset): readonly string[] {
  return placementsOf(dataset)
    .map(({ site }) => site)
    .filter((site) => site !== here);
}

/**
 * Subnets of the dataset's domain at the other sites that hold it.
 * @throws Error where no tunnel leads to one of them
 */
function rangesOf(place: Place, dataset: Dataset): string[] {
  const { site, contract } = place;
  return sitesBeside(site.name, dataset).map((other) => {
    const ranges = contract.ranges.partners[other];
    if (ranges === undefined) {
      throw new Error(`${dataset.name} is at ${other}, and no tunnel leads there from ${site.name}`);
    }
    return ranges[dataset.domain];
  });
}

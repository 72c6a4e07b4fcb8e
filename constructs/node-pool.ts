import { ComputeServergroupV2 } from '@cdktf/provider-openstack/lib/compute-servergroup-v2';
import { Construct } from 'constructs';
import type { Domain } from '../estate/model';
import { nodeNumberFor, nodesOf } from '../estate/nodes';
import { AccessGroup } from './access-group';
import { ClusterNode } from './cluster-node';
import type { DomainNetwork } from './domain-network';
import type { Place } from './place';
import { openForCluster } from './pool-access';
import { reference } from './reference';

export interface NodePoolProps {
  readonly place: Place;
  readonly domain: Domain;
  readonly network: DomainNetwork;
  readonly keyPair: string;
}

/** The servers of one domain at a site, each on another host: the loss of a host takes one of them, never two. */
export class NodePool extends Construct {
  readonly nodes: readonly ClusterNode[];

  constructor(scope: Construct, id: string, { place, domain, network, keyPair }: NodePoolProps) {
    super(scope, id);
    const name = `${place.site.name}-${domain}`;
    // Hard: with soft anti-affinity the scheduler may still put all of them on one host.
    const spread = new ComputeServergroupV2(this, 'spread', { name, policies: ['anti-affinity'] });
    const spreadId = reference(spread, 'id');
    const access = new AccessGroup(this, 'nodes', {
      place,
      name: `${name}-nodes`,
      description: `Nodes of the ${domain} domain at ${place.site.name}`,
      marks: { role: 'access' },
    });
    openForCluster(access, place, domain);
    this.nodes = nodesOf(place.site, domain).map(
      (node) =>
        new ClusterNode(this, String(node.number), {
          place,
          node,
          network,
          access,
          keyPair,
          spreadId,
        }),
    );
  }

  /**
   * The node that holds a dataset's volume, as the estate chooses it.
   * @returns undefined when the pool has no node
   */
  nodeFor(dataset: string): ClusterNode | undefined {
    const number = nodeNumberFor(
      dataset,
      this.nodes.map(({ node }) => Number(node.id)),
    );
    return this.nodes.find(({ node }) => node.id === String(number));
  }
}

import { NetworkingNetworkV2 } from '@cdktf/provider-openstack/lib/networking-network-v2';
import { NetworkingSubnetV2 } from '@cdktf/provider-openstack/lib/networking-subnet-v2';
import { Construct } from 'constructs';
import type { Domain } from '../estate/model';
import { markTags } from './marks';
import type { Place } from './place';
import { reference } from './reference';

export interface DomainNetworkProps {
  readonly place: Place;
  readonly domain: Domain;
}

/** A domain's private network at a site, with its one subnet. Its only way out is the site's edge router. */
export class DomainNetwork extends Construct {
  readonly networkId: string;
  readonly subnetId: string;

  constructor(scope: Construct, id: string, { place, domain }: DomainNetworkProps) {
    super(scope, id);
    const name = `${place.site.name}-${domain}`;
    const network = new NetworkingNetworkV2(this, 'network', {
      name,
      adminStateUp: true,
      shared: false,
      external: false,
      // Switched off, security groups of every port in the network would have no effect.
      portSecurityEnabled: true,
      ...markTags(place, { role: 'domain' }),
    });
    this.networkId = reference(network, 'id');
    const subnet = new NetworkingSubnetV2(this, 'subnet', {
      name,
      networkId: this.networkId,
      cidr: place.site.network.subnets[domain],
      ipVersion: 4,
      enableDhcp: true,
      noGateway: false,
      ...markTags(place, { role: 'domain' }),
    });
    this.subnetId = reference(subnet, 'id');
  }
}

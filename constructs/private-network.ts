import { NetworkingNetworkV2 } from '@cdktf/provider-openstack/lib/networking-network-v2';
import { NetworkingSubnetV2 } from '@cdktf/provider-openstack/lib/networking-subnet-v2';
import { Construct } from 'constructs';
import type { Cidr } from '../estate/model';
import { markTags, type Role } from './marks';
import type { Place } from './place';
import { reference } from './reference';

export interface PrivateNetworkProps {
  readonly place: Place;
  /** Name of network and subnet in the cloud. */
  readonly name: string;
  readonly range: Cidr;
  readonly role: Role;
}

/** A network of the project alone, with its one subnet. Its only way out is the site's edge router. */
export class PrivateNetwork extends Construct {
  readonly networkId: string;
  readonly subnetId: string;

  constructor(scope: Construct, id: string, { place, name, range, role }: PrivateNetworkProps) {
    super(scope, id);
    const network = new NetworkingNetworkV2(this, 'network', {
      name,
      adminStateUp: true,
      shared: false,
      external: false,
      // Switched off, security groups of every port in the network would have no effect.
      portSecurityEnabled: true,
      ...markTags(place, { role }),
    });
    this.networkId = reference(network, 'id');
    const subnet = new NetworkingSubnetV2(this, 'subnet', {
      name,
      networkId: this.networkId,
      cidr: range,
      ipVersion: 4,
      enableDhcp: true,
      noGateway: false,
      ...markTags(place, { role }),
    });
    this.subnetId = reference(subnet, 'id');
  }
}

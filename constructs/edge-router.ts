import { NetworkingRouterInterfaceV2 } from '@cdktf/provider-openstack/lib/networking-router-interface-v2';
import { NetworkingRouterV2 } from '@cdktf/provider-openstack/lib/networking-router-v2';
import { VpnaasEndpointGroupV2 } from '@cdktf/provider-openstack/lib/vpnaas-endpoint-group-v2';
import { VpnaasServiceV2 } from '@cdktf/provider-openstack/lib/vpnaas-service-v2';
import { Construct } from 'constructs';
import { markTags } from './marks';
import type { Place } from './place';
import type { PrivateNetwork } from './private-network';
import { reference } from './reference';

export interface EdgeRouterProps {
  readonly place: Place;
  /** Networks of the site's domains by domain, and the object store's. */
  readonly networks: ReadonlyMap<string, PrivateNetwork>;
}

/**
 * A site's one router. It joins the site's subnets, ends the tunnels, and translates no addresses: through it
 * nothing in the site reaches the public network, and nothing there reaches the site.
 */
export class EdgeRouter extends Construct {
  readonly vpnServiceId: string;
  /** Reference to the address that the cloud gives the VPN gateway: what peers have to know. */
  readonly gatewayAddress: string;
  /** Endpoint group of all local subnets, shared by every tunnel. */
  readonly localEndpointsId: string;

  constructor(scope: Construct, id: string, { place, networks }: EdgeRouterProps) {
    super(scope, id);
    const name = `${place.site.name}-edge`;
    const router = new NetworkingRouterV2(this, 'router', {
      name,
      adminStateUp: true,
      externalNetworkId: place.site.network.externalNetworkId,
      enableSnat: false,
      ...markTags(place, { role: 'edge' }),
    });
    const routerId = reference(router, 'id');
    const interfaces = [...networks].map(
      ([domain, { subnetId }]) => new NetworkingRouterInterfaceV2(this, domain, { routerId, subnetId }),
    );
    // One service for all peers: a region has two VPN gateways for each tenant.
    const service = new VpnaasServiceV2(this, 'vpn', {
      name,
      routerId,
      adminStateUp: true,
    });
    this.vpnServiceId = reference(service, 'id');
    this.gatewayAddress = reference(service, 'external_v4_ip');
    const local = new VpnaasEndpointGroupV2(this, 'local', {
      name: `${name}-local`,
      type: 'subnet',
      endpoints: [...networks.values()].map(({ subnetId }) => subnetId),
      // Neutron refuses tunnels to subnets that no interface joins to the router, and names no interface here.
      dependsOn: interfaces,
    });
    this.localEndpointsId = reference(local, 'id');
  }
}

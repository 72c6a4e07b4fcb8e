import { VpnaasEndpointGroupV2 } from '@cdktf/provider-openstack/lib/vpnaas-endpoint-group-v2';
import { VpnaasSiteConnectionV2 } from '@cdktf/provider-openstack/lib/vpnaas-site-connection-v2';
import type { TerraformResourceLifecycle } from 'cdktf';
import { Construct } from 'constructs';
import type { Site } from '../estate/model';
import type { EdgeRouter } from './edge-router';
import type { Place } from './place';
import { reference } from './reference';
import { sharedKey } from './shared-key';
import type { SuitePolicies } from './suite-policies';

export interface SiteLinkProps {
  readonly place: Place;
  readonly edge: EdgeRouter;
  readonly peer: Site;
  readonly policies: SuitePolicies;
}

/** This site's end of the tunnel to one peer. */
export class SiteLink extends Construct {
  constructor(scope: Construct, id: string, { place, edge, peer, policies }: SiteLinkProps) {
    super(scope, id);
    const name = `${place.site.name}-${peer.name}`;
    const peerEndpoints = new VpnaasEndpointGroupV2(this, 'endpoints', {
      name,
      type: 'cidr',
      // The peer's own end names the same: both have to agree on what goes through.
      endpoints: [
        ...Object.values(peer.network.subnets),
        ...(peer.objectAccess ? [peer.objectAccess.range] : []),
      ],
    });
    new VpnaasSiteConnectionV2(this, 'tunnel', {
      name,
      vpnserviceId: edge.vpnServiceId,
      ikepolicyId: policies.ikePolicyId,
      ipsecpolicyId: policies.ipsecPolicyId,
      localEpGroupId: edge.localEndpointsId,
      peerEpGroupId: reference(peerEndpoints, 'id'),
      peerAddress: peer.network.gatewayAddress,
      peerId: peer.network.gatewayAddress,
      ...presharedKey(this, place.site, peer),
      initiator: 'bi-directional',
      adminStateUp: true,
      // The only value that the Open Telekom Cloud takes, and Neutron's default.
      mtu: 1500,
      dpd: [{ action: 'restart', interval: 30, timeout: 120 }],
    });
  }
}

/** The key both ends share, named after both: `TF_VAR_psk_clinic__primary`. */
function presharedKey(
  scope: Construct,
  site: Site,
  peer: Site,
): { readonly psk: string; readonly lifecycle: TerraformResourceLifecycle } {
  const ends = [site.name, peer.name].sort().map((name) => name.replaceAll('-', '_'));
  const { value, lifecycle } = sharedKey(scope, 'psk', {
    name: `psk_${ends.join('__')}`,
    description: `Pre-shared key of the tunnel between ${site.name} and ${peer.name}, the same at both ends`,
    what: 'pre-shared key',
  });
  return { psk: value, lifecycle };
}

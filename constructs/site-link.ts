import { VpnaasEndpointGroupV2 } from '@cdktf/provider-openstack/lib/vpnaas-endpoint-group-v2';
import { VpnaasSiteConnectionV2 } from '@cdktf/provider-openstack/lib/vpnaas-site-connection-v2';
import { type TerraformResourceLifecycle, TerraformVariable } from 'cdktf';
import { Construct } from 'constructs';
import type { Site } from '../estate/model';
import type { EdgeRouter } from './edge-router';
import type { Place } from './place';
import { reference } from './reference';
import type { SuitePolicies } from './suite-policies';

export interface SiteLinkProps {
  readonly place: Place;
  readonly edge: EdgeRouter;
  readonly peer: Site;
  readonly policies: SuitePolicies;
}

/**
 * 32 characters and more: BSI TR-02102-1 asks for 120 bits, which 32 random Base64 characters hold. The greatest
 * length and the characters are those that the Open Telekom Cloud takes as well. Source: otc-docs/virtual-private-network.
 */
const wellFormedPsk = '^[A-Za-z0-9+/=._-]{32,128}$';

/** This site's end of the tunnel to one peer. */
export class SiteLink extends Construct {
  constructor(scope: Construct, id: string, { place, edge, peer, policies }: SiteLinkProps) {
    super(scope, id);
    const name = `${place.site.name}-${peer.name}`;
    const peerEndpoints = new VpnaasEndpointGroupV2(this, 'endpoints', {
      name,
      type: 'cidr',
      endpoints: Object.values(peer.network.subnets),
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

/**
 * The key both ends share, given at plan and apply and named after both (`TF_VAR_psk_clinic__primary`), so that
 * one value serves the two stacks: never a default, never in an output. It is checked where it is used: Terraform
 * prints the value of a variable that fails its own validation, even that of a sensitive one.
 */
function presharedKey(
  scope: Construct,
  site: Site,
  peer: Site,
): { readonly psk: string; readonly lifecycle: TerraformResourceLifecycle } {
  // A dash could not stand in the name of an environment variable.
  const ends = [site.name, peer.name].sort().map((name) => name.replaceAll('-', '_'));
  const name = `psk_${ends.join('__')}`;
  new TerraformVariable(scope, 'psk', {
    type: 'string',
    description: `Pre-shared key of the tunnel between ${site.name} and ${peer.name}, the same at both ends`,
    sensitive: true,
    nullable: false,
  }).overrideLogicalId(name);
  return {
    psk: `\${var.${name}}`,
    lifecycle: {
      precondition: [
        {
          condition: `\${can(regex("${wellFormedPsk}", var.${name}))}`,
          errorMessage: `The pre-shared key ${name} does not fit: it has 32 to 128 letters, digits and characters of +/=._- only. Make one with: openssl rand -base64 48`,
        },
      ],
    },
  };
}

import { VpnaasIkePolicyV2 } from '@cdktf/provider-openstack/lib/vpnaas-ike-policy-v2';
import { VpnaasIpsecPolicyV2 } from '@cdktf/provider-openstack/lib/vpnaas-ipsec-policy-v2';
import { Construct } from 'constructs';
import type { Suite } from '../estate/model';
import type { Place } from './place';
import { reference } from './reference';

export interface SuitePoliciesProps {
  readonly place: Place;
  readonly suite: Suite;
}

/**
 * The two policies of a suite, shared by all tunnels of a site that use it. Every field is set: the provider's
 * defaults are IKEv1, AES-128, SHA-1 and a 1536-bit group.
 */
export class SuitePolicies extends Construct {
  readonly ikePolicyId: string;
  readonly ipsecPolicyId: string;

  constructor(scope: Construct, id: string, { place, suite }: SuitePoliciesProps) {
    super(scope, id);
    const name = `${place.site.name}-${suite.name}`;
    const ike = new VpnaasIkePolicyV2(this, 'ike', {
      name,
      ikeVersion: suite.ikeVersion,
      phase1NegotiationMode: 'main',
      authAlgorithm: suite.hash,
      encryptionAlgorithm: suite.encryption,
      pfs: suite.group,
      lifetime: [{ units: 'seconds', value: suite.ikeLifetimeSeconds }],
    });
    this.ikePolicyId = reference(ike, 'id');
    const ipsec = new VpnaasIpsecPolicyV2(this, 'ipsec', {
      name,
      transformProtocol: 'esp',
      encapsulationMode: 'tunnel',
      authAlgorithm: suite.hash,
      encryptionAlgorithm: suite.encryption,
      pfs: suite.group,
      lifetime: [{ units: 'seconds', value: suite.ipsecLifetimeSeconds }],
    });
    this.ipsecPolicyId = reference(ipsec, 'id');
  }
}

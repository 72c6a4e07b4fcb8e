import type { Construct } from 'constructs';
import type { Domain } from '../estate/model';
import type { Place } from './place';
import { PrivateNetwork } from './private-network';

export interface DomainNetworkProps {
  readonly place: Place;
  readonly domain: Domain;
}

/** A domain's private network at a site. */
export class DomainNetwork extends PrivateNetwork {
  constructor(scope: Construct, id: string, { place, domain }: DomainNetworkProps) {
    const { name, network } = place.site;
    super(scope, id, { place, name: `${name}-${domain}`, range: network.subnets[domain], role: 'domain' });
  }
}

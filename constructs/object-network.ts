import type { Construct } from 'constructs';
import type { ObjectAccess } from '../estate/model';
import type { Place } from './place';
import { PrivateNetwork } from './private-network';

export interface ObjectNetworkProps {
  readonly place: Place;
  readonly access: ObjectAccess;
}

/**
 * Where the site's object store answers to nodes of this site and, through tunnels, of others. The cloud's operator
 * gives the store a port in it; no server of the project stands there, and none of the site's domains.
 */
export class ObjectNetwork extends PrivateNetwork {
  constructor(scope: Construct, id: string, { place, access }: ObjectNetworkProps) {
    super(scope, id, { place, name: `${place.site.name}-objects`, range: access.range, role: 'objects' });
  }
}

import { isLoopback } from '../estate/deployment';
import type { Scope, TokenBody } from '../observe/session';

/**
 * Whether a cloud is an imitation on this machine: its Keystone and every address in its catalogue. The catalogue
 * counts, because a tunnel can bring the Keystone of a real cloud to loopback.
 */
export function isImitation({ authUrl, region }: Scope, catalog: NonNullable<TokenBody['catalog']>): boolean {
  const endpoints = catalog
    .flatMap((service) => service.endpoints)
    .filter((endpoint) => (endpoint.region_id ?? endpoint.region) === region);
  return isLoopback(authUrl) && endpoints.length > 0 && endpoints.every(({ url }) => isLoopback(url));
}

import type { Item } from '../observe/list';
import type { Preparation } from './preparation';

/**
 * The public address of the site's VPN gateway, which a cloud gives with the first apply; undefined before that.
 * Of several the stack's own counts, which is named after the site's edge.
 */
export async function gatewayAddressOf(
  { site, administrator }: Preparation,
  projectId: string,
): Promise<string | undefined> {
  const path = `/vpn/vpnservices?project_id=${projectId}`;
  // A cloud without VPNs has no such path.
  const answer = await administrator.read('network', path);
  const services = (answer?.vpnservices ?? []) as readonly Item[];
  const own = services.find(({ name }) => name === `${site.name}-edge`);
  const address = own?.external_v4_ip;
  return typeof address === 'string' && address !== '' ? address : undefined;
}

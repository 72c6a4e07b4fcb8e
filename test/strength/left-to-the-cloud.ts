import type { TypeConstraint } from '../../graph/schema';
import { idOf } from './draft';
import type { Json } from './plan-json';

/**
 * What the cloud makes of what nobody configured: the defaults of the Networking API (v2.0, VPNaaS included)
 * and of Nova and Cinder as they are installed.
 */
const defaults: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  openstack_vpnaas_ike_policy_v2: {
    auth_algorithm: 'sha1',
    encryption_algorithm: 'aes-128',
    pfs: 'group5',
    ike_version: 'v1',
    phase1_negotiation_mode: 'main',
    lifetime: [{ units: 'seconds', value: 3600 }],
  },
  openstack_vpnaas_ipsec_policy_v2: {
    auth_algorithm: 'sha1',
    encryption_algorithm: 'aes-128',
    pfs: 'group5',
    transform_protocol: 'esp',
    encapsulation_mode: 'tunnel',
    lifetime: [{ units: 'seconds', value: 3600 }],
  },
  openstack_networking_port_v2: {
    port_security_enabled: true,
    security_group_ids: [idOf('the default group')],
    all_security_group_ids: [idOf('the default group')],
    admin_state_up: true,
  },
  openstack_networking_network_v2: { port_security_enabled: true, admin_state_up: true },
  openstack_networking_router_v2: { enable_snat: true, admin_state_up: true },
  openstack_networking_floatingip_v2: { address: '203.0.113.77' },
  openstack_networking_secgroup_v2: { stateful: true },
  openstack_networking_subnet_v2: { cidr: '192.0.2.0/24' },
  openstack_blockstorage_volume_v3: { volume_type: '__DEFAULT__', availability_zone: 'nova' },
  openstack_compute_instance_v2: { security_groups: ['default'], availability_zone: 'nova' },
  openstack_compute_keypair_v2: { public_key: 'ssh-ed25519 AAAA' },
};

/**
 * What hangs on the resource's other values: a key pair that was imported has no private half, and a port takes
 * over what its network has.
 */
function derived(
  resource: string,
  attribute: string,
  own: Json,
  find: (id: unknown) => Json | undefined,
): unknown {
  switch (`${resource}.${attribute}`) {
    case 'openstack_compute_keypair_v2.private_key':
      return own.public_key ? '' : 'made by the cloud';
    case 'openstack_networking_port_v2.port_security_enabled':
      return find(own.network_id)?.port_security_enabled;
    default:
      return undefined;
  }
}

/** Where a value is that nobody configured. */
export interface Place {
  readonly resource: string;
  readonly attribute: string;
  readonly type: TypeConstraint | undefined;
  readonly region: string;
  /** The resource's values as far as they are there. */
  readonly own: Json;
  find(id: unknown): Json | undefined;
}

/** A value that nobody configured, after the apply. */
export function leftToTheCloud({ resource, attribute, type, region, own, find }: Place): unknown {
  const stated = derived(resource, attribute, own, find) ?? defaults[resource]?.[attribute];
  if (stated !== undefined) return stated;
  if (attribute === 'region') return region;
  if (/^(tenant|project)_id$/.test(attribute)) return idOf('the project');
  if (type === 'bool') return false;
  if (type === 'number') return 0;
  if (type === 'string' || type === undefined) return '';
  return type[0] === 'map' ? {} : [];
}

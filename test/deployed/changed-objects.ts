import type { Change } from './change';
import type { Hand, Item } from './hand';
import { serverNamed } from './new-objects';

/** What a deploy has made, and somebody has changed or taken away since. */
export const changedObjects: readonly Change[] = [
  {
    what: 'a data volume detached',
    kind: 'gone',
    type: 'openstack_compute_volume_attach_v2',
    object: 'patient-records_attach',
    repairedBy: 'deploy',
    means: { policy: null, says: /its copy at clinic .*attached to no server/, dataset: 'patient-records' },
    make: (hand) => detach(hand, 'clinic-patient-records'),
  },
  {
    what: 'a tunnel removed',
    kind: 'gone',
    type: 'openstack_vpnaas_site_connection_v2',
    object: 'primary_tunnel',
    repairedBy: 'deploy',
    means: { policy: null, says: /no tunnel from clinic to primary/, dataset: 'research' },
    make: (hand) => removeTunnel(hand, 'clinic-primary'),
  },
  {
    // Neutron lets nobody change the policy of a tunnel that is there.
    what: 'an IPsec policy weakened, once its tunnels were out of the way',
    kind: 'changed',
    type: 'openstack_vpnaas_ipsec_policy_v2',
    object: 'ipsec',
    repairedBy: 'deploy',
    means: { policy: 'encryption/ipsec-policy-permitted', says: /auth_algorithm is "sha1".*BSI TR-02102/ },
    make: async (hand) => {
      await removeTunnel(hand, 'clinic-mirror');
      const { ipsecpolicies } = await hand.call('GET', 'network', '/vpn/ipsecpolicies');
      const [policy] = ipsecpolicies as readonly Item[];
      const ipsecpolicy = { encryption_algorithm: 'aes-128', auth_algorithm: 'sha1', pfs: 'group2' };
      await hand.call('PUT', 'network', `/vpn/ipsecpolicies/${policy?.id}`, { ipsecpolicy });
    },
  },
  {
    what: 'a container opened to everyone',
    kind: 'changed',
    type: 'openstack_objectstorage_container_v1',
    object: 'patient-records_backup',
    repairedBy: 'deploy',
    means: {
      policy: 'network/containers-not-public',
      says: /lets anyone beside the project read it/,
      dataset: 'patient-records',
    },
    make: async (hand) => {
      const headers = { 'X-Container-Read': '.r:*,.rlistings' };
      await hand.call('POST', 'objects', '/patient-records-backup', undefined, headers);
    },
  },
  {
    what: 'versioning of a container switched off',
    kind: 'changed',
    type: 'openstack_objectstorage_container_v1',
    object: 'consent_backup',
    repairedBy: 'deploy',
    means: { policy: 'resilience/backup-elsewhere-versioned', says: /keeps no versions/, dataset: 'consent' },
    make: async (hand) => {
      await hand.call('POST', 'objects', '/consent-backup', undefined, { 'X-Versions-Enabled': 'false' });
    },
  },
  {
    what: 'a volume marked as another dataset’s',
    kind: 'changed',
    type: 'openstack_blockstorage_volume_v3',
    object: 'consent_data',
    repairedBy: 'deploy',
    means: { policy: null, says: /no volume of consent at clinic/, dataset: 'consent' },
    make: async (hand) => {
      const { id } = await hand.named('volume', '/volumes', 'clinic-consent');
      const metadata = { 'estate:dataset': 'research' };
      await hand.call('POST', 'volume', `/volumes/${id}/metadata`, { metadata });
    },
  },
  {
    what: 'a server marked as another site’s, which the provider does not read back',
    kind: 'changed',
    type: 'openstack_compute_instance_v2',
    object: 'research_1_server',
    repairedBy: 'hand',
    means: { policy: 'operations/marks-agree-with-place', says: /mirror/ },
    make: (hand) => markServer(hand, 'mirror'),
    undo: (hand) => markServer(hand, 'clinic'),
  },
  {
    what: 'security switched off at a port',
    kind: 'changed',
    type: 'openstack_networking_port_v2',
    object: 'mapping_1_port',
    repairedBy: 'hand',
    means: { policy: 'network/port-security-on', says: /the port filters nothing/ },
    make: async (hand) => {
      await emptyPort(hand, 'clinic-mapping-1', { port_security_enabled: false });
    },
    undo: (hand) => restorePort(hand, 'clinic-mapping-1'),
  },
  {
    what: 'a port taken out of its security groups, which the provider does not read back',
    kind: 'changed',
    type: 'openstack_networking_port_v2',
    object: 'research_2_port',
    repairedBy: 'hand',
    means: { policy: null, says: /no security group rule lets TCP 5435 in/, dataset: 'research' },
    make: async (hand) => {
      await emptyPort(hand, 'clinic-research-2', {});
    },
    undo: (hand) => restorePort(hand, 'clinic-research-2'),
  },
  {
    what: 'a managed rule deleted',
    kind: 'gone',
    type: 'openstack_networking_secgroup_rule_v2',
    object: 'patient-records_access_from-primary-tcp-5432',
    repairedBy: 'deploy',
    means: { policy: null, says: /lets TCP 5432 in from 10\.16\.0\.0\/20/, dataset: 'patient-records' },
    make: async (hand) => {
      const group = await hand.named('network', '/security-groups', 'clinic-patient-records');
      const rule = (group.security_group_rules as readonly Item[]).find(
        (one) => one.direction === 'ingress' && one.remote_ip_prefix === '10.16.0.0/20',
      );
      await hand.call('DELETE', 'network', `/security-group-rules/${rule?.id}`);
    },
  },
  {
    what: 'a data volume deleted',
    kind: 'gone',
    type: 'openstack_blockstorage_volume_v3',
    object: 'pseudonym-mapping_data',
    repairedBy: 'deploy',
    means: { policy: null, says: /no volume of pseudonym-mapping at clinic/, dataset: 'pseudonym-mapping' },
    make: async (hand) => {
      const name = 'clinic-pseudonym-mapping';
      await detach(hand, name);
      const { id } = await hand.named('volume', '/volumes', name);
      await hand.call('DELETE', 'volume', `/volumes/${id}`);
      await hand.until(`${name} is gone`, async () => {
        const { volumes } = await hand.call('GET', 'volume', '/volumes');
        return !(volumes as readonly Item[]).some((one) => one.id === id);
      });
    },
  },
  {
    what: 'a server deleted',
    kind: 'gone',
    type: 'openstack_compute_instance_v2',
    object: 'operations_3_server',
    repairedBy: 'deploy',
    means: {
      policy: 'resilience/copy-out-of-reach',
      says: /clinic does not count: the server it is attached to goes away/,
      dataset: 'accounts',
    },
    make: async (hand) => {
      const { id } = await serverNamed(hand, 'clinic-operations-3');
      await hand.call('DELETE', 'compute', `/servers/${id}`);
      await hand.until('the server is gone', async () => {
        const { servers } = await hand.call('GET', 'compute', '/servers');
        return !(servers as readonly Item[]).some((one) => one.id === id);
      });
    },
  },
  {
    what: 'a server switched off',
    kind: 'changed',
    type: 'openstack_compute_instance_v2',
    object: 'identity_2_server',
    repairedBy: 'deploy',
    means: { policy: null, says: /server it is attached to is switched off/, dataset: 'imaging' },
    make: async (hand) => {
      const { id } = await serverNamed(hand, 'clinic-identity-2');
      await hand.call('POST', 'compute', `/servers/${id}/action`, { 'os-stop': null });
      await hand.until(
        'it is off',
        async () => (await serverNamed(hand, 'clinic-identity-2')).status === 'SHUTOFF',
      );
    },
  },
];

/** Groups of ports before they were taken out of them. */
const groups = new Map<string, unknown>();

async function emptyPort(hand: Hand, name: string, more: Readonly<Record<string, unknown>>): Promise<void> {
  const port = await hand.named('network', '/ports', name);
  groups.set(name, port.security_groups);
  await hand.call('PUT', 'network', `/ports/${port.id}`, { port: { ...more, security_groups: [] } });
}

async function restorePort(hand: Hand, name: string): Promise<void> {
  const { id } = await hand.named('network', '/ports', name);
  const port = { port_security_enabled: true, security_groups: groups.get(name) };
  await hand.call('PUT', 'network', `/ports/${id}`, { port });
}

async function detach(hand: Hand, name: string): Promise<void> {
  const { id } = await hand.named('volume', '/volumes', name);
  const { volume: shown } = await hand.call('GET', 'volume', `/volumes/${id}`);
  const [attachment] = (shown as Item).attachments as readonly { readonly server_id: string }[];
  await hand.call('DELETE', 'compute', `/servers/${attachment?.server_id}/os-volume_attachments/${id}`);
  await hand.until(`${name} is detached`, async () => {
    const { volume: now } = await hand.call('GET', 'volume', `/volumes/${id}`);
    return (now as Item).status === 'available';
  });
}

async function removeTunnel(hand: Hand, name: string): Promise<void> {
  const { ipsec_site_connections: all } = await hand.call('GET', 'network', '/vpn/ipsec-site-connections');
  const found = (all as readonly Item[]).find((one) => one.name === name);
  await hand.call('DELETE', 'network', `/vpn/ipsec-site-connections/${found?.id}`);
  await hand.until(`${name} is gone`, async () => {
    const { ipsec_site_connections: left } = await hand.call('GET', 'network', '/vpn/ipsec-site-connections');
    return !(left as readonly Item[]).some((one) => one.name === name);
  });
}

async function markServer(hand: Hand, site: string): Promise<void> {
  const { id } = await serverNamed(hand, 'clinic-research-1');
  await hand.call('POST', 'compute', `/servers/${id}/metadata`, { metadata: { 'estate:site': site } });
}

import { Construct } from 'constructs';
import { DomainNetwork } from '../../constructs/domain-network';
import { EdgeRouter } from '../../constructs/edge-router';
import { SiteLink } from '../../constructs/site-link';
import { SuitePolicies } from '../../constructs/suite-policies';
import { suites } from '../../estate/suites';
import { made, plain, telekom } from './place';

const suite = suites[0];
if (suite === undefined) throw new Error('no suite');

const { resource, variable } = made((stack) => {
  const place = plain;
  const network = new DomainNetwork(new Construct(stack, 'net'), 'identity', { place, domain: 'identity' });
  const edge = new EdgeRouter(stack, 'edge', { place, networks: new Map([['identity', network]]) });
  const policies = new SuitePolicies(stack, 'suite', { place, suite });
  new SiteLink(stack, 'primary', { place, edge, peer: { ...telekom.site, name: 'far-away' }, policies });
});

test('both policies set every field of the suite', () => {
  const common = {
    name: 'clinic-transit-2026',
    auth_algorithm: 'sha256',
    encryption_algorithm: 'aes-256',
    pfs: 'group20',
  };
  expect(resource.openstack_vpnaas_ike_policy_v2).toEqual({
    suite_ike: {
      ...common,
      ike_version: 'v2',
      phase1_negotiation_mode: 'main',
      lifetime: [{ units: 'seconds', value: 28_800 }],
    },
  });
  expect(resource.openstack_vpnaas_ipsec_policy_v2).toEqual({
    suite_ipsec: {
      ...common,
      transform_protocol: 'esp',
      encapsulation_mode: 'tunnel',
      lifetime: [{ units: 'seconds', value: 3600 }],
    },
  });
});

test('the tunnel joins the local subnets to those of the peer', () => {
  expect(resource.openstack_vpnaas_endpoint_group_v2).toEqual({
    edge_local: {
      name: 'clinic-edge-local',
      type: 'subnet',
      endpoints: ['${openstack_networking_subnet_v2.net_identity_subnet.id}'],
      depends_on: ['openstack_networking_router_interface_v2.edge_identity'],
    },
    primary_endpoints: {
      name: 'clinic-far-away',
      type: 'cidr',
      endpoints: ['10.16.0.0/20', '10.16.16.0/20', '10.16.32.0/20', '10.16.48.0/20'],
    },
  });
  expect(resource.openstack_vpnaas_site_connection_v2?.primary_tunnel).toMatchObject({
    name: 'clinic-far-away',
    vpnservice_id: '${openstack_vpnaas_service_v2.edge_vpn.id}',
    ikepolicy_id: '${openstack_vpnaas_ike_policy_v2.suite_ike.id}',
    ipsecpolicy_id: '${openstack_vpnaas_ipsec_policy_v2.suite_ipsec.id}',
    local_ep_group_id: '${openstack_vpnaas_endpoint_group_v2.edge_local.id}',
    peer_ep_group_id: '${openstack_vpnaas_endpoint_group_v2.primary_endpoints.id}',
    peer_address: '203.0.113.16',
    peer_id: '203.0.113.16',
    psk: '${var.psk_clinic__far_away}',
    initiator: 'bi-directional',
    admin_state_up: true,
    mtu: 1500,
    dpd: [{ action: 'restart', interval: 30, timeout: 120 }],
  });
});

test('the pre-shared key has no default and is checked where Terraform does not print it', () => {
  expect(variable).toEqual({
    psk_clinic__far_away: {
      type: 'string',
      description: 'Pre-shared key of the tunnel between clinic and far-away, the same at both ends',
      sensitive: true,
      nullable: false,
    },
  });
  expect(resource.openstack_vpnaas_site_connection_v2?.primary_tunnel?.lifecycle).toEqual({
    precondition: [
      {
        condition: '${can(regex("^[A-Za-z0-9+/=._-]{32,128}$", var.psk_clinic__far_away))}',
        error_message: expect.stringMatching(
          /^The pre-shared key psk_clinic__far_away does not fit: it has 32 to 128/,
        ),
      },
    ],
  });
});

test('the edge router translates no addresses', () => {
  expect(resource.openstack_networking_router_v2).toEqual({
    edge_router: {
      name: 'clinic-edge',
      admin_state_up: true,
      external_network_id: plain.site.network.externalNetworkId,
      enable_snat: false,
      tags: ['estate:role=edge', 'estate:site=clinic'],
    },
  });
});

import type { Resource } from '../../graph/graph';
import { isOpen, isUnset } from '../../graph/value';
import type { Ternary } from '../../judge/facts/reach';
import { type Context, definePolicy, type Finding, fail, pass, seen, undecided } from '../../judge/policy';

/** A router that ends tunnels is an edge; a mark would only claim it, and not every cloud’s Neutron takes marks. */
function endsTunnels(router: Resource, { graph }: Context): Ternary {
  const services = graph.users(router, 'openstack_vpnaas_service_v2', 'router_id');
  const isOnly = ({ resource }: (typeof services)[number]) => {
    const { targets, complete } = graph.follow(resource, 'router_id');
    return complete && targets.length === 1;
  };
  if (services.some(isOnly)) return 'yes';
  return services.length > 0 ? 'maybe' : 'no';
}

function judgeTranslation(router: Resource, ...evidence: readonly ReturnType<typeof seen>[]): Finding {
  const snat = router.get('enable_snat');
  const all = [...evidence, seen(router, 'enable_snat')];
  if (snat === false) return pass;
  if (isOpen(snat)) return undecided('whether the router translates addresses is not known yet', ...all);
  if (isUnset(snat) && router.action === 'declared') {
    return undecided(
      'address translation is left to the cloud, which switches it on for a new router',
      ...all,
    );
  }
  return fail('the router translates addresses, so every server behind it reaches the internet', ...all);
}

export default definePolicy({
  title: 'Only a site’s edge router has a gateway, and it translates no addresses',
  severity: 'high',
  why: 'A router with a gateway and address translation gives every server behind it a way to the internet. The edge needs its gateway to end the tunnels, and nothing else.',
  avoid:
    '`external_network_id` at any other router, or `enable_snat` true or left to the cloud, which takes true',
  prefer: '`enable_snat = false` at the one router of the VPN service; the construct `EdgeRouter`',
  remediation:
    'Take the gateway away, or switch address translation off at the router that ends the tunnels.',
  controls: ['C5:2020 COS-01', 'C5:2020 COS-03', 'Grundschutz++ ARCH.6.2'],
  observableIn: ['synth', 'plan', 'state'],
  needs: 'estate',
  resources: ['openstack_networking_router_v2'],
  examine(router, context) {
    const gateway = router.get('external_network_id');
    const evidence = seen(router, 'external_network_id');
    if (isUnset(gateway)) {
      if (router.action !== 'declared') return pass;
      return undecided('an existing router may have a gateway that a synthesis does not show', evidence);
    }
    const site = context.siteOfStack(router.stack);
    const translation = judgeTranslation(router, evidence);
    if (translation.outcome === 'fail') return translation;
    const tunnels = endsTunnels(router, context);
    if (tunnels === 'no') return fail('the router has a gateway and ends no tunnel', evidence);
    if (tunnels === 'maybe') return undecided('whether the router ends tunnels is not known yet', evidence);
    if (isOpen(gateway)) return undecided('which network its gateway is in is not known yet', evidence);
    if (!site)
      return undecided('its site is not known, and with it the external network of its edge', evidence);
    if (gateway !== site.network.externalNetworkId) {
      return fail(`its gateway is in another network than the one declared for ${site.name}`, evidence);
    }
    return translation;
  },
  examples: {
    terraform: `
resource "openstack_networking_router_v2" "edge" {
  name                = "edge"
  external_network_id = "5a154752-d32a-4e1b-a059-21da0d1d1acc"
  enable_snat         = false
}
resource "openstack_vpnaas_service_v2" "edge" {
  router_id = openstack_networking_router_v2.edge.id
}
resource "openstack_networking_router_v2" "inner" {
  name = "inner"
}
resource "openstack_networking_router_v2" "way_out" {
  name                = "way-out"
  external_network_id = "5a154752-d32a-4e1b-a059-21da0d1d1acc"
}
resource "openstack_networking_router_v2" "without_tunnels" {
  name                = "without-tunnels"
  external_network_id = "5a154752-d32a-4e1b-a059-21da0d1d1acc"
  enable_snat         = false
}
resource "openstack_networking_router_v2" "elsewhere" {
  name                = "elsewhere"
  external_network_id = "2c1f7c0e-5a0e-4c55-9f63-3c7b8b1c0a02"
  enable_snat         = false
}
resource "openstack_vpnaas_service_v2" "elsewhere" {
  router_id = openstack_networking_router_v2.elsewhere.id
}
resource "openstack_networking_network_v2" "any" { name = "any" }
resource "openstack_networking_router_v2" "not_known_yet" {
  name                = "not-known-yet"
  external_network_id = openstack_networking_network_v2.any.id
  enable_snat         = false
}
resource "openstack_vpnaas_service_v2" "not_known_yet" {
  router_id = openstack_networking_router_v2.not_known_yet.id
}
`,
    pass: ['openstack_networking_router_v2.edge', 'openstack_networking_router_v2.inner'],
    fail: [
      'openstack_networking_router_v2.way_out',
      'openstack_networking_router_v2.without_tunnels',
      'openstack_networking_router_v2.elsewhere',
    ],
    undecided: ['openstack_networking_router_v2.not_known_yet'],
  },
});

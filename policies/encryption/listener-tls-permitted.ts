import type { Graph, Resource } from '../../graph/graph';
import { isUnset } from '../../graph/value';
import { negotiatedTls } from '../../judge/facts/tls';
import { definePolicy, type Finding, fail, pass, seen, undecided } from '../../judge/policy';

const poolType = 'openstack_lb_pool_v2';
const redirectType = 'openstack_lb_l7policy_v2';

/** A listener that leads to no server answers with redirects and refusals alone: the usual one on port 80. */
function plainHttp(listener: Resource, graph: Graph): Finding {
  const evidence = [seen(listener, 'protocol'), seen(listener, 'default_pool_id')];
  const named = listener.get('default_pool_id');
  const pool = isUnset(named) ? undefined : named;
  const uses = [
    ...graph.users(listener, poolType, 'listener_id'),
    ...graph
      .users(listener, redirectType, 'listener_id')
      .filter(({ resource }) => !isUnset(resource.get('redirect_pool_id'))),
  ];
  const isNamed = pool !== undefined && graph.follow(listener, 'default_pool_id').certain;
  if (isNamed || uses.some(({ certain }) => certain)) {
    return fail('it takes in HTTP and passes it on to servers: whoever is on the way reads it', ...evidence);
  }
  if (uses.length > 0 || pool !== undefined) {
    return undecided('whether it passes HTTP on to servers is not known', ...evidence);
  }
  return pass;
}

export default definePolicy({
  title: 'Every listener takes in TLS alone, in permitted versions',
  severity: 'high',
  why: 'What a load balancer takes in has come over somebody else’s network. In plain HTTP everyone on the way reads and changes it, and an old version of TLS can be broken by who stands between.',
  avoid: '`protocol = "HTTP"` with a pool behind it, `tls_versions` with TLSv1 or TLSv1.1, or left out',
  prefer: '`protocol = "TERMINATED_HTTPS"` with `tls_versions = ["TLSv1.2", "TLSv1.3"]`',
  remediation:
    'End TLS at the listener in permitted versions, or let an HTTP listener redirect to https:// and nothing else.',
  controls: ['BSI TR-02102', 'C5:2020 CRY-02', 'C5:2026 CRY-04', 'Grundschutz++ KONF.14.1'],
  observableIn: ['synth', 'plan', 'state'],
  resources: ['openstack_lb_listener_v2'],
  examine(listener, { graph, asOf }) {
    const protocol = listener.get('protocol');
    const evidence = seen(listener, 'protocol');
    if (protocol === 'TERMINATED_HTTPS') return negotiatedTls(listener, asOf);
    if (protocol === 'HTTP') return plainHttp(listener, graph);
    if (protocol === 'PROMETHEUS') return fail('it gives its figures away in plain HTTP', evidence);
    if (protocol === 'HTTPS') {
      return undecided(
        'it passes TLS on, and which versions the servers behind it take is not shown',
        evidence,
      );
    }
    return typeof protocol === 'string'
      ? undecided(`it passes ${protocol} on, and whether what runs in it is encrypted is not shown`, evidence)
      : undecided('which protocol it takes in is not known yet', evidence);
  },
  examples: {
    site: 'clinic',
    terraform: `
resource "openstack_lb_loadbalancer_v2" "portal" {
  vip_subnet_id = "20415a97-3c9e-45d3-917f-078950644697"
}
resource "openstack_lb_listener_v2" "tls" {
  loadbalancer_id           = openstack_lb_loadbalancer_v2.portal.id
  protocol                  = "TERMINATED_HTTPS"
  protocol_port             = 443
  default_tls_container_ref = "https://barbican.example/v1/containers/20415a97-3c9e-45d3-917f-078950644697"
  tls_versions              = ["TLSv1.2", "TLSv1.3"]
  tls_ciphers               = "TLS_AES_256_GCM_SHA384:ECDHE-RSA-AES256-GCM-SHA384"
}
resource "openstack_lb_listener_v2" "old_version" {
  loadbalancer_id           = openstack_lb_loadbalancer_v2.portal.id
  protocol                  = "TERMINATED_HTTPS"
  protocol_port             = 8443
  default_tls_container_ref = "https://barbican.example/v1/containers/20415a97-3c9e-45d3-917f-078950644697"
  tls_versions              = ["TLSv1.1", "TLSv1.2"]
}
resource "openstack_lb_listener_v2" "without_forward_secrecy" {
  loadbalancer_id           = openstack_lb_loadbalancer_v2.portal.id
  protocol                  = "TERMINATED_HTTPS"
  protocol_port             = 8444
  default_tls_container_ref = "https://barbican.example/v1/containers/20415a97-3c9e-45d3-917f-078950644697"
  tls_versions              = ["TLSv1.2"]
  tls_ciphers               = "AES256-GCM-SHA384"
}
resource "openstack_lb_listener_v2" "plain" {
  loadbalancer_id = openstack_lb_loadbalancer_v2.portal.id
  protocol        = "HTTP"
  protocol_port   = 8080
  default_pool_id = "7c1b5a0e-52a0-4b8c-93c1-6f0c1f5b7d11"
}
resource "openstack_lb_listener_v2" "plain_by_reference" {
  loadbalancer_id = openstack_lb_loadbalancer_v2.portal.id
  protocol        = "HTTP"
  protocol_port   = 8081
}
resource "openstack_lb_pool_v2" "plain" {
  listener_id = openstack_lb_listener_v2.plain_by_reference.id
  protocol    = "HTTP"
  lb_method   = "ROUND_ROBIN"
}
resource "openstack_lb_listener_v2" "redirects" {
  loadbalancer_id = openstack_lb_loadbalancer_v2.portal.id
  protocol        = "HTTP"
  protocol_port   = 80
}
resource "openstack_lb_l7policy_v2" "to_https" {
  listener_id     = openstack_lb_listener_v2.redirects.id
  action          = "REDIRECT_PREFIX"
  redirect_prefix = "https://portal.example"
}
resource "openstack_lb_listener_v2" "versions_left_to_the_cloud" {
  loadbalancer_id           = openstack_lb_loadbalancer_v2.portal.id
  protocol                  = "TERMINATED_HTTPS"
  protocol_port             = 9443
  default_tls_container_ref = "https://barbican.example/v1/containers/20415a97-3c9e-45d3-917f-078950644697"
}
resource "openstack_lb_listener_v2" "passes_tcp_on" {
  loadbalancer_id = openstack_lb_loadbalancer_v2.portal.id
  protocol        = "TCP"
  protocol_port   = 6443
}
`,
    pass: ['openstack_lb_listener_v2.tls', 'openstack_lb_listener_v2.redirects'],
    fail: [
      'openstack_lb_listener_v2.old_version',
      'openstack_lb_listener_v2.without_forward_secrecy',
      'openstack_lb_listener_v2.plain',
    ],
    undecided: [
      // Plan JSON does not say whether the pool's listener is this one or only depends on it; the source does.
      'openstack_lb_listener_v2.plain_by_reference',
      'openstack_lb_listener_v2.versions_left_to_the_cloud',
      'openstack_lb_listener_v2.passes_tcp_on',
    ],
  },
});

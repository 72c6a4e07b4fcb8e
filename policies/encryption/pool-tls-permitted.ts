import { isOpen } from '../../graph/value';
import { negotiatedTls } from '../../judge/facts/tls';
import { definePolicy, fail, seen, undecided } from '../../judge/policy';

/** What these pass on is what their listener took in, and the listener is judged for it. */
const passedOn = new Set(['TCP', 'UDP', 'SCTP', 'HTTPS']);

export default definePolicy({
  title: 'A load balancer that ended TLS encrypts again towards its servers',
  severity: 'medium',
  why: 'Between a load balancer and its servers lies a network that others share. What was decrypted at the listener runs there in plain text, readable for whoever runs that network.',
  avoid: 'a pool with `protocol = "HTTP"` and no `tls_enabled`',
  prefer: '`tls_enabled = true` with `tls_versions = ["TLSv1.2", "TLSv1.3"]`, or TLS passed through',
  remediation: 'Give the servers certificates and set tls_enabled and tls_versions on the pool.',
  controls: ['BSI TR-02102', 'C5:2020 CRY-02', 'C5:2026 CRY-04', 'Grundschutz++ KONF.14.1'],
  observableIn: ['synth', 'plan', 'state'],
  resources: ['openstack_lb_pool_v2'],
  examine(pool, { asOf }) {
    const [protocol, tls] = [pool.get('protocol'), pool.get('tls_enabled')];
    const evidence = [seen(pool, 'protocol'), seen(pool, 'tls_enabled')];
    if (tls === true) return negotiatedTls(pool, asOf);
    if (isOpen(tls) || isOpen(protocol)) {
      return undecided('whether it encrypts towards its servers is not known yet', ...evidence);
    }
    if (typeof protocol === 'string' && passedOn.has(protocol)) return undefined;
    return protocol === 'HTTP'
      ? fail('it passes HTTP on to its servers in plain text', ...evidence)
      : undecided('whether what it passes on to its servers is encrypted is not shown', ...evidence);
  },
  examples: {
    site: 'clinic',
    terraform: `
resource "openstack_lb_loadbalancer_v2" "portal" {
  vip_subnet_id = "20415a97-3c9e-45d3-917f-078950644697"
}
resource "openstack_lb_pool_v2" "encrypted" {
  loadbalancer_id = openstack_lb_loadbalancer_v2.portal.id
  protocol        = "HTTP"
  lb_method       = "ROUND_ROBIN"
  tls_enabled     = true
  tls_versions    = ["TLSv1.3"]
}
resource "openstack_lb_pool_v2" "old_version" {
  loadbalancer_id = openstack_lb_loadbalancer_v2.portal.id
  protocol        = "HTTP"
  lb_method       = "ROUND_ROBIN"
  tls_enabled     = true
  tls_versions    = ["TLSv1"]
}
resource "openstack_lb_pool_v2" "plain" {
  loadbalancer_id = openstack_lb_loadbalancer_v2.portal.id
  protocol        = "HTTP"
  lb_method       = "ROUND_ROBIN"
}
resource "openstack_lb_pool_v2" "passes_on_what_its_listener_takes" {
  loadbalancer_id = openstack_lb_loadbalancer_v2.portal.id
  protocol        = "TCP"
  lb_method       = "ROUND_ROBIN"
}
resource "openstack_lb_pool_v2" "behind_the_proxy_protocol" {
  loadbalancer_id = openstack_lb_loadbalancer_v2.portal.id
  protocol        = "PROXY"
  lb_method       = "ROUND_ROBIN"
}
`,
    pass: ['openstack_lb_pool_v2.encrypted'],
    fail: ['openstack_lb_pool_v2.old_version', 'openstack_lb_pool_v2.plain'],
    undecided: ['openstack_lb_pool_v2.behind_the_proxy_protocol'],
  },
});

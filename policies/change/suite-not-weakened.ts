import type { Graph, Resource } from '../../graph/graph';
import { isList, isUnset, type Value } from '../../graph/value';
import { asItWas, beforeOf } from '../../judge/facts/before';
import { weakeningOf } from '../../judge/facts/strength';
import { weakestCipher } from '../../judge/facts/tls';
import { definePolicy, type Finding, fail, pass, seen, undecided, worstOf } from '../../judge/policy';

const connectionType = 'openstack_vpnaas_site_connection_v2';

/** Arguments of a tunnel that name a policy, and what it is called. */
const negotiated = [
  ['ikepolicy_id', 'IKE'],
  ['ipsecpolicy_id', 'IPsec'],
] as const;

const clientAuthentication = ['NONE', 'OPTIONAL', 'MANDATORY'];
const tlsVersions = ['SSLv3', 'TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'];

export default definePolicy({
  title: 'No plan weakens what a tunnel or a listener that exists negotiates',
  severity: 'high',
  why: 'A suite that is still permitted may be weaker than the one in use. Traffic that is recorded today is read when the weaker one falls, and nobody notices the day it was chosen.',
  avoid:
    'an older version, shorter keys, a smaller group, a shorter hash or a longer lifetime than a tunnel had; an older TLS version or a weaker cipher added to a listener, or clients’ certificates no longer asked for',
  prefer: 'a suite that is stronger in every field, or the same',
  remediation:
    'Keep the stronger suite, or have the weaker one approved for this very plan: estate approve, with the reason and until when.',
  controls: ['BSI TR-02102', 'C5:2020 CRY-02', 'C5:2026 CRY-04', 'GDPR Art. 32(1)(a)'],
  // What was there before is in a plan alone.
  observableIn: ['plan'],
  resources: [connectionType, 'openstack_lb_listener_v2', 'openstack_lb_pool_v2'],
  examine(resource, { graph }) {
    const before = asItWas(graph, resource);
    if (before === undefined) return undefined;
    return resource.type === connectionType ? tunnel(resource, before, graph) : tls(resource, before);
  },
  examples: {
    terraform: `
resource "openstack_vpnaas_ike_policy_v2" "strong" {
  ike_version          = "v2"
  encryption_algorithm = "aes-256"
  auth_algorithm       = "sha512"
  pfs                  = "group21"
  lifetime {
    units = "seconds"
    value = 28800
  }
}
resource "openstack_vpnaas_ike_policy_v2" "weakened" {
  ike_version          = "v2"
  encryption_algorithm = "aes-256"
  auth_algorithm       = "sha256"
  pfs                  = "group19"
}
resource "openstack_vpnaas_ipsec_policy_v2" "kept" {
  encryption_algorithm = "aes-256"
  auth_algorithm       = "sha256"
  pfs                  = "group20"
}
${['strengthened', 'with_a_weakened_policy', 'with_a_weaker_policy', 'with_a_policy_of_elsewhere']
  .map(
    (name, at) => `resource "openstack_vpnaas_site_connection_v2" "${name}" {
  vpnservice_id  = "4b1f0c5e-0000-4000-8000-000000000001"
  ikepolicy_id   = ${
    [
      'openstack_vpnaas_ike_policy_v2.strong.id',
      'openstack_vpnaas_ike_policy_v2.weakened.id',
      'openstack_vpnaas_ike_policy_v2.weakened.id',
      '"4b1f0c5e-0000-4000-8000-000000000099"',
    ][at]
  }
  ipsecpolicy_id = openstack_vpnaas_ipsec_policy_v2.kept.id
  peer_address   = "203.0.113.${at + 1}"
  peer_id        = "203.0.113.${at + 1}"
  psk            = "value-of-psk"
}`,
  )
  .join('\n')}
resource "openstack_lb_listener_v2" "takes_an_older_version" {
  loadbalancer_id = "4b1f0c5e-0000-4000-8000-000000000008"
  protocol        = "TERMINATED_HTTPS"
  protocol_port   = 443
  tls_versions    = ["TLSv1.2", "TLSv1.3"]
}
${[
  ['takes_a_weaker_cipher', 'ECDHE-RSA-AES256-GCM-SHA384:ECDHE-RSA-AES128-SHA256', 'MANDATORY'],
  ['takes_what_a_keyword_selects', 'HIGH:!aNULL', 'MANDATORY'],
  ['takes_fewer_ciphers', 'ECDHE-RSA-AES256-GCM-SHA384', 'MANDATORY'],
  ['takes_clients_without_a_certificate', 'ECDHE-RSA-AES256-GCM-SHA384', 'OPTIONAL'],
]
  .map(
    ([name, ciphers, clients]) => `resource "openstack_lb_listener_v2" "${name}" {
  loadbalancer_id       = "4b1f0c5e-0000-4000-8000-000000000008"
  protocol              = "TERMINATED_HTTPS"
  protocol_port         = 443
  tls_versions          = ["TLSv1.3"]
  tls_ciphers           = "${ciphers}"
  client_authentication = "${clients}"
}`,
  )
  .join('\n')}
`,
    existing: {
      'openstack_vpnaas_ike_policy_v2.strong': ikeBefore('1', { pfs: 'group20', auth_algorithm: 'sha256' }),
      'openstack_vpnaas_ike_policy_v2.weakened': ikeBefore('2', { pfs: 'group21', auth_algorithm: 'sha512' }),
      'openstack_vpnaas_ipsec_policy_v2.kept': {
        id: '4b1f0c5e-0000-4000-8000-000000000013',
        encryption_algorithm: 'aes-256',
        auth_algorithm: 'sha256',
        pfs: 'group20',
        region: 'eu-de',
      },
      ...Object.fromEntries(
        ['strengthened', 'with_a_weakened_policy', 'with_a_weaker_policy', 'with_a_policy_of_elsewhere'].map(
          (name, at) => [
            `openstack_vpnaas_site_connection_v2.${name}`,
            {
              id: `4b1f0c5e-0000-4000-8000-00000000002${at}`,
              vpnservice_id: '4b1f0c5e-0000-4000-8000-000000000001',
              ikepolicy_id: `4b1f0c5e-0000-4000-8000-00000000001${name === 'with_a_weakened_policy' ? 2 : 1}`,
              ipsecpolicy_id: '4b1f0c5e-0000-4000-8000-000000000013',
              peer_address: `203.0.113.${at + 1}`,
              peer_id: `203.0.113.${at + 1}`,
              psk: 'value-of-psk',
              region: 'eu-de',
            },
          ],
        ),
      ),
      'openstack_lb_listener_v2.takes_an_older_version': {
        id: '4b1f0c5e-0000-4000-8000-000000000030',
        loadbalancer_id: '4b1f0c5e-0000-4000-8000-000000000008',
        protocol: 'TERMINATED_HTTPS',
        protocol_port: 443,
        tls_versions: ['TLSv1.3'],
        region: 'eu-de',
      },
      ...Object.fromEntries(
        [
          'takes_a_weaker_cipher',
          'takes_what_a_keyword_selects',
          'takes_fewer_ciphers',
          'takes_clients_without_a_certificate',
        ].map((name, at) => [
          `openstack_lb_listener_v2.${name}`,
          {
            id: `4b1f0c5e-0000-4000-8000-00000000004${at}`,
            loadbalancer_id: '4b1f0c5e-0000-4000-8000-000000000008',
            protocol: 'TERMINATED_HTTPS',
            protocol_port: 443,
            tls_versions: ['TLSv1.3'],
            tls_ciphers: 'ECDHE-RSA-AES256-GCM-SHA384:ECDHE-RSA-AES128-GCM-SHA256',
            client_authentication: 'MANDATORY',
            region: 'eu-de',
          },
        ]),
      ),
    },
    pass: [
      'openstack_vpnaas_site_connection_v2.strengthened',
      'openstack_lb_listener_v2.takes_fewer_ciphers',
    ],
    fail: [
      'openstack_vpnaas_site_connection_v2.with_a_weakened_policy',
      'openstack_vpnaas_site_connection_v2.with_a_weaker_policy',
      'openstack_lb_listener_v2.takes_an_older_version',
      'openstack_lb_listener_v2.takes_a_weaker_cipher',
      'openstack_lb_listener_v2.takes_clients_without_a_certificate',
    ],
    undecided: [
      'openstack_vpnaas_site_connection_v2.with_a_policy_of_elsewhere',
      'openstack_lb_listener_v2.takes_what_a_keyword_selects',
    ],
  },
});

function ikeBefore(at: string, attributes: Readonly<Record<string, string>>) {
  return {
    id: `4b1f0c5e-0000-4000-8000-00000000001${at}`,
    ike_version: 'v2',
    encryption_algorithm: 'aes-256',
    lifetime: [{ units: 'seconds', value: 28_800 }],
    region: 'eu-de',
    ...attributes,
  };
}

/** The policies that a tunnel named before, and those that it will name, as they were and as they will be. */
function tunnel(connection: Resource, before: Resource, graph: Graph): Finding {
  const weaker: string[] = [];
  const open: string[] = [];
  for (const [path, what] of negotiated) {
    const [was] = beforeOf(graph).follow(before, path).targets;
    const { targets, certain } = graph.follow(connection, path);
    const [is] = targets;
    const isSameId = typeof before.get(path) === 'string' && before.get(path) === connection.get(path);
    if (was && is && certain) {
      const found = weakeningOf(was, is, what);
      weaker.push(...found.weaker);
      open.push(...found.open);
    } else if (!isSameId || was !== undefined || is !== undefined) {
      open.push(`${what} policy`);
    }
  }
  const evidence = negotiated.map(([path]) => seen(connection, path));
  if (weaker.length > 0) return fail(weaker.join('; '), ...evidence);
  return open.length > 0
    ? undecided(`whether the tunnel keeps its strength is not shown: ${open.join(', ')}`, ...evidence)
    : pass;
}

function tls(resource: Resource, before: Resource): Finding | undefined {
  const findings = [versions, ciphers, clients].flatMap((compare) => compare(resource, before) ?? []);
  return findings.length === 0 ? undefined : worstOf(findings);
}

function versions(resource: Resource, before: Resource): Finding | undefined {
  const [old, now] = [before.get('tls_versions'), resource.get('tls_versions')];
  if (isNone(old) && isNone(now)) return undefined;
  const evidence = seen(resource, 'tls_versions');
  const [was, is] = [oldest(old), oldest(now)];
  if (was === undefined) return undefined;
  if (is === undefined) return undecided('which TLS versions it takes from now on is not shown', evidence);
  return is < was
    ? fail(`it takes ${tlsVersions[is]}, and took ${tlsVersions[was]} and newer alone`, evidence)
    : pass;
}

function ciphers(resource: Resource, before: Resource): Finding | undefined {
  const [old, now] = [before.get('tls_ciphers'), resource.get('tls_ciphers')];
  if (typeof old !== 'string' || old === '' || old === now) return undefined;
  const evidence = seen(resource, 'tls_ciphers');
  const [was, is] = [old, now].map((list) => (typeof list === 'string' ? weakestCipher(list) : undefined));
  if (was === undefined || is === undefined) {
    return undecided('whether the ciphers it takes from now on are as strong is not shown', evidence);
  }
  return is < was ? fail('the weakest of its ciphers is weaker than the weakest before', evidence) : pass;
}

/** Of a listener alone: the least that it asks of those who connect, from nothing to a certificate. */
function clients(resource: Resource, before: Resource): Finding | undefined {
  const [was, is] = [before, resource].map((one) => {
    const value = one.get('client_authentication');
    return isUnset(value) ? 0 : clientAuthentication.indexOf(String(value));
  });
  if (was === undefined || is === undefined || was <= 0 || is === was) return undefined;
  const evidence = seen(resource, 'client_authentication');
  if (is < 0)
    return undecided('whether it asks clients for a certificate from now on is not shown', evidence);
  return is < was ? fail('it no longer asks clients for a certificate as it did', evidence) : pass;
}

function isNone(value: Value): boolean {
  return isUnset(value) || (isList(value) && value.length === 0);
}

/** The place of the oldest version in a list; undefined where it is not known. */
function oldest(value: Value): number | undefined {
  if (!isList(value) || value.length === 0) return undefined;
  const places = value.map((one) => (typeof one === 'string' ? tlsVersions.indexOf(one) : -1));
  return places.includes(-1) ? undefined : Math.min(...places);
}

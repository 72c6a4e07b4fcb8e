import { type Draft, decidedLater } from '../draft';
import { type Mutant, mutant } from '../mutant';
import type { Json } from '../plan-json';

const balancer = 'openstack_lb_loadbalancer_v2.more';
const listener = 'openstack_lb_listener_v2.more';
const pool = 'openstack_lb_pool_v2.more';
const member = 'openstack_lb_member_v2.more';
const stacks = ['primary', 'clinic'] as const;

function addBalancer(draft: Draft): void {
  draft.add(balancer, { vip_subnet_id: '${openstack_networking_subnet_v2.identity_subnet.id}' });
}

/** A listener that is as it should be: what a mutant says replaces what is good. */
function addListener(draft: Draft, attributes: Json): void {
  addBalancer(draft);
  draft.add(listener, {
    loadbalancer_id: `\${${balancer}.id}`,
    protocol: 'TERMINATED_HTTPS',
    protocol_port: 443,
    default_tls_container_ref: 'https://barbican.example/v1/containers/20415a97-3c9e-45d3-917f-078950644697',
    tls_versions: ['TLSv1.2', 'TLSv1.3'],
    tls_ciphers: 'TLS_AES_256_GCM_SHA384:ECDHE-RSA-AES256-GCM-SHA384',
    ...attributes,
  });
}

function addPool(draft: Draft, attributes: Json): void {
  addBalancer(draft);
  draft.add(pool, {
    loadbalancer_id: `\${${balancer}.id}`,
    protocol: 'HTTP',
    lb_method: 'ROUND_ROBIN',
    tls_enabled: true,
    tls_versions: ['TLSv1.2', 'TLSv1.3'],
    tls_ciphers: 'TLS_AES_256_GCM_SHA384:ECDHE-RSA-AES256-GCM-SHA384',
    ...attributes,
  });
}

type Case = readonly [what: string, attributes: Json];

/** What goes wrong with the TLS of a listener and of a pool alike. */
const negotiated: readonly Case[] = [
  ['in TLS 1.1 as well', { tls_versions: ['TLSv1.1', 'TLSv1.2'] }],
  ['in SSLv3', { tls_versions: ['SSLv3'] }],
  ['in a version in small letters', { tls_versions: ['tlsv1'] }],
  ['in versions of the cloud’s choice', { tls_versions: null }],
  ['in versions that are decided at apply', { tls_versions: decidedLater }],
  ['with a cipher without forward secrecy', { tls_ciphers: 'AES256-GCM-SHA384' }],
  ['with a weak cipher behind a good one', { tls_ciphers: 'ECDHE-RSA-AES256-GCM-SHA384:DES-CBC3-SHA' }],
  ['with ciphers that are decided at apply', { tls_ciphers: decidedLater }],
];

const listeners = stacks.flatMap((stack) =>
  [
    ...negotiated,
    ['that takes in a protocol decided at apply', { protocol: decidedLater }] as Case,
    ['that gives its figures away', { protocol: 'PROMETHEUS' }] as Case,
    ['that passes on what nothing shows', { protocol: 'TCP', default_tls_container_ref: null }] as Case,
    ['that passes datagrams on', { protocol: 'UDP', default_tls_container_ref: null }] as Case,
  ].map(([what, attributes]) =>
    mutant(stack, `a listener ${what}`, 'encryption/listener-tls-permitted', (draft) =>
      addListener(draft, attributes),
    ),
  ),
);

const http = { protocol: 'HTTP', protocol_port: 80, default_tls_container_ref: null, tls_versions: null };

const plain: readonly Mutant[] = stacks.flatMap((stack) => [
  mutant(stack, 'a listener in plain HTTP before a pool', 'encryption/listener-tls-permitted', (draft) => {
    addListener(draft, { ...http, tls_ciphers: null, default_pool_id: `\${${pool}.id}` });
    draft.add(pool, { loadbalancer_id: `\${${balancer}.id}`, protocol: 'TCP', lb_method: 'ROUND_ROBIN' });
  }),
  mutant(stack, 'a pool that takes a plain listener itself', 'encryption/listener-tls-permitted', (draft) => {
    addListener(draft, { ...http, tls_ciphers: null });
    draft.add(pool, { listener_id: `\${${listener}.id}`, protocol: 'TCP', lb_method: 'ROUND_ROBIN' });
  }),
  mutant(stack, 'a rule that leads a plain listener on', 'encryption/listener-tls-permitted', (draft) => {
    addListener(draft, { ...http, tls_ciphers: null });
    draft.add(pool, { loadbalancer_id: `\${${balancer}.id}`, protocol: 'TCP', lb_method: 'ROUND_ROBIN' });
    draft.add('openstack_lb_l7policy_v2.more', {
      listener_id: `\${${listener}.id}`,
      action: 'REDIRECT_TO_POOL',
      redirect_pool_id: `\${${pool}.id}`,
    });
  }),
]);

const pools = stacks.flatMap((stack) =>
  [
    ...negotiated,
    ['in plain HTTP', { tls_enabled: false, tls_versions: null, tls_ciphers: null }] as Case,
    ['in what the cloud likes', { tls_enabled: null, tls_versions: null, tls_ciphers: null }] as Case,
    ['encrypted if the apply says so', { tls_enabled: decidedLater }] as Case,
    ['in a protocol decided at apply', { protocol: decidedLater, tls_enabled: false }] as Case,
    ['with the client’s address before it', { protocol: 'PROXY', tls_enabled: false }] as Case,
  ].map(([what, attributes]) =>
    mutant(stack, `a pool ${what}`, 'encryption/pool-tls-permitted', (draft) => addPool(draft, attributes)),
  ),
);

/** A load balancer that leads from outside past the security groups’ ranges to a database. */
const toDatabase = stacks.map((stack) =>
  mutant(
    stack,
    'a load balancer before a database',
    'network/database-ports-from-declared-paths',
    (draft) => {
      const address = stack === 'primary' ? '10.16.0.11' : '10.18.0.11';
      addListener(draft, { protocol: 'TCP', protocol_port: 443, default_tls_container_ref: null });
      draft.set('openstack_networking_port_v2.identity_1_port', {
        fixed_ip: [
          { subnet_id: '${openstack_networking_subnet_v2.identity_subnet.id}', ip_address: address },
        ],
      });
      draft.add(pool, { listener_id: `\${${listener}.id}`, protocol: 'TCP', lb_method: 'ROUND_ROBIN' });
      draft.add(member, { pool_id: `\${${pool}.id}`, address, protocol_port: 5432 });
    },
  ),
);

export default [...listeners, ...plain, ...pools, ...toDatabase];

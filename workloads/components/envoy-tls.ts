import { types } from './envoy';

/** Where the certificate of a proxy's workload is mounted. */
export const certificatePath = '/etc/proxy-certificate';

/** TLS 1.3 alone: both ends are ours. Source: BSI TR-02102-2, section 3.4, for suites and groups. */
const parameters = {
  tls_minimum_protocol_version: 'TLSv1_3',
  tls_maximum_protocol_version: 'TLSv1_3',
  ecdh_curves: ['P-384', 'P-256'],
};

const certificate = {
  certificate_chain: { filename: `${certificatePath}/tls.crt` },
  private_key: { filename: `${certificatePath}/tls.key` },
  // cert-manager renews the files; whoever started before then takes the new ones up.
  watched_directory: { path: certificatePath },
};

/** Trusts what the region's root has signed, where it names one of the hosts. */
function validation(hosts: readonly string[]) {
  return {
    trusted_ca: { filename: `${certificatePath}/ca.crt` },
    watched_directory: { path: certificatePath },
    match_typed_subject_alt_names: hosts.map((exact) => ({ san_type: 'DNS', matcher: { exact } })),
  };
}

/** Ends TLS for clients that prove by certificate to be one of the hosts. */
export function serverTls(hosts: readonly string[]) {
  return {
    name: 'envoy.transport_sockets.tls',
    typed_config: {
      '@type': `${types}.extensions.transport_sockets.tls.v3.DownstreamTlsContext`,
      require_client_certificate: true,
      disable_stateless_session_resumption: true,
      common_tls_context: {
        alpn_protocols: ['h2', 'http/1.1'],
        tls_params: parameters,
        tls_certificates: [certificate],
        validation_context: validation(hosts),
      },
    },
  };
}

/** Ends TLS for browsers, which have no certificate. TLS 1.2 is permitted until 2031 (BSI TR-02102-2). */
export function publicTls(path: string) {
  return {
    name: 'envoy.transport_sockets.tls',
    typed_config: {
      '@type': `${types}.extensions.transport_sockets.tls.v3.DownstreamTlsContext`,
      common_tls_context: {
        alpn_protocols: ['h2', 'http/1.1'],
        tls_params: {
          tls_minimum_protocol_version: 'TLSv1_2',
          tls_maximum_protocol_version: 'TLSv1_3',
          cipher_suites: ['ECDHE-ECDSA-AES256-GCM-SHA384', 'ECDHE-RSA-AES256-GCM-SHA384'],
          ecdh_curves: ['P-384', 'P-256'],
        },
        tls_certificates: [
          {
            certificate_chain: { filename: `${path}/tls.crt` },
            private_key: { filename: `${path}/tls.key` },
            watched_directory: { path },
          },
        ],
      },
    },
  };
}

/** Asks for a host, and talks to nobody who cannot prove to be it. */
export function clientTls(host: string) {
  return {
    name: 'envoy.transport_sockets.tls',
    typed_config: {
      '@type': `${types}.extensions.transport_sockets.tls.v3.UpstreamTlsContext`,
      sni: host,
      common_tls_context: {
        tls_params: parameters,
        tls_certificates: [certificate],
        validation_context: validation([host]),
      },
    },
  };
}

/**
 * Pieces of Envoy's configuration. Source: envoyproxy.io, "v3 API reference". Nothing in it is discovered: what a proxy
 * passes stands in the file that it was started with.
 */

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** Prefix of the types of Envoy's extensions. */
export const types = 'type.googleapis.com/envoy';

/** Where a proxy tells its own state, to whoever is in its pod. */
export const adminPort = 9901;

/** Where the kubelet asks whether a proxy works; it answers nothing else. */
export const readyPort = 9902;

export function bootstrap(node: string, listeners: readonly Json[], clusters: readonly Json[]): string {
  const config = {
    node: { id: node, cluster: node },
    admin: { address: addressOf('127.0.0.1', adminPort) },
    static_resources: { listeners: [...listeners, ready], clusters: [...clusters, itself] },
    overload_manager: {
      resource_monitors: [
        {
          name: 'envoy.resource_monitors.global_downstream_max_connections',
          typed_config: {
            '@type': `${types}.extensions.resource_monitors.downstream_connections.v3.DownstreamConnectionsConfig`,
            max_active_downstream_connections: 10_000,
          },
        },
      ],
    },
  };
  return `${JSON.stringify(config, undefined, 1)}\n`;
}

export function addressOf(address: string, port: number) {
  return { socket_address: { address, port_value: port } };
}

/** A server that is found by its name, each of its addresses one that can fail. */
export function cluster(name: string, host: string, port: number, more: Readonly<Record<string, Json>> = {}) {
  return {
    name,
    type: 'STRICT_DNS',
    dns_lookup_family: 'V4_ONLY',
    connect_timeout: '3s',
    load_assignment: {
      cluster_name: name,
      endpoints: [{ lb_endpoints: [{ endpoint: { address: addressOf(host, port) } }] }],
    },
    ...more,
  };
}

/** What takes connections over as they are. */
export function tcpProxy(statPrefix: string, to: string) {
  return {
    name: 'envoy.filters.network.tcp_proxy',
    typed_config: {
      '@type': `${types}.extensions.filters.network.tcp_proxy.v3.TcpProxy`,
      stat_prefix: statPrefix,
      cluster: to,
      idle_timeout: '600s',
    },
  };
}

/** Reads the name that a TLS client asks for; it opens nothing. */
export const tlsInspector = {
  name: 'envoy.filters.listener.tls_inspector',
  typed_config: {
    '@type': `${types}.extensions.filters.listener.tls_inspector.v3.TlsInspector`,
  },
};

export interface HttpOptions {
  readonly statPrefix: string;
  readonly routes: readonly Json[];
  /** Before the router, in their order. @default none */
  readonly filters?: readonly Json[];
  /** Whose connections come from beyond the region: paths are normalised, and nothing that clients claim is believed. */
  readonly edge?: boolean;
}

/**
 * What takes HTTP requests. Its log names neither path nor parameters: in FHIR they hold names, birthdays and
 * identifiers of patients.
 */
export function http({ statPrefix, routes, filters = [], edge = false }: HttpOptions) {
  return {
    name: 'envoy.filters.network.http_connection_manager',
    typed_config: {
      '@type': `${types}.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager`,
      stat_prefix: statPrefix,
      codec_type: 'AUTO',
      use_remote_address: edge,
      normalize_path: true,
      merge_slashes: true,
      path_with_escaped_slashes_action: 'REJECT_REQUEST',
      common_http_protocol_options: {
        headers_with_underscores_action: 'REJECT_REQUEST',
        idle_timeout: '600s',
      },
      // Who called is known from the certificate, and from nothing that a caller writes.
      forward_client_cert_details: 'SANITIZE_SET',
      set_current_client_cert_details: { uri: false, dns: true },
      access_log: [accessLog],
      route_config: { virtual_hosts: [{ name: statPrefix, domains: ['*'], routes: [...routes] }] },
      http_filters: [...filters, router],
    },
  };
}

/** Passes what begins with a prefix on. */
export function route(prefix: string, to: string, more: Readonly<Record<string, Json>> = {}) {
  return { match: { prefix }, route: { cluster: to, timeout: '300s', ...more } };
}

const router = {
  name: 'envoy.filters.http.router',
  typed_config: { '@type': `${types}.extensions.filters.http.router.v3.Router` },
};

const accessLog = {
  name: 'envoy.access_loggers.stdout',
  typed_config: {
    '@type': `${types}.extensions.access_loggers.stream.v3.StdoutAccessLog`,
    log_format: {
      json_format: {
        time: '%START_TIME%',
        method: '%REQ(:METHOD)%',
        status: '%RESPONSE_CODE%',
        why: '%RESPONSE_FLAGS%',
        milliseconds: '%DURATION%',
        caller: '%DOWNSTREAM_PEER_DNS_SAN%',
        server: '%REQUESTED_SERVER_NAME%',
      },
    },
  },
};

/** What speaks HTTP/2 to a server, as gRPC has to, or what the client spoke. */
export const sameProtocol = {
  typed_extension_protocol_options: {
    'envoy.extensions.upstreams.http.v3.HttpProtocolOptions': {
      '@type': `${types}.extensions.upstreams.http.v3.HttpProtocolOptions`,
      use_downstream_protocol_config: { http_protocol_options: {}, http2_protocol_options: {} },
    },
  },
};

const adminCluster = 'itself';
const itself = {
  name: adminCluster,
  type: 'STATIC',
  connect_timeout: '1s',
  load_assignment: {
    cluster_name: adminCluster,
    endpoints: [{ lb_endpoints: [{ endpoint: { address: addressOf('127.0.0.1', adminPort) } }] }],
  },
};

/** Numbers of connections, requests and failures, and when certificates end: nothing about what was said. */
export const metricsRoute = {
  match: { path: '/stats/prometheus' },
  route: { cluster: adminCluster },
};

const ready = {
  name: 'ready',
  address: addressOf('0.0.0.0', readyPort),
  filter_chains: [
    {
      filters: [
        http({
          statPrefix: 'ready',
          routes: [{ match: { path: '/ready' }, route: { cluster: adminCluster } }],
        }),
      ],
    },
  ],
};

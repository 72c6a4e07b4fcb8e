import type { Place, Workload } from '../model';
import { addressOf, calleeOf, callersOf, hostOf, publicPort, serverNameOf, servicePort } from '../paths';
import { addCertificate, hostsOf, publicAuthority } from './certificate';
import {
  addressOf as at,
  bootstrap,
  cluster,
  http,
  type Json,
  metricsRoute,
  readyPort,
  route,
  sameProtocol,
} from './envoy';
import { certificatePath, clientTls, publicTls, serverTls } from './envoy-tls';
import type { Container, Mount } from './pod';
import { addSettings } from './settings';

/** What a proxy does for the server beside which it runs. */
export interface ProxyOptions {
  /** Where the server answers without TLS, within the pod. */
  readonly port: number;
  /** Which requests go on to it. @default all */
  readonly routes?: readonly Json[];
  /** What requests pass before they go on. @default nothing */
  readonly filters?: readonly Json[];
  /** What requests to another workload pass before they leave, by its name. @default nothing */
  readonly outwardFilters?: Readonly<Record<string, readonly Json[]>>;
  /** For people's own devices: where the server, or a listener of its own, answers to them. @default none */
  readonly publicRoutes?: readonly Json[];
  readonly publicFilters?: readonly Json[];
}

/** First port at which a pod's own proxy takes what the server in the pod sends to other workloads. */
const firstLocalPort = 9101;

/** Name of the server beside the proxy among what the proxy passes requests on to. */
export const applicationCluster = 'application';

const publicCertificatePath = '/etc/public-certificate';

/**
 * Where a server finds another workload: at its own proxy, which asks for that workload and proves who calls.
 * @throws Error for a call that the workload does not declare
 */
export function localUrl(workload: Workload, to: string): string {
  return `http://127.0.0.1:${localPort(workload, to)}`;
}

function localPort({ name, calls }: Workload, to: string): number {
  const position = proxied(calls).findIndex((call) => call.to === to);
  if (position < 0) throw new Error(`${name} declares no call to ${to} on ${servicePort}`);
  return firstLocalPort + position;
}

function proxied(calls: Workload['calls']): Workload['calls'] {
  return calls.filter(({ port }) => port === servicePort);
}

/**
 * A proxy in the server's own pod. It admits the workloads that declare to call this one, each by its certificate, and
 * opens the calls that this one declares: TLS with certificates at both ends is done in one place, whatever the server
 * itself can do, from pod to pod and through every relay between.
 */
export function proxyContainer(place: Place, component: string, options: ProxyOptions): Container {
  const { workload } = place;
  const isPublic = options.publicRoutes !== undefined && workload.publicHost !== undefined;
  const settings = addSettings(place, `${component}-proxy`, {
    'envoy.json': proxySettings(place, component, options),
  });
  const certificate = addCertificate(place, {
    name: `${component}-proxy`,
    hosts: hostsOf(place, component),
    uses: ['server', 'client'],
  });
  const mounts: Mount[] = [
    { name: 'proxy', path: '/etc/proxy', from: { kind: 'settings', configMap: settings } },
    { name: 'proxy-certificate', path: certificatePath, from: { kind: 'secret', secret: certificate } },
  ];
  if (isPublic) {
    const secret = addCertificate(place, {
      name: `${component}-public`,
      hosts: [workload.publicHost],
      authority: publicAuthority,
    });
    mounts.push({
      name: 'public-certificate',
      path: publicCertificatePath,
      from: { kind: 'secret', secret },
    });
  }
  return envoyContainer(mounts, [servicePort, ...(isPublic ? [publicPort] : [])]);
}

/** Envoy with the settings in `/etc/proxy/envoy.json`. */
export function envoyContainer(mounts: readonly Mount[], ports: readonly number[]): Container {
  return {
    name: 'proxy',
    image: 'proxy',
    command: ['/usr/local/bin/envoy'],
    args: [
      ...['--config-path', '/etc/proxy/envoy.json', '--concurrency', '2'],
      // Restarts are Kubernetes' own, and need no shared memory.
      ...['--disable-hot-restart', '--log-level', 'warning'],
    ],
    ports,
    needs: { cpu: '50m', memory: '128Mi' },
    mounts,
    check: { kind: 'http', path: '/ready', port: readyPort },
  };
}

function proxySettings(place: Place, component: string, options: ProxyOptions): string {
  const { workload } = place;
  const application = cluster(applicationCluster, '127.0.0.1', options.port, sameProtocol);
  const outward = proxied(workload.calls).map((call) => outwardOf(place, call, options));
  const listeners = [inward(place, options), ...outward.map(({ listener }) => listener)];
  if (options.publicRoutes !== undefined && workload.publicHost !== undefined) {
    listeners.push(fromPeople(options.publicRoutes, options.publicFilters));
  }
  const clusters = [application, ...outward.map(({ to }) => to)];
  return bootstrap(`${workload.name}/${component}`, listeners, clusters);
}

function inward({ site, workload, neighbours }: Place, { routes, filters }: ProxyOptions): Json {
  const callers = callersOf(workload, servicePort, neighbours).map((caller) => hostOf(site, caller));
  const connection = http({
    statPrefix: 'inward',
    routes: [metricsRoute, ...(routes ?? [route('/', applicationCluster)])],
    ...(filters ? { filters } : {}),
  });
  return {
    name: 'inward',
    address: at('0.0.0.0', servicePort),
    // With nobody to admit there is nothing to listen for: an empty list would admit every certificate of the region.
    filter_chains:
      callers.length > 0 ? [{ transport_socket: serverTls(callers), filters: [connection] }] : [refuseAll],
  };
}

/** Closes what reaches it, since its source is no address. */
const refuseAll = {
  filter_chain_match: { source_prefix_ranges: [{ address_prefix: '0.0.0.0', prefix_len: 32 }] },
  filters: [http({ statPrefix: 'nobody', routes: [] })],
};

function outwardOf(
  { site, workload, neighbours }: Place,
  call: Workload['calls'][number],
  { outwardFilters }: ProxyOptions,
) {
  const callee = calleeOf(workload, call, neighbours);
  const { host, port } = addressOf(site, workload, callee, call.port);
  const to = cluster(callee.name, host, port, {
    ...sameProtocol,
    transport_socket: clientTls(serverNameOf(site, callee, call.port)),
    // A relay or pod that fails is left out for a while; the next one is tried.
    outlier_detection: { consecutive_5xx: 5, base_ejection_time: '30s' },
  });
  const listener: Json = {
    name: `to-${callee.name}`,
    address: at('127.0.0.1', localPort(workload, callee.name)),
    filter_chains: [
      {
        filters: [
          http({
            statPrefix: `to-${callee.name}`,
            routes: [route('/', callee.name)],
            filters: outwardFilters?.[callee.name] ?? [],
          }),
        ],
      },
    ],
  };
  return { to, listener };
}

function fromPeople(routes: readonly Json[], filters: readonly Json[] = []): Json {
  return {
    name: 'from-people',
    address: at('0.0.0.0', publicPort),
    filter_chains: [
      {
        transport_socket: publicTls(publicCertificatePath),
        filters: [http({ statPrefix: 'from-people', routes, filters, edge: true })],
      },
    ],
  };
}

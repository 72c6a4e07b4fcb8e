import { type Domain, domains, type Site } from '../../estate/model';
import { selectorOf } from '../marks';
import type { Place, Workload } from '../model';
import {
  addressOf,
  type CrossCall,
  callersOf,
  gatewayPort,
  hostOf,
  passedOnBy,
  servedToNodesBy,
  serverNameOf,
  servicePort,
} from '../paths';
import { addCertificate, hostsOf } from './certificate';
import {
  addressOf as at,
  bootstrap,
  cluster,
  http,
  type Json,
  metricsRoute,
  tcpProxy,
  tlsInspector,
} from './envoy';
import { certificatePath, serverTls } from './envoy-tls';
import { admitNodesOf } from './network';
import { addNodeService } from './node-service';
import { envoyContainer } from './proxy';
import { addServer } from './server';
import { addSettings } from './settings';

/**
 * Passes calls between domains on, and only those that the catalogue declares: which nodes a call comes from and which
 * server it asks for decide. TLS goes through it unopened, from the caller's proxy to the callee's, each of which holds
 * the other to its certificate. So a relay has no key that opens anything, and the operations domain, through which all
 * such calls go, reads nothing of patients.
 */
export function addRelay(place: Place): void {
  const { workload, neighbours } = place;
  const component = workload.name;
  const calls = passedOnBy(workload, neighbours);
  const configMap = addSettings(place, `${component}-proxy`, { 'envoy.json': relaySettings(place, calls) });
  const secret = addCertificate(place, { name: `${component}-proxy`, hosts: hostsOf(place, component) });
  addServer(place, {
    component,
    ports: [servicePort],
    containers: [
      envoyContainer(
        [
          { name: 'proxy', path: '/etc/proxy', from: { kind: 'settings', configMap } },
          { name: 'proxy-certificate', path: certificatePath, from: { kind: 'secret', secret } },
        ],
        [gatewayPort, servicePort],
      ),
    ],
  });
  addNodeService(place, component);
  const served = servedToNodesBy(workload, neighbours).length > 0 ? domains : [];
  for (const domain of new Set([...calls.map((call) => sourceOf(workload, call)), ...served])) {
    admitNodesOf(place, domain, selectorOf(place, component));
  }
}

/** Whose nodes a call comes from as it reaches the relay: the caller's, or those of the relay before this one. */
function sourceOf(relay: Workload, { caller }: CrossCall): Domain {
  return relay.domain === 'operations' ? caller.domain : 'operations';
}

function relaySettings({ site, workload, neighbours }: Place, calls: readonly CrossCall[]): string {
  const served = servedToNodesBy(workload, neighbours);
  const callees = new Map(
    [...calls, ...served].map((call) => [serverNameOf(site, call.callee, call.port), call]),
  );
  const clusters = [...callees].map(([name, { callee, port }]) => {
    const address = addressOf(site, workload, callee, port);
    return cluster(name, address.host, address.port, { health_checks: [tcpCheck] });
  });
  const chains = [...callees].flatMap(([name, { callee, port }]) => {
    const sources = calls
      .filter((call) => call.callee === callee && call.port === port)
      .map((call) => sourceOf(workload, call));
    const nodes = served.some((one) => one.callee === callee && one.port === port) ? domains : [];
    return [...new Set([...sources, ...nodes])].map((source) => passOn(site, name, source));
  });
  const relay: Json = {
    name: 'relay',
    address: at('0.0.0.0', gatewayPort),
    listener_filters: [tlsInspector],
    listener_filters_timeout: '5s',
    // What no chain matches is closed. Without any, Envoy refuses to listen, so one that matches nothing stands in.
    filter_chains: chains.length > 0 ? chains : [nothing],
  };
  return bootstrap(workload.name, [relay, metricsListener({ site, workload, neighbours })], clusters);
}

function passOn(site: Site, serverName: string, source: Domain): Json {
  const [prefix = '', length = ''] = site.network.subnets[source].split('/');
  return {
    name: `${source} to ${serverName}`,
    filter_chain_match: {
      transport_protocol: 'tls',
      server_names: [serverName],
      source_prefix_ranges: [{ address_prefix: prefix, prefix_len: Number(length) }],
    },
    filters: [tcpProxy(serverName, serverName)],
  };
}

/** Numbers of a relay, for whoever declares to call it. */
export function metricsListener({
  site,
  workload,
  neighbours,
}: Pick<Place, 'site' | 'workload' | 'neighbours'>): Json {
  const callers = callersOf(workload, servicePort, neighbours).map((caller) => hostOf(site, caller));
  return {
    name: 'metrics',
    address: at('0.0.0.0', servicePort),
    filter_chains: [
      {
        transport_socket: serverTls(callers.length > 0 ? callers : ['nobody.invalid']),
        filters: [http({ statPrefix: 'metrics', routes: [metricsRoute] })],
      },
    ],
  };
}

const nothing: Json = {
  filter_chain_match: { transport_protocol: 'tls', server_names: ['nobody.invalid'] },
  filters: [http({ statPrefix: 'nobody', routes: [] })],
};

/** Whether a server takes connections. */
export const tcpCheck: Json = {
  timeout: '2s',
  interval: '10s',
  unhealthy_threshold: 2,
  healthy_threshold: 1,
  tcp_health_check: {},
};

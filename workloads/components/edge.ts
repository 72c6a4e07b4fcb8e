import * as kubernetes from '@pulumi/kubernetes';
import { metadataOf, selectorOf } from '../marks';
import type { Place } from '../model';
import { addressOf, calleeOf, publicPort, serverNameOf, servicePort } from '../paths';
import { addCertificate, hostsOf } from './certificate';
import { addressOf as at, bootstrap, cluster, type Json, tcpProxy, tlsInspector } from './envoy';
import { certificatePath } from './envoy-tls';
import { admitAnyone } from './network';
import { envoyContainer } from './proxy';
import { metricsListener, tcpCheck } from './relay';
import { addServer } from './server';
import { addSettings } from './settings';

/**
 * Takes connections from the Internet and passes those on that ask for a name which the region offers. It opens none of
 * them: it has no key for it, and stands in the operations domain, which reads nothing of patients. Connections beyond a
 * fair rate are closed.
 */
export function addEdge(place: Place): void {
  const component = place.workload.name;
  const configMap = addSettings(place, `${component}-proxy`, { 'envoy.json': edgeSettings(place) });
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
        [publicPort, servicePort],
      ),
    ],
  });
  addPublicService(place, component);
  admitAnyone(place, component, publicPort);
}

/** The one load balancer of the cloud that a site has. */
function addPublicService(place: Place, component: string): void {
  const name = `${component}-public`;
  new kubernetes.core.v1.Service(`${place.namespace}/${name}`, {
    metadata: {
      ...metadataOf(place, name, component),
      annotations: { 'pulumi.com/skipAwait': 'true' },
    },
    spec: {
      type: 'LoadBalancer',
      allocateLoadBalancerNodePorts: true,
      externalTrafficPolicy: 'Local',
      selector: selectorOf(place, component),
      ports: [{ name: 'https', port: 443, targetPort: publicPort, protocol: 'TCP' }],
    },
  });
}

function edgeSettings({ site, workload, neighbours }: Place): string {
  const offered = workload.calls.map((call) => {
    const callee = calleeOf(workload, call, neighbours);
    const name = serverNameOf(site, callee, call.port);
    return { name, ...addressOf(site, workload, callee, call.port) };
  });
  const chains: Json[] = offered.map(({ name }) => ({
    name,
    filter_chain_match: { transport_protocol: 'tls', server_names: [name] },
    filters: [limited(name), tcpProxy(name, name)],
  }));
  const clusters = offered.map(({ name, host, port }) =>
    cluster(name, host, port, { health_checks: [tcpCheck] }),
  );
  const people: Json = {
    name: 'people',
    address: at('0.0.0.0', publicPort),
    listener_filters: [tlsInspector],
    listener_filters_timeout: '5s',
    per_connection_buffer_limit_bytes: 32_768,
    filter_chains: chains,
  };
  return bootstrap(workload.name, [people, metricsListener({ site, workload, neighbours })], clusters);
}

/** Each of its pods takes 200 new connections a second. */
function limited(statPrefix: string): Json {
  return {
    name: 'envoy.filters.network.local_ratelimit',
    typed_config: {
      '@type': 'type.googleapis.com/envoy.extensions.filters.network.local_ratelimit.v3.LocalRateLimit',
      stat_prefix: statPrefix,
      token_bucket: { max_tokens: 400, tokens_per_fill: 200, fill_interval: '1s' },
    },
  };
}

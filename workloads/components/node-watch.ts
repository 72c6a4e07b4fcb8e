import * as kubernetes from '@pulumi/kubernetes';
import type { Domain } from '../../estate/model';
import { imageOf } from '../images';
import { marks, metadataOf, selectorOf } from '../marks';
import type { Place, Workload } from '../model';
import { servicePort } from '../paths';
import { containerOf, tolerationsOf, volumeOf } from './pod';
import { localUrl, proxyContainer } from './proxy';
import { redactionProgram } from './redaction';
import { addSettings } from './settings';

const { ServiceAccount } = kubernetes.core.v1;

const eventsPort = 8686;
const falcoPort = 8765;

/** Where what the nodes saw arrives. */
export const watchRoom = 'security-operations';

/** What watches the nodes of one domain. Domains have one each: not even this is shared between them. */
export function nodeWatch(domain: Domain): Workload {
  const workload: Workload = {
    name: `${domain}-watch`,
    title: `Watches what programs on the ${domain} domain’s nodes do`,
    domain,
    datasets: [],
    exposure: 'callers',
    calls: [{ to: watchRoom, port: servicePort }],
    ports: [],
    deploy: addNodeWatch,
  };
  return workload;
}

/**
 * Falco on every node of the domain, by the kernel's own tracing and with no more rights than that takes: it is not
 * privileged, changes nothing on the node, and has no way to the container runtime, by which it could start anything.
 * What it sees goes to Vector in the same pod, which leaves out what could be personal, and from there to the operations
 * domain. Source: falco.org, "Least privileged mode".
 */
function addNodeWatch(place: Place): void {
  const component = place.workload.name;
  const metadata = metadataOf(place, component);
  const id = `${place.namespace}/${component}`;
  const matchLabels = selectorOf(place, component);
  new ServiceAccount(id, { metadata, automountServiceAccountToken: false });
  const vector = vectorContainer(place);
  const proxy = proxyContainer(place, component, { port: eventsPort });
  const mounts = [...(vector.mounts ?? []), ...(proxy.mounts ?? [])];
  new kubernetes.apps.v1.DaemonSet(id, {
    metadata,
    spec: {
      selector: { matchLabels },
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1 } },
      template: {
        metadata: { labels: metadata.labels },
        spec: {
          automountServiceAccountToken: false,
          enableServiceLinks: false,
          serviceAccountName: component,
          priorityClassName: 'system-node-critical',
          securityContext: { fsGroup: 65_532, seccompProfile: { type: 'RuntimeDefault' } },
          nodeSelector: { [marks.domain]: place.workload.domain },
          tolerations: [
            ...tolerationsOf(place),
            { key: 'node-role.kubernetes.io/control-plane', operator: 'Exists', effect: 'NoSchedule' },
          ],
          containers: [
            falcoContainer(place),
            ...[vector, proxy].map((each) => asNobody(containerOf(place, each))),
          ],
          volumes: [...hostVolumes, ...mounts.map((mount) => volumeOf(place, mount))],
        },
      },
    },
  });
}

/** All of a node that is seen, and read only. */
export const hostPaths = { proc: '/proc', etc: '/etc', tracing: '/sys/kernel/tracing' } as const;

const hostVolumes = Object.entries(hostPaths).map(([name, path]) => ({
  name: `host-${name}`,
  hostPath: { path, type: 'Directory' },
}));

function falcoContainer({ site }: Place): kubernetes.types.input.core.v1.Container {
  const settings = {
    'engine.kind': 'modern_ebpf',
    json_output: true,
    // A whole sentence, with the command line and the names of files in it: it is not even made.
    json_include_output_property: false,
    'stdout_output.enabled': false,
    'syslog_output.enabled': false,
    'http_output.enabled': true,
    'http_output.url': `http://127.0.0.1:${eventsPort}/`,
    'webserver.enabled': true,
    'webserver.listen_port': falcoPort,
  };
  const probe = { httpGet: { path: '/healthz', port: falcoPort, scheme: 'HTTP' } };
  return {
    name: 'falco',
    image: imageOf(site, 'falco'),
    imagePullPolicy: 'IfNotPresent',
    command: ['/usr/bin/falco'],
    args: Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`]),
    env: [{ name: 'HOST_ROOT', value: '/host' }],
    securityContext: {
      runAsUser: 0,
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'], add: ['BPF', 'PERFMON', 'SYS_PTRACE', 'SYS_RESOURCE'] },
    },
    resources: { requests: { cpu: '100m', memory: '512Mi' }, limits: { memory: '512Mi' } },
    volumeMounts: Object.entries(hostPaths).map(([name, path]) => ({
      name: `host-${name}`,
      mountPath: name === 'tracing' ? path : `/host${path}`,
      readOnly: true,
    })),
    startupProbe: { ...probe, periodSeconds: 5, failureThreshold: 60 },
    livenessProbe: { ...probe, periodSeconds: 20, failureThreshold: 3 },
  };
}

/** The others in the pod are restricted as everywhere; only Falco is root. */
function asNobody(container: kubernetes.types.input.core.v1.Container) {
  const securityContext = { ...container.securityContext, runAsNonRoot: true, runAsUser: 65_532 };
  return { ...container, securityContext };
}

function vectorContainer(place: Place) {
  const settings = {
    data_dir: '/var/lib/vector',
    sources: {
      falco: {
        type: 'http_server',
        address: `127.0.0.1:${eventsPort}`,
        encoding: 'json',
      },
    },
    transforms: {
      kept: {
        type: 'remap',
        inputs: ['falco'],
        drop_on_abort: true,
        drop_on_error: true,
        source: redactionProgram,
      },
    },
    sinks: {
      operations: {
        type: 'http',
        inputs: ['kept'],
        uri: `${localUrl(place.workload, watchRoom)}/`,
        encoding: { codec: 'json' },
        // Of a day on which nothing gets through, what fits is kept on the node's encrypted disk.
        buffer: { type: 'disk', max_size: 268_435_488, when_full: 'drop_newest' },
      },
    },
  };
  const files = { 'vector.json': `${JSON.stringify(settings, undefined, 1)}\n` };
  return vectorOf(addSettings(place, 'vector', files));
}

/** Vector with the settings in a ConfigMap. */
export function vectorOf(configMap: string) {
  return {
    name: 'vector',
    image: 'logs',
    args: ['--config', '/etc/vector/vector.json'],
    needs: { cpu: '100m', memory: '256Mi' },
    mounts: [
      { name: 'vector', path: '/etc/vector', from: { kind: 'settings', configMap } },
      { name: 'buffer', path: '/var/lib/vector', from: { kind: 'scratch', size: '512Mi' } },
    ],
  } as const;
}

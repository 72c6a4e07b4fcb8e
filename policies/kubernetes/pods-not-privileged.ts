import type { Resource } from '../../graph/graph';
import { isList, isMap, own, Unknown, type Value } from '../../graph/value';
import { judgeConfinement } from '../../judge/facts/confinement';
import { containerName, eachContainer, isNodeAgent } from '../../judge/facts/containers';
import { judgeKubeletCalls } from '../../judge/facts/kubelet-calls';
import { mergedTypes } from '../../judge/facts/operated-pods';
import { containerPaths, podSpecPath, podTypes } from '../../judge/facts/pods';
import {
  type Context,
  definePolicy,
  type Finding,
  fail,
  pass,
  seen,
  undecided,
  worstOf,
} from '../../judge/policy';

/** Those that belong to the pod alone. Source: kubernetes.io, "Pod Security Standards", baseline. */
const safeSysctls: ReadonlySet<string> = new Set([
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.ping_group_range',
  'net.ipv4.ip_local_reserved_ports',
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
  'net.ipv4.tcp_rmem',
  'net.ipv4.tcp_wmem',
]);

/** A switch that has to be off, as it is where nobody sets it. */
function off(pod: Resource, path: string, what: string): Finding {
  const value = pod.get(path);
  if (value instanceof Unknown) return undecided(`whether ${what} is not known yet`, seen(pod, path));
  return value === true || value === 'true' ? fail(what, seen(pod, path)) : pass;
}

function judgeSysctls(pod: Resource): Finding {
  const path = `${podSpecPath(pod)}.securityContext.sysctls`;
  const sysctls = pod.get(path);
  const names = isList(sysctls) ? sysctls.map((one) => (isMap(one) ? own(one, 'name') : one)) : [];
  if (names.some((name) => !(name instanceof Unknown) && !safeSysctls.has(String(name)))) {
    return fail('it sets what the kernel keeps for all pods of its node', seen(pod, path));
  }
  return [sysctls, ...names].some((one) => one instanceof Unknown)
    ? undecided('what it sets of the kernel is not known yet', seen(pod, path))
    : pass;
}

function judgePod(pod: Resource): Finding {
  const spec = podSpecPath(pod);
  return worstOf([
    off(pod, `${spec}.hostNetwork`, 'it shares the network of its node'),
    off(pod, `${spec}.hostPID`, 'it sees every process of its node'),
    off(pod, `${spec}.hostIPC`, 'it shares memory with processes of its node'),
    off(pod, `${spec}.securityContext.windowsOptions.hostProcess`, 'it is a process of its node'),
    judgeSysctls(pod),
  ]);
}

function judgePorts(pod: Resource, path: string): Finding {
  const name = containerName(pod, path);
  const ports = pod.get(`${path}.ports`);
  const onHost = isList(ports)
    ? ports.map((port): Value => (isMap(port) ? (own(port, 'hostPort') ?? 0) : port))
    : [];
  const open = onHost.findIndex((port) => !(port instanceof Unknown) && Number(port) !== 0);
  if (open !== -1) {
    return fail(
      `${name} has a port of its node, past every policy`,
      seen(pod, `${path}.ports.${open}.hostPort`),
    );
  }
  return [ports, ...onHost].some((one) => one instanceof Unknown)
    ? undecided(`which ports ${name} has is not known yet`, seen(pod, `${path}.ports`))
    : pass;
}

function judgeContainer(pod: Resource, path: string): Finding {
  const name = containerName(pod, path);
  const context = `${path}.securityContext`;
  const procMount = pod.get(`${context}.procMount`);
  return worstOf([
    off(pod, `${context}.privileged`, `${name} is privileged: it may do whatever its node may`),
    off(pod, `${context}.windowsOptions.hostProcess`, `${name} is a process of its node`),
    procMount === null || procMount === 'Default'
      ? pass
      : procMount instanceof Unknown
        ? undecided(`what ${name} sees of /proc is not known yet`, seen(pod, `${context}.procMount`))
        : fail(`${name} sees what /proc hides from containers`, seen(pod, `${context}.procMount`)),
    judgePorts(pod, path),
    judgeKubeletCalls(pod, path),
    judgeConfinement(pod, path),
  ]);
}

export default definePolicy({
  title: 'No pod reaches into its node',
  severity: 'critical',
  why: 'A privileged container, or one that shares the network or the processes of its node, is as good as root there: it reads the memory and the volumes of every other pod, of every dataset that the node serves.',
  avoid: '`privileged: true`, `hostNetwork`, `hostPID`, `hostIPC`, `hostPort`, `procMount: Unmasked`',
  prefer:
    'the template of `workloads/components/pod.ts`; node agents as a DaemonSet in a namespace that is declared privileged',
  remediation:
    'Take the setting away. What works for nodes belongs into a DaemonSet in the namespace of node agents.',
  controls: ['C5:2020 OPS-24', 'GDPR Art. 32(1)(b)', '§ 391 SGB V'],
  observableIn: ['manifests'],
  resources: [...podTypes, ...mergedTypes],
  examine(pod, { graph }: Context) {
    if (isNodeAgent(pod, graph)) return pass;
    // The operator has containers of its own; one that nobody adds to it is none too few.
    if (mergedTypes.includes(pod.type) && containerPaths(pod)?.length === 0) return judgePod(pod);
    return worstOf([judgePod(pod), eachContainer(pod, (path) => judgeContainer(pod, path))]);
  },
  examples: {
    manifests: `
apiVersion: v1
kind: Namespace
metadata: { name: agents, labels: { pod-security.kubernetes.io/enforce: privileged } }
---
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: agent, namespace: agents }
spec:
  template:
    spec: { hostPID: true, containers: [{ name: a, securityContext: { privileged: true } }] }
---
apiVersion: v1
kind: Pod
metadata: { name: ordinary }
spec: { hostNetwork: false, containers: [{ name: a, ports: [{ containerPort: 80 }] }] }
---
apiVersion: v1
kind: Pod
metadata: { name: not-on-every-node, namespace: agents }
spec: { hostPID: true, containers: [{ name: a }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: on-a-port-of-the-node }
spec:
  template:
    spec: { containers: [{ name: a, ports: [{ containerPort: 80, hostPort: 80 }] }] }
---
apiVersion: batch/v1
kind: Job
metadata: { name: privileged-at-first }
spec:
  template:
    spec:
      containers: [{ name: a }]
      initContainers: [{ name: b, securityContext: { privileged: true } }]
---
apiVersion: v1
kind: Pod
metadata: { name: empty }
spec: {}
---
apiVersion: v1
kind: Pod
metadata: { name: ports-not-known-yet }
spec: { containers: [{ name: a, ports: 04da6b54-80e4-46f7-96ec-b56ff0331ba9 }] }
---
apiVersion: v1
kind: Pod
metadata: { name: a-port-not-known-yet }
spec: { containers: [{ name: a, ports: [04da6b54-80e4-46f7-96ec-b56ff0331ba9] }] }
---
apiVersion: v1
kind: Pod
metadata: { name: settings-not-known-yet }
spec: { securityContext: { sysctls: 04da6b54-80e4-46f7-96ec-b56ff0331ba9 }, containers: [{ name: a }] }
---
apiVersion: v1
kind: Pod
metadata: { name: labels-not-known-yet }
spec: { containers: [{ name: a, securityContext: { seLinuxOptions: 04da6b54-80e4-46f7-96ec-b56ff0331ba9, appArmorProfile: { type: 04da6b54-80e4-46f7-96ec-b56ff0331ba9 } } }] }
---
apiVersion: v1
kind: Pod
metadata: { name: confined }
spec:
  securityContext: { seLinuxOptions: { level: "s0:c1,c2" }, appArmorProfile: { type: RuntimeDefault } }
  containers: [{ name: a, livenessProbe: { httpGet: { path: /, port: 80 } } }]
---
apiVersion: v1
kind: Pod
metadata: { name: past-selinux }
spec: { containers: [{ name: a, securityContext: { seLinuxOptions: { type: spc_t } } }] }
---
apiVersion: v1
kind: Pod
metadata: { name: past-apparmor }
spec: { securityContext: { appArmorProfile: { type: Unconfined } }, containers: [{ name: a }] }
---
apiVersion: v1
kind: Pod
metadata: { name: past-apparmor-by-note, annotations: { container.apparmor.security.beta.kubernetes.io/a: unconfined } }
spec: { containers: [{ name: a }] }
---
apiVersion: v1
kind: Pod
metadata: { name: calls-the-cloud }
spec: { containers: [{ name: a, readinessProbe: { httpGet: { host: 169.254.169.254, port: 80 } } }] }
---
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata: { name: ordinary }
spec: { replicas: 1 }
---
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata: { name: in-the-network-of-its-node }
spec: { hostNetwork: true }
---
apiVersion: monitoring.coreos.com/v1
kind: Alertmanager
metadata: { name: with-a-privileged-container }
spec: { containers: [{ name: a, securityContext: { privileged: true } }] }
`,
    pass: [
      'DaemonSet.apps/agents/agent',
      'Pod/ordinary',
      'Pod/confined',
      'Prometheus.monitoring.coreos.com/ordinary',
    ],
    fail: [
      'Pod/agents/not-on-every-node',
      'Deployment.apps/on-a-port-of-the-node',
      'Job.batch/privileged-at-first',
      'Prometheus.monitoring.coreos.com/in-the-network-of-its-node',
      'Alertmanager.monitoring.coreos.com/with-a-privileged-container',
      'Pod/past-selinux',
      'Pod/past-apparmor',
      'Pod/past-apparmor-by-note',
      'Pod/calls-the-cloud',
    ],
    undecided: [
      'Pod/empty',
      'Pod/ports-not-known-yet',
      'Pod/a-port-not-known-yet',
      'Pod/settings-not-known-yet',
      'Pod/labels-not-known-yet',
    ],
    changes: [
      {
        name: 'a server that is privileged',
        stack: 'primary-workloads',
        set: {
          'Deployment.apps/identity-fhir-server/fhir-server': {
            'spec.template.spec.containers.0.securityContext.privileged': true,
          },
        },
        outcome: 'fail',
        subjects: ['primary-workloads:Deployment.apps/identity-fhir-server/fhir-server'],
        says: 'is privileged',
      },
    ],
  },
});

import type { Resource } from '../../graph/graph';
import { isMap, own, Unknown, type Value } from '../../graph/value';
import { isNodeAgent, volumesOf } from '../../judge/facts/containers';
import { mergedTypes } from '../../judge/facts/operated-pods';
import { podSpecPath, podTypes } from '../../judge/facts/pods';
import { definePolicy, type Finding, fail, pass, seen, undecided, worstOf } from '../../judge/policy';

/** Those that the cluster makes, or that a claim names. Source: kubernetes.io, "Pod Security Standards", restricted. */
const harmless: ReadonlySet<string> = new Set([
  'configMap',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'image',
  'persistentVolumeClaim',
  'projected',
  'secret',
]);
/** Drivers whose volumes within a pod are secrets and certificates. */
const harmlessDrivers: ReadonlySet<unknown> = new Set([
  'csi.cert-manager.io',
  'csi.spiffe.io',
  'secrets-store.csi.k8s.io',
  'spiffe.csi.cert-manager.io',
]);

/** What one source of a volume leads to. */
function judgeSource(pod: Resource, path: string, kind: string, source: Value): Finding {
  const evidence = seen(pod, `${path}.${kind}`);
  if (source === null || harmless.has(kind)) return pass;
  if (source instanceof Unknown) return undecided('what one of its volumes is, is not known yet', evidence);
  if (kind === 'hostPath') return fail('it mounts a folder of its node', evidence);
  if (kind !== 'csi') return fail(`it mounts ${kind}, which no claim names`, evidence);
  const driver = isMap(source) ? own(source, 'driver') : undefined;
  if (driver === 'hostpath.csi.k8s.io') return fail('it mounts a folder of its node', evidence);
  return harmlessDrivers.has(driver)
    ? pass
    : undecided('what the driver of one of its volumes mounts is not known', evidence);
}

function judgePod(pod: Resource): Finding {
  const volumes = volumesOf(pod);
  if (volumes === undefined) {
    return undecided('which volumes it has is not known yet', seen(pod, `${podSpecPath(pod)}.volumes`));
  }
  return worstOf(
    volumes.map(({ value, path }) => {
      if (value instanceof Unknown)
        return undecided('what one of its volumes is, is not known yet', seen(pod, path));
      const sources = isMap(value) ? Object.entries(value).filter(([kind]) => kind !== 'name') : [];
      return worstOf(sources.map(([kind, source]) => judgeSource(pod, path, kind, source)));
    }),
  );
}

export default definePolicy({
  title: 'A pod mounts no folder of its node, and no disk past a claim',
  severity: 'critical',
  why: 'A folder of a node shows what belongs to others: the kubelet’s secrets, the volumes of every pod, the socket of the runtime. What is written there stays when the pod goes, on a disk that belongs to no dataset. A share or a disk that a pod names itself belongs to none either.',
  avoid: 'a volume with `hostPath`, `nfs` or `iscsi`, or a PersistentVolume with `hostPath` or `local`',
  prefer: 'claims of volumes that Terraform made; `emptyDir` for what is temporary',
  remediation:
    'Use a claim or an emptyDir. An agent of the nodes belongs into a DaemonSet in the namespace of node agents.',
  controls: ['C5:2020 OPS-24', 'GDPR Art. 32(1)(b)', 'Grundschutz++ KONF.3.2'],
  observableIn: ['manifests'],
  resources: [...podTypes, ...mergedTypes, 'PersistentVolume'],
  examine(object, { graph }) {
    if (object.type !== 'PersistentVolume') return isNodeAgent(object, graph) ? pass : judgePod(object);
    const path = object.get('spec.hostPath');
    if (path instanceof Unknown)
      return undecided('what it is made of is not known yet', seen(object, 'spec'));
    if (path !== null)
      return fail('it is a folder of whichever node its pod runs on', seen(object, 'spec.hostPath'));
    return object.get('spec.local') === null
      ? pass
      : fail('it is a folder or a disk of one node', seen(object, 'spec.local'));
  },
  examples: {
    manifests: `
apiVersion: v1
kind: Pod
metadata: { name: temporary }
spec: { containers: [{ name: a }], volumes: [{ name: v, emptyDir: {} }] }
---
apiVersion: v1
kind: Pod
metadata: { name: socket-of-the-runtime }
spec: { containers: [{ name: a }], volumes: [{ name: v, hostPath: { path: /run/containerd/containerd.sock } }] }
---
apiVersion: v1
kind: PersistentVolume
metadata: { name: folder }
spec: { hostPath: { path: /data } }
---
apiVersion: v1
kind: PersistentVolume
metadata: { name: folder-of-one-node }
spec: { local: { path: /var/lib } }
---
apiVersion: v1
kind: PersistentVolume
metadata: { name: of-cinder }
spec: { csi: { driver: cinder.csi.openstack.org, volumeHandle: a } }
---
apiVersion: v1
kind: Pod
metadata: { name: not-known-yet }
spec: { containers: [{ name: a }], volumes: 04da6b54-80e4-46f7-96ec-b56ff0331ba9 }
---
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata: { name: all-of-its-node }
spec: { volumes: [{ name: host, hostPath: { path: / } }] }
---
apiVersion: v1
kind: Pod
metadata: { name: secrets-by-a-driver }
spec: { containers: [{ name: a }], volumes: [{ name: v, csi: { driver: secrets-store.csi.k8s.io } }, { name: w }] }
---
apiVersion: v1
kind: Pod
metadata: { name: share }
spec: { containers: [{ name: a }], volumes: [{ name: v, nfs: { server: 203.0.113.7, path: / } }] }
---
apiVersion: v1
kind: Pod
metadata: { name: folder-by-a-driver }
spec: { containers: [{ name: a }], volumes: [{ name: v, csi: { driver: hostpath.csi.k8s.io } }] }
---
apiVersion: v1
kind: Pod
metadata: { name: driver-of-others }
spec: { containers: [{ name: a }], volumes: [{ name: v, csi: { driver: files.example.org } }] }
`,
    pass: ['Pod/temporary', 'Pod/secrets-by-a-driver', 'PersistentVolume/of-cinder'],
    fail: [
      'Pod/socket-of-the-runtime',
      'PersistentVolume/folder',
      'PersistentVolume/folder-of-one-node',
      'Prometheus.monitoring.coreos.com/all-of-its-node',
      'Pod/share',
      'Pod/folder-by-a-driver',
    ],
    undecided: ['Pod/not-known-yet', 'Pod/driver-of-others'],
    changes: [
      {
        name: 'a server that mounts its node',
        stack: 'primary-workloads',
        set: {
          'Deployment.apps/identity-fhir-server/fhir-server': {
            'spec.template.spec.volumes.0': { name: 'tmp', hostPath: { path: '/' } },
          },
        },
        outcome: 'fail',
        subjects: ['primary-workloads:Deployment.apps/identity-fhir-server/fhir-server'],
        says: 'folder of its node',
      },
    ],
  },
});

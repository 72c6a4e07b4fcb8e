import type { Resource } from '../../graph/graph';
import { isMap, own, Unknown } from '../../graph/value';
import { isNodeAgent, volumesOf } from '../../judge/facts/containers';
import { mergedTypes } from '../../judge/facts/operated-pods';
import { podSpecPath, podTypes } from '../../judge/facts/pods';
import { definePolicy, type Finding, fail, pass, seen, undecided, worstOf } from '../../judge/policy';

function judgePod(pod: Resource): Finding {
  const volumes = volumesOf(pod);
  if (volumes === undefined) {
    return undecided('which volumes it has is not known yet', seen(pod, `${podSpecPath(pod)}.volumes`));
  }
  return worstOf(
    volumes.map(({ value, path }) => {
      if (value instanceof Unknown)
        return undecided('what one of its volumes is, is not known yet', seen(pod, path));
      const isHost = isMap(value) && (own(value, 'hostPath') ?? null) !== null;
      return isHost ? fail('it mounts a folder of its node', seen(pod, `${path}.hostPath`)) : pass;
    }),
  );
}

export default definePolicy({
  title: 'No pod mounts a folder of its node',
  severity: 'critical',
  why: 'A folder of a node shows what belongs to others: the kubelet’s secrets, the volumes of every pod, the socket of the runtime. What is written there stays when the pod goes, on a disk that belongs to no dataset.',
  avoid: 'a volume with `hostPath`, or a PersistentVolume with one or with `local`',
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
`,
    pass: ['Pod/temporary', 'PersistentVolume/of-cinder'],
    fail: [
      'Pod/socket-of-the-runtime',
      'PersistentVolume/folder',
      'PersistentVolume/folder-of-one-node',
      'Prometheus.monitoring.coreos.com/all-of-its-node',
    ],
    undecided: ['Pod/not-known-yet'],
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

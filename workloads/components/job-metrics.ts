import * as kubernetes from '@pulumi/kubernetes';
import { clusterMetadataOf, metadataOf, selectorOf } from '../marks';
import type { Place } from '../model';
import type { Container } from './pod';

const { ClusterRole, ClusterRoleBinding } = kubernetes.rbac.v1;
const { NetworkPolicy } = kubernetes.networking.v1;

/**
 * Says of every job by the clock in the cluster when it last came to its end. It may list jobs and nothing else: neither
 * pods nor what they say, so that it sees no data of any domain. Source: kubernetes/kube-state-metrics, `docs/README.md`.
 *
 * @param port at which it answers within the pod
 */
export function jobMetrics(place: Place, port: number): Container {
  const component = place.workload.name;
  const metadata = clusterMetadataOf(place, 'estate-watches-jobs');
  new ClusterRole(metadata.name, {
    metadata,
    rules: [{ apiGroups: ['batch'], resources: ['cronjobs', 'jobs'], verbs: ['list', 'watch'] }],
  });
  new ClusterRoleBinding(metadata.name, {
    metadata,
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: metadata.name },
    subjects: [{ kind: 'ServiceAccount', name: component, namespace: place.namespace }],
  });
  openToApi(place, component);
  return {
    name: 'job-metrics',
    image: 'jobMetrics',
    args: [
      ...['--resources=cronjobs,jobs', `--port=${port}`],
      ...['--telemetry-host=127.0.0.1', `--telemetry-port=${port + 1}`],
    ],
    ports: [port],
    needs: { cpu: '20m', memory: '128Mi' },
    check: { kind: 'http', path: '/livez', port },
    mounts: [
      {
        name: 'kubernetes',
        path: '/var/run/secrets/kubernetes.io/serviceaccount',
        from: { kind: 'token' },
      },
    ],
  };
}

function openToApi(place: Place, component: string): void {
  const name = 'to-kubernetes';
  const { addresses, port } = place.contract.endpoint;
  new NetworkPolicy(`${place.namespace}/${name}`, {
    metadata: metadataOf(place, name, component),
    spec: {
      podSelector: { matchLabels: selectorOf(place, component) },
      policyTypes: ['Egress'],
      egress: [
        {
          to: addresses.map((address) => ({ ipBlock: { cidr: `${address}/32` } })),
          ports: [{ protocol: 'TCP', port }],
        },
      ],
    },
  });
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clusterCache } from '../../bin/clusters-of';
import { applyObjects } from '../../cluster/api/apply';
import { Client, type KubernetesObject } from '../../cluster/api/client';
import { type Clusters, openClusters, type Site } from '../../cluster/clusters';
import { start } from '../../cluster/commands/start';
import { stop } from '../../cluster/commands/stop';
import { kubeconfigFile } from '../../cluster/site-files';
import { kubeletsOf } from '../../cluster/site-processes';
import { auditPolicy } from '../../constructs/audit-policy';
import { isRunning } from '../../processes/records';
import { projectRoot } from '../../terraform/project-root';
import { killRecorded } from '../processes/kill-recorded';
import { namespace, podSpec, type RunningPod } from './pods';
import { until } from './waiting';

/** A cluster of its own, with two nodes in each of three zones. */
const zones = ['north', 'middle', 'south'] as const;
const name = 'spread';
const labels = { app: 'database' };

let clusters: Clusters;
let site: Site;
let client: Client;

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'clusters-'));
  clusters = await openClusters({
    folder,
    cacheFolder: clusterCache(),
    sources: join(projectRoot(), 'cluster'),
    sites: [
      {
        name: 'coast',
        hosts: [],
        services: '172.31.0.0/16',
        auditPolicy,
        nodes: zones.flatMap((zone) =>
          [1, 2].map((number) => ({ name: `coast-${zone}-${number}`, zone, labels: {}, taints: [] })),
        ),
      },
    ],
  });
  site = clusters.sites[0] as Site;
  await start(clusters, clusters.sites, () => undefined);
  client = Client.of(kubeconfigFile(site, 'admin'));
  await applyObjects(client, [namespace(name), budget, database]);
}, 600_000);

afterAll(async () => {
  client?.close();
  if (clusters === undefined) return;
  await stop(clusters, clusters.sites, () => undefined);
  rmSync(clusters.folder, { recursive: true, force: true });
});

const budget: KubernetesObject = {
  apiVersion: 'policy/v1',
  kind: 'PodDisruptionBudget',
  metadata: { name: 'database', namespace: name },
  spec: { maxUnavailable: 1, selector: { matchLabels: labels } },
};

/** Leaves a lost node after some seconds, where Kubernetes' default is five minutes. */
const tolerations = ['not-ready', 'unreachable'].map((state) => ({
  key: `node.kubernetes.io/${state}`,
  operator: 'Exists',
  effect: 'NoExecute',
  tolerationSeconds: 8,
}));

const database: KubernetesObject = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'database', namespace: name },
  spec: {
    replicas: 3,
    selector: { matchLabels: labels },
    template: {
      metadata: { labels },
      spec: podSpec({
        spec: {
          tolerations,
          topologySpreadConstraints: [
            {
              maxSkew: 1,
              topologyKey: 'topology.kubernetes.io/zone',
              whenUnsatisfiable: 'ScheduleAnyway',
              labelSelector: { matchLabels: labels },
            },
          ],
        },
      }),
    },
  },
};

async function podsOf(): Promise<readonly RunningPod[]> {
  const path = `/api/v1/namespaces/${name}/pods`;
  return (await client.demand<{ items: readonly RunningPod[] }>(path)).items;
}

function isReady({ status }: RunningPod): boolean {
  return status.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false;
}

function zonesOf(pods: readonly RunningPod[]): readonly string[] {
  return pods.map(({ spec }) => spec.nodeName?.split('-')[1] ?? 'nowhere').toSorted();
}

function threeReady(): Promise<readonly RunningPod[]> {
  return until(async () => {
    const ready = (await podsOf()).filter((pod) => isReady(pod) && !pod.metadata.deletionTimestamp);
    return ready.length === 3 ? ready : undefined;
  });
}

function evict(pod: string): Promise<{ readonly status: number; readonly body: unknown }> {
  const eviction = { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name: pod, namespace: name } };
  return client.ask(`/api/v1/namespaces/${name}/pods/${pod}/eviction`, { method: 'POST', body: eviction });
}

test('pods that are to be spread stand in every zone', async () => {
  expect(zonesOf(await threeReady())).toEqual([...zones].toSorted());
});

test('a lost zone is noticed, a further eviction is refused with 429, and its pods come up in the zones that are left', async () => {
  const before = await threeReady();
  const lost = before.find(({ spec }) => spec.nodeName?.startsWith('coast-north'));
  const other = before.find(({ spec }) => spec.nodeName?.startsWith('coast-south'));
  const kubelets = killRecorded(clusters.folder, site.name, kubeletsOf('north'));
  await until(async () => {
    const now = (await podsOf()).find(({ metadata }) => metadata.name === lost?.metadata.name);
    return now !== undefined && !isReady(now);
  });
  await until(async () => {
    const path = `/apis/policy/v1/namespaces/${name}/poddisruptionbudgets/database`;
    const { status } = await client.demand<{ status: { disruptionsAllowed: number } }>(path);
    return status.disruptionsAllowed === 0;
  });
  // One is down by the loss: the budget gives no other away until it is replaced.
  expect(await evict(other?.metadata.name ?? '')).toMatchObject({
    status: 429,
    body: { reason: 'TooManyRequests' },
  });
  const after = await threeReady();
  expect(zonesOf(after).filter((zone) => zone === 'north')).toEqual([]);
  const gone = (await podsOf()).find(({ metadata }) => metadata.name === lost?.metadata.name);
  // Nobody there confirms that it has ended: Kubernetes keeps it as one that is being deleted.
  expect(gone?.metadata.deletionTimestamp).toEqual(expect.any(String));
  expect(isRunning(kubelets)).toBe(false);
});

test('a zone that comes back ends what was left there, and takes pods again', async () => {
  await start(clusters, clusters.sites, () => undefined);
  await until(async () => (await podsOf()).length === 3);
  const node = await client.demand<{ spec: { taints?: readonly unknown[] } }>('/api/v1/nodes/coast-north-1');
  expect(node.spec.taints ?? []).toEqual([]);
});

import { applyObjects, tryApply } from '../../cluster/api/apply';
import type { Client, KubernetesObject } from '../../cluster/api/client';
import { Resources } from '../../cluster/api/resources';
import { kubeletsOf } from '../../cluster/site-processes';
import { loadEstate } from '../../estate/load-estate';
import { nodeAgents } from '../../workloads/node-agents';
import { killRecorded } from '../processes/kill-recorded';
import {
  type Breach,
  closingPolicy,
  halfOpenNamespace,
  namespaceOf,
  otherBreaches,
  podBreaches,
  podOf,
  unclosedNamespace,
} from './breaches';
import { type CatalogueClusters, type CatalogueSite, startCatalogueClusters } from './catalogue-clusters';
import { isReady, type RunningPod } from './pods';
import { customResourceDefinitions } from './running';
import { removeNamespace, until } from './waiting';

/** Everything that the program of each site deploys, applied to an API server of that site. */
const estate = loadEstate();
const names = estate.sites.map(({ name }) => name);
const [anySite = ''] = names;

let running: CatalogueClusters;

beforeAll(async () => {
  running = await startCatalogueClusters(estate);
}, 600_000);

afterAll(async () => {
  await running?.stop();
});

function at(name: string): CatalogueSite {
  const found = running.sites.find(({ site }) => site.name === name);
  if (found === undefined) throw new Error(`no site ${name}`);
  return found;
}

/** Labels of the namespace of the FHIR server. */
function labelsOf(objects: readonly KubernetesObject[]): Readonly<Record<string, string>> {
  return objects.find((one) => named(one) === 'Namespace /identity-fhir-server')?.metadata.labels ?? {};
}

function named({ kind, metadata }: KubernetesObject): string {
  return `${kind} ${metadata.namespace ?? ''}/${metadata.name}`;
}

describe.each(names)('%s', (name) => {
  test('every object that is rendered is accepted, and none with a warning but the agents of nodes', async () => {
    const { client, objects } = at(name);
    await applyObjects(client, await customResourceDefinitions());
    await applyObjects(client, halfOpenNamespace(labelsOf(objects), 'fhir-server'));
    const applied = await applyObjects(client, objects);
    expect(objects.length).toBeGreaterThan(300);
    expect(applied.map(({ object }) => named(object)).toSorted()).toEqual(objects.map(named).toSorted());
    const warned = applied.filter(({ warnings }) => warnings.length > 0);
    expect(warned.map(({ object }) => `${object.kind} ${object.metadata.name}`).toSorted()).toEqual(
      nodeAgents.map((agent) => `DaemonSet ${agent}`).toSorted(),
    );
  });

  test('what the server holds is what was rendered: kind by kind as many', async () => {
    const { client, objects } = at(name);
    expect(await heldOf(client, objects)).toEqual(countOf(objects.map(({ kind }) => kind)));
  });

  test('every pod of every server is admitted and placed, on nodes of its own domain', async () => {
    const { client, objects } = at(name);
    const pods = await until(() => allReady(client, objects));
    for (const { metadata, spec } of pods)
      expect(spec.nodeName).toMatch(
        new RegExp(`^${name}-${metadata.labels?.['estate.lausitz/domain']}-\\d$`),
      );
  });

  test('servers of which there are two stand in both zones', async () => {
    const { client } = at(name);
    const zones = await zonesOfServers(client);
    expect(zones.size).toBeGreaterThan(10);
    for (const [server, found] of zones) expect([server, ...found]).toEqual([server, 'north', 'south']);
  });

  test('to apply everything again changes nothing', async () => {
    const { client, objects } = at(name);
    const before = versionsOf((await applyObjects(client, objects)).map(({ object }) => object));
    const after = versionsOf((await applyObjects(client, objects)).map(({ object }) => object));
    expect(before.size).toBe(objects.length);
    expect(after).toEqual(before);
  });

  test('each breach is refused, in the words of the truth that it breaks', async () => {
    const { client, objects } = at(name);
    const pod = podOf(objects, 'Deployment', 'fhir-server');
    const agent = podOf(objects, 'DaemonSet', 'identity-watch');
    const namespace = pod.metadata.namespace ?? '';
    const labels = labelsOf(objects);
    await applyObjects(client, unclosedNamespace(labels, 'fhir-server'));
    const answer = (object: KubernetesObject) =>
      tryApply(client, new Resources(client), object, { dryRun: true });
    // What they are made from is accepted, so that nothing but the breach is refused.
    for (const accepted of [pod, agent]) expect(await answer(accepted)).toMatchObject({ status: 201 });
    const refused = async ({ title, object, says }: Breach) => {
      const { status, body } = await answer(object);
      const message = String((body as { message?: string }).message);
      const isSaid = typeof says === 'string' ? message.includes(says) : says.test(message);
      return status >= 400 && isSaid ? undefined : `${title}: ${status} ${message}`;
    };
    const breaches = [...podBreaches(name, pod, agent), ...otherBreaches(namespace, labels, pod)];
    const missed: (string | undefined)[] = [];
    for (const breach of breaches) missed.push(await refused(breach));
    expect(missed.filter((one) => one !== undefined)).toEqual([]);
  });

  test('the policy that closes a namespace stands as long as it does, and goes with it', async () => {
    const { client, objects } = at(name);
    const closed = 'identity-closed';
    await applyObjects(client, [
      ...namespaceOf(closed, labelsOf(objects), 'fhir-server'),
      closingPolicy(closed),
    ]);
    const policies = `/apis/networking.k8s.io/v1/namespaces/${closed}/networkpolicies`;
    const [policy, namespace] = [`${policies}/nothing-by-default`, `/api/v1/namespaces/${closed}`];
    for (const path of [policy, policies]) {
      const { status, body } = await client.ask(path, { method: 'DELETE' });
      expect([status, String((body as { message?: string }).message)]).toEqual([
        422,
        expect.stringContaining('stands as long as its namespace'),
      ]);
    }
    expect(await client.ask(policy)).toMatchObject({ status: 200 });
    await removeNamespace(client, closed);
    expect(await client.ask(namespace)).toMatchObject({ status: 404 });
    expect(await client.ask(policy)).toMatchObject({ status: 404 });
  });
});

test('a server that breaks a truth is kept, and none of its pods is admitted: it says why', async () => {
  const { client, objects } = at(anySite);
  const pod = podOf(objects, 'Deployment', 'fhir-server');
  const { namespace = '' } = pod.metadata;
  const spec = pod.spec as { readonly containers: readonly object[] };
  const containers = spec.containers.map((one) => ({ ...one, image: 'docker.io/library/nginx:latest' }));
  const labels = { app: 'broken' };
  const broken = {
    ...{ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'broken', namespace } },
    spec: {
      ...{ replicas: 1, selector: { matchLabels: labels } },
      template: { metadata: { labels }, spec: { ...spec, containers } },
    },
  };
  await applyObjects(client, [broken]);
  const path = `/apis/apps/v1/namespaces/${namespace}/deployments/broken`;
  const failure = await until(async () => {
    const { status } = await client.demand<{ status: { conditions?: readonly Condition[] } }>(path);
    return status.conditions?.find(({ type }) => type === 'ReplicaFailure');
  });
  await client.demand(path, { method: 'DELETE' });
  expect(failure.message).toContain('named by its digest');
});

test('a lost zone: its servers come up in the other one, a disruption budget refuses a further eviction, and what is bound to a volume waits for it', async () => {
  const { client, site, objects } = at(anySite);
  const before = await allPods(client);
  const bound = before.filter((pod) => ownerOf(pod) === 'StatefulSet' && zoneOf(pod) === 'north');
  expect(bound.length).toBeGreaterThan(0);
  killRecorded(running.clusters.folder, site.name, kubeletsOf('north'));
  const namespace = 'identity-fhir-server';
  await until(async () => {
    const path = `/apis/policy/v1/namespaces/${namespace}/poddisruptionbudgets/fhir-server`;
    const { status } = await client.demand<{ status: { disruptionsAllowed: number } }>(path);
    return status.disruptionsAllowed === 0;
  });
  const left = before.find((pod) => pod.metadata.namespace === namespace && zoneOf(pod) === 'south');
  expect(await evict(client, left as RunningPod)).toMatchObject({
    status: 429,
    body: { reason: 'TooManyRequests' },
  });
  // Declared: after half a minute without its node.
  await until(async () => {
    const zones = await zonesOfServers(client);
    const isMoved = [...zones.values()].every((found) => found.join() === 'south,south');
    return isMoved && zones.size === deploymentsOfTwo(objects);
  }, 180_000);
  const after = await allPods(client);
  const states = bound.map(({ metadata: { namespace: place, name } }) =>
    after
      .filter((pod) => pod.metadata.namespace === place && pod.metadata.name === name)
      .map((pod) => ({ zone: zoneOf(pod), isLeaving: pod.metadata.deletionTimestamp !== undefined })),
  );
  expect(states).toEqual(bound.map(() => [{ zone: 'north', isLeaving: true }]));
});

interface Condition {
  readonly type: string;
  readonly message: string;
}

interface Counted extends KubernetesObject {
  readonly status?: { readonly readyReplicas?: number; readonly numberReady?: number };
  readonly spec?: { readonly replicas?: number };
}

function countOf(kinds: readonly string[]): Readonly<Record<string, number>> {
  const all = [...new Set(kinds)].toSorted();
  return Object.fromEntries(all.map((kind) => [kind, kinds.filter((one) => one === kind).length]));
}

/** Objects of the estate that the server holds, of the kinds that were rendered. */
async function heldOf(
  client: Client,
  objects: readonly KubernetesObject[],
): Promise<Readonly<Record<string, number>>> {
  const resources = new Resources(client);
  const kinds = new Map(objects.map((object) => [object.kind, object]));
  const selector = 'labelSelector=app.kubernetes.io/part-of%3Dlausitz-health-region';
  const held: string[] = [];
  for (const [kind, example] of kinds) {
    const folder = (await resources.folderOf(example)).replace(/\/namespaces\/[^/]+/, '');
    const { items } = await client.demand<{ items: readonly unknown[] }>(`${folder}?${selector}`);
    held.push(...items.map(() => kind));
  }
  return countOf(held);
}

function versionsOf(objects: readonly KubernetesObject[]): ReadonlyMap<string, unknown> {
  return new Map(objects.map((object) => [named(object), object.metadata.resourceVersion]));
}

async function allPods(client: Client): Promise<readonly RunningPod[]> {
  return (await client.demand<{ items: readonly RunningPod[] }>('/api/v1/pods')).items;
}

/** All pods, once there are as many as are declared and all are ready. */
async function allReady(
  client: Client,
  objects: readonly KubernetesObject[],
): Promise<readonly RunningPod[] | undefined> {
  const pods = await allPods(client);
  const declared = objects.reduce((sum, { kind, spec }) => {
    if (kind === 'Deployment' || kind === 'StatefulSet') return sum + (spec as { replicas: number }).replicas;
    return sum;
  }, 0);
  const agents = pods.filter((pod) => ownerOf(pod) === 'DaemonSet').length;
  const sites = at(pods[0]?.metadata.labels?.['estate.lausitz/site'] ?? anySite).site.nodes.length;
  return pods.every(isReady) && agents === sites && pods.length === declared + agents ? pods : undefined;
}

function ownerOf({ metadata }: RunningPod): string | undefined {
  return (metadata.ownerReferences as readonly { readonly kind: string }[] | undefined)?.[0]?.kind;
}

/** By the number of its node, as `catalogue-clusters.ts` lays them out. */
function zoneOf({ spec }: RunningPod): 'north' | 'south' {
  return Number(spec.nodeName?.at(-1)) % 2 === 1 ? 'north' : 'south';
}

/** Zones of the pods that are ready, for each Deployment that has several. */
async function zonesOfServers(client: Client): Promise<ReadonlyMap<string, readonly string[]>> {
  const pods = (await allPods(client)).filter(
    (pod) => ownerOf(pod) === 'ReplicaSet' && isReady(pod) && !pod.metadata.deletionTimestamp,
  );
  const servers = new Map<string, string[]>();
  for (const pod of pods) {
    const server = `${pod.metadata.namespace}/${pod.metadata.labels?.['app.kubernetes.io/component']}`;
    servers.set(server, [...(servers.get(server) ?? []), zoneOf(pod)].toSorted());
  }
  return new Map([...servers].filter(([, found]) => found.length > 1));
}

function deploymentsOfTwo(objects: readonly Counted[]): number {
  return objects.filter(({ kind, spec }) => kind === 'Deployment' && (spec?.replicas ?? 1) > 1).length;
}

function evict(client: Client, { metadata: { namespace, name } }: RunningPod) {
  const eviction = { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name, namespace } };
  return client.ask(`/api/v1/namespaces/${namespace}/pods/${name}/eviction`, {
    method: 'POST',
    body: eviction,
  });
}

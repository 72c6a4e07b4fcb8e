import type { Client, KubernetesObject } from './api/client';
import type { NodeRequest, Site, Taint } from './clusters';

interface NodeObject extends KubernetesObject {
  readonly spec?: { readonly taints?: readonly Partial<Taint>[] };
  readonly status?: { readonly conditions?: readonly { readonly type: string; readonly status: string }[] };
}

const pretended = { 'kwok.x-k8s.io/node': 'fake' } as const;
const defaultCapacity = { cpu: '8', memory: '32Gi', pods: '110' } as const;

/** Registers the nodes that are asked for, and removes those that no longer are. */
export async function keepNodes(site: Site, client: Client): Promise<void> {
  const { items } = await client.demand<{ items: readonly NodeObject[] }>('/api/v1/nodes');
  for (const { metadata } of items)
    if (!site.nodes.some(({ name }) => name === metadata.name))
      await client.demand(`/api/v1/nodes/${metadata.name}`, { method: 'DELETE' });
  for (const node of site.nodes) {
    const known = items.find(({ metadata }) => metadata.name === node.name);
    if (known) await correct(node, known, client);
    else await client.demand('/api/v1/nodes', { method: 'POST', body: nodeObject(node) });
  }
}

/** Says of nodes that are not ready which they are, or nothing where all are. */
export async function describeNodes(site: Site, client: Client): Promise<string | undefined> {
  const { items } = await client.demand<{ items: readonly NodeObject[] }>('/api/v1/nodes');
  const ready = items.filter(isReady).map(({ metadata }) => metadata.name);
  const missing = site.nodes.filter(({ name }) => !ready.includes(name)).map(({ name }) => name);
  return missing.length === 0 ? undefined : `not ready: ${missing.join(', ')}`;
}

/** Ready, and without the taint by which the controllers keep pods off a node that was not. */
function isReady({ spec, status }: NodeObject): boolean {
  const says = status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false;
  return says && !(spec?.taints ?? []).some(({ key }) => isSystemTaint(key));
}

/** Labels and taints as asked for; taints that Kubernetes itself has set stay. */
async function correct(node: NodeRequest, known: NodeObject, client: Client): Promise<void> {
  const wanted = nodeObject(node);
  const system = (known.spec?.taints ?? []).filter(({ key }) => isSystemTaint(key));
  const body = {
    metadata: { labels: wanted.metadata.labels },
    spec: { taints: [...node.taints, ...system] },
  };
  await client.demand(`/api/v1/nodes/${node.name}`, {
    method: 'PATCH',
    contentType: 'application/merge-patch+json',
    body,
  });
}

function isSystemTaint(key: string | undefined): boolean {
  return key?.startsWith('node.kubernetes.io/') ?? false;
}

function nodeObject({
  name,
  zone,
  labels,
  taints,
  capacity = defaultCapacity,
}: NodeRequest): KubernetesObject {
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      annotations: pretended,
      labels: {
        'kubernetes.io/hostname': name,
        'kubernetes.io/os': 'linux',
        'kubernetes.io/arch': 'amd64',
        'topology.kubernetes.io/zone': zone,
        ...labels,
      },
    },
    spec: { taints },
    status: { allocatable: capacity, capacity },
  };
}

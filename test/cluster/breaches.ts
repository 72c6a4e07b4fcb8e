import type { KubernetesObject } from '../../cluster/api/client';
import { registryName } from '../../estate/nodes';
import { nothingByDefault } from '../../workloads/components/network';

/** What the API server has to refuse, and a word of what it says. */
export interface Breach {
  readonly title: string;
  readonly object: KubernetesObject;
  readonly says: string | RegExp;
}

interface PodSpec {
  readonly containers: readonly [Container, ...Container[]];
  readonly volumes?: readonly object[];
  readonly [field: string]: unknown;
}

interface Container {
  readonly image: string;
  readonly securityContext: object;
  readonly [field: string]: unknown;
}

/** A pod as the catalogue has it: it is accepted, and each breach is this one but for one thing. */
export function podOf(objects: readonly KubernetesObject[], kind: string, name: string): KubernetesObject {
  const owner = objects.find((one) => one.kind === kind && one.metadata.name === name);
  if (owner === undefined) throw new Error(`no ${kind} ${name}`);
  const { template } = owner.spec as { template: { metadata: object; spec: object } };
  const metadata = {
    ...template.metadata,
    name: `${name}-broken`,
    namespace: owner.metadata.namespace ?? '',
  };
  return { apiVersion: 'v1', kind: 'Pod', metadata, spec: template.spec };
}

/** Breaches by pods of a workload whose namespace is restricted, and by those of a node agent, whose is not. */
export function podBreaches(site: string, pod: KubernetesObject, agent: KubernetesObject): readonly Breach[] {
  const own = `${registryName({ name: site })}/example/server`;
  const digest = `sha256:${'a'.repeat(64)}`;
  const restricted = 'violates PodSecurity "restricted:latest"';
  const pinned = `an image comes from ${registryName({ name: site })}, named by its digest`;
  const secured = (base: KubernetesObject, change: object) =>
    withContainer(base, ({ securityContext }) => ({ securityContext: { ...securityContext, ...change } }));
  const image = (base: KubernetesObject, name: string) => withContainer(base, () => ({ image: name }));
  const hostPath = { name: 'host', hostPath: { path: '/var/lib/kubelet' } };
  const privileged = { privileged: true, allowPrivilegeEscalation: true };
  return [
    { title: 'a privileged pod', object: secured(pod, privileged), says: restricted },
    {
      title: 'a privileged pod where pods are not restricted',
      object: secured(agent, privileged),
      says: 'no container is privileged, or may become so',
    },
    { title: 'a path of the node', object: withVolume(pod, hostPath), says: restricted },
    {
      title: 'a path of the node that no agent needs',
      object: withVolume(agent, hostPath),
      says: 'only node agents mount paths of a node',
    },
    {
      title: 'a file system that can be written',
      object: secured(pod, { readOnlyRootFilesystem: false }),
      says: 'a container’s own file system is read only',
    },
    { title: 'the tag latest', object: image(pod, `${own}:latest`), says: pinned },
    { title: 'a tag without a digest', object: image(pod, `${own}:1.2.3`), says: pinned },
    {
      title: 'another registry',
      object: image(pod, `docker.io/library/nginx:1.29.3@${digest}`),
      says: pinned,
    },
    {
      title: 'a registry whose name only begins alike',
      object: image(pod, `${registryName({ name: site })}.example/server:1@${digest}`),
      says: pinned,
    },
    {
      title: 'a field that nobody knows',
      object: { ...pod, spec: { ...(pod.spec as object), restartPolice: 'Never' } },
      says: /unknown field|field not declared in schema/,
    },
  ];
}

/** Breaches by other objects. @param labels of a namespace of the catalogue */
export function otherBreaches(
  namespace: string,
  labels: Readonly<Record<string, string>>,
  pod: KubernetesObject,
): readonly Breach[] {
  const service = (type: string, more: object = {}): KubernetesObject => ({
    ...{ apiVersion: 'v1', kind: 'Service', metadata: { name: 'broken', namespace } },
    spec: { type, selector: { app: 'server' }, ports: [{ port: 443 }], ...more },
  });
  const storage = (provisioner: string, type: string): KubernetesObject => ({
    ...{ apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: 'broken' } },
    ...{ provisioner, parameters: { type } },
  });
  const unmarked = { apiVersion: 'v1', kind: 'Namespace' } as const;
  const enforce = 'pod-security.kubernetes.io/enforce';
  return [
    {
      title: 'a load balancer of the cloud beside the edge’s',
      object: service('LoadBalancer'),
      says: 'a load balancer is of class io.cilium/node, or the edge’s',
    },
    {
      title: 'a port on all nodes',
      object: service('NodePort'),
      says: 'no port is opened on all nodes',
    },
    {
      title: 'a name for something outside',
      object: service('ExternalName', { externalName: 'example.org' }),
      says: 'a Service is no name for something outside the cluster',
    },
    {
      title: 'a class that does not encrypt',
      object: storage('cinder.csi.openstack.org', 'plain'),
      says: /makes volumes of a type that encrypts|no class of this cloud encrypts/,
    },
    {
      title: 'a class of another driver',
      object: storage('rancher.io/local-path', 'luks'),
      says: /makes volumes of a type that encrypts|no class of this cloud encrypts/,
    },
    {
      title: 'a volume of the node itself',
      object: {
        ...{ apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name: 'broken' } },
        spec: {
          ...{ capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'] },
          ...{ persistentVolumeReclaimPolicy: 'Retain', hostPath: { path: '/srv' } },
        },
      },
      says: 'a volume is Cinder’s, where its encryption was decided when it was made',
    },
    {
      title: 'a claim that leaves its volume open',
      object: {
        ...{ apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'broken', namespace } },
        spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
      },
      says: 'a claim names the volume that Terraform made, or a class, all of which encrypt',
    },
    {
      title: 'a namespace of no domain',
      object: { ...unmarked, metadata: { name: 'broken', labels: { [enforce]: 'restricted' } } },
      says: 'a namespace belongs to one domain',
    },
    {
      title: 'a namespace that is not restricted',
      object: { ...unmarked, metadata: { name: 'broken', labels: { ...labels, [enforce]: 'privileged' } } },
      says: 'a namespace admits restricted pods alone',
    },
    ...closedInPart.map(({ title, spec }) => ({
      title,
      object: closingPolicy(namespace, spec),
      says: `the network policy ${nothingByDefault} closes everything`,
    })),
    {
      title: 'a pod where no network policy closes everything',
      object: { ...pod, metadata: { ...pod.metadata, namespace: unclosed } },
      says: /failed to configure binding|no params found/,
    },
    {
      title: `a pod where the network policy ${nothingByDefault} leaves something open`,
      object: { ...pod, metadata: { ...pod.metadata, namespace: halfOpen } },
      says: `network policy ${nothingByDefault} closes everything for all its pods`,
    },
  ];
}

const bothDirections = { podSelector: {}, policyTypes: ['Ingress', 'Egress'] } as const;

/** What somebody may make by hand of the policy that closes a namespace. */
const closedInPart = [
  { title: 'a rule that lets everybody in', spec: { ...bothDirections, ingress: [{}] } },
  { title: 'a rule that lets everything out', spec: { ...bothDirections, egress: [{}] } },
  { title: 'one direction that is left open', spec: { ...bothDirections, policyTypes: ['Ingress'] } },
  {
    title: 'pods that are left out',
    spec: { ...bothDirections, podSelector: { matchLabels: { app: 'server' } } },
  },
] as const;

/** The network policy that closes a namespace. @param spec default: as every namespace has it */
export function closingPolicy(namespace: string, spec: object = bothDirections): KubernetesObject {
  const metadata = { name: nothingByDefault, namespace };
  return { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata, spec };
}

const unclosed = 'identity-unclosed';
const halfOpen = 'identity-half-open';

/**
 * A namespace that nothing in a cluster forbids, and in which no pod is admitted.
 * @param account that the pods name
 */
export function unclosedNamespace(
  labels: Readonly<Record<string, string>>,
  account: string,
): readonly KubernetesObject[] {
  return namespaceOf(unclosed, labels, account);
}

/** One whose network policy leaves something open, which can only be older than the admission policies. */
export function halfOpenNamespace(
  labels: Readonly<Record<string, string>>,
  account: string,
): readonly KubernetesObject[] {
  // What is counted by this label is what was rendered.
  const { 'app.kubernetes.io/part-of': _, ...others } = labels;
  const policy = closingPolicy(halfOpen, { ...bothDirections, egress: [{}] });
  return [...namespaceOf(halfOpen, others, account), policy];
}

export function namespaceOf(
  name: string,
  labels: Readonly<Record<string, string>>,
  account: string,
): readonly KubernetesObject[] {
  return [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } },
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: account, namespace: name } },
  ];
}

function withContainer(
  pod: KubernetesObject,
  change: (container: Container) => Partial<Container>,
): KubernetesObject {
  const spec = pod.spec as PodSpec;
  const [first, ...more] = spec.containers;
  return { ...pod, spec: { ...spec, containers: [{ ...first, ...change(first) }, ...more] } };
}

function withVolume(pod: KubernetesObject, volume: object): KubernetesObject {
  const spec = pod.spec as PodSpec;
  return { ...pod, spec: { ...spec, volumes: [...(spec.volumes ?? []), volume] } };
}

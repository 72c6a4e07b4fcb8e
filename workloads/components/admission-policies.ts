import type { types } from '@pulumi/kubernetes';
import { cinderDriver } from '../../contracts/cluster';
import { domains, type Site } from '../../estate/model';
import { registryName } from '../../estate/nodes';
import { edgeName } from '../check-catalogue';
import { marks } from '../marks';
import { namespaceOf, type Workload } from '../model';
import { isNodeAgent } from '../node-agents';
import { closing, isolation } from './isolation-policies';
import { nodeClass } from './node-service';
import { hostPaths } from './node-watch';

type PolicySpec = types.input.admissionregistration.v1.ValidatingAdmissionPolicySpec;

/** What the distribution itself runs, which the nodes bring along and Terraform's plan decides. */
export const systemNamespaces = ['kube-system', 'kube-public', 'kube-node-lease', 'cilium-secrets'] as const;

export interface Policy {
  readonly name: string;
  readonly rules: readonly Rule[];
  /** Which objects it looks at, by what no rule says, such as their names. @default every one */
  readonly matchConditions?: PolicySpec['matchConditions'];
  readonly variables?: Readonly<Record<string, string>>;
  /** Each a CEL expression that has to be true, and what is said otherwise. */
  readonly truths: readonly (readonly [expression: string, message: string])[];
  readonly param?: { readonly apiVersion: string; readonly kind: string; readonly name: string };
}

export interface Rule {
  readonly group: string;
  readonly resources: readonly string[];
  /** @default CREATE and UPDATE */
  readonly operations?: readonly ('CREATE' | 'UPDATE' | 'DELETE')[];
}

const pods: Rule = { group: '', resources: ['pods'] };
const debugged: Rule = { group: '', resources: ['pods/ephemeralcontainers'], operations: ['UPDATE'] };

/** CEL: every container of a pod, those that are added to a running one too. */
const containers = ['containers', 'initContainers', 'ephemeralContainers']
  .map((kind) => `(has(object.spec.${kind}) ? object.spec.${kind}.map(c, c) : [])`)
  .join(' + ');

const volumes = '(has(object.spec.volumes) ? object.spec.volumes : [])';

/** What a site's API server holds everything to, one truth a line. */
export function policiesOf(site: Site, workloads: readonly Workload[]): readonly Policy[] {
  const agents = list(workloads.filter(isNodeAgent).map(namespaceOf));
  const edges = list(workloads.filter(({ name }) => name === edgeName).map(namespaceOf));
  return [
    images(site),
    nodes(agents),
    isolation,
    closing,
    services(edges),
    claims,
    persistentVolumes,
    storageClasses(site),
    namespaces(agents),
  ];
}

function images(site: Site): Policy {
  const pinned = `c.image.startsWith(${text(`${registryName(site)}/`)}) && c.image.matches('@sha256:[0-9a-f]{64}$')`;
  return {
    name: 'images',
    rules: [pods, debugged],
    variables: { containers, volumes },
    truths: [
      [
        `variables.containers.all(c, ${pinned})`,
        `an image comes from ${registryName(site)}, named by its digest`,
      ],
      [
        `variables.volumes.all(v, !has(v.image) || (has(v.image.reference) && ${pinned.replaceAll('c.image', 'v.image.reference')}))`,
        `an image that is mounted comes from ${registryName(site)}, named by its digest`,
      ],
    ],
  };
}

function nodes(agents: string): Policy {
  const paths = list(Object.values(hostPaths));
  const readOnly = 'has(m.readOnly) && m.readOnly';
  return {
    name: 'nodes',
    rules: [pods, debugged],
    variables: {
      containers,
      volumes,
      agent: `object.metadata.namespace in ${agents}`,
      onHost: 'variables.volumes.filter(v, has(v.hostPath)).map(v, v.name)',
    },
    truths: [
      [
        `variables.onHost.size() == 0 || (variables.agent && variables.volumes.all(v, !has(v.hostPath) || v.hostPath.path in ${paths}))`,
        'only node agents mount paths of a node (workloads/node-agents.ts), and only those that they need',
      ],
      [
        `variables.containers.all(c, !has(c.volumeMounts) || c.volumeMounts.all(m, !(m.name in variables.onHost) || (${readOnly})))`,
        'paths of a node are mounted read only',
      ],
      [
        '!(has(object.spec.hostNetwork) && object.spec.hostNetwork) && !(has(object.spec.hostPID) && object.spec.hostPID) && !(has(object.spec.hostIPC) && object.spec.hostIPC)',
        'a pod has a network, processes and memory of its own, not the node’s',
      ],
      [
        'variables.containers.all(c, !has(c.ports) || c.ports.all(p, !has(p.hostPort) || p.hostPort == 0))',
        'a pod takes no port of its node',
      ],
      [
        'variables.containers.all(c, has(c.securityContext) && !(has(c.securityContext.privileged) && c.securityContext.privileged) && has(c.securityContext.allowPrivilegeEscalation) && !c.securityContext.allowPrivilegeEscalation)',
        'no container is privileged, or may become so',
      ],
      [
        'variables.agent || (has(object.spec.securityContext) && has(object.spec.securityContext.runAsNonRoot) && object.spec.securityContext.runAsNonRoot) || variables.containers.all(c, has(c.securityContext.runAsNonRoot) && c.securityContext.runAsNonRoot)',
        'pods are restricted: no process is root',
      ],
      [
        'variables.containers.all(c, has(c.securityContext) && has(c.securityContext.readOnlyRootFilesystem) && c.securityContext.readOnlyRootFilesystem)',
        'a container’s own file system is read only',
      ],
    ],
  };
}

function services(edges: string): Policy {
  return {
    name: 'services',
    rules: [{ group: '', resources: ['services'] }],
    truths: [
      [
        `object.spec.type != 'LoadBalancer' || object.metadata.namespace in ${edges} || (has(object.spec.loadBalancerClass) && object.spec.loadBalancerClass == ${text(nodeClass)})`,
        `a load balancer is of class ${nodeClass}, or the edge’s`,
      ],
      ["object.spec.type != 'NodePort'", 'no port is opened on all nodes'],
      ["object.spec.type != 'ExternalName'", 'a Service is no name for something outside the cluster'],
      [
        '!has(object.spec.externalIPs) || object.spec.externalIPs.size() == 0',
        'a Service takes no address of others',
      ],
    ],
  };
}

const claims: Policy = {
  name: 'claims',
  rules: [{ group: '', resources: ['persistentvolumeclaims'], operations: ['CREATE'] }],
  truths: [
    [
      "has(object.spec.storageClassName) && (object.spec.storageClassName != '' || (has(object.spec.volumeName) && object.spec.volumeName != ''))",
      'a claim names the volume that Terraform made, or a class, all of which encrypt',
    ],
  ],
};

const persistentVolumes: Policy = {
  name: 'volumes',
  rules: [{ group: '', resources: ['persistentvolumes'] }],
  truths: [
    [
      `has(object.spec.csi) && object.spec.csi.driver == ${text(cinderDriver)}`,
      'a volume is Cinder’s, where its encryption was decided when it was made',
    ],
    ["object.spec.persistentVolumeReclaimPolicy == 'Retain'", 'a volume outlives its claim'],
  ],
};

/** The Open Telekom Cloud encrypts by metadata of a volume, which no class of Cinder's driver sets: there, none is left. */
function storageClasses({ cloud }: Site): Policy {
  const encrypted = cloud.kind === 'openstack' ? list(cloud.encryptedVolumeTypes) : '[]';
  return {
    name: 'storage-classes',
    rules: [{ group: 'storage.k8s.io', resources: ['storageclasses'] }],
    truths: [
      [
        `object.provisioner == ${text(cinderDriver)} && has(object.parameters) && 'type' in object.parameters && object.parameters['type'] in ${encrypted}`,
        cloud.kind === 'openstack'
          ? `a class makes volumes of a type that encrypts: ${cloud.encryptedVolumeTypes.join(', ')}`
          : 'no class of this cloud encrypts what it makes: volumes are made by Terraform',
      ],
    ],
  };
}

function namespaces(agents: string): Policy {
  const enforced = "'pod-security.kubernetes.io/enforce'";
  const domain = text(marks.domain);
  return {
    name: 'namespaces',
    rules: [{ group: '', resources: ['namespaces'] }],
    matchConditions: [
      { name: 'not-of-the-system', expression: `!(object.metadata.name in ${list(systemNamespaces)})` },
    ],
    variables: { labels: '(has(object.metadata.labels) ? object.metadata.labels : {})' },
    truths: [
      [
        `${domain} in variables.labels && variables.labels[${domain}] in ${list(domains)}`,
        `a namespace belongs to one domain: ${domains.join(', ')}`,
      ],
      [
        `oldObject == null || !has(oldObject.metadata.labels) || !(${domain} in oldObject.metadata.labels) || oldObject.metadata.labels[${domain}] == variables.labels[?${domain}].orValue('')`,
        'a namespace does not move from one domain to another',
      ],
      [
        `${enforced} in variables.labels && (variables.labels[${enforced}] == 'restricted' || (variables.labels[${enforced}] == 'privileged' && object.metadata.name in ${agents}))`,
        'a namespace admits restricted pods alone; only those of node agents (workloads/node-agents.ts) admit others',
      ],
    ],
  };
}

/** A CEL string. Names of ours have no quote in them. */
function text(value: string): string {
  return `'${value}'`;
}

function list(values: readonly string[]): string {
  return `[${values.map(text).join(', ')}]`;
}

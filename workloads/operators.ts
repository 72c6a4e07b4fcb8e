import type { Domain } from '../estate/model';

/**
 * What runs on a site's cluster before any workload: whoever makes the cluster installs it, from the site's registry,
 * and no workload's program does. Its custom resources are what workloads are written in, so that the judge has to know
 * each of them.
 */
export interface Operator {
  readonly name: string;
  /** As its releases are named. */
  readonly version: string;
  /** Where its pods run. */
  readonly namespace: string;
  /**
   * One for each domain, on nodes of that domain, in a namespace of that name and the domain's: it asks its pods
   * itself, and nothing in operations reaches a pod of another domain. @default false
   */
  readonly perDomain?: boolean;
  /** Kinds of custom resources that workloads use, by group and version. */
  readonly resources: Readonly<Record<string, readonly string[]>>;
  /** What of it workloads take for granted, in the words of its settings. */
  readonly settings: readonly string[];
  /** Its manifests or chart, as its project publishes it; each of its images is mirrored into the site's registry. */
  readonly from: string;
  readonly source: string;
}

export const operators: readonly Operator[] = [
  {
    name: 'cilium',
    version: 'as RKE2 brings it',
    namespace: 'kube-system',
    resources: {},
    settings: [
      'nodeIPAM.enabled',
      'kubeProxyReplacement',
      'policyCIDRMatchMode: nodes',
      'encryption: wireguard',
    ],
    from: 'the HelmChartConfig rke2-cilium in the nodes’ boot data',
    source: 'docs.cilium.io, "Node IPAM LB", "Selecting nodes with CIDR / ipBlock"',
  },
  {
    name: 'cert-manager',
    version: 'v1.21.2',
    namespace: 'cert-manager',
    resources: { 'cert-manager.io/v1': ['Certificate'] },
    settings: ['a ClusterIssuer site-authority, whose certificate the region’s root has signed'],
    from: 'oci://quay.io/jetstack/charts/cert-manager, with crds.enabled',
    source: 'https://cert-manager.io/docs/installation/helm/',
  },
  {
    name: 'cloudnative-pg',
    version: '1.30.0',
    namespace: 'cnpg',
    perDomain: true,
    resources: { 'postgresql.cnpg.io/v1': ['Cluster', 'Database'] },
    settings: [
      'WATCH_NAMESPACE: the namespaces of its domain that hold a Cluster',
      'WEBHOOK_CERT_DIR: a certificate of the site’s authority, so that no two of them sign the one webhook',
    ],
    from: 'releases/cnpg-1.30.0.yaml of github.com/cloudnative-pg/cloudnative-pg, by kubectl apply --server-side',
    source: 'https://cloudnative-pg.io/documentation/1.30/installation_upgrade/',
  },
  {
    name: 'cinder-csi',
    version: 'v1.34.1',
    namespace: 'kube-system',
    resources: {},
    settings: ['a credential that may attach volumes of the site’s project, and make and delete none'],
    from: 'manifests/cinder-csi-plugin of kubernetes/cloud-provider-openstack',
    source: 'https://github.com/kubernetes/cloud-provider-openstack/tree/master/docs/cinder-csi-plugin',
  },
];

/** Where the operator that serves a domain runs, as network policies name it. */
export function namespaceOfOperator(name: string, domain: Domain): string {
  const operator = operators.find((one) => one.name === name);
  if (operator === undefined) throw new Error(`there is no operator ${name}`);
  return operator.perDomain ? `${operator.namespace}-${domain}` : operator.namespace;
}

/** The operator that makes something of a custom resource; without one it is an object that nobody reads. */
export function operatorOf(apiVersion: string, kind: string): Operator | undefined {
  return operators.find(({ resources }) => resources[apiVersion]?.includes(kind));
}

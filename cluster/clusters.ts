import { join } from 'node:path';
import { readJson, writePrivateJson } from '../processes/private-file';
import { freeNet, parseNet, siteAddress } from './addresses';

/** One node to pretend, in plain data: nothing here knows the estate. */
export interface NodeRequest {
  readonly name: string;
  readonly zone: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly Taint[];
  /** What it can hold, in Kubernetes' quantities. @default 8 CPUs, 32Gi, 110 pods */
  readonly capacity?: Readonly<Record<string, string>>;
}

export interface Taint {
  readonly key: string;
  readonly value: string;
  readonly effect: 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute';
}

/** One cluster: a control plane, and nodes in zones. */
export interface SiteRequest {
  readonly name: string;
  /** Names by which the API server is called beside its address. */
  readonly hosts: readonly string[];
  /** Range of services' addresses, CIDR. */
  readonly services: string;
  /** What the API server writes into its audit log: a `Policy` of `audit.k8s.io/v1`. */
  readonly auditPolicy: object;
  readonly nodes: readonly NodeRequest[];
}

export interface ClustersRequest {
  /** Everything of these clusters but the programs is kept here; private to its owner. */
  readonly folder: string;
  /** Where programs and definitions are kept that all clusters of an account share. */
  readonly cacheFolder: string;
  /** This room's own folder, with its Go. */
  readonly sources: string;
  readonly sites: readonly SiteRequest[];
  /** ESTATE_CLUSTER_NET, if given. */
  readonly net?: string;
}

export interface Site extends SiteRequest {
  readonly address: string;
  readonly folder: string;
  /** Zones of its nodes, in order, each once. */
  readonly zones: readonly string[];
}

export interface Clusters {
  readonly folder: string;
  readonly cacheFolder: string;
  readonly sources: string;
  readonly sites: readonly Site[];
}

interface Kept {
  readonly net: number;
  /** In the order of their addresses. A site that nobody asks for any more keeps its place. */
  readonly sites: readonly string[];
}

/** Finds clusters where they were left, or lays them out: addresses are kept, since certificates are made for them. */
export async function openClusters(request: ClustersRequest): Promise<Clusters> {
  const file = join(request.folder, 'clusters.json');
  const kept = readJson<Kept>(file);
  const net = kept?.net ?? (request.net === undefined ? await freeNet() : parseNet(request.net));
  const known = kept?.sites ?? [];
  const names = [...known, ...request.sites.map(({ name }) => name).filter((name) => !known.includes(name))];
  if (names.length !== known.length) writePrivateJson(file, { net, sites: names } satisfies Kept);
  return {
    folder: request.folder,
    cacheFolder: request.cacheFolder,
    sources: request.sources,
    sites: request.sites.map((site) => ({
      ...site,
      address: siteAddress(net, names.indexOf(site.name)),
      folder: join(request.folder, 'sites', site.name),
      zones: [...new Set(site.nodes.map(({ zone }) => zone))].toSorted(),
    })),
  };
}

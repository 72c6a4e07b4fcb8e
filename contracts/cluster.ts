import { backupContainer } from '../estate/backups';
import { overlap } from '../estate/cidr';
import { EstateError, type EstateFault, shown } from '../estate/estate-error';
import { type Cidr, type Domain, domains, type Estate, type Site } from '../estate/model';
import { apiName, controlPlaneAddresses, nodeNumberFor, nodesByDomain } from '../estate/nodes';
import { objectContainer, objectPlaces } from '../estate/objects';
import { backupsAt, datasetsAt, peersOf, siteOf } from '../estate/queries';
import { type BackupTarget, backupsOf } from './backups';

/**
 * What a site's Terraform stack hands over to the program that puts workloads on its cluster: where the cluster is,
 * which volumes it may claim, and which ranges its network policies may name. Nothing in it is secret: who reads it
 * can reach nothing that he could not reach before.
 */
export interface ClusterContract {
  readonly kind: 'cluster';
  readonly schemaVersion: '1.0.0';
  readonly site: string;
  /**
   * True where it was made from the estate alone: its volumes may not exist, and their ids are `planned:SITE:DATASET`.
   * Workloads can be rendered and judged from it; nothing may be deployed.
   */
  readonly planned: boolean;
  /** The Kubernetes API, by a name that the nodes know themselves, and the addresses behind it. */
  readonly endpoint: {
    readonly host: string;
    readonly port: 6443;
    readonly addresses: readonly string[];
  };
  /** Zones of nodes and volumes, as `topology.kubernetes.io/zone` of the nodes says. */
  readonly zones: readonly string[];
  /** Nodes by domain; their label `estate.lausitz/domain` is that domain. */
  readonly nodes: Readonly<Record<Domain, readonly ClusterNodeName[]>>;
  /** Data volumes by dataset: every dataset that has its home or a copy here. */
  readonly volumes: Readonly<Record<string, ClusterVolume>>;
  readonly ranges: ClusterRanges;
  /** Resolvers and clocks of the site, the only ones that its nodes and pods reach: kubelet gives them to every pod. */
  readonly resolvers: readonly string[];
  /** Swift containers here, by dataset; empty where the site has no object storage. */
  readonly containers: Readonly<Record<string, ClusterContainers>>;
  /**
   * Where the backup of each dataset here is written, and read again. A dataset whose backup's site declares no way to
   * its object store has none.
   */
  readonly backups: Readonly<Record<string, BackupTarget>>;
}

export interface ClusterNodeName {
  /** Name in the cloud and in Kubernetes. */
  readonly name: string;
  readonly zone: string;
}

/** A volume that exists apart from Kubernetes: a PersistentVolume of driver `cinder.csi.openstack.org` binds it. */
export interface ClusterVolume {
  /** Cinder's id, UUID: the `volumeHandle`. Where `planned`, `planned:SITE:DATASET`. */
  readonly volumeId: string;
  /** Address in the site's stack, by which a plan, in which the id is unknown, is joined with a claim. */
  readonly address: string;
  readonly domain: Domain;
  readonly sizeGiB: number;
  /** Name of the node that it is attached to. */
  readonly server: string;
  readonly zone: string;
}

export interface ClusterRanges {
  /** Everything of the site. */
  readonly site: Cidr;
  readonly management: Cidr;
  /** Of pods and of services, within the cluster; the same at every site, since no tunnel carries them. */
  readonly pods: Cidr;
  readonly services: Cidr;
  /** The site's subnet of each domain. */
  readonly domains: Readonly<Record<Domain, Cidr>>;
  /** The same at each site that a tunnel leads to, by site. */
  readonly partners: Readonly<Record<string, Readonly<Record<Domain, Cidr>>>>;
}

export interface ClusterContainers {
  /** Holds the dataset's objects. */
  readonly objects?: string;
  /** Holds its backup. */
  readonly backup?: string;
}

/** Ranges within a cluster. No packet that leaves a node bears them, so that every site has the same. */
export const clusterRanges = { pods: '172.30.0.0/16', services: '172.31.0.0/16' } as const;

/**
 * NodePort of each domain's gateway: the one port on which the relay in operations and the other domains reach each
 * other. Identity, mapping and research reach nothing of one another.
 */
export const exchangePort = 30_443;

/** Binds such volumes to pods. Source: kubernetes/cloud-provider-openstack, "Cinder CSI Driver". */
export const cinderDriver = 'cinder.csi.openstack.org';

/** Id of a volume that nobody has made yet. */
export function plannedId(site: string, dataset: string): string {
  return `planned:${site}:${dataset}`;
}

/** Where a site's stack keeps a dataset's volume. */
export function volumeAddress(dataset: string): string {
  return `openstack_blockstorage_volume_v3.${dataset}_data`;
}

/**
 * The contract of a site as the estate declares it, with ids of volumes that are planned ones: workloads are rendered
 * and judged from it beside a plan, in which the ids are unknown.
 * @throws EstateError for an unknown site, and for one that could not tell a pod's address from a site's
 */
export function contractOf(estate: Estate, siteName: string): ClusterContract {
  const site = siteOf(estate, siteName);
  const nodes = nodesByDomain(site);
  refuseOverlap(estate, site);
  return {
    kind: 'cluster',
    schemaVersion: '1.0.0',
    site: site.name,
    planned: true,
    endpoint: { host: apiName(site), port: 6443, addresses: controlPlaneAddresses(site) },
    zones: [site.availabilityZone],
    nodes: perDomain((domain) => nodes[domain].map(({ name }) => ({ name, zone: site.availabilityZone }))),
    volumes: volumesOf(estate, site),
    ranges: {
      site: site.network.range,
      management: site.network.management,
      ...clusterRanges,
      domains: perDomain((domain) => site.network.subnets[domain]),
      partners: Object.fromEntries(
        peersOf(estate, site.name).map(({ site: peer }) => [
          peer.name,
          perDomain((domain) => peer.network.subnets[domain]),
        ]),
      ),
    },
    resolvers: controlPlaneAddresses(site),
    containers: containersOf(estate, site),
    backups: backupsOf(estate, site),
  };
}

/** A pod that is told an address of its own cluster reaches nothing else by it, be it here or at a partner. */
function refuseOverlap(estate: Estate, site: Site): void {
  const sites = [site, ...peersOf(estate, site.name).map((peer) => peer.site)];
  const faults = sites.flatMap(({ name, network }): EstateFault[] =>
    Object.values(clusterRanges)
      .filter((inner) => overlap(inner, network.range))
      .map((inner) => ({
        where: `sites.${name}.network.range`,
        value: shown(network.range),
        rule: `apart from ${inner}, which is within the cluster of ${site.name}`,
        fix: 'take another range for the site, such as one in 10.0.0.0/8',
      })),
  );
  if (faults.length > 0) throw new EstateError(faults);
}

/** What a stack knows of what it makes: references, or what has come of them. */
export interface MadeCluster {
  /** By dataset. */
  readonly volumes: Readonly<Record<string, Pick<ClusterVolume, 'volumeId' | 'sizeGiB' | 'zone'>>>;
  readonly nodes: ClusterContract['nodes'];
}

/**
 * The contract of a site as its stack hands it over: the estate's, with what the stack makes in its places.
 * @throws EstateError where a dataset of the site has no volume in the stack, a volume no dataset, or a pool another
 *   number of nodes than the estate says
 */
export function handedOver(estate: Estate, siteName: string, made: MadeCluster): ClusterContract {
  const planned = contractOf(estate, siteName);
  const faults: EstateFault[] = [];
  const mustBe = (where: string, expected: readonly string[], given: readonly string[]) => {
    const fix = 'make in the stack what the estate declares at the site, and nothing else';
    if (expected.toSorted().join() === given.toSorted().join()) return;
    faults.push({
      where: `${siteName}.${where}`,
      value: shown(given),
      rule: `as declared: ${shown(expected)}`,
      fix,
    });
  };
  mustBe('volumes', Object.keys(planned.volumes), Object.keys(made.volumes));
  for (const domain of domains) {
    const count = ({ nodes }: Pick<ClusterContract, 'nodes'>) => nodes[domain].map((_, at) => String(at + 1));
    mustBe(`nodes.${domain}`, count(planned), count(made));
  }
  if (faults.length > 0) throw new EstateError(faults);
  const volumes = Object.entries(planned.volumes).map(([dataset, volume]) => [
    dataset,
    { ...volume, ...made.volumes[dataset] },
  ]);
  return { ...planned, planned: false, nodes: made.nodes, volumes: Object.fromEntries(volumes) };
}

function perDomain<T>(each: (domain: Domain) => T): Record<Domain, T> {
  return Object.fromEntries(domains.map((domain) => [domain, each(domain)])) as Record<Domain, T>;
}

function volumesOf(estate: Estate, site: Site): Record<string, ClusterVolume> {
  const nodes = nodesByDomain(site);
  return Object.fromEntries(
    datasetsAt(estate, site.name).map(({ name, domain, sizeGiB }) => {
      const pool = nodes[domain];
      const number = nodeNumberFor(
        name,
        pool.map((node) => node.number),
      );
      const server = pool.find((node) => node.number === number)?.name ?? '';
      const volume: ClusterVolume = {
        volumeId: plannedId(site.name, name),
        address: volumeAddress(name),
        domain,
        sizeGiB,
        server,
        zone: site.availabilityZone,
      };
      return [name, volume];
    }),
  );
}

function containersOf(estate: Estate, { name: here }: Site): Record<string, ClusterContainers> {
  const kept = new Set(backupsAt(estate, here).map(({ dataset }) => dataset.name));
  return Object.fromEntries(
    estate.datasets.flatMap((dataset): [string, ClusterContainers][] => {
      const objects = objectPlaces(dataset, estate).some(({ site }) => site.name === here)
        ? { objects: objectContainer(dataset) }
        : {};
      const backup = kept.has(dataset.name) ? { backup: backupContainer(dataset) } : {};
      const containers = { ...objects, ...backup };
      return Object.keys(containers).length === 0 ? [] : [[dataset.name, containers]];
    }),
  );
}

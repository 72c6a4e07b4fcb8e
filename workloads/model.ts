import type { ClusterContract } from '../contracts/cluster';
import type { Dataset, Domain, Estate, Site } from '../estate/model';
import type { Image } from './images';

/** Who may reach a workload: those that declare to call it, and beyond them nobody, or whoever is on the Internet. */
export type Exposure = 'callers' | 'internet';

/** A way from one workload to another one. Nothing else is open between them, in either direction. */
export interface Call {
  /** Name of the workload that is called. */
  readonly to: string;
  /** TCP port of its Service. */
  readonly port: number;
  /** The caller runs at sites without it too, and does not call it there. @default false: it runs where all it calls do */
  readonly optional?: boolean;
}

/** What runs on the sites' clusters for one purpose, as one unit that is deployed, separated and lost together. */
export interface Workload {
  /** lower-case letters, digits and dashes; the name of its file, its namespace and its main object. */
  readonly name: string;
  readonly title: string;
  readonly domain: Domain;
  /** Datasets whose volume it mounts, at each site that holds a copy. A dataset belongs to one workload. */
  readonly datasets: readonly string[];
  readonly exposure: Exposure;
  readonly calls: readonly Call[];
  /** TCP ports of its Service that others call. */
  readonly ports: readonly number[];
  /** Port that the site's own nodes reach, through the relay of the operations domain. @default none */
  readonly servesNodes?: number;
  /** Images that it runs and nothing else does. @default none: it names images of `images.ts` */
  readonly images?: readonly Image[];
  /** Name on the Internet under which the edge passes people on to it. @default none */
  readonly publicHost?: string;
  /** Roles of the sites that it runs at. @default every site; with datasets, every site that holds them all */
  readonly at?: readonly Site['role'][];
  /** Without it nothing else works at a site, so every workload that runs there needs it. @default false */
  readonly foundation?: boolean;
  /** Registers its objects in the site's cluster. */
  deploy(place: Place): void;
}

/** Where and for what a workload is deployed. */
export interface Place {
  readonly estate: Estate;
  readonly site: Site;
  /** What Terraform made at the site, or will make. */
  readonly contract: ClusterContract;
  readonly workload: Workload;
  /** Every workload that runs at the site. */
  readonly neighbours: readonly Workload[];
  /** The namespace, which is the workload's own. */
  readonly namespace: string;
}

/** Kubernetes' name of a workload's namespace: the domain first, so that a list shows what belongs together. */
export function namespaceOf({ domain, name }: Pick<Workload, 'domain' | 'name'>): string {
  return `${domain}-${name}`;
}

/**
 * The dataset that a workload mounts, if it mounts just one.
 * @throws Error where it mounts none or several: a workload that asks for it is written for one
 */
export function datasetOfPlace({ estate, workload }: Place): Dataset {
  const [name, ...more] = workload.datasets;
  const dataset = estate.datasets.find((one) => one.name === name);
  if (dataset === undefined || more.length > 0) {
    throw new Error(
      `${workload.name} mounts ${workload.datasets.join(', ') || 'no dataset'}, not one dataset`,
    );
  }
  return dataset;
}

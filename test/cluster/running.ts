import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { clustersOf } from '../../bin/clusters-of';
import { type Applied, applyObjects } from '../../cluster/api/apply';
import { Client, type KubernetesObject } from '../../cluster/api/client';
import { definitions, readDefinitions } from '../../cluster/build/definitions';
import type { Clusters, Site } from '../../cluster/clusters';
import { start } from '../../cluster/commands/start';
import { runPulumi } from '../../cluster/engine/pulumi';
import { kubeconfigFile } from '../../cluster/site-files';
import { loadEstate } from '../../estate/load-estate';
import { projectRoot } from '../../terraform/project-root';
import type { RunResult } from '../../terraform/run-program';

/** The clusters of this project's estate, as `npm run cluster` knows them. */
export function projectClusters(): Promise<Clusters> {
  return clustersOf(loadEstate());
}

/** Starts sites of the estate as far as they do not run. @returns them, in the order asked for */
export async function startSites(...names: readonly string[]): Promise<readonly Site[]> {
  const clusters = await projectClusters();
  const sites = names.map((name) => siteIn(clusters, name));
  await start(clusters, sites, () => undefined);
  return sites;
}

/** Asks a site's API server as its administrator. Whoever opens it closes it. */
export async function administratorOf(site: string): Promise<Client> {
  return Client.of(kubeconfigFile(siteIn(await projectClusters(), site), 'admin'));
}

/**
 * Applies objects to a site's running cluster, definitions and namespaces first.
 * @throws Refused with the API server's own words at the first that it does not accept
 */
export async function applyManifests(
  site: string,
  objects: readonly KubernetesObject[],
): Promise<readonly Applied[]> {
  const client = await administratorOf(site);
  try {
    return await applyObjects(client, objects);
  } finally {
    client.close();
  }
}

/** Objects that define custom resources: of all operators in the table, or of those named. */
export async function customResourceDefinitions(
  ...names: readonly string[]
): Promise<readonly KubernetesObject[]> {
  const clusters = await projectClusters();
  const entries = definitions.filter(({ name }) => names.length === 0 || names.includes(name));
  return entries
    .flatMap((entry) => readDefinitions(entry, clusters))
    .flatMap((text) => parseAllDocuments(text).map((document) => document.toJS() as KubernetesObject | null))
    .filter((object) => object !== null);
}

/**
 * Runs Pulumi on a site's stack against its cluster.
 * @param project folder of Pulumi.yaml; @default workloads/
 */
export async function pulumi(
  site: string,
  args: readonly string[],
  project: string = join(projectRoot(), 'workloads'),
): Promise<RunResult> {
  const clusters = await projectClusters();
  return runPulumi(clusters, siteIn(clusters, site), args, { project });
}

export function siteIn(clusters: Clusters, name: string): Site {
  const site = clusters.sites.find((one) => one.name === name);
  if (!site) throw new Error(`no site ${name} among ${clusters.sites.map((one) => one.name).join(', ')}`);
  return site;
}

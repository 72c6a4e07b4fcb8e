import { existsSync, readFileSync } from 'node:fs';
import type { Deployment, SiteDeployment } from '../estate/deployment';
import { InputError } from '../terraform/errors';
import { writeAside } from '../terraform/write-aside';
import type { PreparedSite } from './prepare-site';

/** A deployment while it is written: what imitated clouds assigned up to now, by site. */
export interface DeploymentFile extends Omit<Deployment, 'sites'> {
  readonly sites: Readonly<Record<string, Partial<SiteDeployment>>>;
}

/**
 * @returns the file's content; one without sites where there is no file
 * @throws InputError where it is something else
 */
export function readDeployment(path: string): DeploymentFile {
  const none: DeploymentFile = { kind: 'deployment', schemaVersion: '1.0.0', sites: {} };
  if (!existsSync(path)) return none;
  try {
    const found = JSON.parse(readFileSync(path, 'utf8')) as Partial<DeploymentFile> | null;
    if (found?.kind === 'deployment' && typeof found.sites === 'object' && found.sites !== null)
      return { ...none, ...found };
  } catch {
    // Said below.
  }
  throw new InputError({
    value: `${path} is no deployment file.`,
    rule: 'It is a JSON object of kind "deployment" with "sites".',
    fix: 'Name another file, or remove this one: it is written anew.',
  });
}

/** Keeps what one site was assigned; what the file says besides, of this site and of others, stays. */
export function keepDeployment(path: string, site: string, prepared: PreparedSite): void {
  const before = readDeployment(path);
  const sites = { ...before.sites, [site]: { ...before.sites[site], ...prepared } };
  writeAside(path, `${JSON.stringify({ ...before, sites }, null, 2)}\n`);
}

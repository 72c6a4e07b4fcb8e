import type { Estate, Site } from '../estate/model';
import { keepDeployment } from '../operator/deployment-file';
import { EnvironmentFile } from '../operator/environment-file';
import type { Did } from '../operator/preparation';
import { type Administration, prepareSite } from '../operator/prepare-site';

export interface PrepareFiles {
  /** Keeps the passwords of accounts. */
  readonly env?: string | undefined;
  /** An image for clouds that lack it. */
  readonly image?: string | undefined;
  /** Keeps what imitated clouds assigned. */
  readonly deployment?: string | undefined;
}

/**
 * Prepares sites one after the other, and says of each thing what came of it.
 * @returns 0, 1 where a person has to write an id into the estate, 2 where something was refused
 */
export async function prepareSites(
  estate: Estate,
  sites: readonly Site[],
  administrationOf: (site: Site) => Administration,
  { env, image, deployment }: PrepareFiles,
): Promise<number> {
  const passwords = new EnvironmentFile(env);
  const codes: number[] = [];
  for (const site of sites) {
    const done: Record<Did, number> = { exists: 0, made: 0, changed: 0, open: 0 };
    const tell = (did: Did, what: string) => {
      done[did] += 1;
      process.stdout.write(`${site.name.padEnd(8)}  ${did.padEnd(7)}  ${what}\n`);
    };
    const prepared = await prepareSite(estate, site, administrationOf(site), {
      passwords,
      tell,
      ...(image === undefined ? {} : { imageFile: image }),
    });
    if (deployment !== undefined && prepared.deployment)
      keepDeployment(deployment, site.name, prepared.deployment);
    for (const { message } of prepared.refusals) process.stderr.write(`${message}\n`);
    const counts = Object.entries(done).map(([did, count]) => `${count} ${did}`);
    process.stdout.write(`${site.name}: ${counts.join(', ')}, ${prepared.refusals.length} refused\n`);
    codes.push(prepared.refusals.length > 0 ? 2 : done.open > 0 ? 1 : 0);
  }
  return Math.max(...codes);
}

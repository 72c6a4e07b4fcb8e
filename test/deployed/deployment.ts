import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { changesIn } from '../../compare/plan-json';
import { loadEstate } from '../../estate/load-estate';
import { begin, root, succeed } from './programs';

/** Sites of the estate, each of which is a stack. */
export const sites: readonly string[] = loadEstate().sites.map(({ name }) => name);

/** The folder in which Terraform runs for a site. */
export function stackFolder(site: string): string {
  return join(root, 'cdktf.out', 'stacks', site);
}

/** Applies the stacks of sites, as far as one of them is not applied yet. @default all sites */
export async function ensureDeployed(wanted: readonly string[] = sites): Promise<void> {
  const deployed = await Promise.all(wanted.map(isDeployed));
  if (deployed.includes(false)) succeed('cdktf', ['deploy', ...wanted, '--auto-approve']);
}

/** A plan that is not kept is not judged either, which would take longer than the plan. */
async function isDeployed(site: string): Promise<boolean> {
  const cwd = stackFolder(site);
  if (!existsSync(join(cwd, '.terraform'))) return false;
  const plan = begin('terraform-judged', ['plan', '-input=false', '-detailed-exitcode'], { cwd });
  return (await plan.ended) === 0;
}

/** Addresses that a plan of the site against its real state would change. */
export function planned(site: string): readonly string[] {
  const file = join(root, '.estate', `deployed-${site}.tfplan`);
  const at = { cwd: stackFolder(site) };
  try {
    succeed('terraform-judged', ['plan', '-input=false', `-out=${file}`], at);
    return changesIn(succeed('terraform-judged', ['show', '-json', file], at).stdout, file);
  } finally {
    // It holds secrets.
    rmSync(file, { force: true });
  }
}

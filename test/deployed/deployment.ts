import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { changesIn } from '../../compare/plan-json';
import { loadEstate } from '../../estate/load-estate';
import { root, run, succeed } from './programs';

/** Sites of the estate, each of which is a stack. */
export const sites: readonly string[] = loadEstate().sites.map(({ name }) => name);

/** The folder in which Terraform runs for a site. */
export function stackFolder(site: string): string {
  return join(root, 'cdktf.out', 'stacks', site);
}

/** Applies every stack, if it is not applied yet. */
export function ensureDeployed(): void {
  if (!isDeployed()) succeed('cdktf', ['deploy', ...sites, '--auto-approve']);
}

/** A plan that is not kept is not judged either, which would take longer than the plan. */
function isDeployed(): boolean {
  const plan = ['plan', '-input=false', '-detailed-exitcode'];
  const isInitialised = (site: string) => existsSync(join(stackFolder(site), '.terraform'));
  return sites.every(
    (site) => isInitialised(site) && run('terraform-judged', plan, { cwd: stackFolder(site) }).status === 0,
  );
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

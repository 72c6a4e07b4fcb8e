import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Estate } from '../estate/model';
import { readSynthesized } from '../policies/gate';
import { credentialsOf } from '../terraform/credentials';
import { InputError } from '../terraform/errors';
import { planStacks } from '../terraform/plan-stacks';
import { projectRoot } from '../terraform/project-root';
import { inOwnFolder } from './own-folder';
import { RefusedByGate, synthesize } from './synthesize';

export interface PlannedDeployment {
  /** Plan JSON by stack, of those asked for. It holds secrets. */
  readonly plans: ReadonlyMap<string, string>;
  /** All stacks as they are configured now. */
  readonly synthesized: ReturnType<typeof readSynthesized>;
}

/**
 * Plans sites against their real state and cloud, and changes neither. It works beside `cdktf.out`, which a deploy may
 * be rewriting; plans and copies are removed before it returns.
 *
 * The state is locked while it is planned: without that, half of a running apply would look like drift. Whoever
 * holds the lock is waited for, for a minute. A plan writes no state.
 * @throws InputError where a site has no credentials, is unreachable, is locked or was never deployed
 */
export function planDeployed(estate: Estate, sites: readonly string[]): Promise<PlannedDeployment> {
  return inOwnFolder(async (folder) => {
    const outdir = join(folder, 'out');
    takeContext();
    synthesizeConfigured(estate, outdir);
    const synthesized = readSynthesized(outdir);
    for (const site of sites) pointAtState(outdir, site, { readOnly: true });
    const credentials = Object.fromEntries(sites.map((site) => [site, credentialsOf(site)]));
    const planned = await planStacks(outdir, sites, {
      againstState: true,
      credentials,
      estateDir: join(folder, 'work'),
    });
    return { plans: new Map(planned.map(({ stack, planJson }) => [stack, planJson])), synthesized };
  });
}

/** The cdktf CLI hands the context of cdktf.json on to every synth; without it a setting made there is lost. */
export function takeContext(): void {
  if (process.env.CDKTF_CONTEXT_JSON !== undefined) return;
  const { context = {} } = JSON.parse(readFileSync(join(projectRoot(), 'cdktf.json'), 'utf8')) as {
    context?: object;
  };
  process.env.CDKTF_CONTEXT_JSON = JSON.stringify(context);
}

function synthesizeConfigured(estate: Estate, outdir: string): void {
  try {
    synthesize(() => estate, outdir);
  } catch (error) {
    if (!(error instanceof RefusedByGate)) throw error;
    throw new InputError({
      value: error.message,
      rule: 'What exists is compared with a configuration that keeps the promise.',
      fix: 'Mend the configuration first (npx cdktf synth).',
    });
  }
}

/**
 * A state in a local file stands where `cdktf.out` finds it. PostgreSQL is asked, and where it is only read, nothing is
 * set up in it.
 */
export function pointAtState(
  outdir: string,
  site: string,
  { readOnly }: { readonly readOnly: boolean },
): void {
  const file = join(outdir, 'stacks', site, 'cdk.tf.json');
  const stack = JSON.parse(readFileSync(file, 'utf8')) as {
    terraform?: { backend?: { local?: { path?: string }; pg?: object } };
  };
  const { local, pg } = stack.terraform?.backend ?? {};
  if (local?.path !== undefined) {
    const deployed = resolve(projectRoot(), process.env.CDKTF_OUTDIR ?? 'cdktf.out', 'stacks', site);
    local.path = resolve(deployed, local.path);
  }
  if (pg && readOnly)
    Object.assign(pg, { skip_schema_creation: true, skip_table_creation: true, skip_index_creation: true });
  writeFileSync(file, JSON.stringify(stack, undefined, 2), { mode: 0o600 });
}

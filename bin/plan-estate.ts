import { join } from 'node:path';
import type { Estate } from '../estate/model';
import type { readSynthesized } from '../policies/gate';
import type { Input } from '../policies/judge-inputs';
import { offlineSeed, offlineVariables } from '../terraform/offline-variables';
import { planStacks } from '../terraform/plan-stacks';
import { projectRoot } from '../terraform/project-root';
import { type ApartOptions, synthesizeApart } from './synthesize-apart';
import { renderWorkloads } from './workload-inputs';

/**
 * All sites as they would be: what Terraform would make there, planned now, and what would run on it.
 * @throws InputError where Terraform or the provider cannot be had; Error with what the gate refuses
 */
export async function planEstate(estate: Estate, options: ApartOptions = {}): Promise<readonly Input[]> {
  const [clouds, clusters] = await Promise.all([planClouds(estate, options), renderWorkloads(estate)]);
  return [...clouds, ...clusters];
}

/**
 * All sites, synthesized now and planned by the real provider, without cloud or credentials.
 * @throws InputError where Terraform or the provider cannot be had; Error with what the gate refuses
 */
function planClouds(estate: Estate, options: ApartOptions): Promise<readonly Input[]> {
  const plan = async (outdir: string, synthesized: ReturnType<typeof readSynthesized>) => {
    const seed = offlineSeed(join(projectRoot(), '.estate', 'cache', 'offline-seed'));
    const variables = Object.fromEntries(
      synthesized.map(({ stack, text }) => [stack, offlineVariables(text, seed)]),
    );
    const plans = await planStacks(
      outdir,
      synthesized.map(({ stack }) => stack),
      { variables },
    );
    return plans.map(({ stack, planJson }) => {
      const { text: source, lines } = synthesized.find((s) => s.stack === stack) ?? {};
      return { kind: 'plan' as const, stack, file: `${stack}.tfplan`, text: planJson, source, lines };
    });
  };
  return synthesizeApart(estate, plan, options);
}

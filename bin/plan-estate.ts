import type { Estate } from '../estate/model';
import type { Input } from '../policies/judge-inputs';
import { offlineVariables } from '../terraform/offline-variables';
import { planStacks } from '../terraform/plan-stacks';
import { synthesizeApart } from './synthesize-apart';

/**
 * All sites, synthesized now and planned by the real provider, without cloud or credentials.
 * @throws InputError where Terraform or the provider cannot be had; Error with what the gate refuses
 */
export function planEstate(estate: Estate): Promise<readonly Input[]> {
  return synthesizeApart(estate, async (outdir, synthesized) => {
    const variables = Object.fromEntries(
      synthesized.map(({ stack, text }) => [stack, offlineVariables(text)]),
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
  });
}

import { InputError } from '../terraform/errors';
import { findTerraform } from '../terraform/find-terraform';
import { ensureProvider } from '../terraform/provider-mirror';
import type { SavedPlans } from '../terraform/saved-plans';

/**
 * Said before anything is shown or judged: Terraform would say of another version only that it cannot read the plan,
 * and of another provider nothing until the apply.
 * @throws InputError where the plans were made by other versions than would apply them
 */
export async function refuseOtherTools(folder: string, { terraform, provider }: SavedPlans): Promise<void> {
  const now = { Terraform: (await findTerraform()).version, provider: (await ensureProvider()).key };
  const made = { Terraform: terraform, provider };
  for (const tool of ['Terraform', 'provider'] as const) {
    if (now[tool] === made[tool]) continue;
    throw new InputError({
      value: `${folder}: its plans were made with ${tool} ${made[tool]}, and here is ${now[tool]}.`,
      rule: 'A plan is applied by the very versions that made it.',
      fix: 'Plan again (estate plan --out DIR), or apply where those versions are.',
    });
  }
}

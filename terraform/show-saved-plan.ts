import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { InputError } from './errors';
import { PROVIDER_ADDRESS, PROVIDER_VERSION } from './provider-identity';
import { init, show } from './terraform';

export interface SavedPlanFile {
  /** For messages, as the user named it. */
  readonly file: string;
  readonly bytes: Uint8Array;
  /** Providers it was made with. */
  readonly providers: readonly { readonly address: string; readonly version: string }[];
}

/**
 * JSON of a saved plan, wherever it was made. Terraform needs the providers of a plan to show it; only the pinned
 * OpenStack provider is ever run here, never a program that a file from elsewhere names.
 * @throws InputError where the plan needs another provider, or Terraform cannot read it (a newer format)
 */
export async function showSavedPlan({ file, bytes, providers }: SavedPlanFile): Promise<string> {
  const others = providers.filter((p) => p.address !== PROVIDER_ADDRESS || p.version !== PROVIDER_VERSION);
  if (others.length > 0) {
    throw new InputError({
      value: `${file}: the saved plan was made with ${others.map((p) => `${p.address} ${p.version}`).join(', ')}.`,
      rule: `A saved plan is shown with its providers; here only ${PROVIDER_ADDRESS} ${PROVIDER_VERSION} is run.`,
      fix: `terraform show -json ${file} > ${file}.json, in the folder it was planned in; then --plan ${file}.json`,
    });
  }
  const folder = mkdtempSync(join(tmpdir(), 'saved-plan-'));
  try {
    const planFile = join(folder, 'saved.tfplan');
    writeFileSync(planFile, bytes, { mode: 0o600 });
    writeFileSync(join(folder, 'versions.tf'), requiredProvider, { mode: 0o600 });
    await init(folder, { stack: file });
    return await show(folder, resolve(planFile), { stack: file });
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError({
      value: error.value,
      rule: 'A saved plan is shown by a Terraform that knows its format: the version that made it, or a newer one.',
      fix: `terraform show -json ${file} > ${file}.json with the Terraform that made it; if that fails too, plan again.`,
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const requiredProvider = `terraform {
  required_providers {
    openstack = {
      source  = "${PROVIDER_ADDRESS}"
      version = "${PROVIDER_VERSION}"
    }
  }
}
`;

import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { terraformEnvironment } from '../../terraform/environment';
import { findTerraform } from '../../terraform/find-terraform';
import { ensureProvider } from '../../terraform/provider-mirror';
import { runProgram } from '../../terraform/run-program';
import { init, show } from '../../terraform/terraform';
import { type Files, requiredProviders } from './example-configuration';
import { stablePlan } from './stable-plan';

/** A folder in which Terraform is initialised; examples are planned in copies of it. */
export async function initialise(folder: string): Promise<string> {
  write(folder, { 'versions.tf': requiredProviders });
  await init(folder, { stack: 'examples' });
  return folder;
}

/**
 * Plans one configuration with the real provider, asking no cloud: nothing is refreshed.
 * @returns plan JSON in its stable form
 */
export async function planExample(
  name: string,
  initialised: string,
  folder: string,
  { files, variables }: { readonly files: Files; readonly variables: Readonly<Record<string, string>> },
): Promise<string> {
  for (const part of ['.terraform', '.terraform.lock.hcl']) {
    cpSync(join(initialised, part), join(folder, part), { recursive: true, verbatimSymlinks: true });
  }
  write(folder, files);
  const [{ binary }, provider] = await Promise.all([findTerraform(), ensureProvider()]);
  const env = terraformEnvironment({ ...provider.environment, ...variables });
  const args = ['plan', '-input=false', '-no-color', '-refresh=false', '-lock=false', '-out=example.tfplan'];
  const { code, stdout, stderr } = await runProgram(binary, args, { cwd: folder, env });
  if (code !== 0) throw new Error(`the example of ${name} cannot be planned:\n${stderr || stdout}`);
  return stablePlan(await show(folder, join(folder, 'example.tfplan'), { stack: name }));
}

function write(folder: string, files: Files): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text, { mode: 0o600 });
}

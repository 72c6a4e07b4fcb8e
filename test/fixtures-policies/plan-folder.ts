import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { terraformEnvironment } from '../../terraform/environment';
import { findTerraform } from '../../terraform/find-terraform';
import { projectRoot } from '../../terraform/project-root';
import { ensureProvider } from '../../terraform/provider-mirror';
import { runProgram } from '../../terraform/run-program';
import { init, show } from '../../terraform/terraform';
import { stablePlan } from './stable-plan';

/** Whole configurations, with modules, as other people write them: one folder each, with its plan beside it. */
export const foreignFolder = join(projectRoot(), 'test', 'fixtures', 'foreign');

export function foreignNames(): readonly string[] {
  const entries = readdirSync(foreignFolder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .toSorted();
}

/**
 * Plans a configuration of `test/fixtures/foreign` with the real provider, asking no cloud.
 * @returns plan JSON in its stable form
 */
export async function planFolder(name: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'estate-foreign-'));
  try {
    cpSync(join(foreignFolder, name), folder, { recursive: true });
    await init(folder, { stack: name });
    const [{ binary }, provider] = await Promise.all([findTerraform(), ensureProvider()]);
    const env = terraformEnvironment(provider.environment);
    const args = ['plan', '-input=false', '-no-color', '-refresh=false', '-lock=false', '-out=plan.tfplan'];
    const { code, stdout, stderr } = await runProgram(binary, args, { cwd: folder, env });
    if (code !== 0) throw new Error(`${name} cannot be planned:\n${stderr || stdout}`);
    return stablePlan(await show(folder, join(folder, 'plan.tfplan'), { stack: name }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

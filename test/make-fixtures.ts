import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { loadEstate } from '../estate/load-estate';
import { siteOf } from '../estate/queries';
import type { Policy } from '../judge/policy';
import { loadPolicies } from '../policies/registry';
import { projectRoot } from '../terraform/project-root';
import { exampleConfiguration, exampleVariables } from './fixtures-policies/example-configuration';
import { initialise, planExample } from './fixtures-policies/plan-example';
import { foreignFolder, foreignNames, planFolder } from './fixtures-policies/plan-folder';

export const fixturesFolder = join(projectRoot(), 'test', 'fixtures', 'policies');

/** Examples planned at a time. */
const concurrency = 2;

/**
 * Plans the examples of all policies (or of those named) with the real provider.
 * @returns plan JSON by the fixture's path below `test/fixtures/policies`, `<area>/<name>.json`
 * @throws Error that names every example that could not be planned, with what Terraform said
 */
export async function makeFixtures(only: readonly string[] = []): Promise<ReadonlyMap<string, string>> {
  const policies = loadPolicies().filter(
    ({ id, examples }) => examples.terraform !== undefined && (only.length === 0 || only.includes(id)),
  );
  const folder = mkdtempSync(join(tmpdir(), 'estate-fixtures-'));
  try {
    const initialised = await initialise(join(folder, 'initialised'));
    const texts = new Map<string, string>();
    const errors: unknown[] = [];
    const waiting = [...policies];
    const worker = async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        try {
          texts.set(`${next.id}.json`, await plan(next, initialised, join(folder, next.id)));
        } catch (error) {
          errors.push(error);
        }
      }
    };
    await Promise.all(Array.from({ length: concurrency }, worker));
    if (errors.length > 0)
      throw new Error(errors.map((e) => (e instanceof Error ? e.message : e)).join('\n'));
    return texts;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function plan({ id, examples }: Policy, initialised: string, folder: string): Promise<string> {
  const site = siteOf(loadEstate(), examples.site ?? 'primary');
  const files = exampleConfiguration(examples, site);
  return planExample(id, initialised, folder, { files, variables: exampleVariables(examples) });
}

/**
 * Plans every configuration of `test/fixtures/foreign`, or those named `foreign/<name>`.
 * @returns plan JSON by the fixture's path below `test/fixtures/foreign`, `<name>.json`
 */
export async function makeForeignFixtures(
  only: readonly string[] = [],
): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  for (const name of foreignNames()) {
    if (only.length === 0 || only.includes(`foreign/${name}`))
      texts.set(`${name}.json`, await planFolder(name));
  }
  return texts;
}

/** Fixtures that are in the repository, `<area>/<name>.json`. */
export function existingFixtures(): string[] {
  if (!existsSync(fixturesFolder)) return [];
  const paths = readdirSync(fixturesFolder, { recursive: true, encoding: 'utf8' });
  return paths.filter((path) => path.endsWith('.json')).toSorted();
}

/** Writes what changed and removes what no policy has any more; with arguments only the policies they name. */
async function main(only: readonly string[]): Promise<void> {
  const isForeign = (one: string) => one.startsWith('foreign/');
  const foreign = only.length > 0 && !only.some(isForeign) ? new Map() : await makeForeignFixtures(only);
  for (const [path, text] of foreign) writeFileSync(join(foreignFolder, path), text);
  if (foreign.size > 0) console.log(`${foreign.size} fixtures written to test/fixtures/foreign`);
  if (only.length > 0 && only.every(isForeign)) return;
  const fixtures = await makeFixtures(only);
  for (const [path, text] of fixtures) {
    const file = join(fixturesFolder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  const stale = only.length > 0 ? [] : existingFixtures().filter((path) => !fixtures.has(path));
  for (const path of stale) rmSync(join(fixturesFolder, path));
  console.log(`${fixtures.size} fixtures written to test/fixtures/policies, ${stale.length} removed`);
}

if (require.main === module) {
  main(process.argv.slice(2)).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}

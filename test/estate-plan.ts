import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdktf';
import { loadEstate } from '../estate/load-estate';
import type { Estate } from '../estate/model';
import { buildEstate } from '../stacks/build-estate';
import { withLock } from '../terraform/lock';
import { offlineVariables } from '../terraform/offline-variables';
import { planStacks } from '../terraform/plan-stacks';
import { projectRoot } from '../terraform/project-root';
import { makeFolder } from '../terraform/terraform';

/** The day as of which tests judge, so that none of them ends with a permission or a review. */
export const asOf = '2026-11-22';

/** One site's stack: its configuration as synthesized, and what the real provider plans of it. */
export interface PlannedSite {
  readonly stack: string;
  /** `cdk.tf.json` */
  readonly source: string;
  /** Plan JSON. */
  readonly plan: string;
}

const made = new Map<string, Promise<readonly PlannedSite[]>>();

/** The estate's own stacks, synthesized now and planned by the real provider; planned once for all jest workers. */
export function estatePlan(): Promise<readonly PlannedSite[]> {
  return planOf('estate', loadEstate({ asOf }));
}

/** The same for another estate, under a name of its own. */
export function planOf(name: string, estate: Estate): Promise<readonly PlannedSite[]> {
  const plan = made.get(name) ?? planEstate(name, estate);
  made.set(name, plan);
  return plan;
}

async function planEstate(name: string, estate: Estate): Promise<readonly PlannedSite[]> {
  const outdir = mkdtempSync(join(tmpdir(), 'estate-synth-'));
  try {
    const sources = synthesize(outdir, estate);
    const hash = createHash('sha256').update(JSON.stringify(sources)).digest('hex').slice(0, 16);
    const folder = join(projectRoot(), '.estate', 'test-plans');
    const file = join(folder, `${name}-${hash}.json`);
    makeFolder(folder);
    return await withLock(join(folder, 'lock'), { what: 'planning the estate for tests' }, async () => {
      if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as PlannedSite[];
      const sites = await plan(outdir, sources, folder);
      for (const old of readdirSync(folder)) if (isPlanOf(name, old)) rmSync(join(folder, old));
      writeFileSync(`${file}.draft`, JSON.stringify(sites), { mode: 0o600 });
      renameSync(`${file}.draft`, file);
      return sites;
    });
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

function isPlanOf(name: string, file: string): boolean {
  return file.startsWith(`${name}-`) && file.endsWith('.json');
}

type Sources = readonly (readonly [stack: string, text: string])[];

function synthesize(outdir: string, estate: Estate): Sources {
  const app = new App({ outdir, stackTraces: false });
  const stacks = buildEstate(app, estate, {
    backend: { kind: 'local' },
    profile: 'production',
  });
  app.synth();
  return stacks.map(({ node }) => [
    node.id,
    readFileSync(join(outdir, 'stacks', node.id, 'cdk.tf.json'), 'utf8'),
  ]);
}

async function plan(outdir: string, sources: Sources, folder: string): Promise<PlannedSite[]> {
  const names = sources.map(([stack]) => stack);
  const variables = Object.fromEntries(sources.map(([stack, text]) => [stack, offlineVariables(text)]));
  const plans = await planStacks(outdir, names, { variables, estateDir: join(folder, 'work') });
  return sources.map(([stack, source], at) => ({ stack, source, plan: plans[at]?.planJson ?? '' }));
}

import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { jobOf, type Step, setUpSteps } from './pipeline-files';
import { type Clone, clean, keep, type Ran, runStep, type Workplace } from './workplace';

export interface GithubRun {
  readonly event: 'pull_request' | 'push' | 'workflow_dispatch' | 'schedule';
  readonly clone: Clone;
  /** What expressions stand for: `github.token`, `secrets.X`, … An unknown one of secrets and vars is empty. */
  readonly values: Readonly<Record<string, string>>;
  /** Variables that the runner sets. */
  readonly runner: Readonly<Record<string, string>>;
}

export interface JobRan {
  readonly failed: readonly string[];
  readonly said: string;
  /** Files of all artefacts, by their path. */
  readonly artefacts: ReadonlyMap<string, string>;
  readonly summary: string;
}

/** Runs a job of a workflow as GitHub would: its steps in order, as far as their conditions let them. */
export async function runJob(
  place: Workplace,
  workflow: string,
  name: string,
  run: GithubRun,
): Promise<JobRan> {
  const { steps } = jobOf(workflow, name);
  const { clone } = run;
  clean(clone);
  const temporary = join(place.folder, 'runner-temp');
  mkdirSync(temporary, { recursive: true });
  const summary = join(temporary, `summary-${name}`);
  writeFileSync(summary, '');
  const failed: string[] = [];
  let said = '';
  const artefacts = new Map<string, string>();
  for (const step of steps.flatMap((one) => (one.uses === './.github/actions/set-up' ? setUpSteps : one))) {
    if (!mayRun(step, run, failed.length > 0)) continue;
    if (step.run === undefined) {
      for (const [path, text] of useAction(place, step, clone)) artefacts.set(path, text);
      continue;
    }
    const env = Object.fromEntries(
      Object.entries(step.env ?? {}).map(([key, value]) => [key, expand(value, run.values)]),
    );
    const given = { RUNNER_TEMP: temporary, GITHUB_STEP_SUMMARY: summary, ...run.runner, ...env };
    const ran: Ran = await runStep(place, clone, step.run, given);
    said += ran.said;
    if (ran.code !== 0) failed.push(`${step.name ?? step.run}: ${ran.code}`);
  }
  return { failed, said, artefacts, summary: readFileSync(summary, 'utf8') };
}

function mayRun({ if: condition }: Step, { event }: GithubRun, hasFailed: boolean): boolean {
  if (condition === undefined) return !hasFailed;
  if (['${{ !cancelled() }}', '${{ always() }}'].includes(condition)) return true;
  const [, wanted] = /^github\.event_name == '(\w+)'$/.exec(condition) ?? [];
  if (wanted === undefined) throw new Error(`a condition that this test does not know: ${condition}`);
  return !hasFailed && wanted === event;
}

function expand(text: string, values: GithubRun['values']): string {
  return text.replaceAll(/\$\{\{ ([\w.]+) \}\}/g, (_, name: string) => {
    const value = values[name] ?? (/^(secrets|vars)\./.test(name) ? '' : undefined);
    if (value === undefined) throw new Error(`an expression that this test does not know: ${name}`);
    return value;
  });
}

/** What actions of others do, as far as later steps see it. An artefact of several paths lies under `out`’s files. */
function useAction({ folder }: Workplace, { uses = '', with: given = {} }: Step, { path }: Clone) {
  const store = join(folder, 'artefacts');
  const [action = ''] = uses.split('@');
  if (action === 'actions/upload-artifact') {
    const paths = String(given.path).trim().split('\n');
    const kept = keep(path, paths, join(folder, 'kept', String(given.name)));
    for (const [file, text] of kept) {
      // Artefacts leave out the folders that all of their files have in common.
      const target = join(store, String(given.name), file.replace(/^out\//, ''));
      mkdirSync(join(target, '..'), { recursive: true });
      writeFileSync(target, text);
    }
    return kept;
  }
  if (action === 'actions/download-artifact')
    cpSync(store, join(path, String(given.path)), { recursive: true });
  else if (!knownActions.includes(action)) throw new Error(`an action that this test does not know: ${uses}`);
  return new Map<string, string>();
}

/** They change nothing that is tested here: the clone is there, Node and Terraform are, caches are empty. */
const knownActions = [
  'actions/checkout',
  'actions/setup-node',
  'actions/cache',
  'actions/cache/restore',
  'actions/cache/save',
  'hashicorp/setup-terraform',
  'github/codeql-action/upload-sarif',
];

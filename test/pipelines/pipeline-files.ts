import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const root = join(__dirname, '..', '..');

export function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

export interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
  readonly with?: Readonly<Record<string, string | number | boolean>>;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Job {
  readonly if?: string;
  readonly needs?: readonly string[];
  readonly environment?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

export interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly concurrency: { readonly group: string; readonly 'cancel-in-progress': boolean };
  readonly on: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

/** Workflows of GitHub Actions, by file. */
export const workflows: readonly (readonly [string, Workflow])[] = readdirSync(
  join(root, '.github', 'workflows'),
).map((name) => {
  const path = `.github/workflows/${name}`;
  return [path, parse(read(path)) as Workflow];
});

/** Steps of our own action, which workflows use as one. */
export const setUpSteps: readonly Step[] = (
  parse(read('.github/actions/set-up/action.yml')) as { runs: { steps: readonly Step[] } }
).runs.steps;

export function jobOf(workflow: string, job: string): Job {
  const found = workflows.find(([path]) => path.endsWith(`/${workflow}.yml`))?.[1].jobs[job];
  if (found === undefined) throw new Error(`${workflow} has no job ${job}`);
  return found;
}

export interface GitlabJob {
  readonly extends?: string | readonly string[];
  readonly stage?: string;
  readonly before_script?: readonly string[];
  readonly script?: readonly string[];
  readonly after_script?: readonly string[];
  readonly environment?: { readonly name: string };
  readonly resource_group?: string;
  readonly rules?: readonly { readonly if?: string; readonly when?: string }[];
  readonly artifacts?: {
    readonly access?: string;
    readonly paths?: readonly string[];
    readonly reports?: Readonly<Record<string, string>>;
  };
}

export const gitlab = parse(read('.gitlab-ci.yml')) as Readonly<Record<string, unknown>> & {
  readonly default: GitlabJob;
};

const notJobs = ['stages', 'workflow', 'default', 'variables'];
export const gitlabJobs = Object.entries(gitlab).filter(
  ([name]) => !notJobs.includes(name) && !name.startsWith('.'),
) as readonly (readonly [string, GitlabJob])[];

export interface AtlantisServer {
  readonly repos: readonly Readonly<Record<string, unknown>>[];
  readonly workflows: Readonly<
    Record<string, Readonly<Record<string, { readonly steps: readonly { readonly run: string }[] }>>>
  >;
}

export const atlantisServer = parse(read('pipelines/atlantis/repos.yaml')) as AtlantisServer;
export const atlantisRepo: unknown = parse(read('atlantis.yaml'));

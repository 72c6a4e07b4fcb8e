import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { checkApproval } from '../estate/approval';
import { UnreadableInput } from '../graph/unreadable-input';
import type { NamedApproval } from '../policies/approvals';
import { today } from '../policies/judge-inputs';
import { InputError } from '../terraform/errors';
import { projectRoot } from '../terraform/project-root';
import type { Arguments } from './arguments';
import { readInputFile } from './input-file';

/** Options that say what is approved, and who made the change. */
export const approvalOptions = {
  approval: { type: 'string', multiple: true },
  author: { type: 'string', multiple: true },
} as const;

export const approvalUsage = '[--approval FILE]… [--author ACCOUNT]…';

export interface Approving {
  readonly approvals: readonly NamedApproval[];
  /** Accounts of those who made the change. */
  readonly authors: readonly string[];
}

/** Where approvals are committed. */
export function approvalsFolder(): string {
  return join(projectRoot(), 'approvals');
}

/**
 * What is approved, and by whom it may not be: the approvals of the repository where its own estate is judged, and
 * those that the command line names.
 * @throws EstateError or UnreadableInput for one that is not an approval, whatever plan it is for
 */
export function approving(
  given?: Pick<Arguments, 'all'>,
  isOurs = true,
  environment: NodeJS.ProcessEnv = process.env,
): Approving {
  const own = isOurs ? readFolder(approvalsFolder()) : [];
  const named = (given?.all('approval') ?? []).map((file) => ({ ...readApproval(file), isNamed: true }));
  // One that is named and committed is one.
  const kept = own.filter(({ file }) => !named.some((one) => isSamePath(one.file, file)));
  return { approvals: [...kept, ...named], authors: authorsOf(given?.all('author') ?? [], environment) };
}

function isSamePath(named: string, own: string): boolean {
  return resolve(named) === join(projectRoot(), own);
}

function readFolder(folder: string): readonly NamedApproval[] {
  const names = existsSync(folder) ? readdirSync(folder).toSorted() : [];
  return names
    .filter((name) => name.endsWith('.json') && name !== 'approval.schema.json')
    .map((name) => readApproval(join(folder, name), `approvals/${name}`));
}

/** @param file as it is named in messages and reports */
function readApproval(path: string, file = path): NamedApproval {
  const wanted = { what: 'an approval', fix: 'name what estate approve wrote' };
  const text = String(readInputFile(path, wanted));
  try {
    return { file, approval: checkApproval(JSON.parse(text), file, today()) };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new UnreadableInput(
      file,
      'it is no JSON',
      'write it in the form of approvals/approval.schema.json',
    );
  }
}

/**
 * Accounts of those who made the change, as far as the CI says: the author of a pull request and of its commits, else
 * who started the run (GitHub: `GITHUB_EVENT_PATH`, `GITHUB_ACTOR`; GitLab: `GITLAB_USER_LOGIN`).
 * @throws InputError where the CI names a file with what happened, and it cannot be read: nobody knows then who it was
 */
export function authorsOf(named: readonly string[], environment: NodeJS.ProcessEnv): readonly string[] {
  const { GITHUB_EVENT_PATH: event, GITHUB_ACTOR: actor, GITLAB_USER_LOGIN: login } = environment;
  const inEvent = event ? authorsIn(event) : [];
  const started = inEvent.length > 0 ? [] : [actor];
  const all = [...named, ...inEvent, ...started, login].filter((one): one is string => Boolean(one));
  return [...new Set(all)];
}

interface GithubEvent {
  readonly pull_request?: { readonly user?: { readonly login?: unknown } };
  readonly commits?: readonly { readonly author?: { readonly username?: unknown } }[];
}

function authorsIn(file: string): readonly string[] {
  let event: GithubEvent;
  try {
    event = JSON.parse(readFileSync(file, 'utf8')) as GithubEvent;
  } catch {
    throw new InputError({
      value: `GITHUB_EVENT_PATH=${file}: it cannot be read as JSON.`,
      rule: 'It says who made the change, and who made it approves nothing of it.',
      fix: 'Run it as a step of a workflow, where GitHub sets it; elsewhere unset it, and name who it was: --author.',
    });
  }
  const { pull_request: request, commits } = event ?? {};
  const found = [
    request?.user?.login,
    ...(Array.isArray(commits) ? commits : []).map((c) => c?.author?.username),
  ];
  return found.filter((one): one is string => typeof one === 'string' && one !== '');
}

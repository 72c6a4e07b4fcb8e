import { readFileSync } from 'node:fs';
import { InputError } from '../terraform/errors';
import { type Api, ask, listAll } from './api';
import type { Forge, ForgeComment, ForgeContext } from './forge';
import { changeNumber, needed, neededUrl } from './variables';

const inWorkflow = 'Run it as a step of a workflow, where GitHub sets it.';
/** The account of a workflow's own token. */
const workflowAccount = 'github-actions[bot]';

/**
 * GitHub, as a step of a workflow sees it. `ESTATE_COMMENT_ACCOUNT` names the account of a token that is not the
 * workflow's own: a workflow's token cannot ask whose it is.
 */
export function githubOf(environment: NodeJS.ProcessEnv): ForgeContext {
  const token = needed(
    environment,
    'GITHUB_TOKEN',
    'Give the step env: GITHUB_TOKEN: ${{ github.token }}, and the job what it needs under permissions:.',
  );
  const api: Api = {
    url: neededUrl(environment, 'GITHUB_API_URL', inWorkflow),
    headers: {
      Accept: 'application/vnd.github+json',
      Authorization: `Bearer ${token}`,
      'X-GitHub-Api-Version': '2022-11-28',
    },
    rights: 'pull-requests: write to comment, pull-requests: read and contents: read to look',
  };
  const repository = repositoryIn(environment);
  const account = environment.ESTATE_COMMENT_ACCOUNT || workflowAccount;
  return {
    forge: makeGithub(api, repository, account),
    change: changeInEvent(environment.GITHUB_EVENT_PATH),
    commit: environment.GITHUB_SHA,
  };
}

function repositoryIn(environment: NodeJS.ProcessEnv): string {
  const text = needed(environment, 'GITHUB_REPOSITORY', inWorkflow);
  if (/^[\w.-]+\/[\w.-]+$/.test(text)) return text;
  throw new InputError({
    value: `GITHUB_REPOSITORY=${text}`,
    rule: 'It is OWNER/NAME.',
    fix: inWorkflow,
  });
}

/** The number of the pull request that a workflow runs for, from the event that started it. */
function changeInEvent(file: string | undefined): number | undefined {
  if (!file) return undefined;
  try {
    const event = JSON.parse(readFileSync(file, 'utf8')) as { pull_request?: { number?: unknown } };
    return changeNumber(event?.pull_request?.number);
  } catch {
    throw new InputError({
      value: `GITHUB_EVENT_PATH=${file}: it cannot be read as JSON.`,
      rule: 'It says which pull request this runs for.',
      fix: inWorkflow,
    });
  }
}

interface IssueComment {
  readonly id: number;
  readonly body?: string;
  readonly user?: { readonly login?: string } | null;
}

interface PullRequest {
  readonly number: number;
  readonly merged_at: string | null;
  readonly merge_commit_sha: string | null;
}

function makeGithub(api: Api, repository: string, account: string): Forge {
  const repo = `/repos/${repository}`;
  const asComment = ({ id, body = '', user }: IssueComment): ForgeComment => ({
    id: String(id),
    body,
    isOwn: user?.login === account,
  });
  return {
    async comments(change) {
      const found = await listAll(api, `${repo}/issues/${change}/comments?per_page=100`);
      return (found as readonly IssueComment[]).map(asComment);
    },
    async create(change, body) {
      await ask(api, 'POST', `${repo}/issues/${change}/comments`, { body });
    },
    async update(_change, id, body) {
      await ask(api, 'PATCH', `${repo}/issues/comments/${id}`, { body });
    },
    async mergedAs(commit) {
      const pulls = (await listAll(
        api,
        `${repo}/commits/${commit}/pulls?per_page=100`,
      )) as readonly PullRequest[];
      return pulls.find((pull) => pull.merged_at !== null && pull.merge_commit_sha === commit)?.number;
    },
  };
}

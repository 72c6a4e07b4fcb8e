import { InputError } from '../terraform/errors';
import { type Api, ask, listAll } from './api';
import type { Forge, ForgeContext } from './forge';
import { changeNumber, needed, neededUrl } from './variables';

const inPipeline = 'Run it as a job of a pipeline, where GitLab sets it.';

/** GitLab, as a job of a pipeline sees it. The job's own token cannot write notes: a project access token does. */
export function gitlabOf(environment: NodeJS.ProcessEnv): ForgeContext {
  const token = needed(
    environment,
    'ESTATE_GITLAB_TOKEN',
    'Make a project access token (role Reporter, scope api), and put it into a masked CI/CD variable of that name.',
  );
  const project = needed(environment, 'CI_PROJECT_ID', inPipeline);
  if (!/^\d+$/.test(project)) {
    throw new InputError({ value: `CI_PROJECT_ID=${project}`, rule: 'It is a number.', fix: inPipeline });
  }
  const api: Api = {
    url: neededUrl(environment, 'CI_API_V4_URL', inPipeline),
    headers: { Accept: 'application/json', 'PRIVATE-TOKEN': token },
    rights: 'role Reporter in this project, scope api',
  };
  return {
    forge: makeGitlab(api, `/projects/${project}`),
    change: changeNumber(environment.CI_MERGE_REQUEST_IID),
    commit: environment.CI_COMMIT_SHA,
  };
}

interface Note {
  readonly id: number;
  readonly body?: string;
  readonly system?: boolean;
  readonly author?: { readonly id?: number };
}

interface MergeRequest {
  readonly iid: number;
  readonly state: string;
  readonly sha: string | null;
  readonly merge_commit_sha: string | null;
  readonly squash_commit_sha: string | null;
}

function makeGitlab(api: Api, project: string): Forge {
  return {
    async comments(change) {
      const { id: own } = ((await ask(api, 'GET', '/user')) ?? {}) as { id?: number };
      const path = `${project}/merge_requests/${change}/notes?sort=asc&order_by=created_at&per_page=100`;
      const notes = (await listAll(api, path)) as readonly Note[];
      return notes
        .filter(({ system }) => !system)
        .map(({ id, body = '', author }) => ({
          id: String(id),
          body,
          isOwn: own !== undefined && author?.id === own,
        }));
    },
    async create(change, body) {
      await ask(api, 'POST', `${project}/merge_requests/${change}/notes`, { body });
    },
    async update(change, id, body) {
      await ask(api, 'PUT', `${project}/merge_requests/${change}/notes/${id}`, { body });
    },
    async mergedAs(commit) {
      const path = `${project}/repository/commits/${commit}/merge_requests?per_page=100`;
      const found = (await listAll(api, path)) as readonly MergeRequest[];
      // A merge without a commit of its own (fast-forward) ends at the request's own head.
      const isMergedAs = (one: MergeRequest) =>
        one.state === 'merged' &&
        [
          one.merge_commit_sha,
          one.squash_commit_sha,
          one.merge_commit_sha === null ? one.sha : null,
        ].includes(commit);
      return found.find(isMergedAs)?.iid;
    },
  };
}

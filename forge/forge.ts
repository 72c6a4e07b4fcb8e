import { InputError } from '../terraform/errors';
import { githubOf } from './github';
import { gitlabOf } from './gitlab';

/** A comment on a proposed change, as a forge has it. */
export interface ForgeComment {
  readonly id: string;
  readonly body: string;
  /** Written by the account that the token belongs to. */
  readonly isOwn: boolean;
}

/** What is asked of a forge. A change is a pull request or a merge request, by its number. */
export interface Forge {
  /** All comments on a change, from all pages, the oldest first. */
  comments(change: number): Promise<readonly ForgeComment[]>;
  create(change: number, body: string): Promise<void>;
  update(change: number, id: string, body: string): Promise<void>;
  /** The change that was merged as a commit; undefined where it came from none. */
  mergedAs(commit: string): Promise<number | undefined>;
}

export const forgeNames = ['github', 'gitlab'] as const;
export type ForgeName = (typeof forgeNames)[number];

/** How a pipeline of a forge says where it runs. */
export interface ForgeContext {
  readonly forge: Forge;
  /** The change that this pipeline runs for; undefined outside of one. */
  readonly change: number | undefined;
  /** The commit that this pipeline runs for. */
  readonly commit: string | undefined;
}

/**
 * The forge whose pipeline this runs in, by the variables that it sets.
 * @throws InputError where it is none that is known, or a variable is missing
 */
export function forgeOf(named: ForgeName | undefined, environment: NodeJS.ProcessEnv): ForgeContext {
  const name = named ?? guess(environment);
  if (name === 'github') return githubOf(environment);
  if (name === 'gitlab') return gitlabOf(environment);
  throw new InputError({
    value: 'Neither GITHUB_ACTIONS nor GITLAB_CI is set.',
    rule: 'A comment is posted where the pipeline runs.',
    fix: `Run it in a pipeline, or name the forge (--forge ${forgeNames.join('|')}) and set the variables that it would set.`,
  });
}

function guess({ GITHUB_ACTIONS: github, GITLAB_CI: gitlab }: NodeJS.ProcessEnv): ForgeName | undefined {
  if (github === 'true') return 'github';
  return gitlab === 'true' ? 'gitlab' : undefined;
}

import { InputError } from '../terraform/errors';
import { UncertainError } from './api';
import type { Forge, ForgeComment } from './forge';

/** What a text on a forge is: not ours, ours as it was written, or ours and edited since. */
export type StateOf = (body: string) => 'foreign' | 'edited' | 'ours';

/**
 * Posts a comment, or writes it over the earlier one: a change has one comment of ours.
 * @throws InputError where somebody has edited the earlier one; nothing is posted then
 */
export async function postComment(
  forge: Forge,
  change: number,
  body: string,
  stateOf: StateOf,
): Promise<'created' | 'updated' | 'unchanged'> {
  for (let attempt = 1; ; attempt += 1) {
    const earlier = await findOwn(forge, change, stateOf);
    if (earlier?.body.trim() === body.trim()) return 'unchanged';
    if (earlier !== undefined) {
      await forge.update(change, earlier.id, body);
      return 'updated';
    }
    try {
      await forge.create(change, body);
      return 'created';
    } catch (error) {
      if (!(error instanceof UncertainError)) throw error;
      // It may be there all the same: looked at before it is sent again, so that there are never two.
      if (attempt === 3) {
        throw new InputError({
          value: `The forge did not say whether it took the comment (${error.message}).`,
          rule: 'A change has one comment of this program.',
          fix: 'Run this step again: a comment that is there is found and replaced.',
        });
      }
      await new Promise((resolve) => setTimeout(resolve, attempt * 1000));
    }
  }
}

/**
 * Our comment on a change; the newest, should there be several.
 * @throws InputError where one has been edited
 */
export async function findOwn(
  forge: Forge,
  change: number,
  stateOf: StateOf,
): Promise<ForgeComment | undefined> {
  const comments = await forge.comments(change);
  const own = comments.filter(({ isOwn, body }) => isOwn && stateOf(body) !== 'foreign');
  const edited = own.find(({ body }) => stateOf(body) === 'edited');
  if (edited === undefined) return own.at(-1);
  throw new InputError({
    value: `Comment ${edited.id} on change ${change} was edited since it was written.`,
    rule: 'What somebody has written into it would be lost, or taken for what this program says.',
    fix: 'Look who changed it and why, delete it, and run this step again. Nothing was posted.',
  });
}

import { changeInComment } from '../../audit/change-comment';
import { stateOfComment } from '../../audit/diff-comment';
import { findOwn } from '../../forge/comment';
import { forgeNames, forgeOf } from '../../forge/forge';
import { InputError } from '../../terraform/errors';
import { parseArguments, parseChoice } from '../arguments';
import { UsageError } from '../usage-error';

const usage = `estate reviewed [COMMIT] [--forge ${forgeNames.join('|')}]`;

export default {
  usage,
  summary:
    'says the hash of the change that was looked at before a commit was merged, as the comment on its pull or merge request names it: what estate apply --expect takes',
  async run(args: readonly string[]): Promise<number> {
    const given = parseArguments(args, { forge: { type: 'string' } }, usage, { least: 0, most: 1 });
    const name = parseChoice(given.one('forge'), 'forge', ['', ...forgeNames], '');
    const { forge, commit: current } = forgeOf(name === '' ? undefined : name, process.env);
    const commit = given.positionals[0] ?? current ?? '';
    if (!/^[0-9a-f]{40,64}$/.test(commit)) {
      throw new UsageError(
        `estate reviewed ${commit}`.trim(),
        'a whole hash of a commit, 40 hexadecimal digits or more',
        'run it in the pipeline of a merge, or: estate reviewed "$(git rev-parse HEAD)"',
      );
    }
    const number = await forge.mergedAs(commit);
    if (number === undefined) throw unreviewed(commit, 'it was not merged from a pull or merge request');
    const comment = await findOwn(forge, number, stateOfComment);
    const change = changeInComment(comment?.body ?? '');
    if (change === undefined) throw unreviewed(commit, `the comment on change ${number} names no plan`);
    process.stderr.write(`Change ${number} was looked at as ${change}.\n`);
    process.stdout.write(`${change}\n`);
    return 0;
  },
};

function unreviewed(commit: string, why: string): InputError {
  return new InputError({
    value: `${commit.slice(0, 12)}: ${why}.`,
    rule: 'What is deployed after a merge was planned and looked at before it.',
    fix: 'Plan it (estate plan --out DIR), have that looked at, and expect its hash by hand: estate apply --expect HASH.',
  });
}

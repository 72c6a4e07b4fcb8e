import { renderChangeComment, type Section } from '../../audit/change-comment';
import { stateOfComment } from '../../audit/diff-comment';
import { renderGuardedMarkdown } from '../../audit/guarded-markdown';
import { postComment } from '../../forge/comment';
import { forgeNames, forgeOf } from '../../forge/forge';
import { changeNumber } from '../../forge/variables';
import { type Arguments, parseArguments, parseChoice } from '../arguments';
import { readInputFile } from '../input-file';
import { reportIn } from '../report-file';
import { UsageError } from '../usage-error';

const usage = `estate comment FILE [--section TITLE=FILE]… [--planned REPORT] [--change FILE] [--forge ${forgeNames.join('|')}] [--number N]`;

const options = {
  section: { type: 'string', multiple: true },
  planned: { type: 'string' },
  change: { type: 'string' },
  forge: { type: 'string' },
  number: { type: 'string' },
} as const;

const wanted = { what: 'Markdown', fix: 'name what estate diff --format markdown --out FILE wrote' };

export default {
  usage,
  summary:
    'posts what a change means as the one comment on its pull or merge request, or writes it over the earlier one; the token comes from the environment',
  async run(args: readonly string[]): Promise<number> {
    const given = parseArguments(args, options, usage, { least: 1, most: 1 });
    const [file = ''] = given.positionals;
    const name = parseChoice(given.one('forge'), 'forge', ['', ...forgeNames], '');
    const body = renderChangeComment(
      read(file),
      sections(given),
      hashIn(given.one('change')),
      approvals(given.one('planned')),
    );
    const { forge, change } = forgeOf(name === '' ? undefined : name, process.env);
    const number = numberOf(given.one('number')) ?? change;
    if (number === undefined) {
      throw new UsageError(
        'estate comment outside of a pull or merge request',
        'a comment stands on one',
        'run it in the pipeline of one, or name it: --number N',
      );
    }
    const done = await postComment(forge, number, body, stateOfComment);
    process.stdout.write(`The comment on change ${number} is ${done}.\n`);
    return 0;
  },
};

function read(file: string): string {
  return readInputFile(file, wanted).toString('utf8');
}

function sections(given: Arguments): readonly Section[] {
  return given.all('section').map((text) => {
    const [, title, file] = /^([^=<>\n]+)=(.+)$/.exec(text) ?? [];
    if (title !== undefined && file !== undefined) return { title, text: read(file) };
    throw new UsageError(`--section ${text}`, 'a title and a file', '--section "The plan=plan.md"');
  });
}

/** Who must approve, of the report of the plans that are to be applied. */
function approvals(file: string | undefined): string {
  return file === undefined ? '' : renderGuardedMarkdown(reportIn(file));
}

function numberOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const number = changeNumber(text);
  if (number !== undefined) return number;
  throw new UsageError(`--number ${text}`, 'the number of a pull or merge request', usage);
}

/** As `estate plan --out DIR --change FILE` wrote it. */
function hashIn(file: string | undefined): string | undefined {
  if (file === undefined) return undefined;
  const hash = readInputFile(file, {
    what: 'the hash of a change',
    fix: 'name what estate plan --change wrote',
  })
    .toString('utf8')
    .trim();
  if (/^[0-9a-f]{64}$/.test(hash)) return hash;
  throw new UsageError(
    `--change ${file}: it holds no hash of a change`,
    'one line with 64 hexadecimal digits',
    'name what estate plan --out DIR --change FILE wrote',
  );
}

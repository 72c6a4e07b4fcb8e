import { renderDiffHtml } from '../../audit/diff-html';
import { renderDiffHuman } from '../../audit/diff-human';
import { renderDiffMarkdown } from '../../audit/diff-markdown';
import { diff } from '../../compare/diff';
import type { DiffReport } from '../../compare/diff-report';
import { parseArguments, parseChoice, parseDay } from '../arguments';
import { chooseSides, compareSides } from '../diff-sides';
import { refuseEditedComment } from '../earlier-comment';
import { chooseEstate, estateOptions, estateUsage } from '../estate-option';
import { writeOut } from '../render';
import { UsageError } from '../usage-error';

const formats = {
  human: renderDiffHuman,
  json: (report: DiffReport) => `${JSON.stringify(report, undefined, 2)}\n`,
  markdown: renderDiffMarkdown,
  html: renderDiffHtml,
} as const;
const formatNames = Object.keys(formats) as (keyof typeof formats)[];

const usage = `estate diff (BASE [HEAD] | --base WHAT… [--head WHAT…] | --keep DIR) ${estateUsage} [--as-of YYYY-MM-DD] [--format ${formatNames.join('|')}] [--earlier FILE|-] [--out FILE]`;

const options = {
  ...estateOptions,
  base: { type: 'string', multiple: true },
  head: { type: 'string', multiple: true },
  keep: { type: 'string' },
  'as-of': { type: 'string' },
  format: { type: 'string' },
  earlier: { type: 'string' },
  out: { type: 'string' },
} as const;

export default {
  usage,
  summary:
    'says what a change means: for the promise, for what the rules say, for resources. WHAT is a report, a plan, a folder of these, or a git revision; the head is this working tree unless it is named',
  async run(args: readonly string[]): Promise<number> {
    const given = parseArguments(args, options, usage, { least: 0, most: 2 });
    const format = parseChoice(given.one('format'), 'format', formatNames, 'human');
    const asOf = parseDay(given.one('as-of'), 'as-of');
    const folder = given.one('keep');
    if (folder !== undefined) {
      refuseBeside(folder, args);
      const { keepWorkingTree } = require('../revision-side') as typeof import('../revision-side');
      await keepWorkingTree(folder, asOf);
      return 0;
    }
    const sides = chooseSides(given, usage);
    const earlier = given.one('earlier');
    if (earlier !== undefined) refuseEditedComment(earlier);
    const compared = await compareSides(sides, { estate: () => chooseEstate(given), asOf });
    const report = diff(compared.base, compared.head, compared.notes);
    writeOut(formats[format](report), given.one('out'));
    return report.worse ? 1 : 0;
  },
};

/** It writes one side and compares nothing. */
function refuseBeside(folder: string, args: readonly string[]): void {
  const rest = args.filter((one) => /^--(?!keep|as-of)/.test(one));
  if (rest.length === 0) return;
  throw new UsageError(
    `--keep ${folder} ${rest.join(' ')}`,
    '--keep writes what this working tree comes to, to be compared later, and compares nothing',
    'give --keep alone, or with --as-of',
  );
}

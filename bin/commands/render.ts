import { UnreadableInput } from '../../graph/unreadable-input';
import type { Report } from '../../judge/report';
import { parseArguments } from '../arguments';
import { exitCodeOf, formatNames, formats, writeOut } from '../render';
import { reportIn, wantedReport } from '../report-file';

const usage = `estate render REPORT ${formatNames.map((name) => `[--${name} FILE]`).join(' ')}`;
const options = Object.fromEntries(formatNames.map((name) => [name, { type: 'string' }] as const));

export default {
  usage,
  summary:
    'renders a report again, in as many formats as are named, else for people; nothing is planned or judged. The exit code is that of whoever judged',
  run(args: readonly string[]): number {
    const given = parseArguments(args, options, usage, { least: 1, most: 1 });
    const [file = ''] = given.positionals;
    const report = reportIn(file);
    const named = formatNames.filter((name) => given.one(name) !== undefined);
    const rendered = (named.length === 0 ? (['human'] as const) : named).map(
      (name) => [given.one(name), asText(report, name, file)] as const,
    );
    for (const [out, text] of rendered) writeOut(text, out);
    return exitCodeOf(report);
  },
};

/** What is not compared, `readReport` does not look at. */
function asText(report: Report, name: (typeof formatNames)[number], file: string): string {
  try {
    return formats[name](report);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new UnreadableInput(
      file,
      `it cannot be rendered as ${name}: something is missing in it`,
      wantedReport,
    );
  }
}

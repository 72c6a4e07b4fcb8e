import { type JudgedCopies, renderMermaid } from '../../docs/generate/mermaid';
import { renderPicture } from '../../docs/generate/picture/picture';
import { parseArguments, parseChoice } from '../arguments';
import { readOtherEstate } from '../other-estate';
import { ourEstate } from '../our-estate';
import { writeOut } from '../render';
import { reportIn } from '../report-file';
import { UsageError } from '../usage-error';

const names = ['mermaid', 'svg'] as const;
const usage = `estate diagram [--estate FILE|FOLDER] [--report FILE] [--format ${names.join('|')}] [--out FILE]`;

export default {
  usage,
  summary:
    'draws the estate: sites, datasets, copies and their lag, tunnels, key stores; as it is declared, or by a report which of the copies are not there',
  run(args: readonly string[]): number {
    const options = {
      estate: { type: 'string' },
      report: { type: 'string' },
      format: { type: 'string' },
      out: { type: 'string' },
    } as const;
    const given = parseArguments(args, options, usage);
    const format = parseChoice(given.one('format'), 'format', names, 'mermaid');
    const other = given.one('estate');
    const estate = other === undefined ? ourEstate() : readOtherEstate(other);
    const report = given.one('report');
    if (report !== undefined && format !== 'mermaid') {
      throw new UsageError(`--report ${report} --format ${format}`, 'a report is drawn as Mermaid', usage);
    }
    const judged: JudgedCopies | undefined = report === undefined ? undefined : reportIn(report).datasets;
    const drawn = format === 'svg' ? renderPicture(estate) : renderMermaid(estate, judged);
    writeOut(drawn, given.one('out'));
    return 0;
  },
};

import { renderMermaid } from '../../docs/generate/mermaid';
import { renderPicture } from '../../docs/generate/picture/picture';
import type { Estate } from '../../estate/model';
import { parseArguments, parseChoice } from '../arguments';
import { readOtherEstate } from '../other-estate';
import { ourEstate } from '../our-estate';
import { writeOut } from '../render';

const formats: Readonly<Record<'mermaid' | 'svg', (estate: Estate) => string>> = {
  mermaid: renderMermaid,
  svg: renderPicture,
};
const names = ['mermaid', 'svg'] as const;
const usage = `estate diagram [--estate FILE|FOLDER] [--format ${names.join('|')}] [--out FILE]`;

export default {
  usage,
  summary: 'draws the estate as it is declared: sites, datasets, copies and their lag, tunnels, key stores',
  run(args: readonly string[]): number {
    const options = {
      estate: { type: 'string' },
      format: { type: 'string' },
      out: { type: 'string' },
    } as const;
    const given = parseArguments(args, options, usage);
    const format = parseChoice(given.one('format'), 'format', names, 'mermaid');
    const other = given.one('estate');
    writeOut(formats[format](other === undefined ? ourEstate() : readOtherEstate(other)), given.one('out'));
    return 0;
  },
};

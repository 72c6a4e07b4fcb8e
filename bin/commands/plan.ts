import { judgeInputs } from '../../policies/judge-inputs';
import { parseArguments, parseChoice, parseDay } from '../arguments';
import { exceptionsInForce } from '../exceptions';
import { ourEstate } from '../our-estate';
import { planEstate } from '../plan-estate';
import { deliver, formatNames } from '../render';

const usage = `estate plan [--as-of YYYY-MM-DD] [--format ${formatNames.join('|')}] [--out FILE]`;

export default {
  usage,
  summary:
    'synthesizes all sites, plans them with the real provider, without cloud or credentials, and judges the plans',
  async run(args: readonly string[]): Promise<number> {
    const options = {
      'as-of': { type: 'string' },
      format: { type: 'string' },
      out: { type: 'string' },
    } as const;
    const given = parseArguments(args, options, usage);
    const format = parseChoice(given.one('format'), 'format', formatNames, 'human');
    const asOf = parseDay(given.one('as-of'), 'as-of');
    const estate = ourEstate();
    const report = judgeInputs(await planEstate(estate), estate, {
      exceptions: exceptionsInForce(undefined, asOf),
      ...(asOf === undefined ? {} : { asOf }),
    });
    return deliver(report, format, given.one('out'));
  },
};

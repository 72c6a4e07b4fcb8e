import { renderComparison } from '../audit/pack/compare-human';
import { comparePacks } from '../audit/pack/compare-packs';
import { parseArguments, parseChoice } from './arguments';
import { writeOut } from './render';

export const compareUsage = 'estate audit compare OLD NEW [--format human|json] [--out FILE]';

/** Says what two packs differ in. @returns 1 where the newer one is worse in anything */
export function compareAudits(args: readonly string[]): number {
  const options = { format: { type: 'string' }, out: { type: 'string' } } as const;
  const given = parseArguments(args, options, compareUsage, { least: 2, most: 2 });
  const format = parseChoice(given.one('format'), 'format', ['human', 'json'] as const, 'human');
  const [old = '', now = ''] = given.positionals;
  const comparison = comparePacks(old, now);
  const text =
    format === 'json' ? `${JSON.stringify(comparison, undefined, 2)}\n` : renderComparison(comparison);
  writeOut(text, given.one('out'));
  return comparison.worse ? 1 : 0;
}

import { renderCheck } from '../audit/pack/check-human';
import { checkPack } from '../audit/pack/check-pack';
import { parseArguments, parseChoice } from './arguments';
import { writeOut } from './render';
import { vouch } from './vouch';

export const checkUsage =
  'estate audit check DIR [--allowed-signers FILE] [--tsa-ca FILE] [--files-only] [--format human|json]';

const options = {
  'allowed-signers': { type: 'string' },
  'tsa-ca': { type: 'string' },
  'files-only': { type: 'boolean' },
  format: { type: 'string' },
} as const;

/** Checks a pack. @returns 0 where it holds, 1 where it does not */
export async function checkAudit(args: readonly string[]): Promise<number> {
  const given = parseArguments(args, options, checkUsage, { least: 1, most: 1 });
  const format = parseChoice(given.one('format'), 'format', ['human', 'json'] as const, 'human');
  const [folder = ''] = given.positionals;
  const trusted = {
    allowedSigners: given.one('allowed-signers'),
    tsaCertificates: given.one('tsa-ca'),
  };
  const checked = await checkPack(folder, {
    filesOnly: given.has('files-only'),
    vouch: (pack) => vouch(pack, trusted),
  });
  const text = format === 'json' ? `${JSON.stringify(checked, undefined, 2)}\n` : renderCheck(checked);
  writeOut(text, undefined);
  return checked.holds ? 0 : 1;
}

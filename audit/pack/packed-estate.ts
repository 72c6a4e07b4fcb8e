import { defineEstate, type EstateParts } from '../../estate/define-estate';
import { foreignEstate } from '../../estate/foreign-estate';
import type { Estate, Suite } from '../../estate/model';
import { UnreadableInput } from '../../graph/unreadable-input';
import type { ForeignOptions, JudgedPack } from './judged-pack';

/** The estate as `--estate FILE` takes it, with its assumptions; of plans of somebody else what was said of their cloud. */
export function packEstate({ estate, foreign }: Pick<JudgedPack, 'estate' | 'foreign'>): object {
  if (foreign) return { kind: 'foreign', ...foreign };
  const suites = new Map(estate.links.map(({ suite }) => [suite.name, suite] as const));
  const { sites, datasets, classes, assumptions, sandbox } = estate;
  return {
    kind: 'estate',
    ...(sandbox ? { sandbox } : {}),
    sites,
    datasets,
    classes,
    suites: [...suites.values()] satisfies Suite[],
    assumptions,
  };
}

/**
 * The estate of a pack. What it breaks as a whole is no error here: it was judged so.
 * @throws UnreadableInput or EstateError where it is no estate at all
 */
export function readPackedEstate(json: unknown, file: string, asOf: string): Estate {
  const given = (typeof json === 'object' && json !== null ? json : {}) as {
    kind?: unknown;
    sandbox?: unknown;
  };
  if (given.kind === 'foreign') return foreignEstate(given as unknown as ForeignOptions);
  if (given.kind !== 'estate') {
    throw new UnreadableInput(file, 'it is no estate of a pack', 'take the pack from where it was made');
  }
  const estate = defineEstate(given as unknown as EstateParts, { asOf, onBroken: () => {} });
  return given.sandbox === true ? { ...estate, sandbox: true } : estate;
}

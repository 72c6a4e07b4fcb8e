import { type Finding, fail, pass } from '../finding';
import type { PromiseAnalysis } from './analyse';

/**
 * What drills say of the losses of a dataset’s sites: of each the newest one that counts.
 * @returns undefined where none has exercised any
 */
export function drilledLosses({ dataset, losses, drills }: PromiseAnalysis): Finding | undefined {
  const exercised = losses.filter(({ drill }) => drill);
  if (exercised.length === 0) return undefined;
  const against = exercised.filter(({ drill }) => drill?.outcome === 'failed');
  const newest = drills.find(({ outcome }) => outcome === 'failed');
  if (against.length === 0 || !newest) return pass;
  const { by, missing, exercised: all, finishedAt, file, found } = newest;
  const sites = against.map(({ loss }) => loss.name).join(', ');
  const what =
    missing > 0
      ? `${missing} ${by === 'objects' ? 'objects' : 'rows'} of ${all} were missing`
      : 'something did not hold';
  return fail(
    `the drill of ${finishedAt.slice(0, 10)} contradicts that ${dataset.name} survives the loss of ${sites}: ${what}`,
    ...found.map((value) => ({ path: 'found', value, source: file })),
  );
}

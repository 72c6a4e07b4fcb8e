import { type Finding, fail, pass, type Subject, undecided } from '../finding';
import type { Checked, CopyAnalysis, PromiseAnalysis } from './analyse';
import { datasetSubject } from './withstands';

/**
 * One finding for each dataset of which anything is known: every copy for which a check came out badly, with all that is
 * in its way.
 */
export function* findingsOfCopies(
  promises: readonly PromiseAnalysis[],
  check: (copy: CopyAnalysis) => Checked | undefined,
): Iterable<readonly [Subject, Finding]> {
  for (const { dataset, copies } of promises) {
    const known = copies.flatMap((copy): Known[] => {
      const checked = check(copy);
      return checked ? [{ ...checked, site: copy.site }] : [];
    });
    if (known.length > 0) yield [datasetSubject(dataset), findingOf(known)];
  }
}

type Known = Checked & { readonly site: string };

function findingOf(known: readonly Known[]): Finding {
  const of = (outcome: Checked['outcome']) => known.filter((one) => one.outcome === outcome);
  const [failed, open] = [of('fail'), of('undecided')];
  const named = failed.length > 0 ? failed : open;
  if (named.length === 0) return pass;
  const message = named
    .map(({ site, notes }) => `${site}: ${[...new Set(notes.map((note) => note.message))].join('; ')}`)
    .join('; ');
  const evidence = named.flatMap(({ notes }) => notes.flatMap((note) => note.evidence));
  return failed.length > 0 ? fail(message, ...evidence) : undecided(message, ...evidence);
}

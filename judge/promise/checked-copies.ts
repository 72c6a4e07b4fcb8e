import { type Finding, fail, pass, type Subject, undecided } from '../finding';
import type { Checked, CopyAnalysis, PromiseAnalysis } from './analyse';
import { datasetSubject } from './withstands';

export interface CheckedCopy extends Checked {
  /** What all its notes are about, before them. @default nothing */
  readonly lead?: string;
}

/**
 * One finding for each dataset of which anything is known: every copy for which a check came out badly, with all that is
 * in its way, so that one change can mend it.
 * @param most how many notes of a copy are spelled out, and the rest counted. @default all
 */
export function* findingsOfCopies(
  promises: readonly PromiseAnalysis[],
  check: (copy: CopyAnalysis) => CheckedCopy | undefined,
  most: number = Number.POSITIVE_INFINITY,
): Iterable<readonly [Subject, Finding]> {
  for (const { dataset, copies } of promises) {
    const known = copies.flatMap((copy): Known[] => {
      const checked = check(copy);
      return checked ? [{ ...checked, site: copy.site }] : [];
    });
    if (known.length > 0) yield [datasetSubject(dataset), findingOf(known, most)];
  }
}

type Known = CheckedCopy & { readonly site: string };

function findingOf(known: readonly Known[], most: number): Finding {
  const of = (outcome: Checked['outcome']) => known.filter((one) => one.outcome === outcome);
  const [failed, open] = [of('fail'), of('undecided')];
  const named = failed.length > 0 ? failed : open;
  if (named.length === 0) return pass;
  const message = named.map((one) => explain(one, most)).join('; ');
  const evidence = named.flatMap(({ notes }) => notes.flatMap((note) => note.evidence));
  return failed.length > 0 ? fail(message, ...evidence) : undecided(message, ...evidence);
}

function explain({ site, lead = '', notes }: Known, most: number): string {
  const messages = [...new Set(notes.map((note) => note.message))];
  const more = messages.length > most ? ` and ${messages.length - most} more` : '';
  return `${site}: ${lead}${messages.slice(0, most).join('; ')}${more}`;
}

import { type Sentences, Translator } from './sentence';
import { backups } from './sentences/backups';
import { change } from './sentences/change';
import { clusters } from './sentences/clusters';
import { encryption } from './sentences/encryption';
import { entries } from './sentences/entries';
import { identity } from './sentences/identity';
import { keys } from './sentences/keys';
import { network } from './sentences/network';
import { operations } from './sentences/operations';
import { promise } from './sentences/promise';
import { replication } from './sentences/replication';
import { residency } from './sentences/residency';
import { resilience } from './sentences/resilience';
import { rights } from './sentences/rights';
import { separation } from './sentences/separation';
import { shared } from './sentences/shared';

/** What a rule says of its own, by its id; what several rules say is in `shared`, `replication` and `promise`. */
export const germanSentences: Readonly<Record<string, Sentences>> = {
  ...backups,
  ...change,
  ...clusters,
  ...encryption,
  ...entries,
  ...identity,
  ...keys,
  ...network,
  ...operations,
  ...residency,
  ...resilience,
  ...rights,
  ...separation,
};

const translators = new Map<string, Translator>();

/**
 * The German of what a rule found; undefined where a part of it has none, since half a translation would say
 * something else.
 */
export function germanOfFinding(policy: string, message: string): string | undefined {
  const own = Object.hasOwn(germanSentences, policy) ? germanSentences[policy] : undefined;
  const known = translators.get(own ? policy : '');
  const translator = known ?? new Translator(own ?? {}, shared, replication, promise);
  translators.set(own ? policy : '', translator);
  return translator.translate(message);
}

/** The German of what is missing or not known of a copy. */
export function germanOfNote(note: string): string | undefined {
  return germanOfFinding('', note);
}

import { type Group, type Member, othersOf } from './group';
import { standbyNameOf } from './names';
import { identifier } from './quoting';

/**
 * Whom a server that leads waits for before it tells a client that a commit is done, as
 * `synchronous_standby_names`; empty: for nobody.
 *
 * By name and by `FIRST`: a copy that is declared asynchronous never stands in for a synchronous one, which it
 * could not be told from afterwards. The home counts as synchronous once another site leads. It waits for as many
 * as the estate declares, never for fewer than all that are left, so that with two synchronous copies each commit
 * is at three sites. Source: PostgreSQL 15 documentation, 27.2.8.
 *
 * @param without sites that are lost and not waited for
 */
export function standbyNames(group: Group, leader: Member, without: readonly Member[] = []): string {
  const { number, names } = awaitedBy(group, leader, without);
  return number === 0 ? '' : `FIRST ${number} (${names.map(identifier).join(', ')})`;
}

/** The copies that a server which leads waits for. */
export interface Awaited {
  /** How many of them: 0 where it waits for nobody. */
  readonly number: number;
  /** Their standby names, the first ones first. */
  readonly names: readonly string[];
}

/** The same as a number and names, for an operator that writes the setting itself. */
export function awaitedBy(group: Group, leader: Member, without: readonly Member[] = []): Awaited {
  const names = othersOf(group, leader)
    .filter((member) => member.placement.mode === 'synchronous' && !without.includes(member))
    .map(({ site }) => standbyNameOf(site.name));
  return { number: Math.min(group.synchronousCopies, names.length), names };
}

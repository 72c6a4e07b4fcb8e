import type { DeclaredDataset, ReachedPlace, ReachingCredential } from '../judge/report';
import type { Aspect, Direction, PromiseChange } from './diff-report';
import type { DatasetPair } from './survival-change';

/**
 * What is declared of a dataset otherwise than it was, and where its data gets to: no resource need change for that.
 * Nothing where one of the reports does not say (before version 1.2), or has no such dataset.
 */
export function declaredChanges({ name, base, head }: DatasetPair): readonly PromiseChange[] {
  const say = sayOf(name);
  const [was, is] = [base?.declared, head?.declared];
  const declared =
    was && is ? [...residency(was, is, say), ...reach(was, is, say), ...keys(was, is, say)] : [];
  const rest = was && is ? declarations(was, is, say) : [];
  const [wasReached, isReached] = [base?.reached, head?.reached];
  const ways = wasReached === undefined || isReached === undefined ? [] : reached(wasReached, isReached, say);
  return [...declared, ...ways, ...rest];
}

type Say = (
  aspect: Aspect,
  what: string,
  values: readonly [before: string, after: string],
  direction: Direction,
  witness?: string | null,
) => readonly PromiseChange[];

/** One change, or none where nothing is other. */
function sayOf(dataset: string): Say {
  return (aspect, what, [before, after], direction, witness = null) =>
    before === after ? [] : [{ aspect, direction, dataset, what, before, after, witness, losses: [] }];
}

function residency(was: DeclaredDataset, is: DeclaredDataset, say: Say): readonly PromiseChange[] {
  const permitted = [was, is].map((one) => listed(one.permittedCountries)) as [string, string];
  const countries = (one: DeclaredDataset) => listed(one.places.map(({ country }) => country));
  return [
    ...say(
      'residency',
      'countries where it may be',
      permitted,
      widening(was.permittedCountries, is.permittedCountries),
    ),
    ...say('residency', 'data class', [was.dataClass, is.dataClass], 'changed'),
    ...say(
      'residency',
      'countries where it is',
      [countries(was), countries(is)],
      widening(countryOf(was), countryOf(is)),
    ),
  ];
}

function countryOf({ places }: DeclaredDataset): readonly string[] {
  return places.map(({ country }) => country);
}

/** More than before is worse where more is a risk. */
function widening(was: readonly string[], is: readonly string[]): Direction {
  if (is.some((one) => !was.includes(one))) return 'worse';
  return was.some((one) => !is.includes(one)) ? 'better' : 'changed';
}

function listed(values: readonly string[]): string {
  return [...new Set(values)].toSorted().join(', ');
}

const ways = [
  ['readBy', 'reach', 'reads it'],
  ['destroyedBy', 'reach', 'can take it away'],
  ['keysDestroyedBy', 'keys', 'can destroy its keys'],
] as const;

/** At the sites that hold it before and after: that a copy comes or goes is said of the copy. */
function reach(was: DeclaredDataset, is: DeclaredDataset, say: Say): readonly PromiseChange[] {
  const holding = ({ places }: DeclaredDataset) =>
    places.flatMap(({ role, site }) => (role === 'backup' ? [] : [site]));
  const both = new Set(holding(was).filter((site) => holding(is).includes(site)));
  return ways.flatMap(([field, aspect, verb]) => {
    const credentials = [...was[field], ...is[field]].map(({ credential }) => credential);
    return [...new Set(credentials)].toSorted().flatMap((credential) => {
      const [before = [], after = []] = [was, is].map((one) =>
        sitesOf(one[field], credential).filter((site) => both.has(site)),
      );
      const direction = widening(before, after);
      return say(aspect, `${credential} ${verb} at`, [listed(before), listed(after)], direction);
    });
  });
}

function sitesOf(list: readonly ReachingCredential[], credential: string): readonly string[] {
  return list.find((one) => one.credential === credential)?.sites ?? [];
}

/** Another key opens nothing that the one before has sealed. */
function keys(was: DeclaredDataset, is: DeclaredDataset, say: Say): readonly PromiseChange[] {
  return is.places.flatMap((place) => {
    const before = was.places.find(({ role, site }) => role === place.role && site === place.site);
    if (!before) return [];
    const what = `${place.role === 'backup' ? 'key of the backup' : 'key'} at ${place.site}`;
    const witness = 'what the key before has sealed, this one does not open';
    return [
      ...say('keys', what, [before.key, place.key], 'changed', witness),
      ...say('keys', `key store at ${place.site}`, [before.keyStore, place.keyStore], 'changed'),
    ];
  });
}

/** Promised less is a promise that got worse, whatever the plan still does. */
function declarations(was: DeclaredDataset, is: DeclaredDataset, say: Say): readonly PromiseChange[] {
  const fewer = widening(is.withstands, was.withstands);
  const backups = (one: DeclaredDataset) =>
    listed(one.places.flatMap(({ role, site }) => (role === 'backup' ? [site] : [])));
  const less = (before: number, after: number): Direction => (after < before ? 'worse' : 'better');
  return [
    ...say(
      'declaration',
      'losses that it has to withstand',
      [listed(was.withstands), listed(is.withstands)],
      fewer,
    ),
    ...say('declaration', 'copy out of reach', [was.outOfReach, is.outOfReach], 'changed'),
    ...say('declaration', 'backup', [backups(was), backups(is)], 'changed'),
    ...say(
      'declaration',
      'overwritten versions are kept for',
      [`${was.backupDays} days`, `${is.backupDays} days`],
      less(was.backupDays, is.backupDays),
    ),
    ...say(
      'declaration',
      'retention',
      [`${was.retentionYears} years`, `${is.retentionYears} years`],
      'changed',
    ),
  ];
}

/** Where it gets to by what was judged: tunnels, containers that pass objects on, states. */
function reached(
  was: readonly ReachedPlace[] | null,
  is: readonly ReachedPlace[] | null,
  say: Say,
): readonly PromiseChange[] {
  if (was === null || is === null) {
    const known = (places: readonly ReachedPlace[] | null) =>
      places === null ? 'could not be examined' : `${places.length} places`;
    if (was === null && is === null) return [];
    return say('residency', 'where it gets to', [known(was), known(is)], is === null ? 'worse' : 'changed');
  }
  const names = listed([...was, ...is].map(({ place }) => place));
  return (names === '' ? [] : names.split(', ')).flatMap((name) => {
    const [before, after] = [was, is].map((places) => places.find(({ place }) => place === name));
    const direction = after === undefined ? 'better' : before === undefined ? 'worse' : 'changed';
    const witness = after && after.by.length > 0 ? after.by.join(', then ') : null;
    return say(
      'residency',
      `gets to ${name}`,
      [describePlace(before), describePlace(after)],
      direction,
      witness,
    );
  });
}

function describePlace(place: ReachedPlace | undefined): string {
  if (place === undefined) return 'no';
  const where = place.country ?? 'in a country that is not known';
  return place.certain ? where : `perhaps, ${where}`;
}

import { everyCheck } from './checks/every-check';
import type { Draft, DraftEstate, Entry, Report } from './draft';
import { EstateError, type EstateFault, shown } from './estate-error';
import type { Assumption, DataClass, Dataset, Estate, IsoDate, Link, Site, Suite } from './model';
import { isRecord, type Sift } from './shape';
import * as shapes from './shapes';
import { isIsoDate, isName } from './syntax';

/** What an estate is made of. It may come from files: nothing about it is taken on trust. */
export interface EstateParts {
  readonly sites: readonly Site[];
  readonly datasets: readonly Dataset[];
  readonly classes: readonly DataClass[];
  readonly suites: readonly Suite[];
  readonly assumptions: readonly Assumption[];
}

export interface EstateOptions {
  /**
   * The day on which the estate is to be valid: retention and permitted cryptography are counted from it.
   * @default today, UTC
   */
  readonly asOf?: IsoDate;
  /**
   * Gets the faults of an estate in which every field is there and right by itself, and which breaks rules as a whole,
   * instead of an error: to show what it would come to, and never to deploy it.
   * @default such an estate is an error as any other
   */
  readonly onBroken?: (faults: readonly EstateFault[]) => void;
}

/** What the reader of the estate's files has noticed already. */
export interface Notices {
  readonly faults: readonly EstateFault[];
  /** Sites that exist but cannot be read: references to them are no faults. */
  readonly unreadableSites: readonly string[];
}

/**
 * Checks everything and gives the whole estate, frozen; what was passed in is neither kept nor changed.
 * @throws EstateError with every fault there is
 */
export function defineEstate(parts: EstateParts, options: EstateOptions = {}): Estate {
  return defineEstateNoticing(parts, options, { faults: [], unreadableSites: [] });
}

/** As `defineEstate`, for parts that could be read only in part. */
export function defineEstateNoticing(parts: unknown, options: EstateOptions, notices: Notices): Estate {
  const faults = [...notices.faults];
  const report: Report = (where, value, rule, fix) => faults.push({ where, value: shown(value), rule, fix });
  const draft = draftOf(parts, options.asOf ?? today(), notices.unreadableSites, report);
  const isWhole = faults.length === 0;
  for (const check of everyCheck) check(draft, report);
  if (faults.length > 0) {
    if (!isWhole || !options.onBroken) throw new EstateError(faults);
    options.onBroken(faults);
  }
  return estateOf(draft);
}

function today(): IsoDate {
  return new Date().toISOString().slice(0, 10);
}

function draftOf(
  parts: unknown,
  asOf: unknown,
  unreadableSites: readonly string[],
  report: Report,
): DraftEstate {
  const given = isRecord(parts) ? parts : {};
  if (!isRecord(parts)) report('estate', parts, 'an object with the parts of the estate', 'pass the parts');
  if (!isIsoDate(asOf)) {
    report('asOf', asOf, 'a day of the calendar, YYYY-MM-DD', 'write a day such as "2027-05-31"');
  }
  const entries = <T>(part: keyof EstateParts, sift: Sift<T>) => entriesOf(part, given[part], sift, report);
  return {
    sites: entries('sites', shapes.site),
    datasets: entries('datasets', shapes.dataset),
    classes: entries('classes', shapes.dataClass),
    suites: entries('suites', shapes.suite),
    assumptions: entries('assumptions', shapes.assumption),
    unreadableSites,
    asOf: isIsoDate(asOf) ? asOf : undefined,
  };
}

/** Entries are called by their names; one whose name is missing, wrong or taken goes by its number. */
function entriesOf<T>(part: string, value: unknown, sift: Sift<T>, report: Report): Entry<T>[] {
  if (!Array.isArray(value)) {
    report(part, value, `a list of ${part}`, `write ${part} in square brackets`);
    return [];
  }
  const taken = new Set<string>();
  return Array.from(value, (element: unknown, index) => {
    const name = isRecord(element) && Object.hasOwn(element, 'name') ? element.name : undefined;
    const free = isName(name) && !taken.has(name);
    const where = free ? `${part}.${name}` : `${part}[${index}]`;
    if (free) taken.add(name);
    else if (isName(name)) {
      report(`${where}.name`, name, `names of ${part} are unique`, 'give one of the two another name');
    }
    return { where, draft: sift(element, where, report) };
  }).filter((entry): entry is Entry<T> => entry.draft !== undefined);
}

function estateOf(draft: DraftEstate): Estate {
  const [sites, suites] = [complete(draft.sites), complete(draft.suites)];
  return {
    sites,
    datasets: complete(draft.datasets),
    classes: complete(draft.classes),
    links: frozen(linksBetween(sites, suites)),
    assumptions: complete(draft.assumptions),
  };
}

/** Without faults a draft lacks nothing. */
function complete<T>(entries: readonly Entry<T>[]): readonly T[] {
  return frozen(entries.map(({ draft }) => draft as Draft<T> as unknown as T));
}

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(frozen);
  return value;
}

/** Each link once, its ends sorted, the links sorted by their ends. */
function linksBetween(sites: readonly Site[], suites: readonly Suite[]): Link[] {
  const suiteNamed = new Map(suites.map((suite) => [suite.name, suite]));
  const links = sites.flatMap((site) =>
    site.links.flatMap(({ to, suite: name }): Link[] => {
      const suite = suiteNamed.get(name);
      const ends: [string, string] = site.name < to ? [site.name, to] : [to, site.name];
      return suite === undefined ? [] : [{ sites: ends, suite }];
    }),
  );
  return links.sort((one, other) => (one.sites.join() < other.sites.join() ? -1 : 1));
}

import type { Assumption, DataClass, Dataset, IsoDate, Site, Suite } from './model';

/**
 * Something of the estate before it is known to be right: every field may be missing, and what is there has
 * the right type and syntax. Checks are written against drafts, so the compiler makes each of them cope with
 * what an earlier check has refused: one bad input never hides another and never crashes a check.
 */
export type Draft<T> = T extends string | number | boolean
  ? T
  : T extends readonly (infer Each)[]
    ? readonly (Draft<Each> | undefined)[]
    : { readonly [Field in keyof T]?: Draft<T[Field]> | undefined };

/** A draft and its path in the estate. */
export interface Entry<T> {
  readonly where: string;
  readonly draft: Draft<T>;
}

export interface DraftEstate {
  readonly sites: readonly Entry<Site>[];
  readonly datasets: readonly Entry<Dataset>[];
  readonly classes: readonly Entry<DataClass>[];
  readonly suites: readonly Entry<Suite>[];
  readonly assumptions: readonly Entry<Assumption>[];
  /** Names of sites that are declared but cannot be read: references to them are not unknown. */
  readonly unreadableSites: readonly string[];
  readonly asOf: IsoDate | undefined;
}

/** Notes one fault; `value` may be anything. */
export type Report = (where: string, value: unknown, rule: string, fix: string) => void;

/** One rule about the estate; notes every breach of it and changes nothing. */
export type Check = (estate: DraftEstate, report: Report) => void;

/** The elements of a list that could be read, each with its place in the list. */
export function present<T>(
  list: readonly (T | undefined)[] | undefined,
): { readonly index: number; readonly item: T }[] {
  return (list ?? []).flatMap((item, index) => (item === undefined ? [] : [{ index, item }]));
}

/** The site of that name as far as it could be read. */
export function siteNamed(estate: DraftEstate, name: string | undefined): Draft<Site> | undefined {
  return name === undefined ? undefined : estate.sites.find(({ draft }) => draft.name === name)?.draft;
}

/** Whether a site of that name is declared, readable or not. */
export function declaresSite(estate: DraftEstate, name: string): boolean {
  return siteNamed(estate, name) !== undefined || estate.unreadableSites.includes(name);
}

/** Names of all sites for the fix of a fault. */
export function siteNames(estate: DraftEstate): string {
  return estate.sites.flatMap(({ draft }) => draft.name ?? []).join(', ');
}

/** Every unordered pair of a list, in its order. */
export function pairs<T>(list: readonly T[]): (readonly [T, T])[] {
  return list.flatMap((first, index) => list.slice(index + 1).map((second) => [first, second] as const));
}

export interface DraftPlacement {
  readonly where: string;
  readonly kind: 'home' | 'copy' | 'backup';
  readonly site: string | undefined;
  readonly key: string | undefined;
}

/** Home and copies of a dataset, home first; the backup is no placement, it is asked for apart. */
export function draftPlacements({ where, draft }: Entry<Dataset>): DraftPlacement[] {
  const copies = (draft.copies ?? []).map((copy, index) => ({
    where: `${where}.copies[${index}]`,
    kind: 'copy' as const,
    site: copy?.site,
    key: copy?.key,
  }));
  return [{ where: `${where}.home`, kind: 'home', site: draft.home?.site, key: draft.home?.key }, ...copies];
}

/** Home, copies and backup. */
export function everyPlace(entry: Entry<Dataset>): DraftPlacement[] {
  const backup = entry.draft.backup;
  return [
    ...draftPlacements(entry),
    { where: `${entry.where}.backup`, kind: 'backup', site: backup?.site, key: backup?.key },
  ];
}

/**
 * The sites of home and copies, or undefined when one of them is not known: what holds for all copies cannot
 * be told then, and the unknown one is reported already.
 */
export function placedSites(estate: DraftEstate, entry: Entry<Dataset>): Draft<Site>[] | undefined {
  if (entry.draft.copies === undefined) return undefined;
  const sites = draftPlacements(entry).map(({ site }) => siteNamed(estate, site));
  return sites.every((site) => site !== undefined) ? sites : undefined;
}

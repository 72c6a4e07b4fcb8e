import { type Dataset, type Domain, domains, type Estate, type Site } from '../../../estate/model';

export const margin = 28;
export const labelWidth = 208;
export const columnWidth = 284;
export const columnGap = 48;
export const padding = 14;
export const laneHeight = 30;
export const rowHeight = 62;
export const bandHead = 30;
export const pillHeight = 24;

/** A domain with its datasets, and where its band begins and ends. */
export interface Band {
  readonly domain: Domain;
  readonly datasets: readonly Dataset[];
  readonly y: number;
  readonly height: number;
}

/** Sites from left to right: homes first, then synchronous copies, then the others. */
export function orderedSites({ sites, datasets }: Estate): readonly Site[] {
  const count = (isSo: (dataset: Dataset) => boolean) => datasets.filter(isSo).length;
  const weight = ({ name }: Site) => [
    count(({ home }) => home.site === name),
    count(({ copies }) => copies.some(({ site, mode }) => site === name && mode === 'synchronous')),
    count(({ copies }) => copies.some(({ site }) => site === name)),
  ];
  const heavier = (one: Site, other: Site) => {
    const [mine, its] = [weight(one), weight(other)];
    const at = mine.findIndex((each, index) => each !== its[index]);
    return at === -1 ? 0 : (its[at] ?? 0) - (mine[at] ?? 0);
  };
  return sites.toSorted(heavier);
}

/** One band for each domain, one below the other, datasets in the order of the estate. */
export function bandsFrom(top: number, { datasets }: Estate): readonly Band[] {
  let y = top;
  return domains.map((domain) => {
    const own = datasets.filter((dataset) => dataset.domain === domain);
    const band = { domain, datasets: own, y, height: bandHead + own.length * rowHeight + 6 };
    y += band.height + 10;
    return band;
  });
}

/** Left edge of a site's column. */
export function columnX(column: number): number {
  return margin + labelWidth + column * (columnWidth + columnGap);
}

export function widthFor(columns: number): number {
  return columnX(columns) - columnGap + margin;
}

/** `60 s`, `15 min`, `2 h`. */
export function spokenLag(seconds: number): string {
  if (seconds >= 3600 && seconds % 3600 === 0) return `${seconds / 3600} h`;
  return seconds >= 120 && seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`;
}

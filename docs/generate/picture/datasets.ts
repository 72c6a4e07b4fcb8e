import type { Dataset, Site } from '../../../estate/model';
import {
  type Band,
  bandHead,
  columnX,
  labelWidth,
  margin,
  padding,
  pillHeight,
  rowHeight,
  spokenLag,
  widthFor,
} from './layout';
import { arrowHead, element, lock, words, wrapped } from './svg';

const placeWidth = 152;
const backupWidth = 92;

/** A domain: its band through all sites, the subnets there, and its datasets. */
export function drawBand(band: Band, sites: readonly Site[]): string {
  const { domain, datasets, y, height } = band;
  const x = margin - 10;
  const subnets = sites.map((site, column) =>
    words(columnX(column) + padding, y + 19, 'faint mono', site.network.subnets[domain]),
  );
  return element(
    'g',
    { class: domain },
    '\n',
    [
      element('rect', { x, y, width: widthFor(sites.length) - 2 * x, height, rx: 8, class: 'band' }),
      words(margin, y + 20, 'name strong', domain),
      ...subnets,
      ...datasets.map((dataset, at) => drawDataset(dataset, y + bandHead + at * rowHeight, sites)),
    ].join('\n'),
    '\n',
  );
}

/** One dataset: its name, a pill for each copy and backup, and the ways from its home. */
function drawDataset(dataset: Dataset, y: number, sites: readonly Site[]): string {
  const columnOf = (name: string) => sites.findIndex((site) => site.name === name);
  const ways = dataset.copies.map((copy) =>
    drawWay(
      columnOf(dataset.home.site),
      columnOf(copy.site),
      y + 6,
      copy.mode,
      columnOf(dataset.backup.site),
    ),
  );
  return [
    ...drawLabel(dataset, y),
    ...ways,
    drawHome(dataset, columnX(columnOf(dataset.home.site)) + padding, y + 6),
    ...dataset.copies.map(({ site, mode, lagSeconds }) => {
      const isLate = mode === 'asynchronous';
      const text = isLate ? `≤ ${spokenLag(lagSeconds)} behind` : 'synchronous';
      const look = isLate ? 'copy late' : 'copy';
      return drawPill(columnX(columnOf(site)) + padding, y + 6, look, text, dataset.outOfReach === site);
    }),
    drawBackup(dataset, columnX(columnOf(dataset.backup.site)) + padding + placeWidth + 8, y + 6),
  ].join('\n');
}

/** Name and title in three lines at most; the title gives way, since the name is what everything else says. */
function drawLabel({ name, title }: Dataset, y: number): string[] {
  const parts = wrapped(name.replaceAll('-', '- '), 14, labelWidth - 10);
  const names = parts.map((part) => part.replaceAll('- ', '-'));
  const titles = wrapped(title, 12, labelWidth - 10);
  const room = Math.max(0, 3 - names.length);
  const shown = titles.slice(0, room);
  if (titles.length > room && room > 0) shown[room - 1] += ' …';
  const lines = [
    ...names.map((line) => ['ink strong', line] as const),
    ...shown.map((line) => ['faint small', line] as const),
  ];
  return lines.map(([look, line], at) => words(margin, y + 17 + at * 16, look, line));
}

function drawHome({ home, outOfReach }: Dataset, x: number, y: number): string {
  return drawPill(x, y, 'home', 'home', outOfReach === home.site);
}

function drawPill(x: number, y: number, look: string, text: string, isApart: boolean): string {
  const middle = x + placeWidth / 2 + (isApart ? 9 : 0);
  return [
    element('rect', { x, y, width: placeWidth, height: pillHeight, rx: 12, class: look }),
    ...(isApart ? [lock(x + 9, y + 5, 'apart-ink')] : []),
    words(middle, y + 16, look === 'home' ? 'on pill' : 'ink pill', text, 'middle'),
  ].join('');
}

function drawBackup({ backup }: Dataset, x: number, y: number): string {
  const sheet = (shift: number) =>
    element('rect', {
      x: x + shift,
      y: y - shift,
      width: backupWidth,
      height: pillHeight,
      rx: 3,
      class: 'backup',
    });
  return (
    sheet(3) +
    sheet(0) +
    words(x + backupWidth / 2, y + 16, 'ink small', `backup, ${backup.keepDays} d`, 'middle')
  );
}

/** From the home to a copy: straight to a neighbour with nothing between, else below the pills. */
function drawWay(
  home: number,
  copy: number,
  y: number,
  mode: 'synchronous' | 'asynchronous',
  backup: number,
): string {
  const look = mode === 'asynchronous' ? 'way late' : 'way';
  const isRight = copy > home;
  const left = (column: number) => columnX(column) + padding;
  const isFree = Math.abs(copy - home) === 1 && backup !== Math.min(home, copy);
  if (isFree) {
    const [start, end] = isRight
      ? [left(home) + placeWidth, left(copy)]
      : [left(home), left(copy) + placeWidth];
    const middle = y + pillHeight / 2;
    const line = element('path', { d: `M${start} ${middle}H${isRight ? end - 5 : end + 5}`, class: look });
    return line + arrowHead(end, middle, isRight ? 'right' : 'left', 'tip');
  }
  const [bottom, side] = [y + pillHeight, isRight ? 1 : -1];
  const [start, end] = [left(home) + placeWidth / 2, left(copy) + placeWidth / 2];
  const d = `M${start} ${bottom}v8q0 6 ${6 * side} 6H${end - 6 * side}q${6 * side} 0 ${6 * side} -6V${bottom + 5}`;
  return element('path', { d, class: look }) + arrowHead(end, bottom, 'up', 'tip');
}

import type { Estate, Site } from '../../../estate/model';
import { columnWidth, columnX, padding } from './layout';
import { element, lock, words, wrapped } from './svg';

const cloudNames: Readonly<Record<Site['cloud']['kind'], string>> = {
  'open-telekom-cloud': 'Open Telekom Cloud',
  openstack: 'OpenStack',
};

const lineHeight = 18;
const inner = columnWidth - 2 * padding;

/** What stands in the head of a site's card, line by line. */
function headLines(site: Site): readonly (readonly [look: string, text: string])[] {
  const { failureDomains, network, country, cloud, availabilityZone } = site;
  return [
    ...wrapped(site.title, 13, inner).map((line) => ['ink', line] as const),
    ...wrapped(`${failureDomains.town}, ${country}`, 12, inner).map((line) => ['faint small', line] as const),
    ...wrapped(`${cloudNames[cloud.kind]}, zone ${availabilityZone}`, 12, inner).map(
      (line) => ['faint small', line] as const,
    ),
    ['faint mono', network.range],
  ];
}

/** Height of the head of the tallest card, so that all bands begin at the same height. */
export function headHeight(sites: readonly Site[]): number {
  const most = sites.reduce((lines, site) => Math.max(lines, headLines(site).length), 0);
  return padding + 22 + most * lineHeight + 34;
}

/** How many datasets keep their copy out of reach at a site. */
export function keptOutOfReach({ datasets }: Estate, { name }: Site): number {
  return datasets.filter(({ outOfReach }) => outOfReach === name).length;
}

export function drawCard(estate: Estate, site: Site, column: number, y: number, height: number): string {
  const x = columnX(column);
  const kept = keptOutOfReach(estate, site);
  const look = kept > 0 ? 'card apart' : 'card';
  const lines = headLines(site).map(([line, text], at) =>
    words(x + padding, y + padding + 34 + at * lineHeight, line, text),
  );
  return [
    element('rect', { x, y, width: columnWidth, height, rx: 10, class: look }),
    words(x + padding, y + padding + 14, 'ink site', site.name),
    ...lines,
    ...(kept > 0 ? [badge(estate, kept, x + padding, y + headHeight(estate.sites) - 20)] : []),
  ].join('\n');
}

function badge({ datasets }: Estate, kept: number, x: number, y: number): string {
  const which = kept === datasets.length ? 'every dataset' : `${kept} of ${datasets.length} datasets`;
  return (
    lock(x, y - 6, 'apart-ink') + words(x + 18, y + 5, 'apart-ink small', `copy out of reach, for ${which}`)
  );
}

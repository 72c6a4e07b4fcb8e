import type { Estate, FailureDomains, Link, Site } from '../../../estate/model';
import { inLanes, lanesOf, type Span, shareAt } from './lanes';
import { columnWidth, columnX, laneHeight } from './layout';
import { element, widthOf, words, wrapped } from './svg';

function spanOf<T>(names: readonly string[], sites: readonly Site[], what: T): Span<T> {
  const columns = names.map((name) => sites.findIndex((site) => site.name === name));
  return { from: Math.min(...columns), to: Math.max(...columns), what };
}

function tunnelLanes({ links }: Estate, sites: readonly Site[]) {
  return inLanes(links.map((link) => spanOf(link.sites, sites, link)));
}

/** Height of the tunnels above the cards. */
export function tunnelsHeight(estate: Estate, sites: readonly Site[]): number {
  return lanesOf(tunnelLanes(estate, sites)) * laneHeight + 14;
}

/** Tunnels as tubes from card to card, above them; `bottom` is the upper edge of the cards. */
export function drawTunnels(estate: Estate, sites: readonly Site[], bottom: number): string {
  const all = tunnelLanes(estate, sites);
  const drawn = all.map((span) => {
    const y = bottom - 14 - span.lane * laneHeight - 10;
    const x = (column: number) => Math.round(columnX(column) + columnWidth * shareAt(column, span, all));
    const [left, right] = [x(span.from), x(span.to)];
    const d = `M${left} ${bottom}V${y + 8}q0 -8 8 -8H${right - 8}q8 0 8 8V${bottom}`;
    return { tube: tube(d), label: label((left + right) / 2, y, `IPsec ${span.what.suite.name}`) };
  });
  return [...drawn.map(({ tube: one }) => one), ...drawn.map(({ label: one }) => one)].join('\n');
}

export function tube(d: string): string {
  return element('path', { d, class: 'tube' }) + element('path', { d, class: 'bore' });
}

function label(x: number, y: number, text: string): string {
  const width = widthOf(text, 12) + 8;
  return (
    element('rect', { x: x - width / 2, y: y - 9, width, height: 18, class: 'label' }) +
    words(x, y + 4, 'ink small', text, 'middle')
  );
}

/** The suites of all tunnels, each once, in words. */
export function spokenSuites(links: readonly Link[]): string[] {
  const suites = new Map(links.map(({ suite }) => [suite.name, suite]));
  return [...suites.values()].map(
    ({ name, ikeVersion, encryption, hash, group }) =>
      `${name}: IKE${ikeVersion}, ${encryption}, ${hash}, ${group}`,
  );
}

const spoken: Readonly<Record<keyof FailureDomains, string>> = {
  zone: 'zone',
  building: 'building',
  town: 'town',
  controlPlane: 'control plane',
  identityProvider: 'identity provider',
  keyStore: 'key store',
  account: 'account',
};

export interface SharedFate {
  readonly sites: readonly string[];
  readonly what: readonly string[];
}

/** What several sites lose together: one entry for each set of sites. */
export function sharedFates(sites: readonly Site[]): readonly SharedFate[] {
  const bySites = new Map<string, { sites: string[]; what: string[] }>();
  for (const kind of Object.keys(spoken) as (keyof FailureDomains)[]) {
    for (const value of new Set(sites.map(({ failureDomains }) => failureDomains[kind]))) {
      const names = sites
        .filter(({ failureDomains }) => failureDomains[kind] === value)
        .map(({ name }) => name);
      if (names.length < 2) continue;
      const known = bySites.get(names.join()) ?? { sites: names, what: [] };
      bySites.set(names.join(), { ...known, what: [...known.what, `${spoken[kind]} ${value}`] });
    }
  }
  return [...bySites.values()];
}

const fateHeight = 44;

function fateLanes(sites: readonly Site[]) {
  return inLanes(sharedFates(sites).map((fate) => spanOf(fate.sites, sites, fate)));
}

export function fatesHeight(sites: readonly Site[]): number {
  return lanesOf(fateLanes(sites)) * fateHeight;
}

/** Brackets below the cards of sites that share a fate; `top` is the lower edge of the cards. */
export function drawFates(sites: readonly Site[], top: number): string {
  return fateLanes(sites)
    .map(({ from, to, lane, what }) => {
      const y = top + 12 + lane * fateHeight;
      const middle = (column: number) => columnX(column) + columnWidth / 2;
      const members = what.sites.map((name) => sites.findIndex((site) => site.name === name));
      const ticks = members.map((column) => `M${middle(column)} ${y}V${top + 4}`).join('');
      const text = `lost together: ${what.what.join(', ')}`;
      const lines = wrapped(text, 12, middle(to) - middle(from) + columnWidth);
      return [
        element('path', { d: `M${middle(from)} ${y}H${middle(to)}${ticks}`, class: 'shared' }),
        ...lines.map((line, at) =>
          words((middle(from) + middle(to)) / 2, y + 16 + at * 15, 'faint small', line, 'middle'),
        ),
      ].join('');
    })
    .join('\n');
}

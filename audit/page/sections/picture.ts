import { escapeHtml } from '../../escape-html';
import type { Contents } from '../../pack/contents';
import { lagText } from '../client/words';

const [left, column, top, rowHeight] = [200, 250, 190, 46];
const roles = ['primary', 'mirror', 'clinic'];
type Box = { readonly x: number; readonly y: number };

/** The map: sites as columns, datasets as rows, a copy with its key where they meet, tunnels above. */
export function picture({ map, report }: Contents): string {
  const { tunnels } = map;
  const sites = map.sites.toSorted((a, b) => roles.indexOf(a.role) - roles.indexOf(b.role));
  const width = left + column * sites.length + 10;
  const height = top + rowHeight * report.datasets.length + 12;
  const at = (name: string) => left + column * sites.findIndex((site) => site.name === name);
  const rows = report.datasets.map((dataset, row) => {
    const y = top + row * rowHeight;
    const copies = dataset.copies.map((copy, index) => {
      const key = dataset.declared?.places.find(
        ({ site, role }) => site === copy.site && role !== 'backup',
      )?.key;
      return at(copy.site) < left
        ? ''
        : copyBox(copy, key ?? '', { x: at(copy.site), y }, `copy-${row}-${index}`);
    });
    return `<line x1="8" x2="${width - 8}" y1="${y - 4}" y2="${y - 4}" class="rule"/><text x="8" y="${y + 23}" class="strong">${short(dataset.dataset, 24)}</text>${copies.join('')}`;
  });
  return [
    `<div class="wide" role="region" tabindex="0" aria-labelledby="map-words"><svg class="map" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="map-title" aria-describedby="map-words">`,
    ...sites.map((site) => siteBox(site, at(site.name))),
    ...tunnels.map((tunnel) => tunnelLine(tunnel, at)),
    ...rows,
    '</svg></div>',
  ].join('\n');
}

function siteBox(site: Contents['map']['sites'][number], x: number): string {
  const lines = [
    `${site.town}, ${site.country} · ${site.building}`,
    `${two('Zone', 'zone')} ${short(site.zone, 26)}`,
    `${two('Schlüssel in', 'keys in')} ${short(site.keyStore, 22)}`,
  ];
  return [
    `<g><title>${short(site.title, 200)}</title><rect x="${x + 6}" y="88" width="${column - 12}" height="90" rx="6" class="site"/>`,
    `<text x="${x + 18}" y="110" class="name">${short(site.name, 24)}</text>`,
    `<text x="${x + 18}" y="130">${short(lines[0] ?? '', 34)}</text>`,
    `<text x="${x + 18}" y="149">${lines[1]}</text><text x="${x + 18}" y="168">${lines[2]}</text></g>`,
  ].join('');
}

function copyBox(
  copy: Contents['report']['datasets'][number]['copies'][number],
  key: string,
  { x, y }: Box,
  id: string,
): string {
  const lag = lagText(copy.lag);
  const de = copy.role === 'home' ? 'Hauptbestand' : copy.mode === 'synchronous' ? 'synchron' : lag.de;
  const en = copy.role === 'home' ? 'home' : copy.mode === 'synchronous' ? 'synchronous' : lag.en;
  const sign = { present: '✓', missing: '✕', undecided: '?' }[copy.status];
  return [
    `<g id="${id}" class="copy ${copy.status}"><rect x="${x + 6}" y="${y}" width="${column - 12}" height="38" rx="5"/>`,
    `<text x="${x + 18}" y="${y + 24}" class="sign" id="${id}-sign">${sign}</text>`,
    `<text x="${x + 38}" y="${y + 16}">${two(de, en)}</text>`,
    `<text x="${x + 38}" y="${y + 31}" class="key">${two('Schlüssel', 'key')} ${short(key, 13)}</text>`,
    '</g>',
  ].join('');
}

function tunnelLine(
  { sites, suite, cryptography }: Contents['map']['tunnels'][number],
  at: (name: string) => number,
): string {
  const [from, to] = sites.map((name) => at(name) + column / 2).toSorted((a, b) => a - b) as [number, number];
  if (from < left) return '';
  const isWide = to - from > column;
  const y = isWide ? 28 : 60;
  const shift = isWide ? 24 : 0;
  return `<g><title>${short(`${sites.join(' – ')}: ${cryptography}`, 200)}</title><path d="M${from + 12 - shift} 88V${y}H${to - 12 + shift}V88" class="tunnel"/><text x="${(from + to) / 2}" y="${y - 7}" class="middle">IPsec, ${short(suite, 20)}</text></g>`;
}

function two(de: string, en: string): string {
  return `<tspan class="de" lang="de">${escapeHtml(de)}</tspan><tspan class="en" lang="en">${escapeHtml(en)}</tspan>`;
}

/** Letters do not wrap in a picture: the table beside it holds the whole name. */
function short(text: string, length: number): string {
  const characters = [...text];
  return escapeHtml(characters.length <= length ? text : `${characters.slice(0, length - 1).join('')}…`);
}

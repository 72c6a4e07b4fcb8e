import type { Dataset, Estate, Site } from '../../estate/model';
import { placementsOf } from '../../estate/queries';
import { spokenLag } from './picture/layout';

/**
 * The estate as a Mermaid flowchart: a box for each site, in it its datasets and its key store, and between them
 * replication and tunnels. Source of the syntax: mermaid.js.org, "Flowcharts".
 */
export function renderMermaid(estate: Estate): string {
  const { sites, datasets, links } = estate;
  const siteId = (name: string) => `s${sites.findIndex((site) => site.name === name)}`;
  const datasetId = (at: number, site: string) => `${siteId(site)}d${at}`;
  const lines = [
    'flowchart LR',
    ...sites.flatMap((site) => siteLines(site, estate, siteId(site.name))),
    ...links.map(
      ({ sites: [one, other], suite }) =>
        `  ${siteId(one)} ---|${quoted(`IPsec ${suite.name}`)}| ${siteId(other)}`,
    ),
    ...datasets.flatMap((dataset, at) =>
      dataset.copies.map(({ site, mode, lagSeconds }) => {
        const isLate = mode === 'asynchronous';
        const told = isLate ? `up to ${spokenLag(lagSeconds)} behind` : 'synchronous';
        const arrow = isLate ? '-.->' : '==>';
        return `  ${datasetId(at, dataset.home.site)} ${arrow}|${quoted(told)}| ${datasetId(at, site)}`;
      }),
    ),
  ];
  return `${lines.join('\n')}\n`;
}

function siteLines(site: Site, { datasets }: Estate, id: string): readonly string[] {
  const { keyStore, country } = site.keyCustody;
  const held = datasets.flatMap((dataset, at) => {
    const told = roleAt(dataset, site.name);
    return told === undefined ? [] : [`    ${id}d${at}[${quoted(`${dataset.name}: ${told}`)}]`];
  });
  return [
    `  subgraph ${id}[${quoted(`${site.name}: ${site.title}`)}]`,
    ...held,
    `    ${id}k{{${quoted(`keys: ${keyStore} (${country})`)}}}`,
    '  end',
  ];
}

/** What of a dataset is at a site, with the first characters of its key's id; undefined where nothing is. */
function roleAt(dataset: Dataset, site: string): string | undefined {
  const placed = placementsOf(dataset).find((one) => one.site === site);
  const parts = [
    ...(placed ? [`${placed.role}, key ${placed.key.slice(0, 8)}`] : []),
    ...(dataset.backup.site === site ? [`backup, ${dataset.backup.keepDays} days`] : []),
    ...(dataset.outOfReach === site ? ['out of reach of the others'] : []),
  ];
  return parts.length === 0 ? undefined : parts.join(', ');
}

/**
 * A label in quotes. Whatever is no letter, digit or plain mark becomes Mermaid's entity code (`#35;`), so that a name
 * can neither end its label nor bring HTML, Markdown or an icon into it.
 */
function quoted(text: string): string {
  return `"${text.replaceAll(/[^\p{L}\p{N} .,:()/_-]/gu, (mark) => `#${mark.codePointAt(0)};`)}"`;
}

import type { Dataset, Estate, Site } from '../../estate/model';
import { placementsOf } from '../../estate/queries';
import { spokenLag } from './picture/layout';

/** What was judged of each dataset's copies, as a report has it. */
export type JudgedCopies = readonly {
  readonly dataset: string;
  readonly copies: readonly { readonly site: string; readonly status: 'present' | 'missing' | 'undecided' }[];
}[];

/**
 * The estate as a Mermaid flowchart: a box for each site, in it its datasets and its key store, and between them
 * replication and tunnels. Source of the syntax: mermaid.js.org, "Flowcharts".
 * @param judged of what is not seen to be there it says so; without it everything is drawn as declared
 */
export function renderMermaid(estate: Estate, judged?: JudgedCopies): string {
  const { sites, datasets, links } = estate;
  const statusOf = ({ name }: Dataset, site: string) => {
    const copies = judged?.find(({ dataset }) => dataset === name)?.copies;
    return judged === undefined
      ? 'present'
      : (copies?.find((one) => one.site === site)?.status ?? 'undecided');
  };
  const siteId = (name: string) => `s${sites.findIndex((site) => site.name === name)}`;
  const datasetId = (at: number, site: string) => `${siteId(site)}d${at}`;
  const lines = [
    'flowchart LR',
    ...sites.flatMap((site) => siteLines(site, estate, { id: siteId(site.name), statusOf })),
    ...links.map(
      ({ sites: [one, other], suite }) =>
        `  ${siteId(one)} ---|${quoted(`IPsec ${suite.name}`)}| ${siteId(other)}`,
    ),
    ...datasets.flatMap((dataset, at) =>
      dataset.copies.map(({ site, mode, lagSeconds }) => {
        const isLate = mode === 'asynchronous';
        const lag = isLate ? `up to ${spokenLag(lagSeconds)} behind` : 'synchronous';
        const arrow = isLate ? '-.->' : '==>';
        return `  ${datasetId(at, dataset.home.site)} ${arrow}|${quoted(lag)}| ${datasetId(at, site)}`;
      }),
    ),
  ];
  const open = datasets.flatMap((dataset, at) =>
    placementsOf(dataset).flatMap(({ site }) => {
      const status = statusOf(dataset, site);
      return status === 'present' ? [] : [`  class ${datasetId(at, site)} ${status}`];
    }),
  );
  return `${[...lines, ...(open.length === 0 ? [] : [...classes, ...open])].join('\n')}\n`;
}

/** Beside the words, so that a copy that is not there does not look like one that is. */
const classes = [
  '  classDef missing stroke:#a4262c,stroke-width:3px,stroke-dasharray:6 4',
  '  classDef undecided stroke:#8a5a00,stroke-width:3px,stroke-dasharray:2 3',
];

const told = { present: '', missing: ', MISSING', undecided: ', undecided' } as const;

function siteLines(
  site: Site,
  { datasets }: Estate,
  {
    id,
    statusOf,
  }: { readonly id: string; readonly statusOf: (dataset: Dataset, site: string) => keyof typeof told },
): readonly string[] {
  const { keyStore, country } = site.keyCustody;
  const held = datasets.flatMap((dataset, at) => {
    const role = roleAt(dataset, site.name);
    const isCopy = placementsOf(dataset).some((one) => one.site === site.name);
    const status = isCopy ? told[statusOf(dataset, site.name)] : '';
    return role === undefined ? [] : [`    ${id}d${at}[${quoted(`${dataset.name}: ${role}${status}`)}]`];
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

import type { DiffReport } from '../compare/diff-report';
import { sealComment } from './diff-comment';
import {
  arrow,
  aspects,
  countBySite,
  groupPromise,
  groupResources,
  groupVerdictChanges,
  headings,
  isLossOf,
  type PromiseGroup,
  pendingText,
  type ResourceGroup,
  sideName,
  someOf,
  unchangedText,
  type VerdictGroup,
  verbs,
} from './diff-groups';
import { renderGuardedMarkdown } from './guarded-markdown';
import { code, escapeMarkdown } from './markdown-text';

/** GitHub takes 65,536 characters; what a pipeline adds has to fit as well. */
const longest = 59_000;

/**
 * Renders what a change means as a comment on it: the sentence and the promise whole, then what breaks, then what is
 * destroyed, then the rest as far as it fits, folded. What is left out is counted.
 */
export function renderDiffMarkdown(report: DiffReport): string {
  const groups = groupVerdictChanges(report.verdicts);
  const isBad = ({ verdict }: VerdictGroup) => verdict.worse;
  const head = [headline(report), renderGuardedMarkdown(report), promise(report)].filter(
    (part) => part !== '',
  );
  const tail = [unchangedText(report), '_Made by `estate diff`; its JSON has everything._'];
  const count = counts(report);
  let room = longest - [...head, count, ...tail].join('\n\n').length - 500;
  // Each gets a share of what is left, so that none of them, however long, takes the place of all others.
  const take = (rows: Rows, share: number) => {
    const text = fill(rows, room * share);
    room -= text.length + 2;
    return text;
  };
  const { changes } = report.resources;
  const [lost, others] = [changes.filter(isLossOf), changes.filter((one) => !isLossOf(one))];
  const losses = take(
    { title: 'What is lost', table: resourceTable, rows: rowsOf(lost), folded: false },
    0.4,
  );
  const bad = groups.filter(isBad).map(verdictRow);
  const good = groups.filter((group) => !isBad(group)).map(verdictRow);
  const parts = [
    take({ title: 'What gets worse', table: verdictTable, rows: bad, folded: false }, 0.6),
    count,
    losses,
    take({ title: 'Every other resource', table: resourceTable, rows: rowsOf(others), folded: true }, 0.7),
    take({ title: 'What else the rules say', table: verdictTable, rows: good, folded: true }, 1),
  ];
  return sealComment([...head, ...parts, ...tail].filter((part) => part !== '').join('\n\n'));
}

function headline({ headline, worse, base, head, notes }: DiffReport): string {
  const sides = `${code(sideName(base))} → ${code(sideName(head))}, judged as of ${head.asOf}`;
  return [
    `## ${worse ? '❌' : '✅'} ${escapeMarkdown(headline)}`,
    '',
    `${sides}${notes.map((note) => `<br>${escapeMarkdown(note)}`).join('')}`,
  ].join('\n');
}

/** Whole in any case: where it is long its witnesses go, then its table. */
function promise({ promise }: DiffReport): string {
  const groups = groupPromise(promise);
  if (groups.length === 0) return '### The promise\n\nAs it was.';
  const tableHead = '### The promise\n\n| | datasets | what | before | after |\n|---|---|---|---|---|\n';
  const full = `${tableHead}${groups.map((group) => promiseRow(group, true)).join('\n')}`;
  if (full.length < longest / 2) return full;
  const short = `${tableHead}${groups.map((group) => promiseRow(group, false)).join('\n')}`;
  if (short.length < longest / 2) return short;
  const lines = [...new Set(groups.map(({ change }) => `${change.direction} ${aspects[change.aspect]}`))].map(
    (kind) => {
      const own = promise.filter((one) => `${one.direction} ${aspects[one.aspect]}` === kind);
      const datasets = [...new Set(own.map(({ dataset }) => dataset))].map(escapeMarkdown);
      return `- **${kind}**: ${own.length} changes to ${datasets.length} datasets: ${fitting(datasets, longest / 40)}`;
    },
  );
  return `### The promise\n\n${lines.join('\n')}`;
}

function fitting(texts: readonly string[], length: number): string {
  let used = 0;
  const shown = texts.filter((text) => {
    used += text.length + 2;
    return used <= length;
  });
  return `${shown.join(', ')}${shown.length < texts.length ? ` and ${texts.length - shown.length} more` : ''}`;
}

const marks = { worse: '❌ worse', better: '✅ better', changed: 'changed' } as const;

function promiseRow({ change, datasets }: PromiseGroup, withWitness: boolean): string {
  const { direction, aspect, what, before, after, witness } = change;
  const because =
    withWitness && witness !== null ? `<br><sub>${escapeMarkdown(clip(witness, 300))}</sub>` : '';
  const cells = [
    `${marks[direction]}<br>${aspects[aspect]}`,
    escapeMarkdown(someOf(datasets, 12)),
    escapeMarkdown(clip(what, 300)),
    escapeMarkdown(clip(before || '–', 200)),
    `${escapeMarkdown(clip(after || '–', 200))}${because}`,
  ];
  return `| ${cells.join(' | ')} |`;
}

/** How many resources at each site: always there, so that nothing is destroyed unsaid. */
function counts({ resources }: DiffReport): string {
  const { observable, reason, changes } = resources;
  if (!observable) return `### Resources\n\nNot observable: ${escapeMarkdown(reason)}.`;
  const pending = pendingText(resources);
  if (changes.length === 0) return `### Resources\n\nNothing changes. ${pending}`.trim();
  const sites = countBySite(resources);
  const lines = sites
    .slice(0, 60)
    .map(([stack, said]) => `- **${escapeMarkdown(clip(stack, 60))}**: ${said}`);
  if (sites.length > 60) lines.push(`- and ${sites.length - 60} more sites`);
  return ['### Resources', '', ...lines, ...(pending === '' ? [] : ['', pending])].join('\n');
}

interface Rows {
  readonly title: string;
  readonly table: string;
  readonly rows: readonly string[];
  readonly folded: boolean;
}

const verdictTable = '| | policy | where | what and how to mend it |\n|---|---|---|---|';
const resourceTable = '| | site | resource | what changes |\n|---|---|---|---|';

/** As many rows as there is room for, in their order, and how many are not shown. */
function fill({ title, table: head, rows, folded }: Rows, room: number): string {
  if (rows.length === 0) return '';
  const shown: string[] = [];
  let used = head.length + 250;
  for (const row of rows) {
    if (used + row.length + 1 > room) break;
    shown.push(row);
    used += row.length + 1;
  }
  const left = rows.length - shown.length;
  const more = left > 0 ? `\n\n**${left} more are left out:** this comment is full.` : '';
  const table = shown.length > 0 ? [head, ...shown].join('\n') : '';
  if (!folded) return `### ${title}\n\n${table}${more}`;
  return `<details><summary>${title} (${rows.length})</summary>\n\n${table}${more}\n\n</details>`;
}

function verdictRow({ verdict, places, lines }: VerdictGroup): string {
  const { change, severity, policy, message, remediation, worse } = verdict;
  const where = places.slice(0, 5).map((place) => code(clip(place, 200)));
  if (places.length > 5) where.push(`and ${places.length - 5} more`);
  if (lines.length > 0) where.push(`made at ${lines.slice(0, 3).map(code).join(', ')}`);
  const fix = worse && remediation !== '' ? `<br>**Fix:** ${escapeMarkdown(remediation)}` : '';
  const what = `${escapeMarkdown(clip(message, 600))}${fix}`;
  return `| **${headings[change]}**<br>${severity} | ${code(policy)} | ${where.join('<br>')} | ${what} |`;
}

function rowsOf(changes: DiffReport['resources']['changes']): readonly string[] {
  return groupResources(changes).map(resourceRow);
}

function resourceRow({ first, all, datasets, attributes, hasValues }: ResourceGroup): string {
  const { action, stack, type, reason, previousAddress } = first;
  const addresses = all.slice(0, 3).map(({ address }) => code(clip(address, 200)));
  if (all.length > 3) addresses.push(`and ${all.length - 3} more`);
  const what = [
    all.length > 1 ? `${all.length} × ${code(type)}<br>` : '',
    addresses.join('<br>'),
    previousAddress === null ? '' : `<br>was ${code(clip(previousAddress, 200))}`,
    datasets.length === 0 ? '' : `<br>of ${escapeMarkdown(someOf(datasets, 4))}`,
  ].join('');
  const lines = attributes.slice(0, 12).map(({ attribute, before, after, forcesReplacement }) => {
    const values = hasValues ? ` ${code(arrow(clip(before, 80), clip(after, 80)))}` : '';
    return `${code(clip(attribute, 100))}${values}${forcesReplacement ? ' **cannot be changed in place**' : ''}`;
  });
  if (attributes.length > 12) lines.push(`and ${attributes.length - 12} more attributes`);
  if (reason !== null) lines.push(`since ${escapeMarkdown(reason)}`);
  return `| **${verbs[action]}** | ${escapeMarkdown(stack)} | ${what} | ${lines.join('<br>')} |`;
}

function clip(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length)}…` : text;
}

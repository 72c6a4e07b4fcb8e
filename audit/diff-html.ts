import { createHash } from 'node:crypto';
import type { DiffReport } from '../compare/diff-report';
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
  unchangedText,
  type VerdictGroup,
  verbs,
} from './diff-groups';
import { escapeHtml } from './escape-html';

const style = `:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}body{max-width:72rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.5rem;border-left:.4rem solid;padding-left:.8rem}h1.worse{border-color:#c62828}h1.fine{border-color:#2e7d32}
table{border-collapse:collapse;width:100%;margin:1rem 0}th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;border-top:1px solid #8886}
tr.worse td:first-child{border-left:.3rem solid #c62828}tr.better td:first-child{border-left:.3rem solid #2e7d32}
code{overflow-wrap:anywhere}small{display:block;opacity:.8}summary{cursor:pointer;font-weight:600;margin-top:1rem}`;

/** Scripts, forms, and anything from elsewhere are forbidden; the one style is allowed by its hash. */
const policy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'`;

/** Renders what a change means as one page that needs nothing else and runs nothing. */
export function renderDiffHtml(report: DiffReport): string {
  const { headline, worse, base, head, notes } = report;
  const body = [
    `<h1 class="${worse ? 'worse' : 'fine'}">${escapeHtml(headline)}</h1>`,
    `<p>${codeOf(sideName(base))} → ${codeOf(sideName(head))}, judged as of ${escapeHtml(head.asOf)}</p>`,
    ...notes.map((note) => `<p>${escapeHtml(note)}</p>`),
    approvals(report),
    '<h2>The promise</h2>',
    promise(report),
    '<h2>The rules</h2>',
    verdicts(report),
    '<h2>Resources</h2>',
    resources(report),
  ];
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width">',
    '<meta name="referrer" content="no-referrer">',
    `<title>${escapeHtml(headline)}</title>`,
    `<style>${style}</style>`,
    '</head>',
    '<body>',
    ...body,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

/** Who has approved what of the head's plans, and what waits for somebody; nothing where nothing needs it. */
function approvals({ approvals = [], guarded = [] }: DiffReport): string {
  if (approvals.length + guarded.length === 0) return '';
  const open = guarded.filter(({ approvedBy }) => approvedBy === null);
  return [
    '<h2>Who must approve</h2>',
    table(
      ['', 'what', 'where', 'who'],
      [
        ...open.map(({ guard, stack, address }) =>
          row('worse', [
            'not approved',
            codeOf(guard),
            `${escapeHtml(stack)} ${codeOf(address)}`,
            'somebody who did not make the change, for these very plans',
          ]),
        ),
        ...approvals.map(({ file, approver, reason, expires, approves }) =>
          row('better', [
            'approved',
            [...new Set(approves.map(({ guard }) => guard))].map(codeOf).join(', '),
            approves.map(({ stack, address }) => `${escapeHtml(stack)} ${codeOf(address)}`).join('<br>'),
            `${escapeHtml(approver.name)}, ${escapeHtml(approver.role)}, until ${escapeHtml(expires)}: ${escapeHtml(reason)}<small>${escapeHtml(file)}</small>`,
          ]),
        ),
      ],
    ),
  ].join('\n');
}

function promise({ promise }: DiffReport): string {
  const groups = groupPromise(promise);
  if (groups.length === 0) return '<p>As it was.</p>';
  return table(['', 'datasets', 'what', 'before', 'after'], groups.map(promiseRow));
}

function promiseRow({ change, datasets }: PromiseGroup): string {
  const { direction, aspect, what, before, after, witness } = change;
  const because = witness === null ? '' : `<small>${escapeHtml(witness)}</small>`;
  return row(direction, [
    `${direction}<small>${aspects[aspect]}</small>`,
    escapeHtml(datasets.join(', ')),
    escapeHtml(what),
    escapeHtml(before || '–'),
    `${escapeHtml(after || '–')}${because}`,
  ]);
}

function verdicts(report: DiffReport): string {
  const groups = groupVerdictChanges(report.verdicts);
  const before = `<p>${unchangedText(report)}</p>`;
  if (groups.length === 0) return before;
  return table(['', 'policy', 'where', 'what and how to mend it'], groups.map(verdictRow)) + before;
}

function verdictRow({ verdict, places, lines }: VerdictGroup): string {
  const { change, severity, policy, message, remediation, worse } = verdict;
  const made = lines.length === 0 ? '' : `<small>made at ${lines.map(codeOf).join(', ')}</small>`;
  const fix = worse && remediation !== '' ? `<small>Fix: ${escapeHtml(remediation)}</small>` : '';
  return row(worse ? 'worse' : change === 'fixed' ? 'better' : '', [
    `${headings[change]}<small>${escapeHtml(severity)}</small>`,
    codeOf(policy),
    `${places.map(codeOf).join('<br>')}${made}`,
    `${escapeHtml(message)}${fix}`,
  ]);
}

function resources({ resources }: DiffReport): string {
  const { observable, reason, changes } = resources;
  if (!observable) return `<p>Not observable: ${escapeHtml(reason)}.</p>`;
  const pending = pendingText(resources);
  const after = pending === '' ? '' : `<p>${pending}</p>`;
  if (changes.length === 0) return `<p>Nothing changes.</p>${after}`;
  const sites = countBySite(resources).map(([stack, counts]) => {
    const groups = groupResources(changes.filter((one) => one.stack === stack));
    const rows = table(['', 'resource', 'what changes'], groups.map(resourceRow));
    const isOpen = groups.some(({ first }) => isLossOf(first)) || groups.length <= 10;
    return `<details${isOpen ? ' open' : ''}><summary>${escapeHtml(stack)}: ${counts}</summary>${rows}</details>`;
  });
  return `${sites.join('\n')}${after}`;
}

function resourceRow({ first, all, datasets, attributes, hasValues }: ResourceGroup): string {
  const { action, reason, previousAddress } = first;
  const isLoss = isLossOf(first);
  const lines = attributes.map(({ attribute, before, after, forcesReplacement }) => {
    const values = hasValues ? ` ${escapeHtml(arrow(before, after))}` : '';
    return `${codeOf(attribute)}${values}${forcesReplacement ? ' <strong>cannot be changed in place</strong>' : ''}`;
  });
  return row(isLoss ? 'worse' : '', [
    `${verbs[action]}${isLoss ? '<small>what it holds is lost</small>' : ''}`,
    [
      all.map(({ address }) => codeOf(address)).join('<br>'),
      previousAddress === null ? '' : `<small>was ${codeOf(previousAddress)}</small>`,
      datasets.length === 0 ? '' : `<small>of ${escapeHtml(datasets.join(', '))}</small>`,
    ].join(''),
    [...lines, ...(reason === null ? [] : [`since ${escapeHtml(reason)}`])].join('<br>'),
  ]);
}

function table(head: readonly string[], rows: readonly string[]): string {
  return `<table><thead><tr>${head.map((one) => `<th>${one}</th>`).join('')}</tr></thead><tbody>\n${rows.join('\n')}\n</tbody></table>`;
}

function row(kind: string, cells: readonly string[]): string {
  return `<tr${kind === '' ? '' : ` class="${kind}"`}>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
}

function codeOf(text: string): string {
  return `<code>${escapeHtml(text)}</code>`;
}

import {
  type DatasetReport,
  type GroupedVerdict,
  groupVerdicts,
  type PromiseVerdict,
  type Report,
  verdictsThatStop,
} from '../judge/report';
import { renderGuardedMarkdown } from './guarded-markdown';
import { dayOf, exercisedOn, lostIn, standingOf } from './level';
import { code, escapeMarkdown } from './markdown-text';
import { inSandbox } from './plain-text';

/** The longest comment that GitHub takes, in characters; GitLab takes more. */
const longest = 65_536;
/** Room for what says how much was left out. */
const reserve = 300;

/** Failed drills that are named. */
const mostDrills = 5;

/** Renders a report as a comment on a change: what it means for the promise, then what stands against it. */
export function renderMarkdown(report: Report): string {
  const groups = groupVerdicts(report.verdicts.filter(({ outcome }) => outcome !== 'notObservable'));
  const stops = new Set(verdictsThatStop(report));
  const head = whatFits(
    [headline(report, stops.size), failedDrills(report), renderGuardedMarkdown(report), summary(report)],
    longest / 4,
  );
  const tail = whatFits([coverage(report), assumptions(report), about(report)], longest / 4);
  const promise = whatFits(promises(report), longest / 4);
  const room = longest - reserve - [...head.parts, ...tail.parts, ...promise.parts].join('\n\n').length;
  const found = findings(groups, room);
  const left = head.left + tail.left + promise.left;
  const parts = [
    ...head.parts,
    ...promise.parts,
    ...found,
    ...tail.parts,
    ...(left > 0
      ? [`_${left} sections are left out: too long for a comment; the JSON report has them._`]
      : []),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

/** The parts that fit into a length, in their order, and how many do not. */
function whatFits(parts: readonly string[], length: number) {
  const taken: string[] = [];
  let used = 0;
  for (const part of parts) {
    if (used + part.length + 2 > length) continue;
    used += part.length + 2;
    taken.push(part);
  }
  return { parts: taken, left: parts.length - taken.length };
}

function headline({ summary, verdicts }: Report, stopping: number): string {
  if (stopping > 0) return `## ❌ Not to be deployed: ${summary.fail} failed, ${summary.undecided} undecided`;
  if (summary.undecided === 0) return '## ✅ Nothing failed, nothing undecided';
  // What only the source of a plan shows, no later input decides.
  const isAllOfSources = verdicts.every((v) => v.outcome !== 'undecided' || v.readFrom === 'source');
  const where = isAllOfSources ? 'in the sources, which does not stop a plan' : 'until there is a plan';
  return `## ⚠️ Nothing failed; ${summary.undecided} undecided ${where}`;
}

/** A drill that failed is said even where it counts for no dataset: what was tried for real and went wrong. */
function failedDrills({ drills = [] }: Report): string {
  const failed = drills.filter(({ held }) => !held);
  const lines = failed.slice(0, mostDrills).map((drill) => {
    const shown = drill.failed.slice(0, 3).map(escapeMarkdown);
    if (drill.failed.length > shown.length) shown.push(`and ${drill.failed.length - shown.length} more`);
    return `- **The drill ${code(drill.file)} of ${dayOf(drill)} failed:** ${shown.join('; ') || 'nothing was exercised'}`;
  });
  if (failed.length > lines.length) lines.push(`- and ${failed.length - lines.length} more drills failed`);
  return lines.join('\n');
}

function summary({ summary, inputs, asOf, sandbox }: Report): string {
  const { pass, fail, undecided, notObservable, exempt, notApplicable } = summary;
  const names = inputs.slice(0, 20).map(({ kind, stack }) => `${kind} of ${escapeMarkdown(stack)}`);
  const more = inputs.length > 20 ? ` and ${inputs.length - 20} more` : '';
  return [
    ...(sandbox ? [`**${inSandbox}**`, ''] : []),
    `Judged as of ${asOf}: ${names.join(', ')}${more}.`,
    '',
    '| passed | failed | undecided | exempt | not observable | not applicable |',
    '|---:|---:|---:|---:|---:|---:|',
    `| ${[pass, fail, undecided, exempt, notObservable, notApplicable].join(' | ')} |`,
  ].join('\n');
}

/** What each dataset withstands; one row each, and below it the losses that it does not withstand. */
function promises(report: Report): string[] {
  const { datasets, promises } = report;
  if (datasets.length === 0) return [];
  const rows = datasets.map((dataset) => {
    const of = promises.filter((promise) => promise.dataset === dataset.dataset);
    return `| ${[escapeMarkdown(dataset.dataset), levelCell(dataset, report), copies(dataset), withstood(of)].join(' | ')} |`;
  });
  const against = promises.filter(({ outcome }) => outcome !== 'withstands');
  const lines = against.slice(0, 10).map(({ outcome, dataset, counterexample }) => {
    const text = escapeMarkdown(counterexample ?? '');
    return `- **${outcome}** ${escapeMarkdown(dataset)}: ${text}`;
  });
  if (against.length > 10) lines.push(`- and ${against.length - 10} more losses; the JSON report lists them`);
  return [
    ['### The promise', '', '| dataset | level | copies | losses |', '|---|---|---|---|', ...rows].join('\n'),
    lines.join('\n'),
  ];
}

function levelCell(dataset: DatasetReport, report: Report): string {
  const { provided, shown, against } = standingOf(dataset, report);
  if (against) return `${provided}, **but the drill of ${dayOf(against)} ${lostIn(against).en}**`;
  const last = dataset.drills?.find(({ outcome }) => outcome === 'held');
  if (last === undefined || shown.length === 0) return dataset.level;
  const what =
    dataset.level === 'shown'
      ? 'shown'
      : `${provided}; loss of ${shown.map(escapeMarkdown).join(', ')} shown`;
  return `${what} on ${dayOf(last)}, ${escapeMarkdown(exercisedOn(last).en)}`;
}

function copies({ copies }: DatasetReport): string {
  const said = copies.map(({ site, status }) => `${site}${status === 'present' ? '' : ` (**${status}**)`}`);
  return said.map((text) => text.replace(/^[^ ]+/, escapeMarkdown)).join(', ');
}

function withstood(promises: readonly PromiseVerdict[]): string {
  const number = (is: (promise: PromiseVerdict) => boolean) => promises.filter(is).length;
  const parts = [
    [number((p) => p.outcome === 'withstands' && !p.conditional), 'withstood'],
    [number((p) => p.outcome === 'withstands' && p.conditional), 'withstood if assumptions hold'],
    [number((p) => p.outcome === 'undecided'), '**undecided**'],
    [number((p) => p.outcome === 'lost'), '**lost**'],
  ] as const;
  return parts.flatMap(([count, text]) => (count > 0 ? `${count} ${text}` : [])).join(', ');
}

const tableHead = '| outcome | policy | where | what and how to mend it |\n|---|---|---|---|';

/** As many findings as there is room for, worst first, and how many findings and places are not shown. */
function findings(groups: readonly GroupedVerdict[], room: number): string[] {
  if (groups.length === 0) return [];
  const rows: string[] = [];
  let used = tableHead.length + 100;
  for (const group of groups) {
    const row = rowOf(group);
    if (used + row.length + 1 > room) break;
    rows.push(row);
    used += row.length + 1;
  }
  const left = groups.slice(rows.length);
  const places = left.reduce((sum, group) => sum + group.places.length, 0);
  const note = `**${left.length} more findings at ${places} places are left out:** this comment is full. The JSON report has all of them.`;
  return [
    '### Findings',
    ...(rows.length > 0 ? [[tableHead, ...rows].join('\n')] : []),
    ...(left.length > 0 ? [note] : []),
  ];
}

const mostPlaces = 5;

function rowOf({ verdict, places, lines }: GroupedVerdict): string {
  const { policy, severity, outcome, message, remediation } = verdict;
  const shown = places.slice(0, mostPlaces).map(code);
  if (places.length > mostPlaces) shown.push(`and ${places.length - mostPlaces} more`);
  if (lines.length > 0) shown.push(`made at ${lines.slice(0, mostPlaces).map(code).join(', ')}`);
  const what = `${escapeMarkdown(message)}<br>**Fix:** ${escapeMarkdown(remediation)}`;
  return `| **${outcome}**<br>${severity} | ${code(policy)} | ${shown.join('<br>')} | ${what} |`;
}

function coverage({ coverage, verdicts }: Report): string {
  const hidden = new Set(verdicts.filter((v) => v.outcome === 'notObservable').map((v) => v.policy));
  const types = coverage.unjudgedTypes.slice(0, 30).map(({ type, count }) => `${code(type)} (${count})`);
  const more = coverage.unjudgedTypes.length > 30 ? ` and ${coverage.unjudgedTypes.length - 30} more` : '';
  return [
    '<details><summary>What was and was not examined</summary>',
    '',
    `${coverage.judged} of ${coverage.resources} resources have a policy of their own.`,
    ...(types.length > 0 ? [`No policy looks at: ${types.join(', ')}${more}.`] : []),
    ...(hidden.size > 0 ? [`Not observable in these inputs: ${[...hidden].map(code).join(', ')}.`] : []),
    '',
    '</details>',
  ].join('\n');
}

function assumptions({ assumptions, asOf }: Report): string {
  const open = assumptions.filter(({ confirmed, reviewBy }) => !confirmed || reviewBy < asOf);
  if (open.length === 0) return '';
  const lines = open.map(({ name, statement }) => `- ${code(name)}: ${escapeMarkdown(statement)}`);
  const said = `Assumptions that nobody has confirmed, or not lately: ${open.length}`;
  return [`<details><summary>${said}</summary>`, '', ...lines, '', '</details>'].join('\n');
}

function about({ tool, exceptions }: Report): string {
  const excepted = exceptions.length > 0 ? ` ${exceptions.length} exceptions are declared.` : '';
  return `_Made by ${tool.name} ${tool.version} from its report.${excepted} ${code('estate explain AREA/NAME')} says why a policy is._`;
}

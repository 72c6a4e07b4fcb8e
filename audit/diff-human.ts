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
  someOf,
  unchangedText,
  type VerdictGroup,
  verbs,
} from './diff-groups';
import { renderGuarded } from './guarded';
import { onOneLine } from './plain-text';

/** Renders what a change means for a terminal: one sentence, then the promise, the rules, the resources. */
export function renderDiffHuman(report: DiffReport): string {
  const { headline, base, head, notes } = report;
  const parts = [
    `${report.worse ? 'WORSE: ' : ''}${headline}`,
    [`${sideName(base)} → ${sideName(head)}, as of ${head.asOf}`, ...notes].join('\n'),
    renderGuarded(report).trim(),
    renderPromise(report),
    renderVerdicts(report),
    renderResources(report),
  ];
  // What a plan names may hold what a terminal obeys.
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`.split('\n').map(onOneLine).join('\n');
}

const most = { promise: 60, verdicts: 40, resources: 60, value: 100 };

function renderPromise({ promise }: DiffReport): string {
  if (promise.length === 0) return 'The promise: as it was.';
  const groups = groupPromise(promise);
  return [
    'The promise:',
    ...groups.slice(0, most.promise).map(promiseLines),
    ...left(groups, most.promise),
  ].join('\n');
}

function promiseLines({ change, datasets }: PromiseGroup): string {
  const { aspect, direction, what, before, after, witness } = change;
  const head = `  ${direction.padEnd(7)} ${someOf(datasets, 8)} [${aspects[aspect]}] ${what}: ${arrow(before, after)}`;
  return witness === null ? head : `${head}\n            ${witness}`;
}

function renderVerdicts(report: DiffReport): string {
  const groups = groupVerdictChanges(report.verdicts);
  if (groups.length === 0) return `The rules: nothing else than before. ${unchangedText(report)}`;
  const lines = groups.slice(0, most.verdicts).map(verdictLines);
  return ['The rules:', ...lines, ...left(groups, most.verdicts), `  ${unchangedText(report)}`].join('\n');
}

function verdictLines({ verdict, places, lines }: VerdictGroup): string {
  const { change, severity, policy, message, remediation, was } = verdict;
  const isOpen = change === 'new' || change === 'undecided' || change === 'unseen';
  return [
    `  ${headings[change]} (${severity}): ${policy}: ${someOf(places, 6)}`,
    `    ${change === 'fixed' || change === 'gone' ? `was ${was}: ` : ''}${message}`,
    ...(lines.length > 0 ? [`    made at: ${someOf(lines, 4)}`] : []),
    ...(isOpen && remediation !== '' ? [`    fix: ${remediation}`] : []),
  ].join('\n');
}

function renderResources({ resources }: DiffReport): string {
  const { observable, reason, changes } = resources;
  if (!observable) return `Resources: not observable: ${reason}.`;
  const pending = pendingText(resources);
  if (changes.length === 0) return `Resources: nothing changes. ${pending}`.trim();
  const sites = countBySite(resources).map(([stack, counts]) => {
    const groups = groupResources(changes.filter((one) => one.stack === stack));
    const shown = groups.slice(0, most.resources).map(resourceLines);
    return [`  ${stack}: ${counts}`, ...shown, ...left(groups, most.resources)].join('\n');
  });
  return ['Resources:', ...sites, ...(pending === '' ? [] : [`  ${pending}`])].join('\n');
}

function resourceLines(group: ResourceGroup): string {
  const { first, all, datasets, attributes, hasValues } = group;
  const { action, type, reason, previousAddress } = first;
  const what =
    all.length === 1
      ? first.address
      : `${all.length} × ${type} (${someOf(
          all.map(({ address }) => address.replace(`${type}.`, '')),
          3,
        )})`;
  const from =
    previousAddress === null ? '' : all.length === 1 ? `, was ${previousAddress}` : ', under other names';
  const held = datasets.length === 0 ? '' : ` [${someOf(datasets, 4)}]`;
  const isLoss = isLossOf(first) ? '  WHAT IT HOLDS IS LOST' : '';
  return [
    `    ${verbs[action]}: ${what}${from}${held}${isLoss}`,
    ...(reason === null ? [] : [`      since ${reason}`]),
    ...attributes.map(({ attribute, before, after, forcesReplacement }) => {
      const values = hasValues ? `: ${arrow(short(before), short(after))}` : '';
      return `      ${attribute}${values}${forcesReplacement ? '  (cannot be changed in place)' : ''}`;
    }),
  ].join('\n');
}

function short(text: string): string {
  return text.length > most.value ? `${text.slice(0, most.value)}…` : text;
}

function left(groups: readonly unknown[], shown: number): readonly string[] {
  return groups.length > shown
    ? [`    … and ${groups.length - shown} more: --format json lists them all`]
    : [];
}

import {
  type DatasetReport,
  type DrillOfDataset,
  type GroupedVerdict,
  groupVerdicts,
  namePlaces,
  type PromiseVerdict,
  type Report,
} from '../judge/report';
import { dayOf, exercisedOn, lostIn, type Standing, standingOf } from './level';
import { inSandbox, onOneLine } from './plain-text';

/** Renders a report for a terminal: where each dataset is and what it withstands first, then what stands against it. */
export function renderHuman(report: Report): string {
  const parts = [
    renderInputs(report),
    renderFailedDrills(report),
    ...report.datasets.map(renderDataset),
    ...renderSentences(report),
    renderAssumptions(report),
    renderVerdicts(report),
    renderCoverage(report),
    renderSummary(report),
  ];
  // What a plan names may hold what a terminal obeys.
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`.split('\n').map(onOneLine).join('\n');
}

function renderInputs({ inputs, coverage, sandbox }: Report): string {
  const kinds = [...new Set(inputs.map((i) => i.kind))];
  const listed = kinds.map((kind) => {
    const stacks = inputs.filter((i) => i.kind === kind).map((i) => onOneLine(i.stack));
    return `${kind === 'synth' ? 'synthesized' : kind === 'plan' ? 'planned' : kind}: ${stacks.join(', ')}`;
  });
  const where = sandbox ? `${inSandbox}\n` : '';
  return `${where}${listed.join('; ')} (${coverage.resources} resources)`;
}

function renderDataset({ dataset, title, copies }: DatasetReport): string {
  const lines = copies.map(({ site, role, mode, lag, status, notes }) => {
    const way =
      role === 'home'
        ? 'home'
        : mode === 'synchronous'
          ? 'mirrored synchronously'
          : `copied, at most ${duration(lag)} behind`;
    const more = notes.length > 3 ? [`(and ${notes.length - 3} more)`] : [];
    const state = status === 'present' ? '' : `  ${status.toUpperCase()}`;
    return [
      `  ${site.padEnd(9)} ${way}${state}`,
      ...[...notes.slice(0, 3), ...more].map((note) => `            ${note}`),
    ].join('\n');
  });
  return [`${dataset}: ${title}`, ...lines].join('\n');
}

function duration(seconds: number): string {
  return seconds % 60 === 0 && seconds > 60 ? `${seconds / 60} min` : `${seconds} s`;
}

/** One sentence on what is withstood, said once for all datasets of which it is true. */
function renderSentences(report: Report): string[] {
  const sentences = new Map<string, string[]>();
  for (const one of report.datasets) {
    const { dataset } = one;
    const text = sentence(
      one,
      standingOf(one, report),
      report.promises.filter((p) => p.dataset === dataset),
    );
    sentences.set(text, [...(sentences.get(text) ?? []), dataset]);
  }
  return [...sentences].map(([text, datasets]) => {
    const who =
      datasets.length > 1 && datasets.length === report.datasets.length
        ? `All ${datasets.length} datasets`
        : datasets.join(', ');
    return `${who}\n${text}`;
  });
}

/** First of all: what was tried for real and went wrong weighs more than anything that was only read. */
function renderFailedDrills({ drills = [] }: Report): string {
  const failed = drills.filter(({ held }) => !held);
  return failed
    .map((drill) => {
      const more = drill.failed.length > 3 ? [`  … and ${drill.failed.length - 3} more`] : [];
      const [first = 'nothing was exercised'] = drill.failed;
      const lines = [first, ...drill.failed.slice(1, 3)].map((what) => `  ${onOneLine(what)}`);
      return [`THE DRILL ${onOneLine(drill.file)} of ${dayOf(drill)} FAILED:`, ...lines, ...more].join('\n');
    })
    .join('\n');
}

const levels: Readonly<Record<DatasetReport['level'], string>> = {
  shown: 'level shown (the loss of each of its sites was exercised, and all its data was there)',
  possible:
    'level possible (place, key and path of every copy are there; nothing here shows that data is replicated)',
  configured:
    'level configured (place, key and path of every copy are there, and each is set to follow its home as declared)',
  none: 'level none (not every declared copy has place, key and path)',
};

function levelLines({ level, drills = [] }: DatasetReport, standing: Standing): readonly string[] {
  const { provided, shown, contradicted, against, assumptions } = standing;
  const partly =
    level !== 'shown' && shown.length > 0 ? [`  shown for the loss of ${shown.join(', ')} alone`] : [];
  const said = level === 'shown' ? `${levels.shown}; beyond that ${levels[provided]}` : levels[provided];
  const but = against
    ? `, BUT THE DRILL OF ${dayOf(against)} ${lostIn(against).en.toUpperCase()} (loss of ${contradicted.join(', ')})`
    : '';
  const rests = assumptions.map(({ name, confirmed }) => (confirmed ? name : `${name} (not confirmed)`));
  return [
    `  ${said}${but}:`,
    ...partly,
    ...drills.map(drillLine),
    ...(rests.length > 0 ? [`  rests on ${rests.join(', ')}`] : []),
  ];
}

function drillLine(drill: DrillOfDataset): string {
  const { file, outcome, why, sites, found } = drill;
  const head = `  drill of ${dayOf(drill)} (${onOneLine(file)})`;
  if (outcome === 'not-counted') return `${head} shows nothing here: ${onOneLine(why ?? '')}`;
  const what = `loss of ${sites.join(', ')}, ${lostIn(drill).en}, ${exercisedOn(drill).en}`;
  if (outcome === 'held') return `${head}: ${what}`;
  return `${head} FAILED: ${what}: ${found.slice(0, 3).map(onOneLine).join('; ')}`;
}

function sentence(dataset: DatasetReport, standing: Standing, promises: readonly PromiseVerdict[]): string {
  const against = promises.filter((p) => p.outcome !== 'withstands');
  const spoilt = new Set(against.map(kindOf));
  const plain: string[] = [];
  const conditional = new Map<string, string[]>();
  for (const kind of new Set(promises.map(kindOf))) {
    if (spoilt.has(kind)) continue;
    const conditions = conditionsOf(promises.filter((p) => kindOf(p) === kind));
    if (conditions === '') plain.push(spoken(kind));
    else conditional.set(conditions, [...(conditional.get(conditions) ?? []), spoken(kind)]);
  }
  return [
    ...levelLines(dataset, standing),
    ...(plain.length > 0 ? [`  withstands the loss of any one ${list(plain)}`] : []),
    ...[...conditional].map(
      ([conditions, kinds]) => `  withstands the loss of any one ${list(kinds)}\n    if ${conditions}`,
    ),
    ...against
      .slice(0, 3)
      .map((p) => `  ${p.outcome === 'lost' ? 'LOST' : 'UNDECIDED'}: ${p.counterexample ?? ''}`),
    ...(against.length > 3
      ? [`  … and with ${against.length - 3} other losses: --format json lists them all.`]
      : []),
  ].join('\n');
}

/** What has to be assumed for every loss of a kind; for each, one of the alternatives suffices. */
function conditionsOf(promises: readonly PromiseVerdict[]): string {
  const needed = promises.filter((p) => p.conditional).map((p) => p.conditions);
  const sure = [...new Set(needed.filter((sets) => sets.length === 1).flat(2))].join(' and ');
  const open = needed
    .filter((sets) => sets.length > 1)
    .map((sets) => sets.map((all) => all.join(' and ')).join(', or '));
  return [...new Set([sure, ...open])].filter((text) => text !== '').join('; and ');
}

function kindOf(promise: PromiseVerdict): string {
  return promise.losses[0]?.split(':')[0] ?? '';
}

function spoken(kind: string): string {
  return kind.replaceAll('-', ' ');
}

function list(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

function renderAssumptions(report: Report): string {
  const open = report.assumptions.filter((a) => !a.confirmed || a.reviewBy < report.asOf);
  if (open.length === 0) return '';
  const lines = open.map((a) => `  ${a.name}: ${a.statement}`);
  return ['Assumptions that nobody has confirmed, or not lately (estate/assumptions.ts):', ...lines].join(
    '\n',
  );
}

const most = 50;

function renderVerdicts(report: Report): string {
  const groups = groupVerdicts(report.verdicts.filter((v) => v.outcome !== 'notObservable'));
  const lines = groups.slice(0, most).map(renderGroup);
  if (groups.length > most) lines.push(`… and ${groups.length - most} more: --format json lists them all.`);
  return lines.join('\n');
}

function renderGroup({ verdict, places, lines }: GroupedVerdict): string {
  const head = `${verdict.outcome.toUpperCase()} ${verdict.policy} (${verdict.severity}): ${namePlaces(places.map(onOneLine))}`;
  const made = lines.length > 0 ? [`  made at: ${namePlaces(lines.map(onOneLine))}`] : [];
  return [head, `  ${onOneLine(verdict.message)}`, ...made, `  fix: ${verdict.remediation}`].join('\n');
}

function renderCoverage({ coverage, verdicts, inputs, notApplicable }: Report): string {
  const hidden = [...new Set(verdicts.filter((v) => v.outcome === 'notObservable').map((v) => v.policy))];
  const kinds = [...new Set(inputs.map((i) => i.kind))].join(', ');
  const lines = [
    `Examined: ${coverage.judged} of ${coverage.resources} resources have a policy of their own.`,
  ];
  if (coverage.unjudgedTypes.length > 0) {
    lines.push(`  The others: ${coverage.unjudgedTypes.map((t) => `${t.type} (${t.count})`).join(', ')}`);
  }
  if (hidden.length > 0) lines.push(`Not observable in a ${kinds}: ${hidden.join(', ')}`);
  if (notApplicable.length > 0) {
    lines.push(
      `Not applicable, for they need an estate to compare with, or judge what none of the inputs is: ${notApplicable.join(', ')}`,
    );
  }
  return lines.join('\n');
}

function renderSummary({ summary, asOf }: Report): string {
  const { pass, fail, undecided, notObservable, exempt, notApplicable } = summary;
  const leftOut = notApplicable === 0 ? '' : `; ${notApplicable} policies not applicable`;
  return `As of ${asOf}: ${pass} passed, ${fail} failed, ${undecided} undecided, ${notObservable} not observable, ${exempt} exempt${leftOut}.`;
}

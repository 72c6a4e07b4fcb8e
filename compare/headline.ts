import type { DatasetReport, Report } from '../judge/report';
import type { DiffReport, PromiseChange, ResourceLayer, VerdictChange } from './diff-report';
import { isLoss } from './resource-layer';

type Layers = Pick<DiffReport, 'promise' | 'verdicts' | 'resources'>;

/**
 * The gravest thing that a change does, in words that need no knowledge of Terraform or of the rules; what is less
 * grave is counted behind it.
 */
export function headlineOf(layers: Layers, base: Report, head: Report): string {
  const { promise, verdicts, resources } = layers;
  const worse = promise.filter(({ direction }) => direction === 'worse');
  const removed = worse.filter(({ what }) => what.startsWith('copy at ')).map(({ dataset }) => dataset);
  const sayings = [
    ...copiesRemoved(worse, base, head),
    // What follows from a copy that is gone is not said again.
    ...notSurvived(worse.filter(({ dataset }) => !removed.includes(dataset))),
    ...dataDestroyed(worse, promise),
    ...withdrawn(worse),
    ...widened(worse),
    ...unsure(worse.filter(({ dataset }) => !removed.includes(dataset))),
  ];
  // What is said of the promise is what the rules say of it, too.
  if (sayings.length === 0) sayings.push(...rulesBroken(verdicts));
  const weakened = `weakens the promise for ${names(worse.map(({ dataset }) => dataset))}`;
  const distinct = [...new Set(sayings.length === 0 && worse.length > 0 ? [weakened] : sayings)];
  if (distinct.length > 0) return sentence(distinct.slice(0, 2).join(', and '));
  return sentence(harmless(promise, verdicts, resources));
}

function sentence(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`;
}

/** `a, b and c`; of many the first three. */
export function names(values: readonly string[]): string {
  const all = [...new Set(values)];
  if (all.length > 4) return `${all.slice(0, 3).join(', ')} and ${all.length - 3} more`;
  return all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`;
}

/** Copies that do not count any more, by what that leaves: the towns of the others, or nothing. */
function copiesRemoved(worse: readonly PromiseChange[], base: Report, head: Report): readonly string[] {
  const removed = worse.filter(({ what }) => what.startsWith('copy at '));
  const groups = new Map<string, string[]>();
  for (const dataset of new Set(removed.map((one) => one.dataset))) {
    const was = base.datasets.find((one) => one.dataset === dataset);
    const is = head.datasets.find((one) => one.dataset === dataset);
    const phrase = was && whatIsLeft(was, is);
    if (phrase !== undefined) groups.set(phrase, [...(groups.get(phrase) ?? []), dataset]);
  }
  return [...groups].map(([phrase, datasets]) => phrase.replace('DATASET', () => names(datasets)));
}

function whatIsLeft(was: DatasetReport, is: DatasetReport | undefined): string | undefined {
  const left = presentIn(is);
  const gone = presentIn(was).filter((site) => !left.includes(site));
  if (gone.length === 0) return undefined;
  if (left.length === 0) return 'leaves no copy of DATASET that counts';
  const towns = [...new Set(left.map((site) => townOf(site, is) ?? townOf(site, was) ?? site))].toSorted();
  const isElsewhere = gone.every((site) => !towns.includes(townOf(site, was) ?? site));
  if (isElsewhere) return `removes the last copy of DATASET outside ${names(towns)}`;
  return `removes the copy of DATASET at ${names(gone)}`;
}

function presentIn(dataset: DatasetReport | undefined): readonly string[] {
  return (dataset?.copies ?? [])
    .filter(({ status }) => status === 'present')
    .map(({ site }) => site)
    .toSorted();
}

function townOf(site: string, dataset: DatasetReport | undefined): string | undefined {
  return dataset?.declared?.places.find((place) => place.site === site)?.town || undefined;
}

function notSurvived(worse: readonly PromiseChange[]): readonly string[] {
  const lost = worse.filter(({ losses, after }) => losses.length > 0 && after === 'nothing is left');
  const groups = new Map<string, string[]>();
  for (const { what, dataset } of lost) groups.set(what, [...(groups.get(what) ?? []), dataset]);
  return [...groups].map(([what, datasets]) => {
    const is = datasets.length > 1 ? 'do' : 'does';
    return `${names(datasets)} ${is} not survive the ${what} any more`;
  });
}

/** A name is part of every address: what is called otherwise is made anew, and what it was is destroyed. */
function dataDestroyed(
  worse: readonly PromiseChange[],
  promise: readonly PromiseChange[],
): readonly string[] {
  const sitesOf = (list: readonly PromiseChange[]) =>
    names(list.map(({ what }) => what.replace(/^what (.*) holds of it$/, '$1')));
  const gone = worse.filter(({ aspect }) => aspect === 'data');
  const renamed = promise.filter(
    ({ what, before }) => what === 'name' && gone.some((one) => one.dataset === before),
  );
  const plain = gone.filter(({ dataset }) => !renamed.some(({ before }) => before === dataset));
  return [
    ...renamed.map(
      ({ dataset, before }) =>
        `calls ${before} ${dataset}, and so destroys what ${sitesOf(gone.filter((one) => one.dataset === before))} hold of it`,
    ),
    ...(plain.length > 0
      ? [`destroys ${names(plain.map(({ dataset }) => dataset))} at ${sitesOf(plain)}`]
      : []),
  ];
}

function withdrawn(worse: readonly PromiseChange[]): readonly string[] {
  const gone = worse.filter(({ aspect, what }) => aspect === 'declaration' && what === 'dataset');
  return gone.length === 0
    ? []
    : [
        `takes ${names(gone.map(({ dataset }) => dataset))} out of the estate, with all that was promised of it`,
      ];
}

function widened(worse: readonly PromiseChange[]): readonly string[] {
  const of = (aspect: string, what: RegExp) =>
    worse.filter((one) => one.aspect === aspect && what.test(one.what));
  const permitted = of('residency', /^countries where it may be$/);
  const gets = of('residency', /^(gets to|countries where it is)/);
  const reach = of('reach', /./);
  const datasets = (list: readonly PromiseChange[]) => names(list.map(({ dataset }) => dataset));
  return [
    ...(gets.length > 0 ? [`lets ${datasets(gets)} get to places where it was not`] : []),
    ...permitted.slice(0, 1).map(({ before, after }) => {
      const more = after.split(', ').filter((country) => !before.split(', ').includes(country));
      return `permits ${datasets(permitted)} in ${more.join(', ')}, too`;
    }),
    ...(reach.length > 0
      ? [
          `gives ${names(reach.map(({ what }) => what.split(' ')[0] ?? ''))} more reach over ${datasets(reach)}`,
        ]
      : []),
  ];
}

function unsure(worse: readonly PromiseChange[]): readonly string[] {
  const open = worse.filter(({ losses }) => losses.length > 0);
  if (open.length === 0) return [];
  return [`makes it less sure what ${names(open.map(({ dataset }) => dataset))} survives`];
}

function rulesBroken(verdicts: readonly VerdictChange[]): readonly string[] {
  const kinds = (change: VerdictChange['change']) =>
    verdicts.filter((one) => one.worse && one.change === change);
  const [broken, open, unseen] = [kinds('new'), kinds('undecided'), kinds('unseen')];
  const policies = (list: readonly VerdictChange[]) => names(list.map(({ policy }) => policy));
  return [
    ...(broken.length > 0 ? [`breaks ${policies(broken)}${places(broken)}`] : []),
    ...(open.length > 0 ? [`leaves ${policies(open)} undecided${places(open)}`] : []),
    ...(unseen.length > 0 ? [`stops looking at ${policies(unseen)}`] : []),
  ];
}

function places(verdicts: readonly VerdictChange[]): string {
  const subjects = [...new Set(verdicts.map(({ address }) => address))];
  return subjects.length === 1 ? ` (${subjects[0]})` : ` at ${subjects.length} places`;
}

/** What there is to say where nothing gets worse. */
function harmless(
  promise: readonly PromiseChange[],
  verdicts: readonly VerdictChange[],
  resources: ResourceLayer,
): string {
  const { changes } = resources;
  const lost = changes.filter(isLoss).length;
  if (lost > 0) return `destroys ${counted(lost, 'resource')} that hold data or keys`;
  const better = promise.filter(({ direction }) => direction === 'better');
  const fixed = verdicts.filter(({ change }) => change === 'fixed');
  const said = [
    ...(better.length > 0 ? [`strengthens the promise for ${names(better.map((one) => one.dataset))}`] : []),
    ...(fixed.length > 0 ? [`mends ${counted(fixed.length, 'finding')}`] : []),
    ...(changes.length > 0 ? [resourcesChanged(resources)] : []),
  ];
  const isChanged = promise.length > 0 || verdicts.length > 0;
  if (said.length === 0) {
    if (isChanged) return 'changes what is declared, and makes nothing worse';
    return resources.observable
      ? 'changes nothing: no promise, no verdict, no resource'
      : 'changes no promise and no verdict; what becomes of resources is not shown';
  }
  const rest = better.length > 0 ? 'nothing gets worse' : 'the promise stays as it is';
  return `${said.join(', ')}; ${rest}`;
}

function resourcesChanged({ summary }: ResourceLayer): string {
  const { create, update, replace, change, destroy, forget, move } = summary;
  const parts = [
    [create, 'creates'],
    [update, 'updates'],
    [replace, 'replaces'],
    [change, 'changes'],
    [destroy, 'destroys'],
    [forget, 'leaves behind'],
    [move, 'renames'],
  ] as const;
  const said = parts.filter(([number]) => number > 0).map(([number, verb]) => `${verb} ${number}`);
  if (said.length === 0) return 'keeps what would have been destroyed';
  const total = parts.reduce((sum, [number]) => sum + number, 0);
  return `${said.join(', ')} ${total === 1 ? 'resource' : 'resources'}`;
}

function counted(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

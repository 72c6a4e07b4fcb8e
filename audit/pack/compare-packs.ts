import { diff } from '../../compare/diff';
import type { DiffReport } from '../../compare/diff-report';
import { UnreadableInput } from '../../graph/unreadable-input';
import type { Exception } from '../../judge/report';
import { noticeDays } from '../expiring';
import { reportOf } from './check-pack';
import type { Contents, ControlResult, Expiring } from './contents';
import { indexOfPack, openPack, textOf } from './open-pack';
import { names, type PackIndex } from './pack-index';

/** What two packs differ in, the older one first. Its JSON is the stable form. */
export interface PackComparison {
  readonly kind: 'pack-comparison';
  readonly schemaVersion: '1.0.0';
  /** Whether the promise, a verdict or a control gets worse, which is exit code 1. */
  readonly worse: boolean;
  readonly old: ComparedPack;
  readonly new: ComparedPack;
  /** Promise and verdicts. */
  readonly report: DiffReport;
  readonly controls: readonly ControlChange[];
  readonly exceptions: readonly ExceptionChange[];
  /** What the newer pack says ends within 90 days of its day, or has ended. */
  readonly expiring: readonly Expiring[];
}

export interface ComparedPack {
  readonly folder: string;
  readonly asOf: string;
  /** Hash of the rules that judged. */
  readonly rules: string;
}

export interface ControlChange {
  readonly source: string;
  readonly id: string;
  /** Absent where it is not among the controls of that pack. */
  readonly was: Outcome;
  readonly is: Outcome;
  readonly worse: boolean;
}

export interface ExceptionChange {
  readonly change: 'new' | 'gone' | 'changed';
  readonly exception: Exception;
  /** Where it was changed. */
  readonly was?: Exception;
}

type Outcome = ControlResult['outcome'] | 'absent';

interface Opened {
  readonly index: PackIndex;
  readonly contents: Contents;
  readonly report: Contents['report'];
}

/**
 * Compares two packs of which the files are those of their manifests; whether their reports follow from their inputs,
 * `estate audit check` says.
 * @throws UnreadableInput for what is no pack, one that was changed, and the same one twice
 */
export function comparePacks(old: string, now: string): PackComparison {
  const [before, after] = [open(old), open(now)];
  if (before.index.asOf > after.index.asOf) {
    throw new UnreadableInput(
      old,
      `it is of ${before.index.asOf}, and ${now} of ${after.index.asOf}: the first of two is the older one`,
      `estate audit compare ${now} ${old}`,
    );
  }
  const sides = [
    { name: old, report: before.report },
    { name: now, report: after.report },
  ] as const;
  const sameRules = before.index.rules === after.index.rules;
  const report = diff(...sides, sameRules ? [] : ['The two were judged by other rules.']);
  const controls = controlChanges(before.contents, after.contents);
  return {
    kind: 'pack-comparison',
    schemaVersion: '1.0.0',
    worse: report.worse || controls.some((one) => one.worse),
    old: { folder: old, asOf: before.index.asOf, rules: before.index.rules },
    new: { folder: now, asOf: after.index.asOf, rules: after.index.rules },
    report,
    controls,
    exceptions: exceptionChanges(before.report.exceptions, after.report.exceptions),
    expiring: after.contents.expiring.filter(({ days }) => days <= noticeDays),
  };
}

function open(folder: string): Opened {
  const pack = openPack(folder);
  const [fault] = pack.faults;
  if (fault !== undefined) {
    throw new UnreadableInput(
      folder,
      `it is not whole: ${fault}`,
      `estate audit check ${folder} says it all`,
    );
  }
  const contents = contentsIn(textOf(pack.files, names.contents, folder), `${folder}/${names.contents}`);
  return { index: indexOfPack(pack), report: reportOf(pack), contents };
}

function contentsIn(text: string, file: string): Contents {
  const refuse = (why: string) => new UnreadableInput(file, why, 'take the pack from where it was made');
  let json: Partial<Contents> | null;
  try {
    json = JSON.parse(text) as Partial<Contents> | null;
  } catch {
    throw refuse('it is no JSON');
  }
  if (!String(json?.schemaVersion).startsWith('1.'))
    throw refuse('it is of a version that this program does not read');
  const isWhole =
    [json?.controls, json?.expiring].every((list) => Array.isArray(list)) &&
    json?.controls?.every((one) => typeof one?.source === 'string' && Array.isArray(one.controls)) &&
    json.expiring?.every((one) => typeof one?.days === 'number' && typeof one.until === 'string');
  if (!isWhole) throw refuse('its controls or what expires are missing');
  return json as Contents;
}

/** From what is well to what is not: to know less of a control is worse, too. */
const order: readonly Outcome[] = [
  'pass',
  'exempt',
  'not-observable',
  'undecided',
  'not-examined',
  'absent',
  'fail',
];

function controlChanges(before: Contents, after: Contents): readonly ControlChange[] {
  const [was, is] = [outcomesOf(before), outcomesOf(after)];
  const keys = [...new Set([...was.keys(), ...is.keys()])].toSorted();
  return keys.flatMap((key): ControlChange[] => {
    const one: Outcome = was.get(key) ?? 'absent';
    const other: Outcome = is.get(key) ?? 'absent';
    if (one === other) return [];
    const [source = '', id = ''] = JSON.parse(key) as string[];
    // What is new among the controls was not examined before.
    const worse = one === 'absent' ? other === 'fail' : order.indexOf(other) > order.indexOf(one);
    return [{ source, id, was: one, is: other, worse }];
  });
}

function outcomesOf({ controls }: Contents): ReadonlyMap<string, ControlResult['outcome']> {
  return new Map(
    controls.flatMap(({ source, controls: all }) =>
      all.map(({ id, outcome }) => [JSON.stringify([source, id]), outcome] as const),
    ),
  );
}

function exceptionChanges(
  before: readonly Exception[],
  after: readonly Exception[],
): readonly ExceptionChange[] {
  const keyOf = ({ policy, stack, address }: Exception) => JSON.stringify([policy, stack, address]);
  const [was, is] = [before, after].map((all) => new Map(all.map((one) => [keyOf(one), one] as const)));
  const gone = [...(was ?? [])].flatMap(([key, exception]): ExceptionChange[] =>
    is?.has(key) ? [] : [{ change: 'gone', exception }],
  );
  const others = [...(is ?? [])].flatMap(([key, exception]): ExceptionChange[] => {
    const earlier = was?.get(key);
    if (earlier === undefined) return [{ change: 'new', exception }];
    const isSame = (['reason', 'owner', 'expires'] as const).every(
      (field) => earlier[field] === exception[field],
    );
    return isSame ? [] : [{ change: 'changed', exception, was: earlier }];
  });
  return [...others, ...gone];
}

import type { Report } from '../judge/report';
import type { ObjectsOfStack } from './cluster-objects';
import type { ComparedSide, DiffReport } from './diff-report';
import { headlineOf } from './headline';
import { promiseChanges } from './promise-change';
import { compareResources, isLoss } from './resource-layer';
import { Secrets } from './secrets';
import type { PlanOfStack } from './stack-plan';
import { verdictChanges } from './verdict-change';

/** One of the two that are compared. */
export interface Side {
  /** As a person called it. */
  readonly name: string;
  /** The commit, where it is a revision. */
  readonly commit?: string | undefined;
  readonly report: Report;
  /** The plans that the report is of; undefined where there is the report alone. */
  readonly plans?: readonly PlanOfStack[] | undefined;
  /** The objects of clusters that it is of, too. */
  readonly objects?: readonly ObjectsOfStack[] | undefined;
}

/**
 * What a change means: the promise first, then what the policies say, then what becomes of resources. The order of
 * anything in the inputs is none in the result.
 * @param notes what a reader has to know besides
 * @throws UnreadableInput where a plan cannot be read
 */
export function diff(base: Side, head: Side, notes: readonly string[] = []): DiffReport {
  const secrets = new Secrets();
  const { layer, renames } = compareResources(base, head, secrets);
  const promise = promiseChanges(base.report, head.report, layer.changes);
  const { verdicts, unchanged } = verdictChanges(base.report, head.report, renames);
  const worse =
    promise.some(({ direction }) => direction === 'worse') ||
    verdicts.some((one) => one.worse) ||
    layer.changes.some(isLoss);
  const report: DiffReport = {
    kind: 'diff',
    schemaVersion: '1.0.0',
    headline: headlineOf({ promise, verdicts, resources: layer }, base.report, head.report),
    worse,
    base: described(base),
    head: described(head),
    notes: [...differences(base, head), ...notes],
    promise,
    verdicts,
    unchanged,
    resources: layer,
    ...(head.report.approvals === undefined ? {} : { approvals: head.report.approvals }),
    ...(head.report.guarded === undefined ? {} : { guarded: head.report.guarded }),
  };
  return masked(report, secrets);
}

function described({ name, commit, report }: Side): ComparedSide {
  const inputs = report.inputs.map(({ stack, kind, sha256 }) => ({ stack, kind, sha256 }));
  const sorted = inputs.toSorted((a, b) => (`${a.stack} ${a.kind}` < `${b.stack} ${b.kind}` ? -1 : 1));
  return { name, commit: commit ?? null, asOf: report.asOf, inputs: sorted };
}

/** What makes two reports differ though nothing was changed. */
function differences(
  { report: base, objects: were }: Side,
  { report: head, objects: are }: Side,
): readonly string[] {
  const kinds = ({ inputs }: Report) => [...new Set(inputs.map(({ kind }) => kind))].toSorted().join(', ');
  return [
    ...(base.asOf === head.asOf
      ? []
      : [
          `The base was judged as of ${base.asOf}, the head as of ${head.asOf}: what has expired meanwhile is among the changes.`,
        ]),
    ...(base.tool.version === head.tool.version
      ? []
      : [`The base was judged by version ${base.tool.version}, the head by ${head.tool.version}.`]),
    ...(kinds(base) === kinds(head)
      ? []
      : [
          `The base was judged by its ${kinds(base)}, the head by its ${kinds(head)}: they do not show the same.`,
        ]),
    ...((were && are) || ![base, head].some(({ inputs }) => inputs.some(({ kind }) => kind === 'manifests'))
      ? []
      : [
          'What runs in the clusters is judged, but its objects are not at hand on both sides: they are not compared one by one.',
        ]),
    ...(base.sandbox === head.sandbox ? [] : ['One of the two stands in a sandbox, the other does not.']),
  ];
}

/** Words of ours and hashes, in which a text that is secret elsewhere would be there by chance. */
const plain = new Set([
  ...['kind', 'schemaVersion', 'asOf', 'commit', 'sha256', 'aspect', 'direction', 'change', 'severity'],
  ...['was', 'is', 'action', 'policy', 'type', 'guard', 'plan', 'issued', 'expires'],
]);

function masked<T>(value: T, secrets: Secrets, key = ''): T {
  if (typeof value === 'string') return (plain.has(key) ? value : secrets.mask(value)) as T;
  if (Array.isArray(value)) return value.map((one) => masked(one, secrets, key)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, masked(one, secrets, name)]),
  ) as T;
}

import type { Estate } from '../estate/model';
import type { Graph, Resource, Stack } from '../graph/graph';
import { type Facts, type Finding, fail, markOf, reasonOf, type Subject, undecided } from './finding';
import type { Context, Policy } from './policy';
import { analysePromises } from './promise/analyse';
import { reportDatasets, reportPromises } from './promise/report';
import { type Exception, type Report, reportPolicy, schemaVersion, type Verdict } from './report';
import { siteOfStack } from './site-of-stack';

export interface JudgeOptions {
  readonly policies: readonly Policy[];
  /** Judged as of this day, `YYYY-MM-DD`. */
  readonly asOf: string;
  readonly exceptions?: readonly Exception[];
  readonly inputs?: Report['inputs'];
  /** Existing resources that a judged plan is known to have made, by `stack:address`. */
  readonly creationEvidence?: ReadonlyMap<string, CreationEvidence>;
  readonly toolVersion?: string;
}

/** How a resource was made, as far as a judged apply remembers it. */
export interface CreationEvidence {
  readonly id: string;
  /** Values by path; a resource that has others now was changed since, and what it was made with is not known. */
  readonly sealed: Readonly<Record<string, string | null>>;
}

/** Judges a graph against the estate and makes the report. Never throws on what a policy does: it is undecided. */
export function judge(graph: Graph, estate: Estate, options: JudgeOptions): Report {
  const sites = new Map(graph.stacks.map((stack) => [stack.name, siteOfStack(stack, estate)]));
  const facts: Facts = {
    graph,
    estate,
    asOf: options.asOf,
    siteOfStack: (stack) => sites.get(stack),
    hasCreationEvidence: (resource) => {
      const made = options.creationEvidence?.get(`${resource.stack}:${resource.address}`);
      if (made === undefined || resource.get('id') !== made.id) return false;
      return Object.entries(made.sealed).every(([path, value]) => resource.get(path) === value);
    },
  };
  const context: Context = { ...facts, promises: analysePromises(facts) };
  const tally = new Tally(options);
  for (const policy of options.policies) {
    if (policy.needs !== undefined && estate.foreign?.lacks.has(policy.needs)) {
      tally.leavesOut(policy);
      continue;
    }
    for (const [subject, finding] of examine(policy, context)) tally.takes(policy, subject, finding, context);
  }
  return tally.report(graph, estate, context);
}

type Examined = readonly [Subject, Finding | 'notObservable'];

function* examine(policy: Policy, context: Context): Iterable<Examined> {
  const { stacks } = context.graph;
  const isVisible = (stack: Stack) => policy.observableIn.includes(stack.source);
  for (const stack of stacks) {
    if (isVisible(stack)) continue;
    yield [
      { stack: stack.name, address: `(${stack.source})`, site: context.siteOfStack(stack.name)?.name },
      'notObservable',
    ];
  }
  const seen = stacks.filter(isVisible);
  if ('examine' in policy) {
    for (const stack of seen) yield* examineResources(policy, stack, context);
  } else if ('examineStack' in policy) {
    for (const stack of seen)
      yield* guarded({ stack: stack.name, address: '(stack)' }, () => policy.examineStack(stack, context));
  } else if (seen.length > 0) {
    yield* guarded({ stack: '', address: '(estate)' }, () => policy.examineEstate(context));
  }
}

type PolicyOfResources = Extract<Policy, { readonly resources: readonly string[] }>;

function* examineResources(policy: PolicyOfResources, stack: Stack, context: Context): Iterable<Examined> {
  const site = context.siteOfStack(stack.name)?.name;
  const managed = managedByType(stack);
  for (const resource of policy.resources.flatMap((type) => managed.get(type) ?? [])) {
    if (!resource.remains && !policy.includesDeleted) continue;
    const subject = { stack: stack.name, address: resource.address, site };
    yield* guarded(subject, () => {
      const finding = policy.examine(resource, context);
      if (finding === undefined) return [];
      const isPass = finding.outcome === 'pass';
      return [[isPass ? subject : { ...subject, dataset: markOf(resource, 'dataset') }, finding]];
    });
  }
}

const byType = new WeakMap<Stack, ReadonlyMap<string, readonly Resource[]>>();

function managedByType(stack: Stack): ReadonlyMap<string, readonly Resource[]> {
  const known = byType.get(stack);
  if (known) return known;
  const index = new Map<string, Resource[]>();
  for (const resource of stack.resources) {
    if (resource.mode !== 'managed') continue;
    const list = index.get(resource.type);
    if (list) list.push(resource);
    else index.set(resource.type, [resource]);
  }
  byType.set(stack, index);
  return index;
}

/** A policy that fails to examine has decided nothing. */
function* guarded(subject: Subject, run: () => Iterable<readonly [Subject, Finding]>): Iterable<Examined> {
  try {
    yield* run();
  } catch (error) {
    yield [subject, undecided(`the policy could not examine it (${reasonOf(error)})`)];
  }
}

class Tally {
  readonly #passed = new Map<string, string[]>();
  readonly #verdicts: Verdict[] = [];
  readonly #judged = new Set<string>();
  readonly #notApplicable: string[] = [];
  readonly #counts = { pass: 0, fail: 0, undecided: 0, notObservable: 0, exempt: 0 };

  constructor(readonly options: JudgeOptions) {}

  leavesOut({ id }: Policy): void {
    this.#notApplicable.push(id);
  }

  takes(policy: Policy, subject: Subject, finding: Finding | 'notObservable', context: Context): void {
    if (finding === 'notObservable') {
      this.#push(policy, subject, 'notObservable', notObservable(policy, subject, context));
      return;
    }
    this.#judged.add(`${subject.stack}:${subject.address}`);
    if (finding.outcome === 'pass') {
      this.#counts.pass += 1;
      const id = subject.stack === '' ? subject.address : `${subject.stack}:${subject.address}`;
      const passed = this.#passed.get(policy.id);
      if (passed) passed.push(id);
      else this.#passed.set(policy.id, [id]);
      return;
    }
    const [outcome, judged] = this.#exempted(policy, subject, finding);
    this.#push(policy, subject, outcome, judged);
  }

  #exempted(
    policy: Policy,
    subject: Subject,
    finding: Finding,
  ): readonly ['fail' | 'undecided' | 'exempt', Finding] {
    const outcome = finding.outcome as 'fail' | 'undecided';
    const [exception] = (this.options.exceptions ?? [])
      .filter(
        (e) =>
          e.policy === policy.id && isMeant(e.stack, subject.stack) && isMeant(e.address, subject.address),
      )
      .toSorted((a, b) => compare(b.expires, a.expires));
    if (!exception) return [outcome, finding];
    if (exception.expires < this.options.asOf) {
      return [
        'fail',
        fail(
          `${finding.message}; its exception expired on ${exception.expires} (owner: ${exception.owner})`,
          ...finding.evidence,
        ),
      ];
    }
    const message = `${finding.message}; excepted until ${exception.expires} by ${exception.owner}: ${exception.reason}`;
    return ['exempt', { ...finding, message }];
  }

  #push(policy: Policy, subject: Subject, outcome: Verdict['outcome'], finding: Finding): void {
    this.#counts[outcome] += 1;
    this.#verdicts.push({
      policy: policy.id,
      severity: policy.severity,
      outcome,
      stack: subject.stack,
      address: subject.address,
      site: subject.site ?? null,
      dataset: subject.dataset ?? null,
      message: finding.message,
      evidence: finding.evidence,
      remediation: policy.remediation,
      controls: policy.controls,
    });
  }

  report(graph: Graph, estate: Estate, context: Context): Report {
    const managed = graph.stacks.flatMap((s) => s.resources.filter((r) => r.mode === 'managed'));
    const unjudged = managed.filter((r) => !this.#judged.has(`${r.stack}:${r.address}`));
    const types = new Map<string, number>();
    for (const { type } of unjudged) types.set(type, (types.get(type) ?? 0) + 1);
    return {
      schemaVersion,
      tool: { name: 'estate', version: this.options.toolVersion ?? '0.1.0' },
      asOf: this.options.asOf,
      inputs: this.options.inputs ?? [],
      coverage: {
        resources: managed.length,
        judged: managed.length - unjudged.length,
        unjudgedTypes: [...types]
          .map(([type, count]) => ({ type, count }))
          .toSorted((a, b) => (a.type < b.type ? -1 : 1)),
      },
      policies: this.options.policies.map(reportPolicy),
      passed: [...this.#passed].map(([policy, addresses]) => ({ policy, addresses })),
      verdicts: this.#verdicts.toSorted(byImportance),
      notApplicable: this.#notApplicable.toSorted(compare),
      promises: reportPromises(context.promises),
      datasets: reportDatasets(context.promises),
      exceptions: this.options.exceptions ?? [],
      assumptions: estate.assumptions.map(({ name, statement, source, confirmed, reviewBy }) => ({
        name,
        statement,
        source,
        confirmed,
        reviewBy,
      })),
      summary: { ...this.#counts, notApplicable: this.#notApplicable.length },
    };
  }
}

/** Whether an exception's stack or address means the subject's; `*` means every one. */
function isMeant(given: string, actual: string): boolean {
  return given === '*' || given === actual;
}

const outcomes = ['fail', 'undecided', 'exempt', 'notObservable'];
const severities = ['critical', 'high', 'medium', 'low'];

/** Worst first; then by policy, stack and address, so that two runs print the same. */
function byImportance(a: Verdict, b: Verdict): number {
  return (
    outcomes.indexOf(a.outcome) - outcomes.indexOf(b.outcome) ||
    severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
    compare(a.policy, b.policy) ||
    compare(a.stack, b.stack) ||
    compare(a.address, b.address)
  );
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

function notObservable(policy: Policy, subject: Subject, context: Context): Finding {
  const source = context.graph.stack(subject.stack)?.source ?? 'this input';
  return {
    outcome: 'undecided',
    message: `a ${source} does not show it; ${policy.observableIn.join(' or ')} does`,
    evidence: [],
  };
}

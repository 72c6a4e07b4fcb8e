import { createHash } from 'node:crypto';
import type { Observation } from '../contracts/observation';
import type { Estate } from '../estate/model';
import { hashOfChange } from '../graph/change-hash';
import { Graph, type ProviderConfig, type SourceKind, type Stack } from '../graph/graph';
import { readManifests } from '../graph/read-manifests';
import { type OpenedPlan, openPlan } from '../graph/read-plan';
import { readState } from '../graph/read-state';
import { readSource, readSynth } from '../graph/read-synth';
import { UnreadableInput } from '../graph/unreadable-input';
import { reportApprovals } from '../judge/approvals';
import type { GivenDrill } from '../judge/finding';
import { type CreationEvidence, judge } from '../judge/judge';
import type { Policy } from '../judge/policy';
import type { Exception, Report, Verdict } from '../judge/report';
import { siteOfStack } from '../judge/site-of-stack';
import { locate, type SourceLines } from '../judge/source-lines';
import { type NamedApproval, standingApprovals } from './approvals';
import { loadPolicies } from './registry';

/** One thing to judge: a synthesized stack, a plan of one, its state, or the objects of a cluster. */
export interface Input {
  readonly kind: SourceKind;
  readonly stack: string;
  /** For messages and the report; relative, so that no machine's path gets into it. */
  readonly file: string;
  readonly text: string | Buffer;
  /** The plan, where its text was read already. */
  readonly plan?: OpenedPlan;
  /** For a plan: the configuration it was made from, in Terraform's JSON syntax. It decides what plan JSON leaves open, and
   * is judged where no plan shows what a policy judges. */
  readonly source?: string | undefined;
  /** Of the file as it was given, where the text was made from it. @default of the text */
  readonly sha256?: string;
  /** Made before anything exists that it names: what it leaves undecided only warns. */
  readonly draft?: true;
  /** Of a plan: what an apply before it was permitted to do and was cut off from, which this one does. */
  readonly unfinished?: Unfinished | undefined;
  /** The line of the project that made each resource, where it was noted; verdicts name it. */
  readonly lines?: SourceLines | undefined;
}

/** What is left of an apply that did not end. */
interface Unfinished {
  /** ISO time. */
  readonly began: string;
  readonly addresses: ReadonlySet<string>;
}

export interface JudgeInputsOptions {
  /** ISO date. @default today, UTC */
  readonly asOf?: string;
  /** Only policies whose id or area is named. @default all */
  readonly only?: readonly string[];
  readonly exceptions?: readonly Exception[];
  /** What people approved; each counts for the very plans that it names. */
  readonly approvals?: readonly NamedApproval[];
  /** Accounts of those who made the change: they approve nothing of it. @default nobody is known to have */
  readonly authors?: readonly string[];
  readonly creationEvidence?: ReadonlyMap<string, CreationEvidence>;
  readonly observations?: readonly ObservationInput[];
  readonly drills?: readonly GivenDrill[];
  /**
   * Hash of the change by stack, where the plans given are not as they were planned: without their secrets they would
   * have another. @default that of the plans given
   */
  readonly changes?: ReadonlyMap<string, string>;
}

/** What was read of a site's APIs, and the file it came in. */
export interface ObservationInput {
  readonly file: string;
  readonly sha256: string;
  readonly observation: Observation;
}

export function today(): string {
  return new Date().toISOString().slice(0, 10);
}

/**
 * Reads all inputs into one graph and judges it.
 * @throws UnreadableInput where an input cannot be judged
 */
export function judgeInputs(
  inputs: readonly Input[],
  estate: Estate,
  options: JudgeInputsOptions = {},
): Report {
  const { asOf = today(), exceptions = [], creationEvidence, observations = [] } = options;
  for (const one of observations) refuseMisplaced(one, inputs, estate);
  const hashOfPlan = hashesOf(inputs, options.changes);
  const approvals = standingApprovals(options.approvals ?? [], {
    asOf,
    authors: options.authors ?? [],
    hashOfPlan,
  });
  const report = judge(new Graph(inputs.map(readInput)), estate, {
    policies: selectPolicies(options.only),
    asOf,
    exceptions,
    approvals,
    resumed: resumedBy(inputs, estate, asOf),
    inputs: [
      ...inputs.map(({ file, kind, stack, text, draft, sha256 = hashOf(text) }) => ({
        file,
        kind,
        stack,
        sha256,
        ...(draft ? { draft } : {}),
      })),
      ...observations.map(({ file, sha256, observation: { stack } }) => ({
        file,
        kind: 'observation' as const,
        stack,
        sha256,
      })),
    ],
    observations: observations.map(({ observation }) => observation),
    drills: options.drills ?? [],
    ...(creationEvidence ? { creationEvidence } : {}),
  });
  return locate(
    reportApprovals(report, approvals, hashOfPlan),
    new Map(inputs.flatMap(({ stack, lines }) => (lines ? [[stack, lines] as const] : []))),
  );
}

/** By stack, of plans alone; each is made when it is asked for, since most plans need no approval. */
function hashesOf(
  inputs: readonly Input[],
  given: ReadonlyMap<string, string> = new Map(),
): (stack: string) => string | undefined {
  const known = new Map<string, string>(given);
  return (stack) => {
    const input = inputs.find((one) => one.stack === stack && one.kind === 'plan');
    if (input && !known.has(stack)) known.set(stack, hashOfPlanned(input));
    return known.get(stack);
  };
}

/** Of a plan alone: a source beside it decides what the plan leaves open, and is not always at hand. */
export function hashOfPlanned({ plan, text, file, stack }: Omit<Input, 'kind'>): string {
  return hashOfChange((plan ?? openPlan(text, file)).read(stack));
}

/** What was seen in another project says nothing of this stack, whatever the file claims. */
function refuseMisplaced(
  { file, observation }: ObservationInput,
  inputs: readonly Input[],
  estate: Estate,
): void {
  const { stack, cloud } = observation;
  if (!inputs.some((input) => input.stack === stack)) {
    throw new UnreadableInput(
      file,
      `it is an observation of ${stack}, of which there is no other input`,
      `give a plan or state of ${stack} too`,
    );
  }
  const identity = estate.sites.find(({ name }) => name === stack)?.identity;
  if (identity === undefined || estate.foreign) return;
  const pairs = [
    ['endpoint', cloud.authUrl.replace(/\/+$/, ''), identity.authUrl.replace(/\/+$/, '')],
    ['region', cloud.region, identity.region],
    ['project', cloud.projectName, identity.project],
    ['domain', cloud.domainName, identity.domain],
  ] as const;
  const other = pairs.find(([, seen, wanted]) => seen !== wanted);
  if (other === undefined) return;
  throw new UnreadableInput(
    file,
    `it was read at the ${other[0]} ${other[1]}, and ${stack} has ${other[2]}`,
    `observe ${stack} with its own credentials`,
  );
}

export function readInput(input: Input): Stack {
  const { kind, stack, file, text } = input;
  if (kind === 'synth') return readSynth(String(text), file, stack);
  if (kind === 'state') return readState(text, file, stack);
  if (kind === 'manifests') return readManifests(text, file, stack);
  return readPlan(input);
}

function readPlan({ stack, file, text, plan, source, unfinished }: Input): Stack {
  const opened = plan ?? openPlan(text, file);
  if (source === undefined) return asPermitted(opened.read(stack), unfinished);
  const { stack: writtenAs, attributes } = readSource(source, file, stack);
  return { ...asPermitted(opened.read(stack, attributes), unfinished), writtenAs };
}

/** What these plans would be found to change if nothing before them had been permitted. */
function resumedBy(inputs: readonly Input[], estate: Estate, asOf: string): readonly Verdict[] {
  const begun = new Map(inputs.flatMap(({ stack, unfinished }) => (unfinished ? [[stack, unfinished]] : [])));
  if (begun.size === 0) return [];
  const anew = inputs.map((input) => readInput({ ...input, unfinished: undefined }));
  const { verdicts } = judge(new Graph(anew), estate, { policies: selectPolicies(['change']), asOf });
  return verdicts.flatMap((verdict) => {
    const { began, addresses } = begun.get(verdict.stack) ?? {};
    if (!addresses?.has(verdict.address)) return [];
    return [
      { ...verdict, message: `${verdict.message}; the apply of ${began} was permitted it, and did not end` },
    ];
  });
}

/** As if the apply that was cut off had done it: of a stack of which nothing exists, nothing can be said. */
function asPermitted(stack: Stack, unfinished?: Unfinished): Stack {
  if (!unfinished || stack.resources.every(({ before }) => before === undefined)) return stack;
  const intended = stack.resources.filter(({ address }) => unfinished.addresses.has(address));
  const asLeft = new Map([
    ...(stack.asLeft ?? []),
    ...intended.map(({ address, attributes }) => [address, attributes] as const),
  ]);
  return { ...stack, asLeft };
}

/**
 * Opens a plan, and says by its provider which site it is for.
 * @throws UnreadableInput where the plan cannot be read, or holds nothing of OpenStack at all
 */
export function openPlanOfSite(
  text: string | Buffer,
  file: string,
  estate: Estate,
): { readonly plan: OpenedPlan; readonly site: string | undefined } {
  const plan = openPlan(text, file);
  const isForeign =
    ![...plan.types].some((type) => type.startsWith('openstack_')) && !plan.providers.some(isOpenStack);
  if (isForeign) {
    throw new UnreadableInput(
      file,
      'it is a plan of something else: it has no OpenStack in it',
      'name plans of the estate’s stacks',
    );
  }
  const { providers } = plan;
  return { plan, site: estate.foreign ? undefined : siteOfStack({ name: file, providers }, estate)?.name };
}

/**
 * The site that a state is of, by what its resources claim; undefined for a state of no site of the estate.
 * @throws UnreadableInput where it cannot be read, or holds nothing of OpenStack at all
 */
export function siteOfState(text: string | Buffer, file: string, estate: Estate): string | undefined {
  const state = readState(text, file, file);
  if (!state.resources.some(({ type }) => type.startsWith('openstack_'))) {
    throw new UnreadableInput(
      file,
      'it is a state of something else, or of nothing: it has no OpenStack in it',
      'name states of stacks that were applied',
    );
  }
  return estate.foreign ? undefined : siteOfStack(state, estate)?.name;
}

/**
 * The site that Kubernetes objects are of, by what their labels claim; undefined for those of no site of the estate.
 * @throws UnreadableInput where they cannot be read
 */
export function siteOfManifests(text: string | Buffer, file: string, estate: Estate): string | undefined {
  const objects = readManifests(text, file, file);
  return estate.foreign ? undefined : siteOfStack(objects, estate)?.name;
}

function isOpenStack({ name }: ProviderConfig): boolean {
  return name.split('.')[0] === 'openstack';
}

function selectPolicies(only: readonly string[] | undefined): readonly Policy[] {
  const all = loadPolicies();
  return only ? all.filter(({ id }) => only.includes(id) || only.includes(id.split('/')[0] ?? '')) : all;
}

/** SHA-256 in hexadecimal digits. */
export function hashOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

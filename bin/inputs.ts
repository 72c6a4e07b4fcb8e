import { basename } from 'node:path';
import type { Estate } from '../estate/model';
import { readObservation } from '../graph/read-observation';
import { isSavedPlan, openSavedPlan } from '../graph/read-saved-plan';
import { UnreadableInput } from '../graph/unreadable-input';
import type { CreationEvidence } from '../judge/judge';
import { readSynthesized } from '../policies/gate';
import {
  hashOf,
  type Input,
  type ObservationInput,
  openPlanOfSite,
  siteOfState,
} from '../policies/judge-inputs';
import { parseEvidence } from '../terraform/creation-evidence';
import { showSavedPlan } from '../terraform/show-saved-plan';
import type { Arguments } from './arguments';
import { nameForeignStacks } from './estate-option';
import { checkJson, readInputFile, type Wanted } from './input-file';
import { readManifestInputs } from './manifest-inputs';
import { UsageError } from './usage-error';

/** Options that name what is judged, and what else is known of it. */
export const inputOptions = {
  plan: { type: 'string', multiple: true },
  state: { type: 'string', multiple: true },
  manifests: { type: 'string', multiple: true },
  synth: { type: 'string' },
  observation: { type: 'string', multiple: true },
  evidence: { type: 'string', multiple: true },
} as const;

export const inputUsage =
  '[--plan FILE|-]… [--state FILE|-]… [--manifests FILE|DIR|-]… [--synth DIR] [--observation FILE]… [--evidence FILE]…';

export interface GatheredInputs {
  /** Empty where no option names one. */
  readonly inputs: readonly Input[];
  /** Existing resources that judged plans have made, by `stack:address`. */
  readonly creationEvidence: ReadonlyMap<string, CreationEvidence>;
  readonly observations: readonly ObservationInput[];
}

const wantedPlan: Wanted = {
  what: 'a plan',
  fix: 'terraform plan -out=FILE, then terraform show -json FILE > FILE.json; either file is read',
};
const wantedState: Wanted = {
  what: 'a state',
  fix: 'terraform state pull > FILE, or terraform show -json > FILE in the stack’s folder',
};
const wantedObservation: Wanted = {
  what: 'an observation',
  fix: 'name what estate observe wrote',
};
const wantedEvidence: Wanted = {
  what: 'evidence of creation',
  fix: 'name .estate/evidence/STACK.json, which a judged apply writes',
};

/**
 * Reads everything that the command line names.
 * @throws UnreadableInput for a file that is missing, broken, of something else, or of a stack that another is of;
 *   UsageError where standard input is named twice; InputError for a saved plan that cannot be shown here
 */
export async function gatherInputs(given: Arguments, estate: Estate): Promise<GatheredInputs> {
  refuseTwoOfStdin(
    ['plan', 'state', 'manifests', 'observation', 'evidence'].flatMap((option) => given.all(option)),
  );
  const folder = given.one('synth');
  const synthesized = folder === undefined ? [] : readSynthFolder(folder);
  const read: Input[] = [];
  const [plans, states, manifests] = [given.all('plan'), given.all('state'), given.all('manifests')];
  const names = namesOfStacks([...plans, ...states]);
  for (const file of plans) read.push(await readPlanInput(file, names, estate, synthesized));
  for (const file of states) read.push(readStateInput(file, names, estate));
  read.push(...readManifestInputs(manifests, estate));
  refuseSameStack(read);
  const inputs = [...read, ...synthesized.filter((s) => !read.some((input) => input.stack === s.stack))];
  const creationEvidence = new Map(given.all('evidence').flatMap((file) => [...readEvidence(file, inputs)]));
  return { inputs, creationEvidence, observations: readObservations(given.all('observation')) };
}

type Names = (file: string) => string;

/** What a stack is called that is of no site of the estate. */
function namesOfStacks(files: readonly string[]): Names {
  const names = new Map(nameForeignStacks(files).map((name, at) => [files[at], name] as const));
  return (file) => (file === '-' ? 'standard-input' : (names.get(file) ?? file));
}

async function readPlanInput(
  file: string,
  names: Names,
  estate: Estate,
  synthesized: readonly Input[],
): Promise<Input> {
  const bytes = readInputFile(file, wantedPlan);
  const saved = isSavedPlan(bytes) ? await openSavedPlan(bytes, file) : undefined;
  const text = saved
    ? await showSavedPlan({ file, bytes, providers: saved.providers })
    : checkJson(bytes, file);
  const { plan, site } = openPlanOfSite(text, file, estate);
  const stack = site ?? names(file);
  // What lies inside a saved plan is what it was made from; a folder beside it may be newer.
  const beside = synthesized.find((s) => s.stack === stack);
  const source = textOf(saved?.source ?? beside?.text);
  return { kind: 'plan', file, stack, text, plan, source, lines: beside?.lines, sha256: hashOf(bytes) };
}

function textOf(source: Input['text'] | undefined): string | undefined {
  return source === undefined ? undefined : String(source);
}

function readStateInput(file: string, names: Names, estate: Estate): Input {
  const bytes = readInputFile(file, wantedState);
  const text = checkJson(bytes, file);
  const stack = siteOfState(text, file, estate) ?? names(file);
  return { kind: 'state', file, stack, text, sha256: hashOf(bytes) };
}

/** One for each stack: of two, nobody could say which to believe. */
function readObservations(files: readonly string[]): readonly ObservationInput[] {
  const read = files.map((file) => {
    const bytes = readInputFile(file, wantedObservation);
    return { file, sha256: hashOf(bytes), observation: readObservation(checkJson(bytes, file), file) };
  });
  for (const [at, { file, observation }] of read.entries()) {
    const first = read.slice(0, at).find((one) => one.observation.stack === observation.stack);
    if (!first) continue;
    const why = `it is an observation of ${observation.stack}, and so is ${first.file}`;
    throw new UnreadableInput(file, why, 'name the newest of each stack');
  }
  return read;
}

/** A file of evidence is named after its stack, as the judged apply names it. */
function readEvidence(file: string, inputs: readonly Input[]): Map<string, CreationEvidence> {
  const stack = nameOfFile(file);
  const evidence = parseEvidence(String(checkJson(readInputFile(file, wantedEvidence), file)), file);
  if (!inputs.some((input) => input.stack === stack)) {
    throw new UnreadableInput(
      file,
      `it is evidence of the stack ${stack}, of which there is no input (${inputs.map((i) => i.stack).join(', ') || 'none'})`,
      'name the file after its stack, as the judged apply does, and give a plan or state of it',
    );
  }
  return new Map(Object.entries(evidence).map(([address, made]) => [`${stack}:${address}`, made] as const));
}

function nameOfFile(file: string): string {
  return basename(file).replace(/(?<=.)\..*$/, '');
}

function readSynthFolder(folder: string): readonly Input[] {
  const stacks = readSynthesized(folder);
  if (stacks.length > 0) return stacks;
  throw new UnreadableInput(
    folder,
    'there are no synthesized stacks in it (stacks/NAME/cdk.tf.json)',
    'npm run synth, then name cdktf.out',
  );
}

function refuseTwoOfStdin(files: readonly string[]): void {
  if (files.filter((file) => file === '-').length < 2) return;
  throw new UsageError('- named twice', 'standard input is read once', 'name the others as files');
}

/** Two inputs of one stack would be two truths about the same resources. */
function refuseSameStack(inputs: readonly Input[]): void {
  for (const [at, input] of inputs.entries()) {
    const first = inputs.slice(0, at).find((i) => i.stack === input.stack);
    if (first)
      throw new UnreadableInput(
        input.file,
        `it is a ${input.kind} of ${input.stack}, and so is ${first.file}${first.kind === input.kind ? '' : ` (a ${first.kind})`}`,
        'name one plan or state for each stack',
      );
  }
}

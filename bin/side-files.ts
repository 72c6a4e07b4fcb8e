import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Side } from '../compare/diff';
import { isReport, readReport } from '../compare/read-report';
import { foreignEstate } from '../estate/foreign-estate';
import type { Estate } from '../estate/model';
import { isSavedPlan } from '../graph/read-saved-plan';
import { UnreadableInput } from '../graph/unreadable-input';
import type { Report } from '../judge/report';
import { type Input, judgeInputs } from '../policies/judge-inputs';
import { withoutOfflineValues } from '../terraform/offline-variables';
import type { ChosenEstate } from './estate-option';
import { exceptionsInForce } from './exceptions';
import { checkJson, readInputFile, type Wanted } from './input-file';
import { gatherInputs } from './inputs';

const wanted: Wanted = {
  what: 'a report, a plan or objects of a cluster',
  fix: 'name reports (estate verify --format json), plans (saved, or terraform show -json), Kubernetes objects (YAML, JSON), or a folder with them',
};

/** How plans are judged that come without a report. */
export interface JudgingOptions {
  /** Read when it is needed: two reports need none. */
  readonly estate: () => ChosenEstate;
  readonly asOf: string | undefined;
}

/** What files of a side are called. */
export const sideFile = /\.(json|tfplan|ya?ml)$/;

/** Files and folders of one side, as files. */
export function filesOf(paths: readonly string[]): readonly string[] {
  return paths.flatMap((path) => {
    if (path === '-' || !existsSync(path) || !statSync(path).isDirectory()) return [path];
    const names = readdirSync(path).filter((name) => sideFile.test(name) && !name.startsWith('.'));
    const files = names.filter((name) => !name.endsWith('.tf.json')).map((name) => join(path, name));
    if (files.length > 0) return files.toSorted();
    throw new UnreadableInput(
      path,
      'there is no report, no plan and no object of a cluster in this folder (*.json, *.tfplan, *.yaml)',
      wanted.fix,
    );
  });
}

/** @throws UnreadableInput where a file is named twice, on one side or on both */
export function refuseTwice(base: readonly string[], head: readonly string[]): void {
  const seen = new Map<string, string>();
  for (const file of [...base, ...head]) {
    const real = file !== '-' && existsSync(file) ? realpathSync(file) : file;
    const first = seen.get(real);
    if (first !== undefined) {
      const why = first === file ? 'it is named twice' : `it is named twice, also as ${first}`;
      throw new UnreadableInput(file, why, 'name what was before and what is now, each once');
    }
    seen.set(real, file);
  }
}

/**
 * Reads one side: a report, plans, or a report with the plans that it was made of. Plans alone are judged here.
 * @throws UnreadableInput for what is neither, or where report and plans do not belong together
 */
export async function readSide(
  name: string,
  files: readonly string[],
  { estate, asOf }: JudgingOptions,
): Promise<Side> {
  const read = files.map((file) => open(file));
  const reports = read.flatMap(({ file, report }) => (report ? [{ file, report }] : []));
  const [first, second] = reports;
  if (first && second) {
    throw new UnreadableInput(
      second.file,
      `it is a report, and so is ${first.file}`,
      'name one report on each side',
    );
  }
  const given = read.filter(({ report }) => report === undefined);
  if (first && given.length === 0) return { name, report: first.report };
  if (first) {
    const { report } = first;
    const inputs = ofReport(first, await readInputs(given, nobodys()));
    return { name, report, plans: plansOf(inputs.map(withSource)), objects: wholeObjects(inputs, report) };
  }
  const { estate: against, isOurs } = estate();
  const inputs = await readInputs(given, against);
  const exceptions = isOurs ? exceptionsInForce(undefined, asOf) : [];
  const report = judgeInputs(inputs, against, { exceptions, ...(asOf === undefined ? {} : { asOf }) });
  return { name, report, plans: plansOf(inputs), objects: objectsOf(inputs) };
}

/** For plans that were judged already: their report says whose they are. */
function nobodys(): Estate {
  return foreignEstate({ cloud: 'openstack', encryptedVolumeTypes: [] });
}

/** What `--keep` has written beside a plan: the synthesized stack that it was made from. */
function withSource(input: Input): Input {
  const file = input.file.replace(/\.json$/, '.tf.json');
  if (input.source !== undefined || file === input.file || !existsSync(file)) return input;
  return { ...input, source: readFileSync(file, 'utf8') };
}

interface Opened {
  readonly file: string;
  readonly report?: Report;
  /** Objects of a cluster, and not a plan. */
  readonly isObjects?: boolean;
}

function open(file: string): Opened {
  if (file === '-') return { file };
  if (/\.ya?ml$/.test(file)) return { file, isObjects: true };
  const bytes = readInputFile(file, wanted);
  if (isSavedPlan(bytes)) return { file };
  const json = parse(String(checkJson(bytes, file)), file);
  if (isReport(json)) return { file, report: readReport(json, file) };
  const {
    apiVersion,
    kind,
    steps,
    format_version: format,
    values,
  } = (json ?? {}) as { [key: string]: unknown };
  if (typeof apiVersion === 'string' || Array.isArray(steps)) return { file, isObjects: true };
  if (typeof kind === 'string') {
    throw new UnreadableInput(
      file,
      `it is of kind ${kind.slice(0, 20)}, neither a report nor a plan`,
      wanted.fix,
    );
  }
  if (format === undefined || (values !== undefined && !('planned_values' in (json as object)))) {
    throw new UnreadableInput(file, 'it is neither a report of this project nor a plan', wanted.fix);
  }
  return { file };
}

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UnreadableInput(file, 'it is no whole JSON', wanted.fix);
  }
}

async function readInputs(opened: readonly Opened[], estate: Estate): Promise<readonly Input[]> {
  const named = (isObjects: boolean) =>
    opened.filter((one) => (one.isObjects ?? false) === isObjects).map(({ file }) => file);
  const given = {
    positionals: [],
    one: () => undefined,
    all: (option: string) => (option === 'plan' ? named(false) : option === 'manifests' ? named(true) : []),
    has: () => false,
  };
  return (await gatherInputs(given, estate)).inputs;
}

/** The plans and objects of a report, by their hashes: the names that it calls their stacks by. */
function ofReport(
  { file, report }: { readonly file: string; readonly report: Report },
  inputs: readonly Input[],
): readonly Input[] {
  const judged = report.inputs.filter(({ kind }) => kind === 'plan' || kind === 'manifests');
  const named = inputs.map((input) => {
    const found = judged.find(({ sha256 }) => sha256 === input.sha256);
    if (found) return { ...input, stack: found.stack };
    throw new UnreadableInput(
      input.file,
      `it is none of the plans and objects that ${file} was made of: none of its hashes is ${input.sha256?.slice(0, 12)}…`,
      'name the very plans that were judged, or leave the report out, so that they are judged now',
    );
  });
  const missing = judged.filter(
    ({ kind, sha256 }) => kind === 'plan' && !named.some((one) => one.sha256 === sha256),
  );
  if (missing.length === 0) return named;
  throw new UnreadableInput(
    file,
    `it was also made of plans that are not named: ${missing.map(({ stack }) => stack).join(', ')}`,
    'name all plans of the report, or the report alone',
  );
}

/** What runs in clusters, as it was rendered or given. */
export function objectsOf(inputs: readonly Input[]) {
  const manifests = inputs.filter(({ kind }) => kind === 'manifests');
  return manifests.map(({ stack, file, text }) => ({ stack, file, text }));
}

/** Those of a report, where all that it was made of are at hand; undefined where one is not. */
export function wholeObjects(inputs: readonly Input[], { inputs: judged }: Report) {
  const objects = objectsOf(inputs);
  const isWhole = judged.every(
    ({ kind, stack }) => kind !== 'manifests' || objects.some((one) => one.stack === stack),
  );
  return isWhole ? objects : undefined;
}

/** Plans in the form in which they are compared: what was made up for them is no difference. */
export function plansOf(inputs: readonly Input[]) {
  return inputs
    .filter(({ kind }) => kind === 'plan')
    .map(({ stack, file, text, source }) => ({
      stack,
      file,
      planJson: withoutOfflineValues(String(text)),
      source,
    }));
}

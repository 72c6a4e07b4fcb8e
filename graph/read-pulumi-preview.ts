import { isObject, type Json } from './json-object';
import { addressOf, asKubernetesObject, secretText, unknownText } from './kubernetes-object';
import type { Action } from './resource';
import type { Refuse } from './unreadable-input';

/** One object and what is to become of it. */
export interface Applied {
  readonly json: unknown;
  readonly action: Action;
}

/** What a step does to an object. */
const actions: ReadonlyMap<string, Action> = new Map([
  ['create', 'create'],
  ['update', 'update'],
  ['replace', 'replace'],
  ['same', 'no-op'],
  ['refresh', 'no-op'],
  ['import', 'no-op'],
  ['delete', 'delete'],
]);

/**
 * Steps that take part in another one, and those of objects that are looked up or were: such an object is another
 * program's. Source: pulumi/pulumi, `pkg/resource/deploy/step.go`.
 */
const otherSteps: ReadonlySet<string> = new Set([
  'create-replacement',
  'delete-replaced',
  'import-replacement',
  'remove-pending-replace',
  'read',
  'read-replacement',
  'discard',
  'discard-replaced',
]);

/** What stands for the objects that it makes, each of which has a step of its own. */
const components =
  /^kubernetes:(?:yaml|helm\.sh|kustomize)[\w/]*:(?:ConfigFile|ConfigGroup|Chart|Directory)$/;

/** Whether it is what `pulumi preview --json` writes. */
export function isPreview(document: unknown): document is Json {
  if (!isObject(document) || document.apiVersion !== undefined) return false;
  return Array.isArray(document.steps) || isObject(document.changeSummary);
}

interface Step {
  readonly op: string;
  readonly urn: unknown;
  readonly state: Json;
}

/**
 * The Kubernetes objects of a preview, each with what would be done to it. What it hides as secret is not known.
 * @throws UnreadableInput of a preview that broke off or does not show all objects, and of a step that this does not know
 */
export function stepsOfPreview(preview: Json, refuse: Refuse): readonly Applied[] {
  const errors = asList(preview.diagnostics).filter((one) => isObject(one) && one.severity === 'error');
  if (errors.length > 0) {
    throw refuse(`the preview broke off with ${errors.length} errors`, 'mend them, then preview again');
  }
  const steps = asList(preview.steps).map((step) => readStep(step, refuse));
  refuseHidden(preview, steps, refuse);
  const parents = new Set(steps.map(({ state }) => state.parent));
  const ofObjects = steps.filter(({ op, urn, state }) => {
    if (!String(state.type).startsWith('kubernetes:') || state.external === true) return false;
    if (!components.test(String(state.type))) return !otherSteps.has(op);
    if (op !== 'delete' && !parents.has(urn)) {
      throw refuse(
        `it does not show what a ${String(state.type)} makes`,
        'render its objects (helm template, kustomize build) and give them too',
      );
    }
    return false;
  });
  return withoutRefreshed(ofObjects).map(({ op, state }) => {
    const action = actions.get(op);
    if (action === undefined) throw refuse(`it has a step ${op} of a Kubernetes object`);
    return { json: withUnknowns(state.inputs), action };
  });
}

function readStep(step: unknown, refuse: Refuse): Step {
  if (!isObject(step) || typeof step.op !== 'string') throw refuse('it has a step that does nothing');
  const { op, newState, oldState } = step;
  const state = [newState, oldState].find(isObject) ?? {};
  return { op, urn: step.urn ?? step, state };
}

/** Only the number of what stays as it is is always there: rules about what is missing would speak of what is merely hidden. */
function refuseHidden({ changeSummary }: Json, steps: readonly Step[], refuse: Refuse): void {
  const same = isObject(changeSummary) ? Number(changeSummary.same ?? 0) : 0;
  const shown = new Set(steps.filter(({ op }) => op === 'same' || op === 'refresh').map(({ urn }) => urn));
  if (same <= shown.size) return;
  throw refuse(
    `it leaves out ${same - shown.size} of ${same} resources that stay as they are, and all objects are judged together`,
    'preview again: pulumi preview --json --show-sames',
  );
}

/** A refresh shows what it finds, also as an update or a delete; what the program does to the same object comes after it. */
function withoutRefreshed(steps: readonly Step[]): readonly Step[] {
  const last = new Map(steps.map((step) => [nameOf(step), step]));
  return steps.filter((step) => {
    const later = last.get(nameOf(step)) ?? step;
    const isRefresh = step.op === 'refresh' || step.op === 'update' || step.op === 'delete';
    return later === step || !isRefresh || (later.op === 'delete' && step.op !== 'refresh');
  });
}

function nameOf({ urn, state }: Step): unknown {
  const object = asKubernetesObject(state.inputs);
  return typeof urn === 'string' && object ? `${urn} ${addressOf(object)}` : state;
}

function withUnknowns(value: unknown): unknown {
  if (value === secretText) return unknownText;
  if (Array.isArray(value)) return value.map(withUnknowns);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withUnknowns(one)]));
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

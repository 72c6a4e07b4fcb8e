import { isObject, type Json } from './json-object';
import type { Action } from './resource';
import type { Refuse } from './unreadable-input';

/** One object and what is to become of it. */
export interface Applied {
  readonly json: unknown;
  readonly action: Action;
}

/** What a step does. Steps that only take part in another one, and those of nothing that exists, are left out. */
const actions: ReadonlyMap<string, Action> = new Map([
  ['create', 'create'],
  ['update', 'update'],
  ['replace', 'replace'],
  ['same', 'no-op'],
  ['refresh', 'no-op'],
  ['import', 'no-op'],
  ['delete', 'delete'],
]);
const partsOfReplacement: ReadonlySet<string> = new Set(['create-replacement', 'delete-replaced']);

/** Whether it is what `pulumi preview --json` writes. */
export function isPreview(document: unknown): document is Json {
  return isObject(document) && Array.isArray(document.steps) && document.apiVersion === undefined;
}

/**
 * The Kubernetes objects of a preview, each with what would be done to it. Its secrets are left out by Pulumi.
 * @throws UnreadableInput of a preview that broke off, and of a step that this does not know
 */
export function stepsOfPreview({ steps, diagnostics }: Json, refuse: Refuse): readonly Applied[] {
  const errors = asList(diagnostics).filter((one) => isObject(one) && one.severity === 'error');
  if (errors.length > 0) {
    throw refuse(`the preview broke off with ${errors.length} errors`, 'mend them, then preview again');
  }
  return asList(steps).flatMap((step): readonly Applied[] => {
    if (!isObject(step) || typeof step.op !== 'string') throw refuse('it has a step that does nothing');
    const state = [step.newState, step.oldState].find(isObject);
    if (state === undefined || !String(state.type).startsWith('kubernetes:')) return [];
    if (partsOfReplacement.has(step.op)) return [];
    const action = actions.get(step.op);
    if (action === undefined) throw refuse(`it has a step ${step.op} of a Kubernetes object`);
    return [{ json: state.inputs, action }];
  });
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

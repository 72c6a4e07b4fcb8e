import type { Json } from './json-object';
import { isMap, isUnset, own, Unknown, type Value } from './value';

type Values = { readonly [key: string]: Value };

/**
 * Whether what names of a configuration (`var.x`, `local.y`) stand for is itself written down in it. Undefined
 * where the source does not show it.
 * @param names as an expression of the module states them
 * @param value what the expression came to, where that is known
 */
export type WrittenDown = (
  module: string,
  names: readonly string[],
  value: Value | undefined,
) => boolean | undefined;

/** Names that are followed one after another; more is a circle, or as good as one. */
const greatestChain = 8;

/** For a synthesized stack: its locals, and the defaults of its variables, which a value given later may replace. */
export function writtenInSource(locals: Values, defaults: Values): WrittenDown {
  const inSource = remembered((name, steps): boolean | undefined => {
    const [root, key = ''] = name.split(/[.[]/);
    if (root === 'var') return isUnset(own(defaults, key)) ? false : undefined;
    if (root === 'local') return inLocal(locals, key, (one) => inSource(one, steps - 1), steps);
    return isResource(root) ? false : undefined;
  });
  return (_, names) => all(names, (name) => inSource(name, greatestChain));
}

type Answer = (name: string, steps: number) => boolean | undefined;

/** Each name is followed once: locals that name one another again and again would else take forever. */
function remembered(answer: Answer): Answer {
  const known = new Map<string, boolean | undefined>();
  return (name, steps) => {
    if (!known.has(name)) {
      known.set(name, undefined);
      known.set(name, answer(name, steps));
    }
    return known.get(name);
  };
}

function inLocal(
  locals: Values,
  key: string,
  next: (name: string) => boolean | undefined,
  steps: number,
): boolean | undefined {
  const value = own(locals, key);
  if (value === undefined || steps === 0) return undefined;
  if (!(value instanceof Unknown)) return typeof value === 'string' ? true : undefined;
  return all(
    value.references.map(({ address }) => address),
    next,
  );
}

/** What a plan shows of names: the values of root variables and their defaults, and what calls give to modules. */
export interface PlanNames {
  /** `configuration.root_module` */
  readonly root: unknown;
  /** `variables`, the values that the plan was made with. */
  readonly variables: unknown;
  /** Locals of the root module, where the source is at hand. */
  readonly locals?: Values | undefined;
}

export function writtenInPlan({ root, variables, locals = {} }: PlanNames): WrittenDown {
  const given = (key: string) => member(member(variables, key), 'value');
  const inRoot = remembered((name, steps): boolean | undefined => {
    const [kind, key = ''] = name.split(/[.[]/);
    if (kind === 'local') return inLocal(locals, key, (one) => inRoot(one, steps - 1), steps);
    if (kind !== 'var') return isResource(kind) ? false : undefined;
    const standard = member(member(member(root, 'variables'), key), 'default');
    if (standard === undefined || standard === null || standard === '') return false;
    return JSON.stringify(standard) === JSON.stringify(given(key));
  });
  const inModule = (module: string, name: string, steps: number): boolean | undefined => {
    if (module === '') return inRoot(name, steps);
    const [kind, key = ''] = name.split(/[.[]/);
    if (kind !== 'var') return isResource(kind) ? false : undefined;
    const { call, outer } = callOf(root, module);
    const expression = member(member(call, 'expressions'), key);
    if (expression === undefined) {
      const standard = member(member(member(member(call, 'module'), 'variables'), key), 'default');
      return standard === undefined || standard === null || standard === '' ? undefined : true;
    }
    if (typeof member(expression, 'constant_value') === 'string') return true;
    const references = member(expression, 'references');
    if (!Array.isArray(references) || steps === 0) return undefined;
    return all(references.map(String), (one) => inModule(outer, one, steps - 1));
  };
  return (module, names, value) => {
    const answer = all(names, (name) => inModule(module, name, greatestChain));
    if (answer !== undefined || typeof value !== 'string' || value === '') return answer;
    // What a variable was given, and nobody wrote down as its default, came from outside whatever it went through.
    const outside = keysOf(variables).filter((key) => inRoot(`var.${key}`, 0) === false);
    return outside.some((key) => holds(given(key), value)) ? false : undefined;
  };
}

/** One answer for all names, undefined where they differ or there are none. */
function all(names: readonly string[], answer: (name: string) => boolean | undefined): boolean | undefined {
  const answers = new Set(names.map(answer));
  return answers.size === 1 ? [...answers][0] : undefined;
}

/** The innermost call of the module at a path such as `module.a["x"].module.b`, and the path of who calls it. */
function callOf(root: unknown, path: string): { readonly call: unknown; readonly outer: string } {
  const steps = path.match(/module\.[\w-]+(?:\[(?:"(?:[^"\\]|\\.)*"|\d+)\])?/g) ?? [];
  let call: unknown;
  let module = root;
  for (const step of steps) {
    call = member(member(module, 'module_calls'), step.replace(/^module\.|\[.*$/gs, ''));
    module = member(call, 'module');
  }
  return { call, outer: steps.slice(0, -1).join('.') };
}

function isResource(root: string | undefined): boolean {
  return root === 'data' || (root?.includes('_') ?? false);
}

function member(value: unknown, key: string): unknown {
  if (value === null || typeof value !== 'object' || !Object.hasOwn(value, key)) return undefined;
  return (value as Json)[key];
}

function keysOf(value: unknown): readonly string[] {
  return value !== null && typeof value === 'object' ? Object.keys(value) : [];
}

/** Whether a text stands anywhere in a value. Depth is bounded by `parseJson`. */
function holds(value: unknown, text: string): boolean {
  if (value === text) return true;
  return value !== null && typeof value === 'object' && Object.values(value).some((one) => holds(one, text));
}

/** A section of names and values, `locals` or the defaults of `variable`, as own properties. */
export function section(value: Value): Values {
  return isMap(value) ? value : {};
}

type Json = { readonly [key: string]: unknown };

/** Whether anything is judged of what resources of a type hold: of those of other providers only that they are there. */
function isJudged(type: unknown): boolean {
  return /^(?:openstack|opentelekomcloud)_/.test(String(type));
}

/**
 * Plan JSON with a name in the place of each text that no reader takes in: what was there before, outputs, variables
 * whose values stand at no resource, and what resources of other providers hold. What is not needed is not in a pack,
 * whether or not anything says that it is secret.
 */
export function withoutUnjudged(plan: Json, nameOf: (text: string) => string): Json {
  const hide = (value: unknown): unknown => mapTexts(value, nameOf);
  const { prior_state: _, ...rest } = plan;
  const judged = new Set<string>();
  for (const change of listOf(plan.resource_changes)) {
    if (isJudged(change.type)) collectTexts(change.change, judged);
  }
  const planned = objectOf(plan.planned_values);
  const declared = objectOf(objectOf(objectOf(plan.configuration).root_module).variables);
  return {
    ...rest,
    ...mapped(plan, 'resource_changes', (list) => listOf(list).map((one) => changeWithout(one, hide))),
    ...mapped(plan, 'resource_drift', (list) => listOf(list).map((one) => changeWithout(one, hide))),
    ...mapped(plan, 'planned_values', () => ({
      ...planned,
      ...mapped(planned, 'root_module', (module) => moduleWithout(module, hide)),
      ...mapped(planned, 'outputs', (outputs) => withEach(outputs, (one) => mapped(one, 'value', hide))),
    })),
    ...mapped(plan, 'output_changes', (outputs) =>
      withEach(outputs, (one) => ({ ...mapped(one, 'before', hide), ...mapped(one, 'after', hide) })),
    ),
    ...mapped(plan, 'variables', (variables) =>
      withEach(variables, (one, name) => {
        const { default: usual } = objectOf(declared[name]);
        const isUsual = JSON.stringify(usual) === JSON.stringify(one.value);
        const keep = (text: string) => (isUsual || judged.has(text) ? text : nameOf(text));
        return mapped(one, 'value', (value) => mapTexts(value, keep));
      }),
    ),
  };
}

function changeWithout(one: Json, hide: (value: unknown) => unknown): Json {
  if (isJudged(one.type)) return one;
  const change = objectOf(one.change);
  return {
    ...one,
    change: { ...change, ...mapped(change, 'before', hide), ...mapped(change, 'after', hide) },
  };
}

function moduleWithout(module: unknown, hide: (value: unknown) => unknown): unknown {
  const given = objectOf(module);
  return {
    ...given,
    ...mapped(given, 'resources', (list) =>
      listOf(list).map((one) => (isJudged(one.type) ? one : { ...one, ...mapped(one, 'values', hide) })),
    ),
    ...mapped(given, 'child_modules', (list) => listOf(list).map((one) => moduleWithout(one, hide))),
  };
}

/** The part of an object, changed; nothing where it has none, so that nothing is added to it. */
function mapped(of: Json, key: string, change: (value: unknown) => unknown): Json {
  return Object.hasOwn(of, key) && of[key] !== null ? { [key]: change(of[key]) } : {};
}

function withEach(value: unknown, change: (one: Json, name: string) => Json): Json {
  const entries = Object.entries(objectOf(value));
  return Object.fromEntries(
    entries.map(([name, one]) => [name, { ...objectOf(one), ...change(objectOf(one), name) }]),
  );
}

function collectTexts(value: unknown, texts: Set<string>): void {
  mapTexts(value, (text) => {
    texts.add(text);
    return text;
  });
}

/** The same with other texts, numbers among them; truth values stay. */
export function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return value === '' ? value : change(value);
  if (typeof value === 'number') {
    const text = change(String(value));
    return text === String(value) ? value : text;
  }
  if (Array.isArray(value)) return value.map((one) => mapTexts(one, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, mapTexts(inner, change)]));
}

function objectOf(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

function listOf(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value.map(objectOf) : [];
}

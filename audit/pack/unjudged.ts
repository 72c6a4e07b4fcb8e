import { isTemplate } from './secret-forms';

type Json = { readonly [key: string]: unknown };

/** Whether anything is judged of what resources of a type hold: of those of other providers only that they are there. */
function isJudged(type: unknown): boolean {
  return /^(?:openstack|opentelekomcloud)_/.test(String(type));
}

/**
 * Plan JSON, a state in either format or a synthesized source, with a name in the place of each text that no reader
 * takes in: what was there before, outputs, variables whose values stand at no resource, and what resources of other
 * providers hold. What is not needed is not in a pack, whether or not anything says that it is secret. What they refer
 * to stays, so that the graph is the same.
 */
export function withoutUnjudged(plan: Json, nameOf: (text: string) => string): Json {
  const hide = (value: unknown): unknown => mapTexts(value, nameOf);
  const hideStated = (value: unknown): unknown => mapTexts(value, (text) => statedWithout(text, nameOf));
  const { prior_state: _, ...rest } = plan;
  const judged = new Set<string>();
  for (const change of listOf(plan.resource_changes)) {
    if (isJudged(change.type)) collectTexts(change.change, judged);
  }
  const declared = objectOf(objectOf(objectOf(plan.configuration).root_module).variables);
  const addresses = JSON.stringify(objectOf(plan.configuration).provider_config ?? {});
  return {
    ...rest,
    ...mapped(plan, 'resource_changes', (list) => listOf(list).map((one) => changeWithout(one, hide))),
    ...mapped(plan, 'resource_drift', (list) => listOf(list).map((one) => changeWithout(one, hide))),
    ...mapped(plan, 'planned_values', (values) => valuesWithout(objectOf(values), hide)),
    // A state, as it is shown and as it is stored.
    ...mapped(plan, 'values', (values) => valuesWithout(objectOf(values), hide)),
    ...mapped(plan, 'resources', (list) => listOf(list).map((one) => storedWithout(one, hide))),
    ...mapped(plan, 'outputs', (outputs) => withEach(outputs, (one) => mapped(one, 'value', hide))),
    ...mapped(plan, 'configuration', (value) => {
      const configuration = objectOf(value);
      const change = (module: unknown) => configuredWithout(objectOf(module), hideStated);
      return { ...configuration, ...mapped(configuration, 'root_module', change) };
    }),
    // A synthesized source.
    ...mapped(plan, 'resource', (blocks) => sourceWithout(blocks, hideStated)),
    ...mapped(plan, 'data', (blocks) => sourceWithout(blocks, hideStated)),
    ...mapped(plan, 'output', (outputs) => withEach(outputs, (one) => mapped(one, 'value', hideStated))),
    ...mapped(plan, 'output_changes', (outputs) =>
      withEach(outputs, (one) => ({ ...mapped(one, 'before', hide), ...mapped(one, 'after', hide) })),
    ),
    ...mapped(plan, 'variables', (variables) =>
      withEach(variables, (one, name) => {
        const { default: usual } = objectOf(declared[name]);
        const isUsual = JSON.stringify(usual) === JSON.stringify(one.value);
        // Whether a provider's calls are encrypted is judged by what a variable was given.
        const isCalled = addresses.includes(`"var.${name}"`);
        const isSeen = (text: string) => isUsual || judged.has(text) || (isCalled && isAddress(text));
        const keep = (text: string) => (isSeen(text) ? text : nameOf(text));
        return mapped(one, 'value', (value) => mapTexts(value, keep));
      }),
    ),
  };
}

/** Whether a text is the address of a service, and nothing that could be a secret. */
function isAddress(text: string): boolean {
  return /^https?:\/\/[\w.:-]+(?:\/v[\d.]+)?\/?$/i.test(text);
}

function changeWithout(one: Json, hide: (value: unknown) => unknown): Json {
  if (isJudged(one.type)) return one;
  const change = objectOf(one.change);
  return {
    ...one,
    change: { ...change, ...mapped(change, 'before', hide), ...mapped(change, 'after', hide) },
  };
}

function valuesWithout(values: Json, hide: (value: unknown) => unknown): Json {
  return {
    ...values,
    ...mapped(values, 'root_module', (module) => moduleWithout(module, hide)),
    ...mapped(values, 'outputs', (outputs) => withEach(outputs, (one) => mapped(one, 'value', hide))),
  };
}

function storedWithout(resource: Json, hide: (value: unknown) => unknown): Json {
  if (isJudged(resource.type)) return resource;
  const parts = ['attributes', 'attributes_flat', 'identity', 'private'];
  const change = (one: Json) => Object.assign({ ...one }, ...parts.map((part) => mapped(one, part, hide)));
  return { ...resource, ...mapped(resource, 'instances', (list) => listOf(list).map(change)) };
}

function configuredWithout(module: Json, hide: (value: unknown) => unknown): Json {
  const change = (one: Json) => ({
    ...one,
    ...mapped(one, 'expressions', (value) => constantsWithout(value, hide)),
    ...mapped(one, 'provisioners', (value) => constantsWithout(value, hide)),
  });
  return {
    ...module,
    ...mapped(module, 'resources', (list) =>
      listOf(list).map((one) => (isJudged(one.type) ? one : change(one))),
    ),
    ...mapped(module, 'outputs', (value) => constantsWithout(value, hide)),
    ...mapped(module, 'module_calls', (calls) =>
      withEach(calls, (call) => mapped(call, 'module', (inner) => configuredWithout(objectOf(inner), hide))),
    ),
  };
}

function constantsWithout(value: unknown, hide: (value: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((one) => constantsWithout(one, hide));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      key === 'constant_value' ? hide(inner) : constantsWithout(inner, hide),
    ]),
  );
}

/** Blocks of a source by type, in one object or in a list of them. */
function sourceWithout(blocks: unknown, hide: (value: unknown) => unknown): unknown {
  if (Array.isArray(blocks)) return blocks.map((one) => sourceWithout(one, hide));
  const change = (body: unknown): unknown => {
    if (Array.isArray(body)) return body.map(change);
    if (typeof body !== 'object' || body === null) return body;
    return Object.fromEntries(
      Object.entries(body).map(([key, inner]) => [key, ofLanguage.has(key) ? inner : hide(inner)]),
    );
  };
  const named = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(named)
      : Object.fromEntries(Object.entries(objectOf(value)).map(([name, body]) => [name, change(body)]));
  return Object.fromEntries(
    Object.entries(objectOf(blocks)).map(([type, inner]) => [type, isJudged(type) ? inner : named(inner)]),
  );
}

/** What a block says to Terraform, and where it came from: names of other blocks, no values. */
const ofLanguage: ReadonlySet<string> = new Set([
  '//',
  'count',
  'depends_on',
  'for_each',
  'lifecycle',
  'provider',
]);

/** A text as somebody wrote it, without anything but what it refers to. */
function statedWithout(text: string, nameOf: (text: string) => string): string {
  if (isTemplate(text) && !text.includes('"')) return text;
  const name = nameOf(text);
  const references = [...text.matchAll(/(?<!\$)\$\{((?:[^{}]|\{[^{}]*\})*)\}/g)].flatMap(([, inside = '']) =>
    Array.from(
      inside
        .replaceAll(/"(?:[^"\\]|\\.)*"/g, '')
        .matchAll(/(?<![\w.-])(?:data|module|var|local|each|[a-z]\w*_\w*)(?:\.[\w-]+|\[\d+\])+/g),
      ([reference]) => `\${${reference}}`,
    ),
  );
  return [name, ...new Set(references.filter((one) => !name.includes(one)))].join(' ');
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

import { isSecretName } from '../graph/resource';
import { hidden } from '../graph/value';

/** Shorter texts stand in too many others by chance: they are masked only where they are the whole. */
const leastWithin = 4;

/**
 * Texts that must not be shown anywhere, whatever place they stand in: what a plan marks as sensitive at one resource
 * may be the plain name of another.
 */
export class Secrets {
  /** Every form in which a secret may stand in a text, and the secret that it is a form of. */
  readonly #texts = new Map<string, string>();
  #within: RegExp | undefined;

  /** Everything in the value; truth values and nothing at all are no secret that could be recognised. */
  add(value: unknown): void {
    if (typeof value === 'number') this.add(String(value));
    if (typeof value === 'object' && value !== null) for (const one of Object.values(value)) this.add(one);
    if (typeof value !== 'string' || value === '') return;
    this.#within = undefined;
    for (const text of formsOf(value)) if (!this.#texts.has(text)) this.#texts.set(text, value);
  }

  /**
   * The text without any of them.
   * @param nameOf what stands in the place of a secret. @default the same for all
   */
  mask(text: string, nameOf: (secret: string) => string = () => hidden): string {
    if (this.#texts.size === 0) return text;
    const whole = this.#texts.get(text) ?? this.#texts.get(text.replace(/^"(.*)"$/s, '$1'));
    if (whole !== undefined) return nameOf(whole);
    this.#within ??= anyOf([...this.#texts.keys()].filter((one) => one.length >= leastWithin));
    return text.replace(this.#within, (found) => nameOf(this.#texts.get(found) ?? found));
  }
}

/** As it is, and as it stands in JSON, in a URL and in Base64. */
function formsOf(text: string): readonly string[] {
  const wellFormed = text.replaceAll(/\p{Surrogate}/gu, '\ufffd');
  return [
    text,
    JSON.stringify(text).slice(1, -1),
    encodeURIComponent(wellFormed),
    Buffer.from(text).toString('base64').replace(/=+$/, ''),
    // Of several lines each is one: a text for people has no line breaks.
    ...(text.includes('\n')
      ? text
          .split(/\r?\n/)
          .map((line) => line.trim())
          .filter((line) => line.length >= 20)
      : []),
    text.replaceAll(/[\t\n\r]+/g, ' '),
  ];
}

/** The longest first, so that none of them leaves the end of another behind. */
function anyOf(texts: readonly string[]): RegExp {
  if (texts.length === 0) return /(?!)/g;
  const sorted = texts.toSorted((a, b) => b.length - a.length || (a < b ? -1 : 1));
  return new RegExp(sorted.map((text) => text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')).join('|'), 'g');
}

type Json = { readonly [key: string]: unknown };

/** Collects what a plan in JSON holds of secrets: by its flags, by the provider's schema, by the names of attributes. */
export function collectSecrets(plan: Json, secrets: Secrets): void {
  for (const list of [plan.resource_changes, plan.resource_drift])
    for (const one of listOf(list)) fromChange(one, secrets);
  for (const part of [plan.planned_values, object(plan.prior_state).values]) {
    const values = object(part);
    fromModule(object(values.root_module), secrets);
    for (const output of Object.values(object(values.outputs)))
      if (object(output).sensitive === true) secrets.add(object(output).value);
  }
  for (const output of Object.values(object(plan.output_changes))) {
    const { before, after, before_sensitive: was, after_sensitive: is } = object(output);
    marked(before, was, secrets);
    marked(after, is, secrets);
  }
  const { root_module: root, provider_config: providers } = object(plan.configuration);
  const declared = object(object(root).variables);
  for (const [name, given] of Object.entries(object(plan.variables)))
    if (object(declared[name]).sensitive === true) secrets.add(object(given).value);
  fromExpressions(root, secrets);
  fromExpressions(providers, secrets);
}

function fromChange(one: Json, secrets: Secrets): void {
  const { before, after, before_sensitive: was, after_sensitive: is } = object(one.change);
  for (const values of [before, after]) {
    // What is secret now was not less so before.
    marked(values, was, secrets);
    marked(values, is, secrets);
    named(values, kindOf(one), secrets);
  }
}

function fromModule(module: Json, secrets: Secrets): void {
  for (const one of listOf(module.resources)) {
    marked(one.values, one.sensitive_values, secrets);
    named(one.values, kindOf(one), secrets);
  }
  for (const child of listOf(module.child_modules)) fromModule(child, secrets);
}

function kindOf({ type, mode }: Json): { type: string; mode: 'managed' | 'data' } {
  return { type: String(type), mode: mode === 'data' ? 'data' : 'managed' };
}

/** What a mask of Terraform's marks: true for the whole, or the same for each part. */
/** Adds what a mask of marks (`true`, or the same parts as the value) says is sensitive. */
export function marked(value: unknown, mask: unknown, secrets: Secrets): void {
  if (mask === true) secrets.add(value);
  if (!isParted(mask) || !isParted(value)) return;
  for (const [key, inner] of Object.entries(mask))
    if (Object.hasOwn(value, key)) marked((value as Json)[key], inner, secrets);
}

function named(value: unknown, of: ReturnType<typeof kindOf>, secrets: Secrets): void {
  if (!isParted(value)) return;
  for (const [key, inner] of Object.entries(value)) {
    if (isSecretName(of, key)) secrets.add(inner);
    else named(inner, of, secrets);
  }
}

/** Constants of a configuration, wherever they stand: `{password: {constant_value: "…"}}`. */
function fromExpressions(value: unknown, secrets: Secrets): void {
  if (!isParted(value)) return;
  for (const [key, inner] of Object.entries(value)) {
    const isNamed = isSecretName({ type: '', mode: 'managed' }, key);
    if (isNamed && isParted(inner)) secrets.add((inner as Json).constant_value);
    fromExpressions(inner, secrets);
  }
}

function isParted(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function object(value: unknown): Json {
  return isParted(value) ? (value as Json) : {};
}

function listOf(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value.map(object) : [];
}

import { gunzipSync } from 'node:zlib';
import { collectSecrets, marked, Secrets } from '../../compare/secrets';
import { isSecretName } from '../../graph/resource';
import { isNameOfSecret } from '../../judge/facts/secrets';
import { isSecretText, isTemplate, packed, secretsIn } from './secret-forms';

type Json = { readonly [key: string]: unknown };

/** What a template refers to is no secret, and stands in many places. */
class KeptSecrets extends Secrets {
  readonly known = new Set<string>();

  override add(value: unknown): void {
    if (typeof value === 'string') {
      if (isTemplate(value) || value.trim() === '' || this.known.has(value)) return;
      this.known.add(value);
    }
    super.add(value);
  }
}

const longestUnpacked = 1 << 24;

/**
 * Removes secrets from everything that gets into a pack. It first sees all of it (`learn…`), then gives each part
 * without them: a secret that is marked in one file may be the plain text of another. The same secret has the same
 * name in its place wherever it stands, so that rules which compare two of them judge as before; the name says nothing
 * of it, not even its length.
 */
export class Redactor {
  readonly #secrets = new KeptSecrets();
  readonly #names = new Map<string, string>();
  #removed = 0;

  /** Plan JSON: by its marks, the provider's schema, the names and the forms of what it holds. */
  learnPlan(json: Json): void {
    collectSecrets(json, this.#secrets);
    this.learn(json);
  }

  /** Anything in JSON: states, observations, synthesized stacks, objects of Kubernetes. */
  learn(value: unknown, name = ''): void {
    if (typeof value === 'string') this.#learnText(value, name);
    if (typeof value === 'number' && isSecretName(anyResource, name)) this.#secrets.add(value);
    if (Array.isArray(value)) for (const one of value) this.learn(one, name);
    else if (isObject(value)) this.#learnObject(value, name);
  }

  #learnObject(value: Json, outer: string): void {
    this.#learnMarked(value);
    // `env: [{name: DB_PASSWORD, value: …}]`, and the same in other words.
    const named = value.name ?? value.key;
    if (typeof named === 'string' && typeof value.value === 'string') this.#learnText(value.value, named);
    for (const [key, inner] of Object.entries(value)) {
      for (const secret of secretsIn(key)) this.#secrets.add(secret);
      // What a plan says of a variable or an argument stands below its name.
      if (below.has(key) && typeof inner === 'string') this.#learnGiven(inner, outer);
      this.learn(inner, key);
    }
  }

  /** What somebody has written down for something with such a name, however it looks. */
  #learnGiven(text: string, name: string): void {
    if (isNameOfSecret(name) !== 'no' && !isFlag(text)) this.#secrets.add(text);
    else this.#learnText(text, name);
  }

  /** Objects of Kubernetes of kind Secret, and whatever a state or an output marks. */
  #learnMarked(value: Json): void {
    if (value.kind === 'Secret' && ('data' in value || 'stringData' in value)) {
      this.#secrets.add(value.stringData);
      for (const one of Object.values(isObject(value.data) ? value.data : {})) {
        this.#secrets.add(one);
        if (typeof one === 'string') this.#secrets.add(Buffer.from(one, 'base64').toString('utf8'));
      }
      this.learn(annotationsOf(value));
    }
    if (value.sensitive === true && 'value' in value) this.#secrets.add(value.value);
    const { sensitive_values: marks, sensitive_attributes: paths } = value;
    if (marks !== undefined) marked(value.values, marks, this.#secrets);
    if (Array.isArray(paths)) for (const path of paths) this.#secrets.add(atPath(value.attributes, path));
  }

  #learnText(text: string, name: string): void {
    if (isTemplate(text)) return;
    if (isSecretText(name, text) || (isSecretName(anyResource, name) && !isFlag(text)))
      this.#secrets.add(text);
    for (const secret of secretsIn(text)) this.#secrets.add(secret);
    for (const [piece] of text.matchAll(packed)) {
      const inner = unpacked(piece);
      if (inner === undefined) continue;
      for (const secret of secretsIn(inner)) this.#secrets.add(secret);
      if (isObject(parsed(inner))) this.learn(parsed(inner));
    }
    // JSON in a text: a Heat template, a Docker configuration, what was last applied.
    if (/^\s*[{[]/.test(text)) this.learn(parsed(text));
  }

  /** How many values were removed since it was last asked. */
  takeRemoved(): number {
    const removed = this.#removed;
    this.#removed = 0;
    return removed;
  }

  /** The same without secrets. Keys stay what they are unless one is a secret as a whole. */
  redact(value: unknown, name = ''): unknown {
    if (typeof value === 'string') return this.text(value);
    if (typeof value === 'number') return this.#number(value, name);
    if (Array.isArray(value)) return value.map((one) => this.redact(one, name));
    if (!isObject(value)) return value;
    const result: Record<string, unknown> = Object.create(null);
    for (const [key, inner] of Object.entries(value)) result[this.#key(key)] = this.redact(inner, key);
    return result;
  }

  text(text: string): string {
    const masked = this.#mask(text);
    return masked.replace(packed, (piece) => {
      const inner = unpacked(piece);
      return inner === undefined || this.#secrets.mask(inner) === inner ? piece : this.#nameOf(inner);
    });
  }

  #mask(text: string): string {
    return this.#secrets.mask(text, (secret) => this.#nameOf(secret));
  }

  #number(value: number, name: string): unknown {
    return isSecretName(anyResource, name) ? this.#nameOf(String(value)) : value;
  }

  #key(key: string): string {
    return key.length >= 8 && !/^[a-z][a-z_]*$/.test(key) ? this.#mask(key) : key;
  }

  #nameOf(secret: string): string {
    this.#removed += 1;
    const known = this.#names.get(secret) ?? `removed-secret-${this.#names.size + 1}`;
    this.#names.set(secret, known);
    return known;
  }
}

const below: ReadonlySet<string> = new Set(['constant_value', 'value', 'default']);
const anyResource = { type: '', mode: 'managed' } as const;

function isFlag(text: string): boolean {
  return /^(?:true|false|null)?$/.test(text);
}

function annotationsOf({ metadata }: Json): unknown {
  return isObject(metadata) ? metadata.annotations : undefined;
}

/** A path of a state: `[{type: 'get_attr', value: 'password'}]`, or `[{type: 'index', value: {value: 0}}]`. */
function atPath(attributes: unknown, path: unknown): unknown {
  let value = attributes;
  for (const step of Array.isArray(path) ? path : []) {
    const { value: key } = (isObject(step) ? step : {}) as { value?: unknown };
    const name = String(isObject(key) ? key.value : key);
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
    value = (value as Json)[name];
  }
  return value;
}

/** What base64 stands for, where that is text; undefined for anything else. */
function unpacked(piece: string): string | undefined {
  const bytes = Buffer.from(piece, /[-_]/.test(piece) ? 'base64url' : 'base64');
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const text = isGzip ? unzipped(bytes) : bytes.toString('utf8');
  return text === undefined || text === '' || /[^\t\n\r\u0020-\u007e\u00a0-\ufffc]/.test(text)
    ? undefined
    : text;
}

function unzipped(bytes: Buffer): string | undefined {
  try {
    return gunzipSync(bytes, { maxOutputLength: longestUnpacked }).toString('utf8');
  } catch {
    return undefined;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

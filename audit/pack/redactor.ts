import { collectSecrets, marked } from '../../compare/secrets';
import { isUnknownText } from '../../graph/kubernetes-object';
import { isSecretName } from '../../graph/resource';
import { isNameOfSecret } from '../../judge/facts/secrets';
import { commandOf, isDoubtfulWord, secretWordsIn, withoutWords } from './command-words';
import { isDoubtfulRemark } from './free-text';
import { Handed } from './handed';
import { atPath, isSecretObject, unmarked } from './marks';
import { Masks } from './masks';
import { isSecretText, isTemplate, secretsIn } from './secret-forms';
import { hasReference, isNameOfRemoved, SecretNames } from './secret-names';
import { mapTexts, withoutUnjudged } from './unjudged';
import { decoded, packed, parsed, unpacked } from './unpacked';

type Json = { readonly [key: string]: unknown };

/** How deep texts that are packed into each other are opened. */
const deepest = 3;

/**
 * Removes secrets from everything that gets into a pack. It first sees all of it (`learn…`), then gives each part
 * without them: a secret that is marked in one file may be the plain text of another. The same secret has the same
 * name in its place wherever it stands, so that rules which compare two of them judge as before; the name says nothing
 * of it, not even its length.
 */
export class Redactor {
  readonly #masks = new Masks();
  readonly #names = new SecretNames();
  readonly #words: ReadonlySet<string>;

  /** @param words removed only where they stand as secrets: everything else is made of them */
  constructor(words: ReadonlySet<string> = new Set()) {
    this.#words = words;
  }

  /** Plan JSON: by its marks, the provider's schema, the names and the forms of what it holds. */
  learnPlan(json: Json): void {
    collectSecrets(json, new Handed((text) => this.#keep(text)));
    this.learn(json);
  }

  /** Anything in JSON: states, observations, synthesized stacks, objects of Kubernetes. */
  learn(value: unknown, name = ''): void {
    if (typeof value === 'string') this.#learnText(value, name);
    if (typeof value === 'number' && isSecretName(anyResource, name)) this.#keep(String(value));
    if (Array.isArray(value)) {
      this.#learnWords(value, name);
      for (const one of value) this.learn(one, name);
    } else if (isObject(value)) this.#learnObject(value, name);
  }

  #learnWords(words: readonly unknown[], name: string): void {
    for (const { secret } of secretWordsIn(words, name)) if (!isDoubtfulWord(secret)) this.#keep(secret);
  }

  /** Remarks in anything that has no programs in it: a plan, a state, what a plan was made from. */
  learnRemarks(value: unknown, name = ''): void {
    if (identities.has(name)) return;
    if (typeof value === 'string' && !/[$%]\{/.test(value) && isDoubtfulRemark(value)) this.#masks.add(value);
    if (Array.isArray(value)) for (const one of value) this.learnRemarks(one, name);
    else if (isObject(value)) for (const [key, inner] of Object.entries(value)) this.learnRemarks(inner, key);
  }

  #keep(text: string): void {
    if (isTemplate(text) || text.trim() === '' || isFlag(text) || this.#words.has(text)) return;
    // Templates of several parts stand in no other place as they are.
    if (!hasReference(text)) this.#masks.add(text);
  }

  #keepAll(value: unknown): void {
    mapTexts(value, (text) => {
      this.#keep(text);
      return text;
    });
  }

  #learnObject(value: Json, outer: string): void {
    this.#learnMarked(value);
    this.#learnWords(commandOf(value), 'command');
    // `env: [{name: DB_PASSWORD, value: …}]`, and the same in other words.
    const named = value.name ?? value.key;
    if (typeof named === 'string' && typeof value.value === 'string') this.#learnText(value.value, named);
    for (const [key, inner] of Object.entries(value)) {
      for (const { secret } of secretsIn(key)) this.#keep(secret);
      // What a plan says of a variable or an argument stands below its name.
      if (below.has(key) && typeof inner === 'string') this.#learnGiven(inner, outer);
      this.learn(inner, key);
    }
  }

  /** What somebody has written down for something with such a name, however it looks. */
  #learnGiven(text: string, name: string): void {
    if (isNameOfSecret(name) !== 'no') this.#keep(text);
    else this.#learnText(text, name);
  }

  /** Objects of Kubernetes of kind Secret, and whatever a state or an output marks. */
  #learnMarked(value: Json): void {
    if (isSecretObject(value)) {
      this.#keepAll(value.stringData);
      for (const one of Object.values(isObject(value.data) ? value.data : {})) {
        this.#keepAll(one);
        if (typeof one === 'string') this.#keep(Buffer.from(one, 'base64').toString('utf8'));
      }
    }
    if (value.sensitive === true && 'value' in value) this.#keepAll(value.value);
    const { sensitive_values: marks, sensitive_attributes: paths } = value;
    if (marks !== undefined) marked(value.values, marks, new Handed((text) => this.#keep(text)));
    if (Array.isArray(paths)) for (const path of paths) this.#keepAll(atPath(value.attributes, path));
  }

  #learnText(text: string, name: string, depth = 0): void {
    if (isTemplate(text)) return;
    if (isWhollySecret(name, text)) this.#keep(text);
    for (const { secret } of secretsIn(text)) this.#keep(secret);
    if (depth < deepest) {
      for (const [piece] of text.matchAll(packed)) {
        const inner = unpacked(piece);
        if (inner !== undefined) this.#learnText(inner, '', depth + 1);
      }
      if (/%[0-9a-f]{2}/i.test(text)) this.#learnText(decoded(text), '', deepest);
    }
    // JSON in a text: a Heat template, a Docker configuration, what was last applied.
    if (/^\s*[{["]/.test(text)) this.learn(parsed(text));
  }

  /** How many values were removed since it was last asked. */
  takeRemoved(): number {
    return this.#names.takeUsed();
  }

  /** A plan, state or configuration without secrets, without remarks that may hold one, and without what nobody reads. */
  redactPlan(plan: unknown): unknown {
    const named = (text: string) => this.#nameOf(text);
    return this.redact(isObject(plan) ? withoutUnjudged(plan, named) : plan);
  }

  /** What was made of inputs, such as a report: without any secret of theirs. What it says itself is not searched. */
  conceal(value: unknown): unknown {
    if (typeof value === 'string') return this.#masked(value);
    if (Array.isArray(value)) return value.map((one) => this.conceal(one));
    if (!isObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [this.#key(key), this.conceal(inner)]),
    );
  }

  #masked(text: string): string {
    return this.#masks.mask(text, (secret) => this.#nameOf(secret));
  }

  /** The same without secrets. Keys stay what they are unless one is a secret as a whole. */
  redact(value: unknown, name = ''): unknown {
    if (typeof value === 'string') return this.#given(value, name);
    if (typeof value === 'number') return this.#number(value, name);
    if (Array.isArray(value)) {
      const words = withoutWords(value, secretWordsIn(value, name), (text) => this.#nameOf(text));
      return words.map((one) => this.redact(one, name));
    }
    if (!isObject(value)) return value;
    return this.#object(value, name);
  }

  #object(value: Json, name: string): Json {
    const hide = (text: string) => this.#nameOf(text);
    const named = value.name ?? value.key;
    const isGiven = typeof named === 'string' && typeof value.value === 'string';
    const result: Record<string, unknown> = Object.create(null);
    for (const [key, inner] of Object.entries(value)) {
      const isPayload = (key === 'data' || key === 'stringData') && isSecretObject(value);
      const isMarked = key === 'value' && value.sensitive === true;
      const as = below.has(key) && name !== '' ? name : key;
      result[this.#key(key)] =
        isPayload || isMarked
          ? mapTexts(inner, hide)
          : this.redact(unmarked(value, key, hide), isGiven && key === 'value' ? named : as);
    }
    return result;
  }

  #given(text: string, name: string): string {
    if (isTemplate(text) || isNameOfRemoved(text)) return this.text(text);
    if (isWhollySecret(name, text) && !isFlag(text)) return this.#nameOf(text);
    return this.text(text);
  }

  /** A text for which nothing says what it is. */
  text(text: string, depth = 0): string {
    const masked = this.#masked(this.#withoutForms(text));
    if (depth === deepest) return masked;
    return masked.replace(packed, (piece) => {
      const inner = unpacked(piece);
      return inner === undefined || this.text(inner, depth + 1) === inner ? piece : this.#nameOf(inner);
    });
  }

  /** A secret that is too short to be looked for elsewhere goes where it stands. */
  #withoutForms(text: string): string {
    if (!/[:=\s]/.test(text)) return text;
    let result = '';
    let done = 0;
    for (const { at, secret } of secretsIn(text).toSorted(
      (a, b) => a.at - b.at || b.secret.length - a.secret.length,
    )) {
      if (at < done || isNameOfRemoved(secret) || isFlag(secret) || !text.startsWith(secret, at)) continue;
      result += text.slice(done, at) + this.#nameOf(secret);
      done = at + secret.length;
    }
    return result + text.slice(done);
  }

  #number(value: number, name: string): unknown {
    return isSecretName(anyResource, name) ? this.#nameOf(String(value)) : value;
  }

  #key(key: string): string {
    return key.length >= 8 && !/^[a-z][a-z_]*$/.test(key) ? this.#masked(key) : key;
  }

  #nameOf(secret: string): string {
    return isUnknownText(secret) ? secret : this.#names.nameOf(secret);
  }
}

const below: ReadonlySet<string> = new Set(['constant_value', 'value', 'default']);
/** Where a name stands, whatever it looks like: without it nothing is found again. */
const identities: ReadonlySet<string> = new Set([
  'address',
  'previous_address',
  'module_address',
  'index',
  'references',
  'attribute',
]);
const anyResource = { type: '', mode: 'managed' } as const;

function isWhollySecret(name: string, text: string): boolean {
  return isSecretText(name, text) || (isSecretName(anyResource, name) && !isFlag(text));
}

function isFlag(text: string): boolean {
  return /^(?:true|false|null)?$/.test(text);
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

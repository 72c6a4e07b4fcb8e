import {
  DefaultTokenResolver,
  StringConcat,
  TerraformElement,
  TerraformOutput,
  TerraformStack,
  Tokenization,
} from 'cdktf';

type Json = Record<string, unknown>;

/**
 * A stack that refers to no other stack, and is synthesized in one pass over plain data.
 *
 * cdktf resolves every value three times, keys and unset attributes included, to find tokens: two thirds of the
 * time of a synth. A stack of this kind holds next to none, so only what is a token is handed to cdktf. A test
 * holds the result to what cdktf's own `toTerraform` gives.
 */
export abstract class LeanStack extends TerraformStack {
  /** The preparing pass only serves references between stacks, which `toTerraform` refuses. */
  override prepareStack(): void {
    this.ensureBackendExists();
  }

  override toTerraform(): Json {
    const elements = this.node.findAll().filter(TerraformElement.isTerraformElement) as TerraformElement[];
    const metadata: Json = {
      version: this.node.tryGetContext('cdktfVersion'),
      stackName: this.node.id,
      backend: 'local',
    };
    const { rawOverrides } = this as unknown as { readonly rawOverrides: Json };
    if (Object.keys(rawOverrides).length > 0) metadata.overrides = { stack: Object.keys(rawOverrides) };
    const terraform: Json = { '//': { metadata, outputs: outputsOf(elements) } };
    for (const element of elements) merge(metadata, this.withoutTokens(element.toMetadata()) as Json);
    for (const element of elements) merge(terraform, this.withoutTokens(element.toTerraform()) as Json);
    const all = merge(terraform, this.withoutTokens(rawOverrides) as Json);
    // Resolving a value of another stack adds a remote state here, too late to be written.
    const late = this.node.findAll().filter(TerraformElement.isTerraformElement).length - elements.length;
    if (late > 0)
      throw new Error(`stack ${this.node.id} refers to another stack, which a LeanStack must not`);
    return all;
  }

  /** A copy without tokens and without what is not set. */
  private withoutTokens(value: unknown): unknown {
    if (holdsToken(value)) {
      const resolver = new DefaultTokenResolver(new StringConcat());
      // Preparing is when cdktf notices another stack's value; see the end of `toTerraform`.
      Tokenization.resolve(value, { scope: this, resolver, preparing: true });
      return Tokenization.resolve(value, { scope: this, resolver, preparing: false });
    }
    if (Array.isArray(value)) {
      return value.filter((each) => each !== undefined).map((each) => this.withoutTokens(each));
    }
    if (typeof value !== 'object' || value === null) return value;
    const copy: Json = {};
    for (const key in value) {
      const each = (value as Json)[key];
      if (each !== undefined) copy[key] = this.withoutTokens(each);
    }
    return copy;
  }
}

/** How cdktf writes tokens into strings; a number token (beyond 10^200) may stand in a text as a number. */
const tokenMark = '{TfToken[';
const numberToken = /e\+[23]\d\d/;

/**
 * Whether a value itself, not what lies deeper in it, is or holds a token, or is anything but plain data. What is
 * found too much does no harm.
 */
function holdsToken(value: unknown): boolean {
  if (typeof value === 'string') {
    return value.includes(tokenMark) || (value.includes('e+') && numberToken.test(value));
  }
  if (typeof value === 'number') return Math.abs(value) > 1e200;
  if (typeof value !== 'object' || value === null) return typeof value === 'function';
  // A list token is a list with one encoded element, a map token a map with one encoded key.
  if (Array.isArray(value)) return value.length === 1 && typeof value[0] !== 'object' && holdsToken(value[0]);
  if (Object.getPrototypeOf(value) !== Object.prototype) return true;
  for (const key in value) if (key.includes(tokenMark)) return true;
  return false;
}

/** Outputs by construct path, for the cdktf CLI. */
function outputsOf(elements: readonly TerraformElement[]): Json {
  const outputs: Json = {};
  for (const element of elements) {
    if (!TerraformOutput.isTerraformOutput(element)) continue;
    const path = element.node.path.split('/');
    const branch = path.reduceRight<unknown>((inner, part) => ({ [part]: inner }), element.friendlyUniqueId);
    merge(outputs, branch as Json);
  }
  return outputs;
}

/** Adds `source` to `target`: objects key by key, lists end to end, anything else replaced. */
function merge(target: Json, source: Json): Json {
  for (const key in source) {
    const value = source[key];
    const present = target[key];
    if (isObject(value) && isObject(present)) merge(present, value);
    else target[key] = Array.isArray(value) && Array.isArray(present) ? [...present, ...value] : value;
  }
  return target;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

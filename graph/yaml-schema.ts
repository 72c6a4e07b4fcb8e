import { isAlias, isMap, isSeq, Scalar, type ScalarTag, type Tags } from 'yaml';

/** What is merged takes the place of keys above it, and gives way to those below; in YAML it gives way to both. */
const merge: NonNullable<Scalar['addToJSMap']> = (context, into, given) => {
  const source = isAlias(given) && context ? given.resolve(context.doc, context) : given;
  if (isSeq(source)) {
    for (const one of source.items.toReversed()) merge(context, into, one);
    return;
  }
  if (!isMap(source)) throw new TypeError('what is merged is no mapping');
  for (const [key, value] of Object.entries(source.toJSON(undefined, context) as object))
    Object.defineProperty(into, key, { value, writable: true, enumerable: true, configurable: true });
};

const numbers: readonly (readonly [form: RegExp, read: (digits: string) => number])[] = [
  [/^0[0-7]+$/, (digits) => Number.parseInt(digits, 8)],
  [/^0(?:[bB][01]+|[oO][0-7]+|[xX][0-9a-fA-F]+)$/, Number],
  [/^(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/, Number],
];

/** A text that only looks like a number stays one: 2024-10-01, 1:30, or 7e12345 from a commit. */
function numberOf(text: string): number | string {
  const sign = /^[-+]/.exec(text)?.[0] ?? '';
  const digits = text.startsWith('.') ? text : text.slice(sign.length).replaceAll('_', '');
  const [, read] = numbers.find(([form]) => form.test(digits)) ?? [];
  const value = read?.(digits) ?? Number.NaN;
  if (!Number.isFinite(value)) return text;
  return sign === '-' ? -value : value;
}

const scalars: readonly ScalarTag[] = [
  ...[true, false].map(
    (value): ScalarTag => ({
      tag: 'tag:yaml.org,2002:bool',
      default: true,
      test: value
        ? /^(?:[Yy]|[Yy]es|YES|[Tt]rue|TRUE|[Oo]n|ON)$/
        : /^(?:[Nn]|[Nn]o|NO|[Ff]alse|FALSE|[Oo]ff|OFF)$/,
      resolve: () => value,
    }),
  ),
  {
    tag: 'tag:yaml.org,2002:float',
    default: true,
    test: /^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/,
    // JSON has none, and so no object of Kubernetes has one.
    resolve: (text, refuse) => {
      refuse('no number of JSON');
      return text;
    },
  },
  ...['int', 'float'].map(
    (kind): ScalarTag => ({
      tag: `tag:yaml.org,2002:${kind}`,
      default: true,
      test: /^[-+]?\.?\d/,
      resolve: numberOf,
    }),
  ),
  {
    tag: 'tag:yaml.org,2002:binary',
    resolve: (text) => Buffer.from(text, 'base64').toString(),
  },
  { tag: 'tag:yaml.org,2002:str', default: true, resolve: (text) => text },
  {
    tag: 'tag:yaml.org,2002:merge',
    default: 'key',
    test: /^<<$/,
    resolve: () => Object.assign(new Scalar(Symbol('<<')), { addToJSMap: merge }),
  },
];

/**
 * What plain words of YAML are to Kubernetes: YAML 1.1 as sigs.k8s.io/yaml reads it, in which `on` and `yes` are true
 * and 0440 is octal, but 1:30 is no number and a date is a text. Source: yaml.v2, `resolve.go` and `decode.go`.
 */
export const kubernetesTags: Tags = ['map', 'seq', 'null', ...scalars];

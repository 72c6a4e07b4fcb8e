import type { Random } from './random';

/** What may become of a damaged file: the same as before, a refusal, or anything but a pass with less in it. */
export type Expected = 'the same' | 'refused' | 'no pass of less';

export interface Damage {
  readonly name: string;
  readonly expected: Expected;
  apply(text: string, random: Random): Buffer;
}

function onBytes(
  name: string,
  expected: Expected,
  change: (bytes: Buffer, random: Random) => Buffer,
): Damage {
  return { name, expected, apply: (text, random) => change(Buffer.from(text), random) };
}

function onText(name: string, expected: Expected, change: (text: string, random: Random) => string): Damage {
  return { name, expected, apply: (text, random) => Buffer.from(change(text, random)) };
}

/** Replaces one place where a pattern matches. */
function replaceOne(text: string, pattern: RegExp, by: string, random: Random): string {
  const places = [...text.matchAll(pattern)];
  const { 0: found, index } = random.pick(places);
  return `${text.slice(0, index)}${by}${text.slice(index + found.length)}`;
}

const splice = (bytes: Buffer, from: number, to: number, by: Buffer = Buffer.alloc(0)) =>
  Buffer.concat([bytes.subarray(0, from), by, bytes.subarray(to)]);

/** Damage to the file, whatever is in it. */
export const textDamages: readonly Damage[] = [
  onBytes('cut off', 'refused', (bytes, random) => bytes.subarray(0, random.below(bytes.length))),
  onBytes('its beginning gone', 'refused', (bytes, random) =>
    bytes.subarray(1 + random.below(bytes.length - 1)),
  ),
  onBytes('one bit turned', 'no pass of less', (bytes, random) => {
    const at = random.below(bytes.length);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << random.below(8));
    return bytes;
  }),
  onBytes('a few bytes overwritten', 'no pass of less', (bytes, random) => {
    for (let left = 1 + random.below(8); left > 0; left -= 1)
      bytes[random.below(bytes.length)] = random.below(256);
    return bytes;
  }),
  onBytes('a piece taken out', 'no pass of less', (bytes, random) => {
    const from = random.below(bytes.length);
    return splice(bytes, from, from + 1 + random.below(200));
  }),
  onBytes('a piece doubled', 'no pass of less', (bytes, random) => {
    const from = random.below(bytes.length);
    return splice(bytes, from, from, bytes.subarray(from, from + random.below(2000)));
  }),
  onBytes('zeros within', 'no pass of less', (bytes, random) =>
    bytes.fill(0, random.below(bytes.length), random.below(bytes.length)),
  ),
  onBytes('a mark of byte order before it', 'the same', (bytes) =>
    Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]),
  ),
  onBytes('in UTF-16', 'refused', (bytes) => Buffer.from(`\ufeff${bytes.toString()}`, 'utf16le')),
  onBytes('in UTF-16, the other way', 'refused', (bytes) =>
    Buffer.from(`\ufeff${bytes.toString()}`, 'utf16le').swap16(),
  ),
  onBytes('packed', 'refused', (bytes) => Buffer.concat([Buffer.from('PK\u0003\u0004'), bytes])),
  onBytes('nothing but noise', 'refused', (_, random) =>
    Buffer.from(Array.from({ length: random.below(3000) }, () => random.below(256))),
  ),
  onText(
    'more after its end',
    'refused',
    (text, random) => `${text}${random.pick(['}', '{}', ',', 'x', '\u0000'])}`,
  ),
  onText('twice', 'refused', (text) => text + text),
  onText('a word of JavaScript for a number', 'refused', (text, random) =>
    replaceOne(
      text,
      /(?<=":)\d+(?=[,}])/g,
      random.pick(['NaN', 'Infinity', '-Infinity', 'undefined', '0x10']),
      random,
    ),
  ),
  onText('a number beyond all numbers', 'no pass of less', (text, random) =>
    replaceOne(
      text,
      /(?<=":)\d+(?=[,}])/g,
      random.pick(['1e400', '-1e400', `1${'0'.repeat(5000)}`, '1e-400']),
      random,
    ),
  ),
  onText('half a letter', 'no pass of less', (text, random) =>
    replaceOne(text, /(?<=:")(?=\w)/g, random.pick(['\\ud800', '\\udfff', '\\u0000', '\\u202e']), random),
  ),
  onBytes('bytes that are no letters', 'no pass of less', (bytes, random) => {
    const at = bytes.indexOf(':"', random.below(bytes.length - 100));
    return splice(
      bytes,
      at + 2,
      at + 2,
      Buffer.from(random.pick([[0xed, 0xa0, 0x80], [0xff], [0xc0, 0xaf]])),
    );
  }),
  onText('a key twice, the second empty', 'no pass of less', (text, random) => {
    const names = ['resource_changes', 'planned_values', 'configuration', 'format_version'];
    const again = random.shuffled(names).slice(0, 1 + random.below(2));
    return `${text.slice(0, -1)}${again.map((name) => `,${JSON.stringify(name)}:${random.pick(['{}', '[]', 'null'])}`).join('')}}`;
  }),
  onText(
    'all resources again, as an empty list',
    'no pass of less',
    (text) => `${text.slice(0, -1)},"resource_changes":[],"planned_values":{"root_module":{}}}`,
  ),
  onText('a change twice in one resource', 'no pass of less', (text, random) =>
    replaceOne(
      text,
      /"change":\{/g,
      '"change":{"actions":["no-op"],"after":{},"after_unknown":{}},"change":{',
      random,
    ),
  ),
  onText('written in another way', 'the same', (text, random) =>
    random.next() < 0.5
      ? JSON.stringify(JSON.parse(text), null, random.below(9))
      : text.replace(/[a-z](?=[a-z]*":)/g, (one) =>
          random.next() < 0.3 ? `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}` : one,
        ),
  ),
];

import fc from 'fast-check';
import { BrokenJson, parsePieces } from '../../graph/json-pieces';

const seed = 7;

/** What either way of parsing makes of a text: its value as text, so that the order of keys counts too. */
function outcomeOf(parse: () => unknown): string {
  try {
    return JSON.stringify(parse());
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof BrokenJson)) throw error;
    return 'refused';
  }
}

function expectSame(text: string, piece: number): void {
  const bytes = Buffer.from(text);
  const inPieces = outcomeOf(() => parsePieces(bytes, { depth: 100, piece }));
  expect(inPieces).toBe(outcomeOf(() => JSON.parse(bytes.toString('utf8'))));
}

const texts = fc
  .tuple(fc.json({ maxDepth: 5 }), fc.constantFrom(undefined, 1, '\t'))
  .map(([text, space]) => JSON.stringify(JSON.parse(text), undefined, space));
const pieces = fc.integer({ min: 0, max: 30 });

test('in pieces of any size comes out what JSON.parse makes of the whole', () => {
  fc.assert(fc.property(texts, pieces, expectSame), { numRuns: 2000, seed });
});

test('what JSON.parse refuses is refused in pieces, and nothing else', () => {
  const marks = fc.constantFrom(
    '',
    ',',
    ':',
    '"',
    '[',
    ']',
    '{',
    '}',
    '\\',
    ' ',
    '1',
    'null',
    '\0',
    'é',
    '[],',
  );
  const broken = fc
    .tuple(texts, fc.nat(), fc.integer({ min: 0, max: 2 }), marks)
    .map(([text, at, cut, mark]) => {
      const from = at % (text.length + 1);
      return text.slice(0, from) + mark + text.slice(from + cut);
    });
  fc.assert(fc.property(broken, pieces, expectSame), { numRuns: 4000, seed });
});

test.each([
  '[1,2,]',
  '[,1]',
  '[1,,2]',
  '[[1,2] [3,4]]',
  '[[1,2]3]',
  '{"a":[1,2]"b":1}',
  '{"a":[1,2],}',
  '{[1,2]}',
  '{"a" [1,2]}',
  '[{"a":1,"b":2]]',
  '{"a":[1,2}}',
  '[{"a":1,"a":[1,2],"a":{"b":1,"c":2}}]',
  '{"__proto__":[1,2],"x":{"__proto__":{"a":1,"b":2}}}',
  '{"2":[1,2],"1":[3,4],"a":1}',
  '[1,2] 3',
  '[1,2]]',
  '"a" [1]',
  '[[1,2],[3,4] , [ ] , { } ]',
  '5',
  ' ',
])('%s is read as JSON.parse reads it', (text) => {
  for (let piece = 0; piece < 12; piece += 1) expectSame(text, piece);
});

test.each([
  ['{"a":[1,2],"b":"a","a":[]}', 19],
  ['{"a":1 , "\\u0061" : 2}', 9],
  ['{"__proto__":1,"__proto__":2}', 15],
  ['{"a":{"b":[1,2,3]},"a":{"b":[]}}', 19],
])('the key that %s has twice is refused, whatever the pieces are', (text, at) => {
  for (let piece = 0; piece < 40; piece += 1) {
    const parse = () => parsePieces(Buffer.from(text), { depth: 9, piece });
    expect(parse).toThrow(expect.objectContaining({ why: 'repeated key', at }));
  }
});

test('where a text breaks off or goes wrong is said by its byte', () => {
  const at = (text: string, piece = 0) => {
    try {
      parsePieces(Buffer.from(text), { depth: 3, piece });
    } catch (error) {
      return error;
    }
    return undefined;
  };
  expect(at('[1,2,3,4,x,6]')).toMatchObject({ why: 'malformed', at: 9 });
  expect(at('["é","é", x]')).toMatchObject({ why: 'malformed', at: 12 });
  expect(at('[1,2,[3')).toMatchObject({ why: 'truncated', at: 7 });
  expect(at('{"a":1,"b')).toMatchObject({ why: 'truncated', at: 9 });
  expect(at('[[[[]]]]')).toMatchObject({ why: 'too deep', at: 3 });
  expect(at('')).toMatchObject({ why: 'empty' });
});

test('a byte order mark is stepped over', () => {
  expect(parsePieces(Buffer.from('\ufeff{"a":[1,2,3]}'), { depth: 9, piece: 2 })).toEqual({ a: [1, 2, 3] });
});

import { readTemplate } from '../../graph/expression';
import { readTraversal } from '../../graph/traversal';
import { describe as say, Unknown } from '../../graph/value';

function namesIn(text: string): readonly string[] {
  const value = readTemplate(text);
  if (!(value instanceof Unknown)) throw new Error(`${text} is literal`);
  return value.references.map(({ address, attribute }) => [address, attribute].filter(Boolean).join('.'));
}

test.each([
  ['plain', 'plain'],
  ['$5 and 100 %', '$5 and 100 %'],
  ['$${not.an_expression}', '${not.an_expression}'],
  ['%%{ if }', '%{ if }'],
  ['a $$${b}', 'a $${b}'],
])('%s is literal', (text, value) => {
  expect(readTemplate(text)).toBe(value);
});

test.each([
  ['${a_b.c.id}', { kind: 'resource', address: 'a_b.c', attribute: 'id' }],
  ['${ a_b.c[0].id }', { kind: 'resource', address: 'a_b.c', index: 0, attribute: 'id' }],
  ['${a_b.c["x.y"].list[1]}', { kind: 'resource', address: 'a_b.c', index: 'x.y', attribute: 'list.1' }],
  ['${data.a_b.c.id}', { kind: 'data', address: 'data.a_b.c', attribute: 'id' }],
  ['${var.x}', { kind: 'variable', address: 'var.x', attribute: '' }],
  ['${local.x.y}', { kind: 'local', address: 'local.x', attribute: 'y' }],
  ['${module.m["k"].out}', { kind: 'module', address: 'module.m', index: 'k', attribute: 'out' }],
])('%s is exact', (text, reference) => {
  expect(readTemplate(text)).toMatchObject({ exact: true, references: [reference] });
});

test.each([
  ['${each.key}', ['each.key']],
  ['${a_b.c[*].id}', ['a_b.c.id']],
  ['${a_b.c.*.id}', ['a_b.c.*.id']],
  ['${a_b.c[count.index].id}', ['a_b.c.id']],
  ['x${a_b.c.id}', ['a_b.c.id']],
  ['${var.x ? a_b.c.id : a_b.d.id}', ['var.x', 'a_b.c.id', 'a_b.d.id']],
  ['${var.x ? "${a_b.c.id}" : "a_b.d.id"}', ['var.x', 'a_b.c.id']],
  ['${f({a = {b = {c = a_b.c.id}}})}', ['a_b.c.id']],
  ['${[for s in a_b.c : s.id if s.id != ""]}', ['a_b.c']],
  ['%{ if a_b.c.id == "" }${a_b.d.id}%{ endif }', ['a_b.c.id', 'a_b.d.id']],
  ['${a_b.c[var.x ? 0 : 1].id}', ['a_b.c', 'var.x']],
  ['${a_b.c["${var.x}"].id}', ['a_b.c', 'var.x']],
  ['${provider::x::f(a_b.c.id)}', ['a_b.c.id']],
  ['${a_b.c.id}${a_b.c.id}', ['a_b.c.id']],
  ['$${x} ${"}"}${a_b.c.id}', ['a_b.c.id']],
  ['${"\\"${a_b.c.id}"}', ['a_b.c.id']],
])('%s names what it may depend on', (text, names) => {
  expect(namesIn(text)).toEqual(names);
  expect(readTemplate(text)).toMatchObject({ exact: false });
});

test.each([
  '${a_b.c.id /* " */}',
  '${a_b.c.id # comment',
  '${<<EOT\n${a_b.c.id}\nEOT\n}',
  '${"${a_b.c.id}',
  '${a_b.c.id + {',
])('%s cannot be followed, so that it may name anything', (text) => {
  expect(namesIn(text)).toEqual([]);
});

test.each(['a_b.c["a\\q"].id', 'constructor', 'a_b.c.id ', 'a_b.c[', '', '1', '[0]', 'a_b..c'])(
  '%j as a reference of a plan breaks nothing',
  (text) => {
    expect(() => readTraversal(text)).not.toThrow();
  },
);

test('a user and password in a URL are left out of what is said of it', () => {
  expect(say('https://joe:secret@keystone.example/v3')).toBe('"https://…@keystone.example/v3"');
});

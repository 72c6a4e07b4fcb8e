import { type Import, readImports } from './read-imports';

const value = (from: string | undefined): Import => ({ from, typesOnly: false });
const types = (from: string): Import => ({ from, typesOnly: true });

test.each<[string, string, Import[]]>([
  ['a default and named names', "import a, { b } from 'x';", [value('x')]],
  ['a namespace', 'import * as all from "x/y";', [value('x/y')]],
  ['only for its effect', "import './effect';", [value('./effect')]],
  ['over several lines', "import {\n  one,\n  two,\n} from\n  '../x';", [value('../x')]],
  ['two on one line', "import a from 'x'; import b from 'y'", [value('x'), value('y')]],
  ['types', "import type { A } from 'x';", [types('x')]],
  ['types name by name', "import { type A, type B } from 'x';", [types('x')]],
  ['a type beside a value', "import { type A, b } from 'x';", [value('x')]],
  ['nothing, which still runs the module', "import {} from 'x';", [value('x')]],
  ['a re-export', "export { a } from 'x';", [value('x')]],
  ['a re-export of all', "export * from 'x';\nexport * as y from 'y';", [value('x'), value('y')]],
  ['a re-export of types', "export type { A } from 'x';", [types('x')]],
  ['a re-export of types name by name', "export { type A } from 'x';", [types('x')]],
  ['require', "const { a } = require('x');", [value('x')]],
  ['require.resolve', "require.resolve('x');", [value('x')]],
  ['a lazy require', "const load = () => require('./x').default;", [value('./x')]],
  ['import = require', "import x = require('x');", [value('x')]],
  ['a dynamic import', "await import('x');", [value('x')]],
  ['a dynamic import in a plain template', 'await import(`x`);', [value('x')]],
  ['a type written as import()', "let a: import('x').A;", [types('x')]],
  ['a require of its own', "createRequire(import.meta.url)('x');", [value('x')]],
  [
    'a name known only at run time',
    'require(name); import(`./${name}`);',
    [value(undefined), value(undefined)],
  ],
])('%s', (_, source, expected) => {
  expect(readImports(source)).toEqual(expected);
});

test.each([
  ["// import a from 'x';"],
  ["/* require('x') */"],
  ['const text = "import a from \'x\'";'],
  ["const text = `\nimport a from 'x';\n`;"],
  ["const pattern = /from 'x'/;"],
  ['export const a = 1;'],
  ['export { a }; const a = 1;'],
  ["object.require_('x'); requires('x');"],
  ['const url = import.meta.url;'],
])('no import: %s', (source) => {
  expect(readImports(source)).toEqual([]);
});

test('an import inside what a template fills in is one', () => {
  expect(readImports("const text = `a ${require('x')} b`;")).toEqual([value('x')]);
});

test('a source without valid syntax is refused, never read as empty', () => {
  expect(() => readImports("import { from 'x'")).toThrow();
});

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Modules of the page's script, each after those that it imports. */
const modules = ['dom', 'survival', 'words', 'place', 'find', 'switches', 'search', 'main'];

let made: string | undefined;

/**
 * The page's script: the compiled modules of `client/`, one after the other, and a `require` for them that is one
 * line. They import nothing but each other, so that no bundler is needed, and tests call the same functions.
 */
export function clientScript(): string {
  made ??= [
    "'use strict';(() => {const modules = {};",
    ...modules.map(
      (name) =>
        `(function (exports, require) {\n${compiled(name)}\n})(modules['./${name}'] = {}, (path) => modules[path]);`,
    ),
    "modules['./main'].start();})();",
  ].join('\n');
  return made;
}

function compiled(name: string): string {
  const file = join(__dirname, 'client', name);
  const text = existsSync(`${file}.js`) ? readFileSync(`${file}.js`, 'utf8') : compile(`${file}.ts`);
  return text.replace(/^\/\/# sourceMappingURL=.*$/m, '').trim();
}

/** Where the sources themselves run, as in tests, nothing is compiled yet. */
function compile(file: string): string {
  const { transformFileSync } = require('@swc/core') as typeof import('@swc/core');
  return transformFileSync(file, {
    configFile: false,
    swcrc: false,
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'commonjs' },
  }).code;
}

import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { extname, join, resolve } from 'node:path';
import { defineEstate, type EstateParts } from '../estate/define-estate';
import { loadEstate } from '../estate/load-estate';
import type { Estate } from '../estate/model';
import { UnreadableInput } from '../graph/unreadable-input';

const fix =
  'name a folder with sites/, datasets/, classes, suites and assumptions as estate/ has them, or a JSON file with these five lists';

/**
 * An estate other than the repository's: a folder in the form of `estate/` (TypeScript, compiled or JSON), or one
 * JSON file with the lists `sites`, `datasets`, `classes`, `suites` and `assumptions`.
 * @throws UnreadableInput where there is nothing of that form; EstateError with every fault of what is there
 */
export function readOtherEstate(path: string): Estate {
  if (!existsSync(path)) throw new UnreadableInput(path, 'there is no such estate', fix);
  if (!statSync(path).isDirectory()) return defineEstate(readParts(path));
  const folder = resolve(path);
  const extension = formOf(folder, path);
  if (extension === '.ts') return withTypeScript(() => loadEstate({ folder, extension }));
  return loadEstate({ folder, extension });
}

function readParts(file: string): EstateParts {
  if (extname(file) !== '.json') {
    throw new UnreadableInput(file, 'an estate in one file is JSON', fix);
  }
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as EstateParts;
  } catch (error) {
    const why = error instanceof SyntaxError ? 'it is no JSON' : 'it cannot be read';
    throw new UnreadableInput(file, why, fix);
  }
}

const forms = ['.ts', '.js', '.json'] as const;

function formOf(folder: string, path: string): (typeof forms)[number] {
  const sites = join(folder, 'sites');
  const files = existsSync(sites) && statSync(sites).isDirectory() ? readdirSync(sites) : [];
  const found = forms.find((form) => files.some((file) => file.endsWith(form) && !file.endsWith('.d.ts')));
  if (found === undefined) throw new UnreadableInput(path, 'it has no sites', fix);
  return found;
}

interface Compiler {
  transformSync(source: string, options: object): { readonly code: string };
}

/** Lets `require` load TypeScript while an estate is read: compiled programs could load compiled files only. */
function withTypeScript<T>(read: () => T): T {
  const loaders = require.extensions;
  const before = loaders['.ts'];
  if (extname(__filename) === '.ts') return read();
  const { transformSync } = createRequire(__filename)('@swc/core') as Compiler;
  loaders['.ts'] = (module, file) => {
    const { code } = transformSync(readFileSync(file, 'utf8'), {
      filename: file,
      jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
      module: { type: 'commonjs' },
    });
    (module as unknown as { _compile(code: string, file: string): void })._compile(code, file);
  };
  try {
    return read();
  } finally {
    if (before) loaders['.ts'] = before;
    else delete loaders['.ts'];
  }
}

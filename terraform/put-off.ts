import Module from 'node:module';
import { dirname } from 'node:path';

/**
 * Puts off the loading of a package that another one loads at once and seldom uses, until somebody does. Called before
 * the user is loaded; for packages that it takes as a whole.
 *
 * @param user the package that loads it
 * @param taken by a plain `require`, or through TypeScript's `import *`, which asks first whether it is an ES module
 */
export function putOff(name: string, user: string, taken: 'require' | 'import' = 'require'): void {
  const path = resolveFrom(name, user);
  if (path === undefined || require.cache[path]) return;
  const load = () => {
    if (require.cache[path] === stand) delete require.cache[path];
    return require(path);
  };
  const stand = new Module(path);
  stand.filename = path;
  stand.loaded = true;
  stand.exports = new Proxy(() => {}, {
    apply: (_, self, args) => Reflect.apply(load(), self, args),
    get: (_, key) => (taken === 'import' && key === '__esModule' ? true : Reflect.get(load(), key)),
  });
  require.cache[path] = stand;
}

/** Undefined where there is nothing to put off: another version of the user may do without. */
function resolveFrom(name: string, user: string): string | undefined {
  try {
    return require.resolve(name, { paths: [dirname(require.resolve(user))] });
  } catch {
    return undefined;
  }
}

import Module from 'node:module';
import { dirname } from 'node:path';

/**
 * Puts off the loading of a package that another one loads at once and seldom uses, until somebody does. Called before
 * the user is loaded; for packages that it takes as a whole.
 *
 * @param user the package that loads it
 * @param taken by a plain `require`, or through what TypeScript makes of `import * as` or of `import default` of a package
 *   that is none of ES modules; both ask first whether it is
 */
export function putOff(name: string, user: string, taken: 'require' | 'names' | 'default' = 'require'): void {
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
    get: (_, key) =>
      key === '__esModule' && taken !== 'require' ? taken === 'names' : Reflect.get(load(), key),
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

import Module from 'node:module';
import { dirname } from 'node:path';

/**
 * Puts off what cdktf loads at once and seldom uses, until somebody does; half of the time it takes to load cdktf.
 * Imported before cdktf. Only for packages that cdktf takes as a whole, by a plain `require`.
 */
function putOff(name: string, user: string): void {
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
    get: (_, key) => Reflect.get(load(), key),
  });
  require.cache[path] = stand;
}

/** Undefined where there is nothing to put off: another version of cdktf may do without. */
function resolveFrom(name: string, user: string): string | undefined {
  try {
    return require.resolve(name, { paths: [dirname(require.resolve(user))] });
  } catch {
    return undefined;
  }
}

// Assets in folders, of which there are none here.
putOff('archiver', 'cdktf');
// Validations of the versions of other programs.
putOff('semver', 'cdktf');

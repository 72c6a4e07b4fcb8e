import Module from 'node:module';
import { dirname } from 'node:path';

/**
 * cdktf loads an archiver for assets in folders, of which there are none here, and that is nearly half of what it
 * takes to load cdktf. Imported before cdktf, this puts it off until somebody calls it.
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

putOff('archiver', 'cdktf');

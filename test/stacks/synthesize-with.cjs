// Usage: node synthesize-with.cjs <package to use as cdktf> <output folder>. Runs the TypeScript sources.
const { readFileSync } = require('node:fs');
const Module = require('node:module');
const { join } = require('node:path');
const { transformSync } = require('@swc/core');

const [framework, outdir] = process.argv.slice(2);
const resolve = Module._resolveFilename;
const used = new Set();
Module._resolveFilename = function (request, ...rest) {
  const name =
    request === 'cdktf' || request.startsWith('cdktf/') ? request.replace('cdktf', framework) : request;
  if (name !== request || request === framework) used.add(framework);
  return resolve.call(this, name, ...rest);
};
require.extensions['.ts'] = (module, filename) => {
  const { code } = transformSync(readFileSync(filename, 'utf8'), {
    filename,
    sourceMaps: false,
    module: { type: 'commonjs' },
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
  });
  module._compile(code, filename);
};

const root = join(__dirname, '../..');
const { App } = require('cdktf');
const { loadEstate } = require(join(root, 'estate/load-estate.ts'));
const { buildEstate } = require(join(root, 'stacks/build-estate.ts'));
const app = new App({ outdir, stackTraces: false });
buildEstate(app, loadEstate({ asOf: '2026-11-22' }), { backend: { kind: 'local' }, profile: 'production' });
app.synth();
// Whatever was loaded under either name is one framework.
const other = framework === 'cdktf' ? 'cdktn' : 'cdktf';
const strays = Object.keys(require.cache).filter((file) => file.includes(`/node_modules/${other}/`));
process.stdout.write(strays.length === 0 ? [...used].join() : `also ${other}: ${strays[0]}`);

#!/usr/bin/env node
/**
 * Makes the cdktf bindings in `lib/` from the committed `schema.json`, with neither Terraform nor a provider.
 *
 * `lib/` is laid out like an official prebuilt provider (`lib/<resource>/index.js`, lazy `lib/index.js`), so that
 * one could replace this package. It is built beside its place and moved there whole, so a killed run leaves the
 * old bindings or none, never half of them; `lib/.stamp` says from which inputs they were made.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const home = dirname(fileURLToPath(import.meta.url));
const lib = join(home, 'lib');
const stampFile = join(lib, '.stamp');
const staging = join(home, '.gen');
const inputs = ['schema.json', 'package.json', 'generate.mjs'];

/** The hash of everything the bindings are made from: schema, this script, and the pinned generator and compiler. */
export function bindingsHash() {
  const hash = createHash('sha256');
  for (const name of inputs) hash.update(readFileSync(join(home, name))).update('\0');
  return hash.digest('hex');
}

/** Whether `lib/` was made, to its end, from the inputs as they are now. */
export function bindingsAreCurrent(hash = bindingsHash()) {
  return (
    existsSync(stampFile) && readFileSync(stampFile, 'utf8') === hash && existsSync(join(lib, 'index.js'))
  );
}

/** Makes the bindings if they are not current; returns whether it had to. */
export async function makeBindings() {
  const hash = bindingsHash();
  if (bindingsAreCurrent(hash)) return false;
  sweepStaging();
  const stage = join(staging, String(process.pid));
  try {
    const source = join(stage, 'source');
    await writeSources(source);
    compile(join(source, 'providers', 'openstack'), join(stage, 'lib'));
    writeFileSync(join(stage, 'lib', '.stamp'), hash);
    moveIntoPlace(join(stage, 'lib'), join(stage, 'previous'), hash);
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
  return true;
}

/** Removes what killed runs left behind; a folder is named by the process that works in it. */
function sweepStaging() {
  mkdirSync(staging, { recursive: true });
  for (const pid of readdirSync(staging)) {
    if (!isAlive(Number(pid))) rmSync(join(staging, pid), { recursive: true, force: true });
  }
}

function isAlive(pid) {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Deep imports, because the generator's index needs jsii-pacmak, which the package does not declare. */
async function writeSources(folder) {
  const require = createRequire(import.meta.url);
  const generatorPath = require.resolve('@cdktf/provider-generator/lib/get/generator/provider-generator');
  const beside = createRequire(generatorPath);
  const { TerraformProviderGenerator } = beside(generatorPath);
  const { CodeMaker } = beside('codemaker');
  const { TerraformProviderConstraint } = beside('@cdktf/commons');

  const schema = JSON.parse(readFileSync(join(home, 'schema.json'), 'utf8'));
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'));
  const [address] = Object.keys(schema.provider_schemas);
  // The generator takes the version from this field, which `terraform providers schema` does not write.
  schema.provider_versions = { [address]: version };
  const source = address.split('/').slice(1).join('/');
  const generator = new TerraformProviderGenerator(new CodeMaker(), schema);
  generator.generate(new TerraformProviderConstraint({ name: 'openstack', source, version }));
  await generator.save(folder);
}

/** No type check: the sources are generated, and their declarations are checked wherever they are used. */
function compile(source, target) {
  const require = createRequire(import.meta.url);
  const tsc = join(dirname(require.resolve('typescript/package.json')), 'bin', 'tsc');
  const modules = readdirSync(source, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const options = [
    '--ignoreConfig',
    '--noCheck',
    '--declaration',
    '--target',
    'es2022',
    '--module',
    'nodenext',
  ];
  const places = ['--rootDir', source, '--outDir', target];
  const files = ['index.ts', ...modules.map(({ name }) => join(name, 'index.ts'))].map((name) =>
    join(source, name),
  );
  const { status, stdout, stderr } = spawnSync(process.execPath, [tsc, ...options, ...places, ...files], {
    cwd: home,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`The generated bindings do not compile:\n${stdout}${stderr}`);
  writeFileSync(join(target, 'index.js'), lazyIndex(modules.map(({ name }) => name)));
}

/** An index that loads a resource when it is first asked for: 4 ms to import, where loading all takes 375 ms. */
function lazyIndex(folders) {
  const lines = folders.map((folder) => {
    const name = folder.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
    return `Object.defineProperty(exports, '${name}', { enumerable: true, get: () => require('./${folder}') });`;
  });
  return [
    "'use strict';",
    "Object.defineProperty(exports, '__esModule', { value: true });",
    ...lines,
    '',
  ].join('\n');
}

/** Two runs at once make the same thing, so the one that comes second may find the place taken and be content. */
function moveIntoPlace(made, previous, hash) {
  try {
    if (existsSync(lib)) renameSync(lib, previous);
    renameSync(made, lib);
  } catch (error) {
    if (!bindingsAreCurrent(hash)) throw error;
  }
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const started = Date.now();
  const made = await makeBindings();
  if (made)
    console.error(`bindings made from schema.json in ${((Date.now() - started) / 1000).toFixed(1)} s`);
}

#!/usr/bin/env node
/**
 * Remakes `schema.json` from the real provider, at the version of this package; with `--check` only says whether
 * the committed one is what the provider says.
 */
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fail, root, setUp } from '../../bin/setup.mjs';
import { formatSchema } from './schema-format.mjs';

const home = dirname(fileURLToPath(import.meta.url));
const schemaFile = join(home, 'schema.json');

async function schemaOfProvider() {
  const load = (name) => createRequire(import.meta.url)(join(root, 'dist', 'terraform', `${name}.js`));
  const [{ binary }, provider] = await Promise.all([
    load('find-terraform').findTerraform(),
    load('provider-mirror').ensureProvider(),
  ]);
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'));
  const folder = mkdtempSync(join(tmpdir(), 'lausitz-schema-'));
  const env = load('environment').terraformEnvironment(provider.environment);
  const terraform = async (...args) => {
    const { code, stdout, stderr } = await load('run-program').runProgram(binary, args, { cwd: folder, env });
    if (code !== 0) throw new Error(stderr);
    return stdout;
  };
  try {
    const openstack = { source: 'terraform-provider-openstack/openstack', version };
    const settings = { terraform: { required_providers: { openstack } } };
    writeFileSync(join(folder, 'main.tf.json'), JSON.stringify(settings));
    await terraform('init', '-input=false', '-no-color');
    return formatSchema(await terraform('providers', 'schema', '-json'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

try {
  await setUp();
  const schema = await schemaOfProvider();
  const isSame = schema === readFileSync(schemaFile, 'utf8');
  if (process.argv.includes('--check')) {
    console.log(
      isSame ? 'schema.json is what the provider says' : 'schema.json is stale: run this without --check',
    );
    process.exitCode = isSame ? 0 : 1;
  } else if (!isSame) {
    writeFileSync(`${schemaFile}.draft`, schema);
    renameSync(`${schemaFile}.draft`, schemaFile);
    console.log('schema.json remade');
  }
} catch (error) {
  fail(error);
}

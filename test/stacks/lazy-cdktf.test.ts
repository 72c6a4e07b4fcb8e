import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');

/** Runs in a process of its own: jest has a module registry of its own. */
function run(script: string): unknown {
  const source = `
    require(${JSON.stringify(join(root, 'dist', 'stacks', 'lazy-cdktf.js'))});
    const cdktf = require('cdktf');
    const isLoaded = (name) => Object.keys(require.cache).some((file) => file.includes('/node_modules/' + name + '/lib/') || file.endsWith('/node_modules/' + name + '/classes/semver.js'));
    ${script}`;
  return JSON.parse(execFileSync(process.execPath, ['-e', source], { cwd: root, encoding: 'utf8' }));
}

test('what is put off is not loaded with cdktf', () => {
  expect(run(`console.log(JSON.stringify([isLoaded('archiver'), isLoaded('semver')]))`)).toEqual([
    false,
    false,
  ]);
});

test('an asset is archived as ever, once somebody has one', () => {
  const script = `
    const { mkdtempSync, readFileSync, readdirSync } = require('node:fs');
    const { join } = require('node:path');
    const folder = mkdtempSync(join(require('node:os').tmpdir(), 'lazy-'));
    const app = new cdktf.App({ outdir: join(folder, 'out') });
    const stack = new cdktf.TerraformStack(app, 'stack');
    new cdktf.TerraformAsset(stack, 'asset', { path: join(process.cwd(), 'estate', 'sites'), type: cdktf.AssetType.ARCHIVE });
    app.synth();
    const find = (at) => readdirSync(at, { withFileTypes: true }).flatMap((e) => e.isDirectory() ? find(join(at, e.name)) : [join(at, e.name)]);
    const zip = find(folder).find((file) => file.endsWith('.zip'));
    console.log(JSON.stringify(readFileSync(zip).subarray(0, 2).toString()));`;
  expect(run(script)).toBe('PK');
});

test('versions are validated as ever, once somebody asks', () => {
  const script = `
    const app = new cdktf.App({ outdir: require('node:fs').mkdtempSync(require('node:path').join(require('node:os').tmpdir(), 'lazy-')) });
    const { ValidateBinaryVersion } = require('cdktf/lib/validations/validate-binary-version');
    const errors = (wanted) => new ValidateBinaryVersion('node', wanted, 'node --version', 'hint').validate();
    console.log(JSON.stringify([errors('>=1.0.0').length, errors('>=999.0.0').length]));`;
  expect(run(script)).toEqual([0, 1]);
});

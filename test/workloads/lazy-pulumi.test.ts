import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from '../../terraform/project-root';

/** Runs in a process of its own: jest has a module registry of its own. */
function run(script: string): unknown {
  const source = `
    require(${JSON.stringify(join(projectRoot(), 'dist', 'workloads', 'lazy-pulumi.js'))});
    const { runtime } = require('@pulumi/pulumi');
    const isLoaded = () => Object.keys(require.cache).some((file) => file.includes('/@npmcli/arborist/lib/arborist/'));
    ${script}`;
  return JSON.parse(execFileSync(process.execPath, ['-e', source], { cwd: projectRoot(), encoding: 'utf8' }));
}

test('npm’s resolver is not loaded with the SDK', () => {
  expect(run('console.log(JSON.stringify(isLoaded()))')).toBe(false);
});

test('what is put off is there once somebody asks: programs that run the engine, charts and YAML', () => {
  const script = `
    const { automation } = require('@pulumi/pulumi');
    const { helm, kustomize, yaml } = require('@pulumi/kubernetes');
    const asked = [automation.LocalWorkspace, helm.v3.Chart, kustomize.Directory, yaml.ConfigFile];
    console.log(JSON.stringify(asked.map((one) => typeof one)));`;
  expect(run(script)).toEqual(['function', 'function', 'function', 'function']);
});

test('functions are packed as ever, once somebody asks', () => {
  const script = `
    runtime.computeCodePaths().then(
      (paths) => console.log(JSON.stringify([isLoaded(), paths.size > 10])),
      (error) => console.log(JSON.stringify(String(error.stack))),
    );`;
  expect(run(script)).toEqual([true, true]);
});

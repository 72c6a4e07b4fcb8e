import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { definitions } from '../../../cluster/build/definitions';
import { programs, releases } from '../../../cluster/build/programs';
import { projectRoot } from '../../../terraform/project-root';
import { operators } from '../../../workloads/operators';

function goMod(folder: string): string {
  return readFileSync(join(projectRoot(), 'cluster', 'go', folder, 'go.mod'), 'utf8');
}

test('the releases that programs say they are, are those of their modules', () => {
  const libraries = `v0.${releases.kubernetes.split('.').slice(1).join('.')}`;
  expect(goMod('control-plane')).toContain(`k8s.io/kubernetes v${releases.kubernetes}\n`);
  const replaced = [...goMod('control-plane').matchAll(/^\t(k8s\.io\/\S+) => (\S+) (\S+)$/gm)];
  expect(replaced.length).toBeGreaterThan(30);
  for (const [, name, by, version] of replaced) expect([by, version]).toEqual([name, libraries]);
  for (const library of ['pkg', 'sdk'])
    expect(goMod('pulumi')).toMatch(
      new RegExp(
        `github\\.com/pulumi/pulumi/${library}/v3 v${releases.pulumi.replaceAll('.', '\\.')}( |$)`,
        'm',
      ),
    );
  // The plugin's module is published without a version of its own: this is the commit of its release 4.25.0.
  expect(goMod('pulumi')).toContain('provider/v4 v4.0.0-20260115033456-f47bc2d6f199');
});

test('the engine is of the releases that package.json names', () => {
  const manifest = JSON.parse(readFileSync(join(projectRoot(), 'package.json'), 'utf8'));
  const { '@pulumi/pulumi': sdk, '@pulumi/kubernetes': kubernetes } = manifest.dependencies;
  expect([sdk, kubernetes]).toEqual([releases.pulumi, releases.pulumiKubernetes]);
});

test('every program has a module with locked hashes', () => {
  for (const { folder } of programs) {
    const sums = readFileSync(join(projectRoot(), 'cluster', 'go', folder, 'go.sum'), 'utf8')
      .trim()
      .split('\n');
    expect(sums.filter((line) => !/^\S+ v\S+ h1:[A-Za-z0-9+/]{43}=$/.test(line))).toEqual([]);
  }
});

test('custom resources are defined for every operator that has some, as of the version that is installed', () => {
  const withResources = operators.filter(({ resources }) => Object.keys(resources).length > 0);
  expect(definitions.map(({ name, version }) => `${name} ${version}`).toSorted()).toEqual(
    withResources.map(({ name, version }) => `${name} v${version.replace(/^v/, '')}`).toSorted(),
  );
});

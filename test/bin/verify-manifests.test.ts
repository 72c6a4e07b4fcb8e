import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Report } from '../../judge/report';

const root = join(__dirname, '..', '..');
let folder = '';

const pod = (name: string, image: string, site?: string) => `apiVersion: v1
kind: Pod
metadata: { name: ${name}${site ? `, labels: { estate.lausitz/site: ${site} }` : ''} }
spec: { containers: [{ name: a, image: "${image}" }] }
`;
const pinned = `registry.example/a:1@sha256:${'ab'.repeat(32)}`;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'verify-manifests-'));
  mkdirSync(join(folder, 'chart', 'templates'), { recursive: true });
  writeFileSync(join(folder, 'chart', 'pinned.yaml'), pod('pinned', pinned));
  writeFileSync(join(folder, 'chart', 'templates', 'tagged.yml'), pod('tagged', 'a:latest'));
  writeFileSync(join(folder, 'chart', 'README.md'), 'no object');
  mkdirSync(join(folder, 'empty'));
  writeFileSync(join(folder, 'pinned.yaml'), pod('pinned', pinned, 'mirror'));
  writeFileSync(join(folder, 'broken.yaml'), 'a: [');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function verify(args: readonly string[], input = '') {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'bin', 'estate.mjs'), 'verify', '--only', 'kubernetes/images-by-digest', ...args],
    { cwd: folder, encoding: 'utf8', input },
  );
  return { status, stderr, report: () => JSON.parse(stdout) as Report };
}

const found = ({ verdicts }: Report) => verdicts.map((v) => `${v.outcome} ${v.stack}:${v.address}`);

test('a folder of somebody else’s objects is one input, and breaks with exit code 1', () => {
  const { status, report } = verify(['--cloud', 'openstack', '--manifests', 'chart', '--format', 'json']);
  expect(found(report())).toEqual(['fail chart:Pod/tagged']);
  expect(report().passed).toEqual([
    { policy: 'kubernetes/images-by-digest', addresses: ['chart:Pod/pinned'] },
  ]);
  expect(report().inputs.map(({ kind, stack }) => [kind, stack])).toEqual([['manifests', 'chart']]);
  expect([report().datasets, report().promises, status]).toEqual([[], [], 1]);
});

test('objects are of the site that their labels claim, and pass with exit code 0', () => {
  const { status, report } = verify(['--manifests', 'pinned.yaml', '--format', 'json']);
  expect(report().inputs.map(({ stack }) => stack)).toEqual(['mirror-workloads']);
  expect([found(report()), status]).toEqual([[], 0]);
});

test('standard input is read once', () => {
  const { status, report } = verify(['--manifests', '-', '--format', 'json'], pod('piped', 'a:1'));
  expect([found(report()), status]).toEqual([['fail standard-input:Pod/piped'], 1]);
});

test.each([
  ['broken.yaml', 'broken.yaml: it is no YAML that can be read'],
  ['empty', 'no file in it ends in .yaml, .yml or .json'],
  ['nowhere.yaml', 'there is no such file'],
])('%s is refused with exit code 2', (path, why) => {
  const { status, stderr } = verify(['--manifests', path]);
  expect(status).toBe(2);
  expect(stderr).toContain(why);
});

test('a policy of clouds is not asked about clusters', () => {
  const { report } = verify(['--only', 'network', '--manifests', 'pinned.yaml', '--format', 'json']);
  expect(report().summary.notObservable).toBe(0);
  expect(report().notApplicable).toContain('network/no-ingress-from-anyone');
});

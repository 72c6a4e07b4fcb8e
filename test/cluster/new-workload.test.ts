import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { linkDependencies } from '../../bin/worktrees';
import { applyObjects } from '../../cluster/api/apply';
import type { KubernetesObject } from '../../cluster/api/client';
import { loadEstate } from '../../estate/load-estate';
import { projectRoot } from '../../terraform/project-root';
import { deployedContract } from './catalogue-clusters';
import { type OwnCluster, startOwnCluster } from './own-cluster';
import { isReady, type RunningPod } from './pods';
import { customResourceDefinitions } from './running';
import { until } from './waiting';

/** A workload that `estate new workload` writes into a copy of this repository, at the clinic. */
const estate = loadEstate();
const site = 'clinic';
const namespace = 'identity-lab-viewer';

let copy: string;
let running: OwnCluster | undefined;
let rendered: Rendered;

interface Rendered {
  readonly objects: readonly KubernetesObject[];
  /** Of all sites. */
  readonly summary: { readonly pass: number; readonly fail: number };
  /** Policies that passed with something of the new workload. */
  readonly passed: readonly string[];
  readonly stopped: readonly string[];
}

/** What is in the working tree, with what is installed and compiled. */
function copyRepository(): string {
  const root = projectRoot();
  const to = mkdtempSync(join(tmpdir(), 'new-workload-'));
  const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const listed = spawnSync('git', list, { cwd: root, encoding: 'utf8' });
  if (listed.status !== 0) throw new Error(listed.stderr);
  for (const file of listed.stdout.split('\0').filter((one) => one !== '')) {
    mkdirSync(dirname(join(to, file)), { recursive: true });
    cpSync(join(root, file), join(to, file), { verbatimSymlinks: true });
  }
  linkDependencies(root, to);
  cpSync(join(root, 'dist'), join(to, 'dist'), { recursive: true });
  return to;
}

function run(...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: copy, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}:\n${stdout}${stderr}`);
  return stdout;
}

/** By the copy's own compiled sources, in a process of its own. */
const script = `
  const { readFileSync, writeFileSync } = require('node:fs');
  const [contract, site, out] = process.argv.slice(1);
  const { loadEstate } = require('./dist/estate/load-estate');
  const { renderSites } = require('./dist/workloads/render');
  const { renderWorkloads } = require('./dist/bin/workload-inputs');
  const { judgeInputs } = require('./dist/policies/judge-inputs');
  const estate = loadEstate();
  (async () => {
    const sites = await renderSites(estate, new Map([[site, JSON.parse(readFileSync(contract, 'utf8'))]]));
    const { summary, passed, verdicts } = judgeInputs(await renderWorkloads(estate), estate);
    const isNew = (one) => one.split('/').includes('${namespace}');
    writeFileSync(out, JSON.stringify({
      objects: sites.get(site),
      summary,
      passed: passed.filter(({ addresses }) => addresses.some(isNew)).map(({ policy }) => policy),
      stopped: verdicts.filter(({ address, outcome }) => isNew(address) && outcome === 'fail').map(({ policy }) => policy),
    }));
  })();`;

beforeAll(async () => {
  copy = copyRepository();
  const options = ['--image', 'registry.example/lab/viewer:2.4.0', '--port', '3000', '--call', 'fhir-server'];
  run(join('bin', 'estate.mjs'), 'new', 'workload', 'lab-viewer', ...options);
  run(join('bin', 'setup.mjs'));
  const [contract, out] = [join(copy, 'contract.json'), join(copy, 'rendered.json')];
  writeFileSync(contract, JSON.stringify(deployedContract(estate, site)), { mode: 0o600 });
  run('-e', script, contract, site, out);
  rendered = JSON.parse(readFileSync(out, 'utf8')) as Rendered;
  running = await startOwnCluster(estate, site);
}, 600_000);

afterAll(async () => {
  await running?.stop();
  rmSync(copy, { recursive: true, force: true });
});

test('it renders, and is judged: nothing of it fails', () => {
  const own = rendered.objects.filter(({ metadata }) => metadata.namespace === namespace);
  expect(own.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['NetworkPolicy', 'Deployment', 'Service', 'Certificate', 'PodDisruptionBudget']),
  );
  expect(rendered.summary).toMatchObject({ fail: 0 });
  expect(rendered.stopped).toEqual([]);
  expect(rendered.passed).toEqual(
    expect.arrayContaining(['kubernetes/pods-not-privileged', 'separation/network-policy-denies-by-default']),
  );
});

test('the API server accepts it with all that it calls, and its pods are placed and ready', async () => {
  const { client } = running as OwnCluster;
  await applyObjects(client, await customResourceDefinitions());
  const applied = await applyObjects(client, rendered.objects);
  expect(applied).toHaveLength(rendered.objects.length);
  const pods = await until(async () => {
    const { items } = await client.demand<{ items: readonly RunningPod[] }>(
      `/api/v1/namespaces/${namespace}/pods`,
    );
    return items.length === 2 && items.every(isReady) ? items : undefined;
  });
  for (const { spec } of pods) expect(spec.nodeName).toMatch(/^clinic-identity-\d$/);
});

test('whom it calls lets it in, and nobody is let in to it', async () => {
  const { client } = running as OwnCluster;
  const policiesOf = async (place: string) => {
    const path = `/apis/networking.k8s.io/v1/namespaces/${place}/networkpolicies`;
    const { items } = await client.demand<{ items: readonly KubernetesObject[] }>(path);
    return items.map(({ metadata }) => metadata.name);
  };
  expect(await policiesOf('identity-fhir-server')).toContain('from-lab-viewer-8443');
  const own = await policiesOf(namespace);
  expect(own).toEqual(expect.arrayContaining(['nothing-by-default', 'to-fhir-server-8443']));
  expect(own.filter((one) => one.startsWith('from-'))).toEqual([]);
});

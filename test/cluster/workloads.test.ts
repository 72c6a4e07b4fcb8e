import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { applyObjects } from '../../cluster/api/apply';
import type { Client } from '../../cluster/api/client';
import type { Clusters, Site } from '../../cluster/clusters';
import { statesFolder } from '../../cluster/engine/pulumi';
import { loadEstate } from '../../estate/load-estate';
import { writePrivateJson } from '../../processes/private-file';
import { projectRoot } from '../../terraform/project-root';
import { renderSites } from '../../workloads/render';
import { deployedContract } from './catalogue-clusters';
import { type OwnCluster, startOwnCluster } from './own-cluster';
import { customResourceDefinitions } from './running';
import { Stack } from './stack';

/** The program that `pulumi up` runs at the clinic, by a real engine, against a cluster of its own. */
const estate = loadEstate();
const name = 'clinic';

/** Beside node_modules, where Node looks for the SDK. */
const folder = join(projectRoot(), '.cluster', 'suite-workloads');

let running: OwnCluster | undefined;
let clusters: Clusters;
let site: Site;
let client: Client;
let stack: Stack;
let objects: number;

beforeAll(async () => {
  running = await startOwnCluster(estate, name);
  ({ clusters, site, client } = running);
  await applyObjects(client, await customResourceDefinitions());
  const contract = deployedContract(estate, name);
  objects = (await renderSites(estate, new Map([[name, contract]]))).get(name)?.length ?? 0;
  stack = new Stack(clusters, site, projectOf(), saveAtTheEnd);
  await stack.succeed(['stack', 'init']);
  writePrivateJson(join(folder, 'contract.json'), contract);
  writePrivateJson(join(folder, 'planned.json'), { ...contract, planned: true });
}, 600_000);

function take(contract: 'contract' | 'planned'): Promise<string> {
  return stack.succeed(['config', 'set', 'contract', join(folder, `${contract}.json`)]);
}

afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await running?.stop();
});

/** Ten megabytes of state, written after every step, take five minutes of an up of one. A deploy needs them. */
const saveAtTheEnd = { PULUMI_EXPERIMENTAL: 'true', PULUMI_SKIP_CHECKPOINTS: 'true' };

/** The project's own Pulumi.yaml and compiled program, where Pulumi may write beside them. */
function projectOf(): string {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const settings = readFileSync(join(projectRoot(), 'workloads', 'Pulumi.yaml'), 'utf8');
  writeFileSync(join(folder, 'Pulumi.yaml'), settings);
  writeFileSync(join(folder, 'program.cjs'), "require('../../dist/workloads/main.js');\n");
  return folder;
}

const namespaces = '/api/v1/namespaces?labelSelector=app.kubernetes.io/part-of%3Dlausitz-health-region';

async function namespacesOfOurs(): Promise<number> {
  return (await client.demand<{ items: readonly unknown[] }>(namespaces)).items.length;
}

test('a contract that is only planned is refused before anything is registered', async () => {
  await take('planned');
  expect(await stack.fail(['preview'])).toContain('a planned contract only renders them');
  await take('contract');
});

test('a preview makes nothing, and names every object that is rendered', async () => {
  const planned = await stack.planned();
  expect(Object.values(planned).filter((op) => op !== 'create')).toEqual([]);
  // By name alone several of one name count once: the engine counts them all.
  expect(Object.keys(planned).length).toBeGreaterThan(200);
  expect(await stack.succeed(['preview'])).toMatch(new RegExp(`\\+ ${objects + 1} to create`));
  expect(await namespacesOfOurs()).toBe(0);
});

test('an up makes it in an order in which everything is accepted, and waits until servers are ready', async () => {
  expect(await stack.succeed(['up', '--yes', '--skip-preview'])).toMatch(
    new RegExp(`\\+ ${objects + 1} created`),
  );
  const { items } = await client.demand<{ items: readonly { status: Replicas }[] }>(
    '/apis/apps/v1/deployments',
  );
  expect(items.length).toBeGreaterThan(10);
  expect(items.filter(({ status }) => status.readyReplicas !== status.replicas)).toEqual([]);
});

interface Replicas {
  readonly replicas: number;
  readonly readyReplicas?: number;
}

test('a second up has nothing to do', async () => {
  const output = await stack.succeed(['up', '--yes', '--skip-preview', '--expect-no-changes']);
  expect(output).toContain(`${objects + 1} unchanged`);
});

test('a network policy that somebody has taken away is found, and made again', async () => {
  const path = '/apis/networking.k8s.io/v1/namespaces/identity-consent/networkpolicies/names';
  await client.demand(path, { method: 'DELETE' });
  expect(await stack.fail(['refresh', '--preview-only', '--expect-no-changes'])).toMatch(
    /identity-consent\/names\s+delete/,
  );
  await stack.succeed(['up', '--yes', '--skip-preview', '--refresh']);
  expect(await client.ask(path)).toMatchObject({ status: 200 });
});

test('another program that breaks a truth of the cluster is refused in its preview', async () => {
  const other = join(folder, 'other');
  mkdirSync(other, { mode: 0o700 });
  writeFileSync(
    join(other, 'Pulumi.yaml'),
    'name: other\nruntime: {name: nodejs, options: {typescript: false}}\nmain: index.cjs\n',
  );
  writeFileSync(
    join(other, 'index.cjs'),
    `const { core } = require('@pulumi/kubernetes');
     new core.v1.Namespace('other', { metadata: { name: 'other' } });\n`,
  );
  const its = new Stack(clusters, site, other);
  await its.succeed(['stack', 'init']);
  expect(await its.fail(['preview'])).toContain('a namespace belongs to one domain');
});

test('what the state holds names secrets, and holds none', () => {
  const [state = ''] = readdirSync(statesFolder(clusters), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(join('lausitz-health-region', `${name}.json`)))
    .map((file) => readFileSync(join(statesFolder(clusters), file), 'utf8'));
  const { checkpoint } = JSON.parse(state) as {
    checkpoint: { latest: { resources: readonly { type: string }[] } };
  };
  const types = checkpoint.latest.resources.map(({ type }) => type);
  expect(types.filter((type) => type.startsWith('kubernetes:'))).toHaveLength(objects);
  expect(types.filter((type) => type.endsWith(':Secret'))).toEqual([]);
  expect(state).not.toMatch(/PRIVATE KEY/);
});

test('a destroy leaves nothing of it', async () => {
  await stack.succeed(['destroy', '--yes', '--skip-preview']);
  expect(await namespacesOfOurs()).toBe(0);
  expect((await client.demand<{ items: readonly unknown[] }>('/api/v1/persistentvolumes')).items).toEqual([]);
});

import { randomBytes } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from '../../cluster/api/client';
import { releases } from '../../cluster/build/programs';
import type { Clusters } from '../../cluster/clusters';
import { passphraseFile, statesFolder } from '../../cluster/engine/pulumi';
import { writePrivateFile } from '../../processes/private-file';
import { allProcesses } from '../../processes/process-table';
import { administratorOf, projectClusters, siteIn, startSites } from './running';
import { Stack } from './stack';
import { removeNamespace } from './waiting';

/** The suite's own program, in a folder where Pulumi may write beside it. */
const name = 'engine-suite';
const password = randomBytes(24).toString('hex');

let clusters: Clusters;
let client: Client;
let stack: Stack;

beforeAll(async () => {
  await startSites('clinic');
  clusters = await projectClusters();
  client = await administratorOf('clinic');
  const project = join(clusters.folder, 'pulumi', name);
  mkdirSync(project, { recursive: true, mode: 0o700 });
  for (const file of readdirSync(join(__dirname, 'program')))
    copyFileSync(join(__dirname, 'program', file), join(project, file));
  const passwordFile = join(project, 'password');
  writePrivateFile(passwordFile, password);
  await removeNamespace(client, name);
  stack = new Stack(clusters, siteIn(clusters, 'clinic'), project, { PASSWORD_FILE: passwordFile });
  await stack.run(['stack', 'rm', '--force', '--yes']);
  await stack.succeed(['stack', 'init']);
}, 600_000);

afterAll(async () => {
  await removeNamespace(client, name);
  client.close();
});

function status(path: string): Promise<number> {
  return client.ask(path).then((answer) => answer.status);
}

const within = `/api/v1/namespaces/${name}`;
const settings = `${within}/configmaps/settings`;

test('it is the release of Pulumi that package.json names', async () => {
  const manifest = JSON.parse(readFileSync(join(__dirname, '..', '..', 'package.json'), 'utf8'));
  const { '@pulumi/pulumi': sdk, '@pulumi/kubernetes': kubernetes } = manifest.dependencies;
  expect({ pulumi: sdk, pulumiKubernetes: kubernetes }).toEqual({
    pulumi: releases.pulumi,
    pulumiKubernetes: releases.pulumiKubernetes,
  });
  expect((await stack.succeed(['about', '--json'])).replaceAll('v', '')).toContain(`"${releases.pulumi}"`);
});

test('a preview says what would be made, and makes nothing', async () => {
  expect(await stack.planned()).toEqual({
    [name]: 'create',
    password: 'create',
    settings: 'create',
    pods: 'create',
  });
  expect(await status(within)).toBe(404);
});

test('an up makes it, and waits until pods are ready; nobody sees the passphrase in the arguments of a process', async () => {
  const passphrase = readFileSync(passphraseFile(clusters), 'utf8');
  const seen = new Set<string>();
  const timer = setInterval(() => {
    for (const { pid } of allProcesses()) seen.add(commandLineOf(pid));
  }, 100);
  await stack.succeed(['up', '--yes', '--skip-preview']).finally(() => clearInterval(timer));
  expect(JSON.parse(await stack.succeed(['stack', 'output', '--json']))).toEqual({ pods: 2 });
  const secret = await client.demand<{ data: { password: string } }>(`${within}/secrets/password`);
  expect(Buffer.from(secret.data.password, 'base64').toString()).toBe(password);
  const lines = [...seen];
  expect(lines.some((line) => line.includes('pulumi-resource-kubernetes'))).toBe(true);
  expect(lines.filter((line) => line.includes(passphrase) || line.includes(password))).toEqual([]);
});

function commandLineOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

test('no secret stands in the state as it is', () => {
  const files = readdirSync(statesFolder(clusters), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)));
  const forms = [password, Buffer.from(password).toString('base64')];
  expect(files.some((content) => content.includes('ciphertext'))).toBe(true);
  expect(files.filter((content) => forms.some((form) => content.includes(form)))).toHaveLength(0);
});

test('a second up has nothing to do', async () => {
  await stack.succeed(['up', '--yes', '--expect-no-changes']);
});

test('an object that somebody has removed is found by a refresh, and made again', async () => {
  await client.demand(settings, { method: 'DELETE' });
  const { code, stdout, stderr } = await stack.run(['refresh', '--preview-only', '--expect-no-changes']);
  expect({ code, output: `${stdout}${stderr}` }).toMatchObject({
    output: expect.stringMatching(/settings\s+delete/),
  });
  expect(code).not.toBe(0);
  await stack.succeed(['up', '--yes', '--refresh']);
  expect(await status(settings)).toBe(200);
  await stack.succeed(['up', '--yes', '--refresh', '--expect-no-changes']);
});

test('settings that somebody has changed are found by a refresh, and made anew as they are declared', async () => {
  await byHand(settings, { data: { mode: 'by hand' } });
  expect(await stack.fail(['refresh', '--preview-only', '--expect-no-changes'])).toMatch(
    /settings\s+(update|refresh)/,
  );
  await stack.succeed(['up', '--yes', '--refresh']);
  expect(await client.demand(settings)).toMatchObject({ data: { mode: 'declared' } });
});

test('a field that somebody has changed is theirs: an up refuses to fight for it, and wins it where that is asked for', async () => {
  const pods = `/apis/apps/v1/namespaces/${name}/deployments/pods`;
  await byHand(pods, { spec: { replicas: 1 } });
  expect(await stack.fail(['up', '--yes', '--refresh'])).toContain('conflict');
  await stack.succeed(['up', '--yes', '--refresh'], { PULUMI_K8S_ENABLE_PATCH_FORCE: 'true' });
  expect(await client.demand(pods)).toMatchObject({ spec: { replicas: 2 } });
});

function byHand(path: string, body: object): Promise<unknown> {
  const contentType = 'application/merge-patch+json';
  return client.demand(`${path}?fieldManager=hand`, { method: 'PATCH', contentType, body });
}

test('what PodSecurity refuses ends an up, in its words; a preview passes over what is forbidden', async () => {
  const broken = { WITH_PRIVILEGED_POD: 'yes' };
  await stack.succeed(['preview'], broken);
  expect(await stack.fail(['up', '--yes', '--skip-preview'], broken)).toContain('violates PodSecurity');
});

test('a destroy leaves nothing of it', async () => {
  await stack.succeed(['destroy', '--yes']);
  expect(await status(within)).toBe(404);
  await stack.succeed(['stack', 'rm', '--yes']);
});

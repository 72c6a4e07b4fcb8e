import { randomBytes } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from '../../cluster/api/client';
import { releases } from '../../cluster/build/programs';
import type { Clusters, Site } from '../../cluster/clusters';
import { passphraseFile, runPulumi, statesFolder } from '../../cluster/engine/pulumi';
import { writePrivateFile } from '../../processes/private-file';
import { allProcesses } from '../../processes/process-table';
import type { RunResult } from '../../terraform/run-program';
import { administratorOf, projectClusters, siteIn, startSites } from './running';
import { removeNamespace } from './waiting';

/** The suite's own program, in a folder where Pulumi may write beside it. */
const name = 'engine-suite';
const password = randomBytes(24).toString('hex');

let clusters: Clusters;
let site: Site;
let client: Client;
let project: string;
let passwordFile: string;

beforeAll(async () => {
  await startSites('clinic');
  clusters = await projectClusters();
  site = siteIn(clusters, 'clinic');
  client = await administratorOf('clinic');
  project = join(clusters.folder, 'pulumi', name);
  mkdirSync(project, { recursive: true, mode: 0o700 });
  for (const file of readdirSync(join(__dirname, 'program')))
    copyFileSync(join(__dirname, 'program', file), join(project, file));
  passwordFile = join(project, 'password');
  writePrivateFile(passwordFile, password);
  await removeNamespace(client, name);
  await run(['stack', 'rm', '--force', '--yes']);
  await succeed(['stack', 'init']);
}, 600_000);

afterAll(async () => {
  await removeNamespace(client, name);
  client.close();
});

function run(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<RunResult> {
  return runPulumi(clusters, site, args, { project, env: { PASSWORD_FILE: passwordFile, ...env } });
}

async function succeed(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<string> {
  const { code, stdout, stderr } = await run(args, env);
  if (code !== 0) throw new Error(`pulumi ${args.join(' ')} ended with ${code}:\n${stdout}${stderr}`);
  return stdout;
}

/** What is to be done with each object, by its name in the program. */
async function planned(...args: readonly string[]): Promise<Record<string, string>> {
  const { steps } = JSON.parse(await succeed(['preview', '--json', ...args])) as {
    steps: readonly { op: string; urn: string }[];
  };
  const named = steps.map(({ op, urn }) => [urn.split('::').at(-1) ?? '', op] as const);
  return Object.fromEntries(named.filter(([object]) => !object.startsWith('engine-suite-')));
}

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
  expect((await succeed(['about', '--json'])).replaceAll('v', '')).toContain(`"${releases.pulumi}"`);
});

test('a preview says what would be made, and makes nothing', async () => {
  expect(await planned()).toEqual({
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
  await succeed(['up', '--yes', '--skip-preview']).finally(() => clearInterval(timer));
  expect(JSON.parse(await succeed(['stack', 'output', '--json']))).toEqual({ pods: 2 });
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
  await succeed(['up', '--yes', '--expect-no-changes']);
});

test('an object that somebody has removed is found by a refresh, and made again', async () => {
  await client.demand(settings, { method: 'DELETE' });
  const { code, stdout, stderr } = await run(['refresh', '--preview-only', '--expect-no-changes']);
  expect({ code, output: `${stdout}${stderr}` }).toMatchObject({
    output: expect.stringMatching(/settings\s+delete/),
  });
  expect(code).not.toBe(0);
  await succeed(['up', '--yes', '--refresh']);
  expect(await status(settings)).toBe(200);
  await succeed(['up', '--yes', '--refresh', '--expect-no-changes']);
});

test('a value that somebody has changed is found by a refresh, and put right where that is asked for', async () => {
  const hand = { method: 'PATCH', contentType: 'application/merge-patch+json' } as const;
  await client.demand(`${settings}?fieldManager=hand`, { ...hand, body: { data: { mode: 'by hand' } } });
  const { code } = await run(['refresh', '--preview-only', '--expect-no-changes']);
  expect(code).not.toBe(0);
  // Whoever sets a field owns it: what is declared wins only if it is told to.
  const kept = await run(['up', '--yes', '--refresh']);
  expect(`${kept.stdout}${kept.stderr}`).toContain('conflict');
  await succeed(['up', '--yes', '--refresh'], { PULUMI_K8S_ENABLE_PATCH_FORCE: 'true' });
  expect(await client.demand(settings)).toMatchObject({ data: { mode: 'declared' } });
});

test('what admission refuses is refused in the preview', async () => {
  const { code, stdout, stderr } = await run(['preview'], { WITH_PRIVILEGED_POD: 'yes' });
  expect(code).not.toBe(0);
  expect(`${stdout}${stderr}`).toContain('violates PodSecurity');
});

test('a destroy leaves nothing of it', async () => {
  await succeed(['destroy', '--yes']);
  expect(await status(within)).toBe(404);
  await succeed(['stack', 'rm', '--yes']);
});

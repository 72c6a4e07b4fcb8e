import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readText, writePrivateFile } from '../../processes/private-file';
import { InputError } from '../../terraform/errors';
import { type RunResult, runProgram } from '../../terraform/run-program';
import { isBuilt, programFile, programFolder } from '../build/build-program';
import { pulumi as cli, kubernetesPlugin, languageHost } from '../build/programs';
import type { Clusters, Site } from '../clusters';
import { kubeconfigFile } from '../site-files';

const enginePrograms = [cli, languageHost, kubernetesPlugin];

export interface PulumiOptions {
  /** Folder of Pulumi.yaml. Pulumi writes `Pulumi.STACK.yaml` beside it. */
  readonly project: string;
  /** Beside what the engine needs; nothing of the caller's own environment is handed on. */
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Runs Pulumi on a site's stack, which has the site's name, against its cluster. States are files of ours, and
 * secrets in them are encrypted with a passphrase that Pulumi reads from a file.
 *
 * @param args a command and its options, such as `up --yes`
 * @throws InputError where Pulumi is not built
 */
export async function runPulumi(
  clusters: Clusters,
  site: Site,
  args: readonly string[],
  options: PulumiOptions,
): Promise<RunResult> {
  const missing = enginePrograms.filter((program) => !isBuilt(program, clusters));
  if (missing.length > 0)
    throw new InputError({
      value: `${missing.map(({ name }) => name).join(', ')}: not built`,
      rule: 'Pulumi, its host for Node and its plugin for Kubernetes are built before they run',
      fix: 'npm run cluster build',
    });
  const env = { ...engineEnvironment(clusters, site), ...options.env };
  const common = ['--stack', site.name, '--non-interactive', '--color', 'never'];
  const program = programFile(cli, clusters);
  return runProgram(program, [...args, ...common], { cwd: options.project, env });
}

/** Folder of states, as Pulumi's file backend lays them out. */
export function statesFolder({ folder }: Clusters): string {
  return join(folder, 'pulumi', 'states');
}

export function passphraseFile({ folder }: Clusters): string {
  return join(folder, 'pulumi', 'passphrase');
}

/** No network is used: plugins are the built ones, and nobody asks whether there are newer ones. */
function engineEnvironment(clusters: Clusters, site: Site): Record<string, string> {
  const home = join(clusters.folder, 'pulumi', 'home');
  for (const folder of [home, statesFolder(clusters)]) mkdirSync(folder, { recursive: true, mode: 0o700 });
  const passphrase = passphraseFile(clusters);
  if (readText(passphrase) === undefined) writePrivateFile(passphrase, randomBytes(32).toString('base64url'));
  const programs = [cli, kubernetesPlugin].map((program) => programFolder(program, clusters));
  return {
    PATH: [
      launcherFolder(clusters),
      ...programs,
      dirname(process.execPath),
      '/usr/local/bin',
      '/usr/bin',
      '/bin',
    ].join(delimiter),
    HOME: home,
    LANG: 'C.UTF-8',
    PULUMI_HOME: join(home, '.pulumi'),
    PULUMI_BACKEND_URL: pathToFileURL(statesFolder(clusters)).href,
    PULUMI_CONFIG_PASSPHRASE_FILE: passphrase,
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: 'true',
    PULUMI_SKIP_UPDATE_CHECK: 'true',
    KUBECONFIG: kubeconfigFile(site, 'admin'),
  };
}

/**
 * Engines of today say to a host in each request whether it compiles TypeScript; ours is older, takes it as a flag, and
 * would load a compiler whose interface TypeScript 7 no longer has. Programs come compiled.
 */
function launcherFolder(clusters: Clusters): string {
  const folder = join(clusters.folder, 'pulumi', 'bin');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, languageHost.name);
  const text = `#!/bin/sh\nexec '${programFile(languageHost, clusters)}' -typescript=false "$@"\n`;
  if (readText(file) === text) return folder;
  writeFileSync(file, text, { mode: 0o700 });
  chmodSync(file, 0o700);
  return folder;
}

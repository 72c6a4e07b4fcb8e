import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { terraformEnvironment } from './environment';
import { findTerraform } from './find-terraform';
import { PROVIDER_ADDRESS, PROVIDER_HOST, PROVIDER_VERSION } from './provider-identity';
import { runProgram } from './run-program';

const PATIENCE_SECONDS = 10;

/** Terraform knows how to talk through a proxy and `fetch` does not; with one set, Terraform is simply let try. */
async function registryAnswers(): Promise<boolean> {
  if (process.env.HTTPS_PROXY || process.env.https_proxy) return true;
  try {
    const url = `https://${PROVIDER_HOST}/.well-known/terraform.json`;
    return (await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(PATIENCE_SECONDS * 1000) })).ok;
  } catch {
    return false;
  }
}

/**
 * Lets Terraform download and verify the provider from the registry, once for all stacks, into the filesystem
 * mirror at `mirror`. Returns false if the registry does not answer in time or has no such provider.
 */
export async function downloadProvider(mirror: string): Promise<boolean> {
  if (!(await registryAnswers())) return false;
  const folder = mkdtempSync(join(tmpdir(), 'lausitz-estate-'));
  try {
    return await installInto(folder, mirror, 'provider_installation {\n  direct {}\n}\n');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** An installed provider lies in `.terraform/providers` exactly as a filesystem mirror wants it. */
export async function installInto(folder: string, mirror: string, cliConfig: string): Promise<boolean> {
  const source = PROVIDER_ADDRESS;
  const required = { required_providers: { openstack: { source, version: PROVIDER_VERSION } } };
  const configFile = join(folder, 'cli.tfrc');
  writeFileSync(configFile, cliConfig, { mode: 0o600 });
  writeFileSync(join(folder, 'main.tf.json'), JSON.stringify({ terraform: required }));
  const env = terraformEnvironment({
    TF_CLI_CONFIG_FILE: configFile,
    TF_DATA_DIR: join(folder, '.terraform'),
    TF_REGISTRY_DISCOVERY_RETRY: '0',
    TF_REGISTRY_CLIENT_TIMEOUT: String(PATIENCE_SECONDS),
    CHECKPOINT_DISABLE: '1',
  });
  const { binary } = await findTerraform();
  const { code } = await runProgram(binary, ['init', '-input=false', '-no-color'], { cwd: folder, env });
  if (code !== 0) return false;
  cpSync(join(folder, '.terraform', 'providers'), mirror, { recursive: true, dereference: true });
  return true;
}

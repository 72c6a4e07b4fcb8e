import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { asInputError } from './errors';
import { withLock } from './lock';
import { withProgress } from './progress';
import { buildKey, buildProvider, goIsMissing } from './provider-build';
import { downloadProvider } from './provider-download';
import { PLATFORM, PROVIDER_ADDRESS, PROVIDER_FOLDER, PROVIDER_VERSION } from './provider-identity';

/** Where Terraform finds the provider, and the settings that make it look there. */
export interface ProviderAccess {
  readonly origin: 'cache' | 'registry' | 'build';
  /** Names the provider's bytes: another one when another version or build of it is used. */
  readonly key: string;
  /** A filesystem mirror as Terraform's CLI configuration knows it. */
  readonly mirror: string;
  /** For `terraformEnvironment`, and for every program that starts Terraform by itself, like the cdktf CLI. */
  readonly environment: Readonly<Record<string, string>>;
}

export interface ProviderOptions {
  /** @default `$XDG_CACHE_HOME/lausitz-estate`, or `~/.cache/lausitz-estate` */
  readonly cacheDir?: string;
}

/** What is downloaded is one thing per version and platform; a build also depends on sums and Go (`buildKey`). */
const REGISTRY_KEY = `registry-${PROVIDER_VERSION}-${PLATFORM}`;

const asked = new Map<string, Promise<ProviderAccess>>();

/**
 * Makes sure Terraform can install the provider: from our cache if it is there, which needs no network; else from
 * the registry if that answers within 10 seconds; else built from its pinned Go module (about a minute).
 *
 * @throws InputError if neither registry nor Go is at hand, or the cache cannot be written
 */
export function ensureProvider(options: ProviderOptions = {}): Promise<ProviderAccess> {
  const cacheDir =
    options.cacheDir ?? join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'lausitz-estate');
  const answer = asked.get(cacheDir) ?? find(join(cacheDir, 'providers'));
  asked.set(cacheDir, answer);
  return answer;
}

async function find(cache: string): Promise<ProviderAccess> {
  const keys = [buildKey(), REGISTRY_KEY].filter((key) => key !== undefined);
  const cached = () => keys.find((key) => holdsProvider(mirrorOf(cache, key)));
  const ready = cached();
  if (ready !== undefined) return access(cache, ready, 'cache');
  return withLock(join(cache, 'lock'), { what: 'fetching the OpenStack provider' }, async () => {
    const made = cached();
    return made === undefined ? fetchProvider(cache) : access(cache, made, 'cache');
  });
}

function mirrorOf(cache: string, key: string): string {
  return join(cache, key, 'mirror');
}

function holdsProvider(mirror: string): boolean {
  const folder = join(mirror, PROVIDER_FOLDER);
  return (
    existsSync(folder) && readdirSync(folder).some((name) => name.startsWith('terraform-provider-openstack'))
  );
}

/** Made beside its place and moved there whole, so the cache holds a complete provider or none. */
async function fetchProvider(cache: string): Promise<ProviderAccess> {
  const staging = join(cache, '.staging');
  rmSync(staging, { recursive: true, force: true });
  mkdirSync(staging, { recursive: true, mode: 0o700 });
  const mirror = join(staging, 'mirror');
  try {
    const asking = 'fetching the OpenStack provider from the registry';
    const downloaded = await withProgress(asking, downloadProvider(mirror));
    if (downloaded) return keep(cache, staging, REGISTRY_KEY, 'registry');
    const key = buildKey();
    if (key === undefined) throw goIsMissing();
    const building = 'building the OpenStack provider from its Go module (once, about a minute)';
    await withProgress(building, buildProvider(mirror));
    return keep(cache, staging, key, 'build');
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

function keep(cache: string, staging: string, key: string, origin: 'registry' | 'build'): ProviderAccess {
  rmSync(join(cache, key), { recursive: true, force: true });
  renameSync(staging, join(cache, key));
  return access(cache, key, origin);
}

function access(cache: string, key: string, origin: ProviderAccess['origin']): ProviderAccess {
  const mirror = mirrorOf(cache, key);
  const configFile = join(cache, key, 'cli.tfrc');
  writeIfChanged(configFile, cliConfig(mirror));
  const environment = {
    TF_CLI_CONFIG_FILE: configFile,
    // Where a stack has no lock file, the cdktf CLI runs `terraform providers lock`, which ignores the mirror.
    TF_CLI_ARGS_providers_lock: `"-fs-mirror=${mirror}"`,
    CDKTF_DISABLE_PLUGIN_CACHE_ENV: '1',
    CHECKPOINT_DISABLE: '1',
  };
  return { origin, key, mirror, environment };
}

/** Terraform's CLI configuration: this provider from the mirror only, others from where they always come. */
function cliConfig(mirror: string): string {
  const path = JSON.stringify(mirror).replaceAll(/[$%](?=\{)/g, '$&$&');
  return `disable_checkpoint = true
provider_installation {
  filesystem_mirror {
    path    = ${path}
    include = ["${PROVIDER_ADDRESS}"]
  }
  direct {
    exclude = ["${PROVIDER_ADDRESS}"]
  }
}
`;
}

function writeIfChanged(path: string, text: string): void {
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return;
  const draft = `${path}.${process.pid}`;
  try {
    writeFileSync(draft, text, { mode: 0o600 });
    renameSync(draft, path);
  } catch (error) {
    throw asInputError(error, path);
  }
}

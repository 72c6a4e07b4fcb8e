import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from './errors';
import { projectRoot } from './project-root';
import {
  PLATFORM,
  PROVIDER_FOLDER,
  PROVIDER_HOST,
  PROVIDER_MODULE,
  PROVIDER_VERSION,
} from './provider-identity';
import { runProgram } from './run-program';

/** The pinned module: `go.sum` holds the checksums, so no checksum database is asked. */
function moduleFolder(): string {
  return join(projectRoot(), 'terraform', 'provider');
}

function goEnvironment(): Record<string, string> {
  const kept = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return { ...Object.fromEntries(kept), CGO_ENABLED: '0', GOFLAGS: '-mod=readonly', GOWORK: 'off' };
}

/** The Go version that would build the module, or undefined where there is no Go. */
function goVersion(): string | undefined {
  const { status, stdout } = spawnSync('go', ['env', 'GOVERSION'], {
    cwd: moduleFolder(),
    env: goEnvironment(),
    encoding: 'utf8',
  });
  return status === 0 ? stdout.trim() : undefined;
}

/** Names the build by all that decides its bytes; undefined where there is no Go. */
export function buildKey(): string | undefined {
  const go = goVersion();
  if (go === undefined) return undefined;
  const hash = createHash('sha256').update(`${go}\0${PLATFORM}`);
  for (const name of ['go.mod', 'go.sum']) hash.update('\0').update(readFileSync(join(moduleFolder(), name)));
  return `build-${PROVIDER_VERSION}-${PLATFORM}-${hash.digest('hex').slice(0, 16)}`;
}

/** Builds the provider into the filesystem mirror at `mirror`, with the flags its publisher uses. */
export async function buildProvider(mirror: string): Promise<void> {
  const program = join(mirror, PROVIDER_FOLDER, `terraform-provider-openstack_v${PROVIDER_VERSION}`);
  const flags = `-s -w -X ${PROVIDER_MODULE}/openstack.version=${PROVIDER_VERSION}`;
  const { code, stderr } = await runProgram(
    'go',
    ['build', '-trimpath', '-ldflags', flags, '-o', program, PROVIDER_MODULE],
    { cwd: moduleFolder(), env: goEnvironment() },
  );
  if (code !== 0) {
    throw new InputError({
      value: `The OpenStack provider could not be built:\n${stderr.trim()}`,
      rule: `Where ${PROVIDER_HOST} does not answer, the provider is built from its Go module.`,
      fix: `Open the network to ${PROVIDER_HOST} or to a Go module proxy (GOPROXY), then run again.`,
    });
  }
}

export function goIsMissing(): InputError {
  return new InputError({
    value: `No OpenStack provider: ${PROVIDER_HOST} did not answer, and there is no Go on the PATH.`,
    rule: `Plans are made by the real terraform-provider-openstack ${PROVIDER_VERSION}, from the registry or built.`,
    fix: `Install Go 1.24 or newer (https://go.dev/dl), or open the network to ${PROVIDER_HOST}.`,
  });
}

import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findTerraform } from '../../terraform/find-terraform';
import { installInto } from '../../terraform/provider-download';
import { PROVIDER_FOLDER, PROVIDER_VERSION } from '../../terraform/provider-identity';
import { ensureProvider } from '../../terraform/provider-mirror';

const folder = mkdtempSync(join(tmpdir(), 'mirror-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const program = join(PROVIDER_FOLDER, `terraform-provider-openstack_v${PROVIDER_VERSION}`);

test('the settings make Terraform find the provider in a mirror only its owner can read', async () => {
  const { environment, mirror } = await ensureProvider();
  expect(existsSync(join(mirror, program))).toBe(true);
  expect(environment).toEqual({
    TF_CLI_CONFIG_FILE: expect.any(String),
    TF_CLI_ARGS_providers_lock: `"-fs-mirror=${mirror}"`,
    CDKTF_DISABLE_PLUGIN_CACHE_ENV: '1',
    CHECKPOINT_DISABLE: '1',
  });
  const config = environment.TF_CLI_CONFIG_FILE ?? '';
  expect(statSync(config).mode & 0o777).toBe(0o600);
  expect(readFileSync(config, 'utf8')).toContain(mirror);
});

test('the provider is looked for once per process', () => {
  expect(ensureProvider()).toBe(ensureProvider());
});

test('a cached provider is used without asking any network', async () => {
  const { mirror, key } = await ensureProvider();
  const cacheDir = join(folder, 'cache');
  mkdirSync(join(cacheDir, 'providers', key), { recursive: true });
  symlinkSync(mirror, join(cacheDir, 'providers', key, 'mirror'));
  const asked = jest.spyOn(globalThis, 'fetch');
  await expect(ensureProvider({ cacheDir })).resolves.toMatchObject({ origin: 'cache', key });
  expect(asked).not.toHaveBeenCalled();
});

test('what Terraform installs becomes a mirror that Terraform takes', async () => {
  const { environment } = await ensureProvider();
  const config = readFileSync(environment.TF_CLI_CONFIG_FILE ?? '', 'utf8');
  const installed = mkdtempSync(join(folder, 'installed-'));
  const mirror = join(folder, 'downloaded');
  await findTerraform();
  await expect(installInto(installed, mirror, config)).resolves.toBe(true);
  expect(statSync(join(mirror, program)).isFile()).toBe(true);
});

test('a cache that cannot be made is the user’s to mend', async () => {
  writeFileSync(join(folder, 'file'), '');
  await expect(ensureProvider({ cacheDir: join(folder, 'file') })).rejects.toMatchObject({ exitCode: 2 });
});

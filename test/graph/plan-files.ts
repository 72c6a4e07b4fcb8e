import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PROVIDER_ADDRESS, PROVIDER_VERSION } from '../../terraform/provider-identity';
import { init, plan, show } from '../../terraform/terraform';

/** What every configuration in Terraform's JSON syntax needs before its resources. */
export const preamble = {
  terraform: {
    required_providers: {
      openstack: {
        source: PROVIDER_ADDRESS.split('/').slice(1).join('/'),
        version: `= ${PROVIDER_VERSION}`,
      },
    },
  },
  provider: { openstack: [{ auth_url: 'https://cloud.example/v3', delayed_auth: true }] },
};

/**
 * Plans a configuration with the real provider and without a cloud.
 * @param files content by path, `main.tf.json` or `module/main.tf`
 * @returns plan JSON
 */
export async function planFiles(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'estate-graph-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    await init(folder);
    const out = join(folder, 'stack.tfplan');
    await plan(folder, { out });
    return await show(folder, out);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

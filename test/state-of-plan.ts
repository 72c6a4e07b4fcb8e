import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { terraformEnvironment } from '../terraform/environment';
import { findTerraform } from '../terraform/find-terraform';
import { ensureProvider } from '../terraform/provider-mirror';
import { runProgram } from '../terraform/run-program';
import { init, show } from '../terraform/terraform';
import type { PlannedSite } from './estate-plan';
import { requiredProviders } from './fixtures-policies/example-configuration';

type Json = { readonly [key: string]: unknown };

/** A state in both of its forms: the file, and what the real Terraform shows of it with the provider's schema. */
export interface State {
  readonly file: string;
  readonly shown: string;
}

/**
 * What an apply of a plan would leave, as far as it can be said without a cloud: planned values, with an id for each
 * resource, that id wherever the source refers to it, and null for whatever else the cloud would decide. Terraform
 * itself takes it in (`state push`) and shows it.
 */
export async function stateOf(site: PlannedSite): Promise<State> {
  const folder = mkdtempSync(join(tmpdir(), 'state-'));
  try {
    writeFileSync(join(folder, 'versions.tf'), requiredProviders);
    await init(folder, { stack: site.stack });
    writeFileSync(join(folder, 'made.json'), JSON.stringify(stateFile(site)));
    const [{ binary }, provider] = await Promise.all([findTerraform(), ensureProvider()]);
    const env = terraformEnvironment({ ...provider.environment });
    const run = async (...args: string[]) => {
      const { code, stdout, stderr } = await runProgram(binary, args, { cwd: folder, env });
      if (code !== 0) throw new Error(stderr || stdout);
      return stdout;
    };
    await run('state', 'push', 'made.json');
    return { file: await run('state', 'pull'), shown: await show(folder) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Change {
  readonly address: string;
  readonly mode: string;
  readonly type: string;
  readonly name: string;
  readonly change: { readonly after: Json; readonly after_unknown: Json };
}

interface Plan {
  readonly resource_changes: readonly Change[];
  readonly planned_values: {
    readonly root_module: { readonly resources: readonly { address: string; schema_version: number }[] };
  };
}

function stateFile({ stack, plan, source }: PlannedSite) {
  const { resource_changes: changes, planned_values: planned } = JSON.parse(plan) as Plan;
  const versions = new Map(planned.root_module.resources.map((r) => [r.address, r.schema_version]));
  const { resource } = JSON.parse(source) as {
    resource: Readonly<Record<string, Readonly<Record<string, Json>>>>;
  };
  return {
    version: 4,
    terraform_version: '1.6.0',
    serial: 1,
    lineage: idOf(stack),
    outputs: {},
    resources: changes.map(({ address, mode, type, name, change }) => ({
      mode,
      type,
      name,
      provider: 'provider["registry.terraform.io/terraform-provider-openstack/openstack"]',
      instances: [
        {
          schema_version: versions.get(address) ?? 0,
          attributes: {
            ...(decided(change.after, change.after_unknown, resource[type]?.[name], stack) as Json),
            id: idOf(stack, address),
          },
          sensitive_attributes: [],
        },
      ],
    })),
    check_results: null,
  };
}

/** A UUID that is the same for the same resource. */
export function idOf(stack: string, address = ''): string {
  const hex = createHash('sha256').update(`${stack}:${address}`).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  );
}

function decided(planned: unknown, mask: unknown, stated: unknown, stack: string): unknown {
  if (mask === true) return resolved(stated, stack);
  if (mask === null || typeof mask !== 'object') return planned;
  if (Array.isArray(mask)) {
    const list = Array.isArray(stated) ? stated : [stated];
    return mask.map((one, at) => decided((planned as readonly unknown[])[at], one, list[at], stack));
  }
  const keys = new Set([...Object.keys((planned ?? {}) as Json), ...Object.keys(mask)]);
  const inner = (object: unknown, key: string) => (object as Json | null | undefined)?.[key];
  return Object.fromEntries(
    [...keys].map((key) => [key, decided(inner(planned, key), inner(mask, key), inner(stated, key), stack)]),
  );
}

function resolved(stated: unknown, stack: string): unknown {
  if (Array.isArray(stated)) return stated.map((one) => resolved(one, stack));
  const address = typeof stated === 'string' ? /^\$\{(\w+\.[\w-]+)\.id\}$/.exec(stated)?.[1] : undefined;
  if (address !== undefined) return idOf(stack, address);
  // Text around a reference is user data, of which the provider keeps a hash.
  const isText = typeof stated === 'string' && !/^\$\{[^}]*\}$/.test(stated);
  return isText ? createHash('sha1').update(stated).digest('hex') : null;
}

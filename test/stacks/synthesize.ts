import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdktf';
import { layDeployment } from '../../estate/deployment';
import { loadEstate } from '../../estate/load-estate';
import type { Estate } from '../../estate/model';
import { type BuildOptions, buildEstate } from '../../stacks/build-estate';
import { asOf } from '../estate/parts';

export type Json = Record<string, unknown>;
/** Resources by type and name. */
export type Resources = Record<string, Record<string, Json>>;

/** What stands in a stack's `cdk.tf.json`. */
export interface Stack {
  readonly '//': { readonly metadata: Json; readonly outputs: Json };
  readonly terraform: Json;
  readonly provider: { readonly openstack: readonly Json[] };
  readonly resource: Resources;
  readonly variable: Record<string, Json>;
  readonly output: Record<string, Json>;
}

const defaults: BuildOptions = { backend: { kind: 'local' }, profile: 'production' };

export const realEstate: Estate = loadEstate({ asOf });

/** The real estate as a sandbox has it. */
export const sandboxEstate: Estate = layDeployment(realEstate, {
  kind: 'deployment',
  schemaVersion: '1.0.0',
  sites: Object.fromEntries(
    realEstate.sites.map(({ name }, at) => [
      name,
      {
        authUrl: `http://127.0.0.${at + 1}:5000/v3`,
        externalNetworkId: '319dab1c-3f9d-401c-a1df-ef8cf3676cdc',
      },
    ]),
  ),
});

/** Synthesizes an estate as a program would, and reads what was written, by stack. */
export function synthesize(
  estate = realEstate,
  options = defaults,
  context: Json = {},
): Record<string, { stack: Stack; text: string }> {
  const outdir = mkdtempSync(join(tmpdir(), 'stacks-'));
  try {
    const app = new App({ outdir, stackTraces: false, context });
    buildEstate(app, estate, options);
    app.synth();
    const names = readdirSync(join(outdir, 'stacks'));
    return Object.fromEntries(
      names.map((name) => {
        const text = readFileSync(join(outdir, 'stacks', name, 'cdk.tf.json'), 'utf8');
        return [name, { stack: withoutPaths(JSON.parse(text)) as Stack, text }];
      }),
    );
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** A stack without the construct path that cdktf writes into every resource. */
function withoutPaths(stack: Stack): Stack {
  for (const resources of Object.values(stack.resource)) {
    for (const resource of Object.values(resources)) delete resource['//'];
  }
  return stack;
}

/** One stack of the real estate. */
export function stackOf(name: string, options = defaults, estate = realEstate): Stack {
  const made = synthesize(estate, options)[name];
  if (made === undefined) throw new Error(`no stack ${name}`);
  return made.stack;
}

/** Resources of one type by name, none when there are none. */
export function resources(stack: Stack, type: string): Record<string, Json> {
  return stack.resource[`openstack_${type}`] ?? {};
}

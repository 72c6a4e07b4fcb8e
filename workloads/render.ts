import { runtime } from '@pulumi/pulumi';
import type { ClusterContract } from '../contracts/cluster';
import type { Estate, Site } from '../estate/model';
import { deploySite } from './deploy-site';

/** A Kubernetes object as it would be sent to the API server. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly [key: string]: unknown;
}

/**
 * Everything that runs at the sites, rendered in this process without an engine, a cluster or credentials, in the order
 * in which it was registered.
 * @throws what the program throws, and Error where not every object that it registered came out
 */
export async function renderSites(
  estate: Estate,
  contracts: ReadonlyMap<string, ClusterContract>,
): Promise<ReadonlyMap<string, readonly KubernetesObject[]>> {
  const rendered = new Map<string, readonly KubernetesObject[]>();
  for (const [name, contract] of contracts) {
    const site = estate.sites.find((one) => one.name === name);
    if (site === undefined) throw new Error(`there is no site ${name}`);
    rendered.set(name, await renderSite(estate, site, contract));
  }
  return rendered;
}

async function renderSite(
  estate: Estate,
  site: Site,
  contract: ClusterContract,
): Promise<readonly KubernetesObject[]> {
  const registered: string[] = [];
  const rendered = new Map<string, KubernetesObject>();
  await runtime.setMocks(
    {
      newResource({ type, name, inputs, id }) {
        if (isObject(type)) rendered.set(nameOf(type, name), plain(inputs) as KubernetesObject);
        return { id: id ?? name, state: inputs };
      },
      call: ({ inputs }) => inputs,
    },
    'workloads',
    site.name,
  );
  // The SDK takes a stack trace for every promise that it waits for, which is half of the time of a rendering.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  const failures = new Set<unknown>();
  const collect = (failure: unknown) => void failures.add(failure);
  // The SDK reports an input that cannot be resolved as a rejection that nobody handles, which ends the process.
  process.on('unhandledRejection', collect);
  try {
    await runtime.runInPulumiStack(async () => {
      // Called at once for each object that is registered, where the mock is asked later or never.
      runtime.registerStackTransformation(({ type, name }) => {
        if (isObject(type)) registered.push(nameOf(type, name));
        return undefined;
      });
      try {
        deploySite(estate, site, contract);
      } catch (error) {
        failures.add(error);
      }
    });
    await runtime.disconnect();
    // A rejection counts as unhandled only after everything that might have handled it.
    await new Promise((resolve) => setImmediate(resolve));
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
    process.off('unhandledRejection', collect);
  }
  for (const failure of failures) throw failure;
  const missing = registered.filter((name) => !rendered.has(name));
  if (missing.length > 0 || rendered.size !== registered.length) {
    const twice = registered.filter((name, index) => registered.indexOf(name) !== index);
    throw new Error(
      `${site.name}: ${rendered.size} of ${registered.length} objects were rendered` +
        `; missing: ${missing.join(', ') || 'none'}; registered twice: ${twice.join(', ') || 'none'}`,
    );
  }
  // The mock is asked in an order of its own.
  return registered.flatMap((name) => rendered.get(name) ?? []);
}

function isObject(type: string): boolean {
  return type.startsWith('kubernetes:');
}

function nameOf(type: string, name: string): string {
  return `${type} ${name}`;
}

const signature = '4dabf18193072939515e22adb298388d';
const secretSignature = '1b47061264138c4ac30d75fd1eb44270';

/** Secrets come wrapped. Source: pulumi/pulumi, `sdk/nodejs/runtime/rpc.ts`. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== 'object') return value;
  const object = value as Readonly<Record<string, unknown>>;
  if (object[signature] === secretSignature) return plain(object.value);
  return Object.fromEntries(Object.entries(object).map(([key, one]) => [key, plain(one)]));
}

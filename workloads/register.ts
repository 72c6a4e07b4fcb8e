import { runtime } from '@pulumi/pulumi';
import { isObject, type KubernetesObject, project, signature } from './rendered';

/**
 * What a program registers with Pulumi's own mocks, in the order in which it was registered. Whatever the SDK can do it
 * does here: resolves what becomes known later, waits for it, and takes everything apart and together again.
 *
 * @param site name of the stack
 * @throws what the program throws, and Error where not every object that it registered came out
 */
export async function registerObjects(
  site: string,
  program: () => void,
): Promise<readonly KubernetesObject[]> {
  const registered: string[] = [];
  const rendered = new Map<string, KubernetesObject>();
  await runtime.setMocks(
    {
      newResource({ type, name, inputs, id }) {
        if (isObject(type)) rendered.set(nameOf(type, name), plain(inputs) as KubernetesObject);
        return { id: id || name, state: inputs };
      },
      call: ({ inputs }) => inputs,
    },
    project,
    site,
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
        program();
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
      `${site}: ${rendered.size} of ${registered.length} objects were rendered` +
        `; missing: ${missing.join(', ') || 'none'}; registered twice: ${twice.join(', ') || 'none'}`,
    );
  }
  // The mock is asked in an order of its own.
  return registered.flatMap((name) => rendered.get(name) ?? []);
}

function nameOf(type: string, name: string): string {
  return `${type} ${name}`;
}

const secretSignature = '1b47061264138c4ac30d75fd1eb44270';

/** Secrets come wrapped. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== 'object') return value;
  const object = value as Readonly<Record<string, unknown>>;
  if (object[signature] === secretSignature) return plain(object.value);
  return Object.fromEntries(Object.entries(object).map(([key, one]) => [key, plain(one)]));
}

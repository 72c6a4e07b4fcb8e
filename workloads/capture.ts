import { type CustomResourceOptions, type Resource, runtime } from '@pulumi/pulumi';
import { isObject, type KubernetesObject, project, signature } from './rendered';

/** The SDK's way from an object to the engine. Everything that a program makes takes it. */
interface Registration {
  registerResource(
    resource: Resource,
    parent: Resource | undefined,
    type: string,
    name: string,
    custom: boolean,
    remote: boolean,
    newDependency: unknown,
    props: Readonly<Record<string, unknown>>,
    opts: CustomResourceOptions,
  ): void;
}
const registration = require('@pulumi/pulumi/runtime/resource') as Registration;

interface Captured {
  readonly type: string;
  readonly name: string;
  readonly props: Readonly<Record<string, unknown>>;
}

/**
 * What a program makes, in the order in which it is made, taken as it is made instead of being sent to an engine and back:
 * that is nine tenths of the time, and changes nothing where all that is made is plain data.
 *
 * @param site name of the stack
 * @returns undefined where that is not certain, and only `registerObjects` can say what comes out: where something is made
 *   of another's outputs, of a promise or of a component, later than the program returns, twice under one name, or where
 *   the program throws
 */
export async function captureObjects(
  site: string,
  program: () => void,
): Promise<readonly KubernetesObject[] | undefined> {
  await runtime.setMocks(noEngine, project, site);
  const captured: Captured[] = [];
  const thrownBefore = NotPlain.thrown;
  const { registerResource } = registration;
  const { stackTraceLimit, prepareStackTrace } = Error;
  const failures: unknown[] = [];
  const collect = (failure: unknown) => void failures.push(failure);
  process.on('unhandledRejection', collect);
  registration.registerResource = (
    resource,
    _parent,
    type,
    name,
    custom,
    remote,
    _dependency,
    props,
    opts,
  ) => {
    if (!isObject(type) || !custom || remote || opts.transforms?.length) throw new NotPlain();
    captured.push({ type, name, props });
    withholdOutputs(resource, props);
  };
  // The SDK takes and formats a whole stack trace for every object and every promise.
  Error.stackTraceLimit = 0;
  Error.prepareStackTrace = () => '';
  try {
    program();
    const objects = captured.map(({ props }) => objectOf(props));
    // What is still to come, or fails, comes before this.
    await new Promise((resolve) => setImmediate(resolve));
    const names = new Set(captured.map(({ type, name }) => `${type} ${name}`));
    return NotPlain.thrown === thrownBefore &&
      failures.length === 0 &&
      names.size === objects.length &&
      captured.length === objects.length
      ? objects
      : undefined;
  } catch {
    // Thrown again, if it is the program's own, where it is run as Pulumi runs it.
    return undefined;
  } finally {
    registration.registerResource = registerResource;
    Object.assign(Error, { stackTraceLimit, prepareStackTrace });
    process.off('unhandledRejection', collect);
  }
}

/** Not plain data, or more than an object. */
class NotPlain extends Error {
  /** Counted, since a program may catch it and go on. */
  static thrown = 0;

  constructor() {
    super();
    NotPlain.thrown += 1;
  }
}

/** Whoever asks an engine gets no answer here. */
const noEngine = {
  newResource(): never {
    throw new NotPlain();
  },
  call(): never {
    throw new NotPlain();
  },
};

/** What an engine would say of an object is not known here: asking for it ends the program. */
function withholdOutputs(resource: Resource, props: Readonly<Record<string, unknown>>): void {
  for (const key of ['urn', 'id', ...Object.keys(props)]) Object.defineProperty(resource, key, withheld);
}

const withheld = {
  configurable: true,
  get(): never {
    throw new NotPlain();
  },
};

function objectOf(props: Readonly<Record<string, unknown>>): KubernetesObject {
  if ('id' in props || 'urn' in props) throw new NotPlain();
  return plain(props) as KubernetesObject;
}

/** As the SDK sends it: names sorted; what is undefined left out of an object, and null in a list. */
function plain(value: unknown): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (Array.isArray(value)) return value.map((one) => (one === undefined ? null : plain(one)));
  if (typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype || signature in value) {
    throw new NotPlain();
  }
  const given = value as Readonly<Record<string, unknown>>;
  const names = Object.keys(given).filter((name) => given[name] !== undefined);
  return Object.fromEntries(names.sort().map((name) => [name, plain(given[name])]));
}

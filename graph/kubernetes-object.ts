import { isObject, type Json } from './json-object';
import { type Action, Resource } from './resource';
import { configuredUnseen, put, type Value } from './value';

/** An object of Kubernetes, seen to have what every one has. */
export interface KubernetesObject {
  /** `StatefulSet.apps`, and of the core group the kind alone: what kubectl and the API machinery call it. */
  readonly type: string;
  /** Ends in `*` where it is not known, or only what it begins with. */
  readonly name: string;
  /** Empty where it says none: it belongs to the cluster, or whoever applies it decides. */
  readonly namespace: string;
  readonly json: Json;
}

/** The object as what it says it is; undefined where it does not say its version, kind and name. */
export function asKubernetesObject(json: unknown): KubernetesObject | undefined {
  if (!isObject(json)) return undefined;
  const { apiVersion, kind } = json;
  if (!isText(apiVersion) || !isText(kind) || apiVersion === unknownText || kind === unknownText)
    return undefined;
  const metadata = json.metadata === unknownText ? { name: unknownText } : json.metadata;
  if (!isObject(metadata)) return undefined;
  const { name, generateName, namespace = '' } = metadata;
  if (typeof namespace !== 'string') return undefined;
  const given = isText(name) ? name : isText(generateName) ? `${generateName}*` : undefined;
  if (given === undefined) return undefined;
  const shown = (text: string) => text.replace(unknownText, '*');
  return { type: typeOf(apiVersion, kind), name: shown(given), namespace: shown(namespace), json };
}

/** Group and kind: the version is a form of the same object. */
function typeOf(apiVersion: string, kind: string): string {
  const [group, version] = apiVersion.split('/');
  return version === undefined ? kind : `${kind}.${group}`;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

/** Type, namespace and name: what is one object to the API server. */
export function addressOf({ type, name, namespace }: KubernetesObject): string {
  return [type, ...(namespace === '' ? [] : [namespace]), name].join('/');
}

/** The object as a resource of the graph. What it does not set is not set: the API server's defaults are for rules to know. */
export function kubernetesResource(object: KubernetesObject, stack: string, action: Action): Resource {
  const { type, name, json } = object;
  return new Resource({
    stack,
    address: addressOf(object),
    mode: 'managed',
    type,
    name,
    module: '',
    action,
    attributes: asValue(json) as { readonly [key: string]: Value },
    absent: null,
    sensitive: type === 'Secret' ? secretPaths : noPaths,
    repeated: name.endsWith('*'),
  });
}

const noPaths: ReadonlySet<string> = new Set();
const secretPaths: ReadonlySet<string> = new Set(['data', 'stringData', 'metadata.annotations']);

/** What Pulumi writes for a value that is known only after the apply. Source: pulumi/pulumi, `sdk/nodejs/runtime/rpc.ts`. */
export const unknownText = '04da6b54-80e4-46f7-96ec-b56ff0331ba9';

/** What it writes in the place of a secret, however much that is. Source: pulumi/pulumi, `pkg/backend/display/json.go`. */
export const secretText = '[secret]';

/** Whether a text stands in the place of a value that is not shown. */
export function isUnknownText(text: string): boolean {
  return text === unknownText || text === secretText;
}

function asValue(json: unknown): Value {
  if (Array.isArray(json)) return json.map(asValue);
  if (isObject(json)) {
    const copy: Record<string, Value> = {};
    for (const [key, value] of Object.entries(json)) put(copy, key, asValue(value));
    return copy;
  }
  if (json === unknownText) return configuredUnseen;
  return json === undefined ? null : (json as string | number | boolean | null);
}

import type { Resource } from '../graph/graph';
import { readManifests } from '../graph/read-manifests';
import { isSecretName } from '../graph/resource';
import { describe, Hidden, isList, isMap, type Value } from '../graph/value';
import { isNameOfSecret } from '../judge/facts/secrets';
import type { AttributeChange, ResourceAction } from './diff-report';
import { isFixed } from './fixed-fields';
import { differingLeaves, type Leaf } from './object-leaves';
import { type FoundChange, made, unshared, withoutSecrets } from './planned-changes';
import type { Secrets } from './secrets';

/** Kubernetes objects of one cluster, as they are given. */
export interface ObjectsOfStack {
  readonly stack: string;
  /** For messages. */
  readonly file: string;
  /** What `readManifests` reads; it may hold secrets. */
  readonly text: string | Buffer;
}

/**
 * What would be in each cluster after the one and after the other, object by object.
 * @param secrets gets what both sides must not show
 * @throws UnreadableInput where it is no list of objects
 */
export function comparedObjects(
  base: readonly ObjectsOfStack[],
  head: readonly ObjectsOfStack[],
  secrets: Secrets,
): readonly FoundChange[] {
  const read = (given: readonly ObjectsOfStack[]) =>
    new Map(given.map(({ stack, file, text }) => [stack, objectsIn({ stack, file, text }, secrets)]));
  const [were, are] = [read(base), read(head)];
  return [...new Set([...were.keys(), ...are.keys()])].flatMap((stack) =>
    comparedCluster(stack, were.get(stack) ?? new Map(), are.get(stack) ?? new Map(), secrets),
  );
}

type Objects = ReadonlyMap<string, Resource>;

function objectsIn({ stack, file, text }: ObjectsOfStack, secrets: Secrets): Objects {
  const { resources } = readManifests(text, file, stack);
  for (const { type, attributes } of resources) if (type === 'Secret') collect(attributes, secrets);
  return new Map(
    resources.filter(({ remains }) => remains).map((resource) => [resource.address, resource] as const),
  );
}

/** Keys of a Secret under which no secret stands: their values are words that stand elsewhere, too. */
const openKeys: ReadonlySet<string> = new Set(['username', 'user', 'host', 'port', 'dbname', 'database']);

/** What a Secret holds, as it stands there and as it is; in its own place none of it is shown anyhow. */
function collect({ data, stringData }: Resource['attributes'], secrets: Secrets): void {
  for (const [key, value] of Object.entries({ ...mapOf(data), ...mapOf(stringData) })) {
    if (openKeys.has(key) || typeof value !== 'string') continue;
    secrets.add(value);
    if (mapOf(data)[key] === value) secrets.add(Buffer.from(value, 'base64').toString());
  }
}

function mapOf(value: Value | undefined): { readonly [key: string]: Value } {
  return isMap(value) ? value : {};
}

function comparedCluster(stack: string, were: Objects, are: Objects, secrets: Secrets): FoundChange[] {
  const gone = [...were.values()].filter(({ address }) => !are.has(address));
  return [
    ...gone.map((object) => withData(made('destroy', object, stack), were)),
    ...[...are.values()].flatMap((object) => {
      const was = were.get(object.address);
      if (!was) return [made('create', object, stack)];
      const leaves = differingLeaves(was.attributes, object.attributes);
      if (leaves.length === 0) return [];
      const attributes = leaves.map((leaf) => described(leaf, { was, is: object, secrets }));
      return [withData(made(actionOf(object, attributes), object, stack, { attributes }), were)];
    }),
  ];
}

/** The API server updates in place whatever it does not refuse to; of a resource that somebody has defined, its operator decides. */
function actionOf({ type }: Resource, attributes: readonly AttributeChange[]): ResourceAction {
  if (attributes.some(({ forcesReplacement }) => forcesReplacement)) return 'replace';
  return isOfKubernetes(type) ? 'update' : 'change';
}

/** Groups of its own API: those that have no dot, and those under `k8s.io`. Source: kubernetes.io, "API Groups". */
function isOfKubernetes(type: string): boolean {
  const group = type.split('.').slice(1).join('.');
  return !group.includes('.') || group.endsWith('.k8s.io');
}

/**
 * With a volume that its class or itself says to delete, its data goes; a claim takes such a volume along. What is
 * retained stays on the disk that Terraform made. A claim whose volume is not among the objects counts as one that is deleted.
 * Source: kubernetes.io, "Persistent Volumes", Reclaiming.
 */
function withData(change: FoundChange, were: Objects): FoundChange {
  const { resource, type } = change;
  const held = type === 'PersistentVolumeClaim' ? were.get(volumeOf(resource)) : resource;
  const isVolume = type === 'PersistentVolume' || type === 'PersistentVolumeClaim';
  const isRetained = held?.get('spec.persistentVolumeReclaimPolicy') === 'Retain';
  return isVolume && !isRetained ? { ...change, stateful: true } : change;
}

function volumeOf(claim: Resource): string {
  return `PersistentVolume/${String(claim.get('spec.volumeName') ?? '')}`;
}

function described(
  { steps, before, after }: Leaf,
  { was, is, secrets }: { readonly was: Resource; readonly is: Resource; readonly secrets: Secrets },
): AttributeChange {
  const isHidden = isSecret(is, steps);
  const show = (value: Value | undefined, beside: Value | undefined) =>
    isHidden && value !== undefined && value !== null
      ? describe(new Hidden())
      : describe(withoutSecrets(withoutNamed(unshared(value ?? null, beside ?? null), is), secrets));
  return {
    attribute: nameOf(steps),
    before: show(before, after),
    after: show(after, before),
    forcesReplacement: isFixed(was, is, steps),
  };
}

/** `spec.containers[hapi].image`: names of what is in a list stand in brackets, and so do keys that have dots. */
function nameOf(steps: Leaf['steps']): string {
  return steps
    .map(({ key, isItem }, at) => (isItem || key.includes('.') ? `[${key}]` : `${at === 0 ? '' : '.'}${key}`))
    .join('');
}

function isSecret(object: Resource, steps: Leaf['steps']): boolean {
  const [first, second] = steps.map(({ key }) => key);
  if (object.isSensitive([first, second].join('.'))) return true;
  const isNamed = ({ key, isItem }: Leaf['steps'][number]) => isItem && isNameOfSecret(key) !== 'no';
  const last = steps.at(-1)?.key ?? '';
  return isSecretName(object, last) || (last === 'value' && steps.some(isNamed));
}

/** Without what a name beside it says is secret, `{name: DB_PASSWORD, value: …}`. */
function withoutNamed(value: Value, object: Resource): Value {
  if (isList(value)) return value.map((one) => withoutNamed(one, object));
  if (!isMap(value)) return value;
  const { name } = value;
  const isNamed = typeof name === 'string' && isNameOfSecret(name) !== 'no';
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [
      key,
      typeof one === 'string' && (isSecretName(object, key) || (isNamed && key === 'value'))
        ? new Hidden()
        : withoutNamed(one, object),
    ]),
  );
}

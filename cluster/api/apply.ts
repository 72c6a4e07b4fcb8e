import { setTimeout as sleep } from 'node:timers/promises';
import { ServiceFailure } from '../../processes/failure';
import { type Answer, type Client, type KubernetesObject, refusal } from './client';
import { Resources } from './resources';

/** Name under which the API server keeps which fields are ours. */
const manager = 'estate';

/** Kinds that others need first, in this order, after definitions; whatever is not named comes after them. */
const order = [
  'ValidatingAdmissionPolicy',
  'ValidatingAdmissionPolicyBinding',
  'Namespace',
  'PriorityClass',
  'StorageClass',
  'ServiceAccount',
];

/** What was applied, and what admission had to say of it. */
export interface Applied {
  readonly object: KubernetesObject;
  readonly warnings: readonly string[];
}

export interface ApplyOptions {
  /** Checks everything and keeps nothing. Objects of a namespace that does not exist yet are refused. */
  readonly dryRun?: boolean;
}

/**
 * Applies objects on the server's side, definitions, admission policies and namespaces first, and waits for definitions to be served. A
 * field that the API does not know is refused, as is one that somebody else has set otherwise.
 *
 * @throws Refused at the first object that is not accepted
 */
export async function applyObjects(
  client: Client,
  objects: readonly KubernetesObject[],
  options: ApplyOptions = {},
): Promise<readonly Applied[]> {
  const resources = new Resources(client);
  const applied: Applied[] = [];
  const isDefinition = ({ kind }: KubernetesObject) => kind === 'CustomResourceDefinition';
  const apply = async (object: KubernetesObject) => {
    const { status, body, warnings } = await tryApply(client, resources, object, options);
    if (status >= 300) throw refusal(status, describe(object), body);
    applied.push({ object: body as KubernetesObject, warnings });
  };
  const made = objects.filter(isDefinition);
  for (const object of made) await apply(object);
  // Each takes the API server five seconds, and all of them together hardly more.
  if (!options.dryRun) await Promise.all(made.map((object) => untilServed(client, object)));
  for (const object of inOrder(objects.filter((one) => !isDefinition(one)))) await apply(object);
  return applied;
}

/** Applies one object, and returns the answer whatever it is. */
export async function tryApply(
  client: Client,
  resources: Resources,
  object: KubernetesObject,
  { dryRun = false }: ApplyOptions = {},
): Promise<Answer> {
  const path = await resources.pathOf(object);
  const query = `fieldManager=${manager}&fieldValidation=Strict${dryRun ? '&dryRun=All' : ''}`;
  return client.ask(`${path}?${query}`, {
    method: 'PATCH',
    contentType: 'application/apply-patch+yaml',
    body: object,
  });
}

/** Keeps the order of objects of the same rank. */
export function inOrder<T extends Pick<KubernetesObject, 'kind'>>(objects: readonly T[]): readonly T[] {
  const rank = ({ kind }: T) => (order.includes(kind) ? order.indexOf(kind) : order.length);
  return objects.toSorted((one, other) => rank(one) - rank(other));
}

async function untilServed(client: Client, { apiVersion, metadata }: KubernetesObject): Promise<void> {
  const path = `/apis/${apiVersion}/customresourcedefinitions/${metadata.name}`;
  const end = Date.now() + 60_000;
  for (;;) {
    const { status } = await client.demand<{ status?: { conditions?: readonly Condition[] } }>(path);
    const isTrue = (type: string) =>
      status?.conditions?.some((one) => one.type === type && one.status === 'True') ?? false;
    if (isTrue('Established') && isTrue('NamesAccepted')) return;
    if (Date.now() > end)
      throw new ServiceFailure(
        `${metadata.name}: not served within 60 s: ${JSON.stringify(status?.conditions)}`,
      );
    await sleep(50);
  }
}

interface Condition {
  readonly type: string;
  readonly status: string;
}

function describe({ kind, metadata: { namespace, name } }: KubernetesObject): string {
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
}

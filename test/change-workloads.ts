import { addressOf, asKubernetesObject } from '../graph/kubernetes-object';
import type { PlanChange } from '../judge/policy';
import type { RenderedSite } from './estate-workloads';

type Json = { [key: string]: unknown };

/**
 * The sites' Kubernetes objects after a change. What `set` names by address and then by path
 * (`spec.template.spec.containers.0.image`; a dot within a key is written `\.`) is set, null takes it away, and
 * `unknown` makes it what a preview does not know yet. An object that is not there is added: its paths then hold
 * `apiVersion`, `kind` and `metadata`.
 * @throws Error where nothing is there to be changed
 */
export function changeWorkloads(sites: readonly RenderedSite[], change: PlanChange): RenderedSite[] {
  if (!sites.some(({ stack }) => stack === change.stack)) throw new Error(`no stack ${change.stack}`);
  return sites.map((site) => (site.stack === change.stack ? changeSite(site, change) : site));
}

function changeSite({ stack, manifests }: RenderedSite, { remove, set = {} }: PlanChange): RenderedSite {
  const list = JSON.parse(manifests) as { items: Json[] };
  if (remove !== undefined) {
    const rest = list.items.filter((item) => addressIn(item) !== remove);
    if (rest.length === list.items.length) throw new Error(`no ${remove} in ${stack}`);
    list.items = rest;
  }
  for (const [address, settings] of Object.entries(set)) {
    const found = list.items.find((item) => addressIn(item) === address);
    const object = found ?? {};
    if (!found) list.items.push(object);
    for (const [path, value] of Object.entries(settings)) setAt(object, path, value);
    if (addressIn(object) === undefined)
      throw new Error(`no ${address} in ${stack}, and what is set makes none`);
  }
  return { stack, manifests: JSON.stringify(list) };
}

function addressIn(item: Json): string | undefined {
  const object = asKubernetesObject(item);
  return object && addressOf(object);
}

/** Source: pulumi/pulumi, `sdk/nodejs/runtime/rpc.ts`. */
const unknownText = '04da6b54-80e4-46f7-96ec-b56ff0331ba9';

function setAt(object: Json, path: string, value: unknown): void {
  const steps = path.split(/(?<!\\)\./).map((step) => step.replaceAll('\\.', '.'));
  const last = steps.pop() ?? '';
  let at = object;
  for (const step of steps) {
    at[step] ??= {};
    at = at[step] as Json;
  }
  if (value !== null) at[last] = value === 'unknown' ? unknownText : value;
  else if (Array.isArray(at)) at.splice(Number(last), 1);
  else delete at[last];
}

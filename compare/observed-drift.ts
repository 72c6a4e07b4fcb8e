import type { Observation, ObservedResource } from '../contracts/observation';
import { Resource, type Stack } from '../graph/graph';
import { describeDifferences, differingPaths, isSame, isSettable } from './differences';
import type { Difference, DriftedObject } from './drifted-object';
import { type Attributes, type ChangeJson, existing, identityOf, type PlanJson } from './plan-json';

/**
 * What the project's APIs show and no plan does: what nobody manages, and what of a managed object is other than
 * the refresh has read, because the provider does not read it back.
 * @param expected identities (`type id`) of what others prepare for the site: its keys
 */
export function driftInObservation(
  plan: PlanJson,
  stack: Stack,
  observation: Observation,
  expected: ReadonlySet<string>,
): readonly DriftedObject[] {
  const managed = existing(plan);
  const known = new Set([
    ...managed.map(({ type, change }) => identityOf(type, change.before?.id)),
    ...expected,
  ]);
  const seen = new Map(observation.resources.map((one) => [identityOf(one.type, one.id), one]));
  const resources = new Map(stack.resources.map((one) => [one.address, one]));
  const isUnknown = (one: ObservedResource) => !one.madeByCloud && !known.has(identityOf(one.type, one.id));
  return [
    ...managed.flatMap((one) => {
      const resource = resources.get(one.address);
      const found = seen.get(identityOf(one.type, one.change.before?.id));
      if (!resource || !one.change.before) return [];
      if (found) return differing(one.change.before, found, resource) ?? [];
      return observation.listed.includes(one.type) && isEverybodys(one.type)
        ? [vanished(one, stack.name)]
        : [];
    }),
    ...[...observation.resources, ...attachments(observation)]
      .filter((one) => isUnknown(one) && !isServersOwn(one, managed))
      .map((one) => unmanaged(one, observation, stack.name)),
  ];
}

function differing(now: Attributes, found: ObservedResource, resource: Resource): DriftedObject | undefined {
  const { type, id, name, attributes } = found;
  const comparable = Object.keys(attributes).filter((attribute) => isSettable(type, attribute));
  const observed = Object.fromEntries(comparable.map((key) => [key, attributes[key]]));
  const paths = differingPaths(comparedTo(observed, now), observed, comparable);
  if (paths.length === 0) return undefined;
  return {
    kind: 'changed',
    stack: resource.stack,
    type,
    address: resource.address,
    id,
    name,
    differences: describeDifferences(resource, paths, { wanted: now, found: observed }),
    seenIn: 'observation',
    repairedBy: 'hand',
    now: { ...now, ...merged(observed, now), ...inNoGroup(found) },
  };
}

/** Of maps an observation holds some keys only (marks), and of blocks some members: only those are compared. */
function comparedTo(observed: Attributes, now: Attributes): Attributes {
  return Object.fromEntries(
    Object.entries(observed).map(([name, value]) => {
      const known = now[name];
      if (isMap(known) && name === 'metadata') {
        return [name, Object.fromEntries(Object.entries(known).filter(([key]) => isMark(key)))];
      }
      if (!Array.isArray(known) || !Array.isArray(value) || !value.every(isMap)) return [name, known];
      return [name, narrowed(known, value)];
    }),
  );
}

/** The elements of a list of blocks that configuration names in part: a fixed address by its subnet alone. */
function narrowed(known: readonly unknown[], observed: readonly Attributes[]): readonly unknown[] {
  const left = [...observed];
  return known.map((one) => {
    const at = left.findIndex(
      (other) =>
        isMap(one) && Object.entries(one).every(([key, v]) => v === '' || v === null || other[key] === v),
    );
    return at === -1 ? one : left.splice(at, 1)[0];
  });
}

/** What the observation holds goes before what is known; keys that it does not read stay. */
function merged(observed: Attributes, now: Attributes): Attributes {
  return Object.fromEntries(
    Object.entries(observed).map(([name, value]) => {
      const known = now[name];
      if (name !== 'metadata' || !isMap(known) || !isMap(value)) return [name, value];
      const rest = Object.entries(known).filter(([key]) => !isMark(key));
      return [name, { ...Object.fromEntries(rest), ...value }];
    }),
  );
}

/** The metadata that an observation reads. */
function isMark(key: string): boolean {
  return /^(estate[:-]|__system__)/.test(key);
}

/** Key pairs are an account's own: that another account sees none says nothing. */
function isEverybodys(type: string): boolean {
  return type !== 'openstack_compute_keypair_v2';
}

function vanished({ type, address, change }: ChangeJson, stack: string): DriftedObject {
  const { id, name } = change.before ?? {};
  return {
    kind: 'gone',
    stack,
    type,
    address,
    id: String(id),
    name: typeof name === 'string' ? name : '',
    differences: [],
    seenIn: 'observation',
    repairedBy: 'deploy',
    now: null,
  };
}

const portType = 'openstack_networking_port_v2';
const serverType = 'openstack_compute_instance_v2';
const volumeType = 'openstack_blockstorage_volume_v3';

/** The provider's resource for a volume at a server; the API shows it with the volume. */
const attachType = 'openstack_compute_volume_attach_v2';

function attachments({ resources, listed }: Observation): readonly ObservedResource[] {
  const servers = new Set(resources.filter(({ type }) => type === serverType).map(({ id }) => id));
  // Cinder remembers for a while where a volume was whose server has been deleted.
  const isOver = (server: unknown) => listed.includes(serverType) && !servers.has(String(server));
  return resources.flatMap(({ type, id: volume, name, attributes: { attachment } }) => {
    if (type !== volumeType || !Array.isArray(attachment)) return [];
    return (attachment as readonly Attributes[])
      .filter(({ instance_id: server }) => !isOver(server))
      .map(({ instance_id: server, device }) => ({
        type: attachType,
        id: `${String(server)}/${volume}`,
        name: `${name} at server ${String(server)}`,
        madeByCloud: false,
        attributes: { instance_id: server, volume_id: volume, device },
      }));
  });
}

/** What is listed without a group is in none; configuration that names none leaves a port in the default one. */
function inNoGroup({ type, attributes: { security_group_ids: groups } }: ObservedResource): Attributes {
  return type === portType && Array.isArray(groups) && groups.length === 0
    ? { no_security_groups: true }
    : {};
}

/** A server that is given networks instead of ports makes its ports itself. */
function isServersOwn({ type, attributes }: ObservedResource, managed: readonly ChangeJson[]): boolean {
  if (type !== portType) return false;
  const server = managed.find(
    (one) => one.type === serverType && one.change.before?.id === attributes.device_id,
  );
  const networks = server?.change.before?.network;
  return Array.isArray(networks) && networks.some((one) => isMap(one) && (one.port ?? '') === '');
}

function unmanaged(one: ObservedResource, observation: Observation, stack: string): DriftedObject {
  const { type, id, name } = one;
  const ports = type === serverType ? portsOf(id, observation) : {};
  const now = { id, ...one.attributes, ...inNoGroup(one), ...ports };
  return {
    kind: 'unmanaged',
    stack,
    type,
    address: `${type}.unmanaged[${JSON.stringify(id)}]`,
    id,
    name,
    differences: shown(one, now, stack),
    seenIn: 'observation',
    repairedBy: 'hand',
    now,
  };
}

/** What an unmanaged object is like: whatever says something. Nothing of it was wanted. */
function shown(
  { type, attributes }: ObservedResource,
  now: Attributes,
  stack: string,
): readonly Difference[] {
  const resource = new Resource({
    ...{
      stack,
      type,
      address: type,
      mode: 'managed',
      name: 'unmanaged',
      module: '',
      action: 'no-op',
      absent: null,
    },
    attributes: now as Resource['attributes'],
  });
  const paths = Object.keys(attributes).filter((name) => name !== 'name' && !isSame(attributes[name], null));
  return paths.map((path) => ({ attribute: path, wanted: '', found: resource.show(path) }));
}

/** A server's ports, as its configuration would name them: the API shows them with the ports. */
function portsOf(server: string, { resources }: Observation): Attributes {
  const ports = resources.filter(
    ({ type, attributes }) => type === portType && attributes.device_id === server,
  );
  return { network: ports.map(({ id }) => ({ port: id })) };
}

function isMap(value: unknown): value is Attributes {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

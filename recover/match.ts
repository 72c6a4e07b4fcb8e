import type { Observation, ObservedResource } from '../contracts/observation';
import { Graph, type Resource, type Stack } from '../graph/graph';
import { isList, isMap, isUnset, Unknown, type Value } from '../graph/value';
import { type Identity, identities } from './identity';

export interface Found {
  readonly address: string;
  /** As the provider imports it. */
  readonly id: string;
  readonly identity: Identity;
}

export interface Missed {
  readonly address: string;
  readonly why: string;
}

/** What a state knows. */
export interface Managed {
  readonly address: string;
  readonly type: string;
  readonly id: string;
}

export interface Matching {
  readonly found: readonly Found[];
  /** Nothing in the project is it: the next plan makes it. */
  readonly missing: readonly Missed[];
  /** More than one object, one that more than one resource could be, or one that is not as declared: nobody guesses. */
  readonly ambiguous: readonly Missed[];
  /** Resources of types that this cannot take over. */
  readonly unsupported: readonly Missed[];
  /** Objects of the stack's types that no resource declares and no state knows. */
  readonly unclaimed: readonly ObservedResource[];
}

/**
 * Finds for every resource of a stack that its state does not know the object in the project that it is: by name,
 * marks, and the parents that were found before. One object for one resource, or none; the order of the listing
 * does not matter.
 * @param stack as synthesized
 * @param managed what the state knows; nothing where it is lost
 */
export function match(stack: Stack, observation: Observation, managed: readonly Managed[] = []): Matching {
  const graph = new Graph([stack]);
  const ids = new Map(managed.map(({ address, id }) => [address, id]));
  const known = new Set(managed.map(({ type, id }) => `${type} ${id}`));
  const wanted = stack.resources.filter(({ mode, address }) => mode === 'managed' && !ids.has(address));
  const free = withAttachments(observation.resources).filter(
    ({ type, id, madeByCloud }) => !madeByCloud && !known.has(`${type} ${id}`),
  );
  const found: Found[] = [];
  const missing: Missed[] = [];
  const ambiguous: Missed[] = [];
  const claimed = new Set<ObservedResource>();
  for (const identity of identities) {
    const objects = free.filter(({ type }) => type === identity.type);
    const fitting = new Map(
      wanted
        .filter(({ type, repeated }) => type === identity.type && !repeated)
        .map((one) => [one, objects.filter((object) => isIt(one, object, identity, { graph, ids }))]),
    );
    for (const [resource, candidates] of fitting) {
      const { address } = resource;
      const rivals = [...fitting].filter(([, others]) => others.some((one) => candidates.includes(one)));
      const [object] = candidates;
      for (const one of candidates) claimed.add(one);
      if (object === undefined) {
        missing.push({ address, why: whyMissing(resource, identity, objects, { graph, ids }) });
      } else if (candidates.length > 1 || rivals.length > 1) {
        ambiguous.push({ address, why: whyAmbiguous(candidates, rivals) });
      } else {
        const why = whyOther(resource, object, observation.resources, { graph, ids });
        if (why === undefined) found.push({ address, id: object.id, identity });
        else ambiguous.push({ address, why });
      }
    }
    for (const { address, id } of found) ids.set(address, id);
  }
  const types = new Set(stack.resources.map(({ type }) => type));
  return {
    found,
    missing,
    ambiguous,
    unsupported: unsupportedOf(wanted),
    unclaimed: free.filter((object) => types.has(object.type) && !claimed.has(object)),
  };
}

interface Context {
  readonly graph: Graph;
  readonly ids: ReadonlyMap<string, string>;
}

/**
 * What a state knows and the project does not have any more, of types that were listed whole: an apply that was
 * killed while it replaced something leaves the id of what went.
 */
export function goneOf(managed: readonly Managed[], { resources, listed }: Observation): readonly Managed[] {
  const present = new Set(withAttachments(resources).map(({ type, id }) => `${type} ${id}`));
  const types = new Set(listed);
  if (types.has('openstack_blockstorage_volume_v3')) types.add('openstack_compute_volume_attach_v2');
  return managed.filter(({ type, id }) => types.has(type) && !present.has(`${type} ${id}`));
}

/** An attachment is no object of its own: volumes tell of it. */
function withAttachments(resources: readonly ObservedResource[]): readonly ObservedResource[] {
  const attachments = resources.flatMap(({ type, id, attributes: { attachment } }) => {
    if (type !== 'openstack_blockstorage_volume_v3' || !Array.isArray(attachment)) return [];
    return (attachment as readonly { instance_id?: unknown }[]).map(({ instance_id: server }) => ({
      type: 'openstack_compute_volume_attach_v2',
      id: `${server}/${id}`,
      name: '',
      madeByCloud: false,
      attributes: { instance_id: server, volume_id: id },
    }));
  });
  return [...resources, ...attachments];
}

function isIt(resource: Resource, object: ObservedResource, identity: Identity, context: Context): boolean {
  const agrees = (name: string) =>
    form(seenAs(object.attributes[name])) === form(statedAs(resource, resource.get(name), context));
  return identity.attributes.every(agrees) && hasMarks(resource, object, identity);
}

/** In one form for comparison: a list in an order of its own, what is not set as null. */
function form(value: unknown): string {
  return JSON.stringify(Array.isArray(value) ? value.map(form).toSorted() : value);
}

function seenAs(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(seenAs);
  return value === undefined || value === '' || value === null ? null : String(value);
}

/** What the stack says, with ids for references. What leads to nothing that was found agrees with nothing. */
function statedAs(resource: Resource, value: Value, context: Context): unknown {
  if (isUnset(value)) return null;
  if (isList(value)) return value.map((one) => statedAs(resource, one, context));
  if (!(value instanceof Unknown)) return String(value);
  const { targets, certain } = context.graph.resolve(resource, value);
  const id = certain && targets.length === 1 ? context.ids.get(targets[0]?.address ?? '') : undefined;
  return id ?? { of: 'nothing' };
}

/** Marks that the stack sets; those are text, as the constructs write them. */
function hasMarks(resource: Resource, object: ObservedResource, { marks }: Identity): boolean {
  if (marks === undefined) return true;
  const [value, seen] = [resource.get(marks), object.attributes[marks]];
  if (marks === 'tags') {
    const ofEstate = listOf(value).filter((tag) => String(tag).startsWith('estate:'));
    const tags = listOf(seen).filter((tag) => String(tag).startsWith('estate:'));
    // Neutron takes tags by a call of their own: what was killed before that has none.
    return tags.length === 0 || ofEstate.every((tag) => tags.includes(tag));
  }
  const entries = isMap(value) ? Object.entries(value).filter(([key]) => key.startsWith('estate:')) : [];
  return entries.every(([key, mark]) => (seen as Record<string, unknown> | undefined)?.[key] === mark);
}

/**
 * Why a server is not as its resource says, in what no import reads back: once taken over, nothing would show it.
 * Undefined where it is, and for everything else.
 */
function whyOther(
  server: Resource,
  { id, attributes, type }: ObservedResource,
  objects: readonly ObservedResource[],
  context: Context,
): string | undefined {
  if (type !== 'openstack_compute_instance_v2') return undefined;
  const called = (path: string) =>
    context.graph.followAll(server, path).targets.map(({ address }) => address);
  const seen = (one: ObservedResource | undefined) => one?.attributes ?? {};
  const of = (address: string) => objects.find((one) => one.id === context.ids.get(address));
  const port = called('network.0.port').find((one) => seen(of(one)).device_id !== id);
  if (port !== undefined) return `${id} is not joined to ${port}`;
  const group = called('scheduler_hints.0.group').find((one) => !listOf(seen(of(one)).members).includes(id));
  if (group !== undefined) return `${id} is not in ${group}`;
  const drive = server.get('config_drive');
  return isUnset(drive) || drive === attributes.config_drive ? undefined : `${id} has another config_drive`;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function whyMissing(
  resource: Resource,
  { attributes }: Identity,
  objects: readonly ObservedResource[],
  { graph, ids }: Context,
): string {
  const parents = attributes.flatMap((name) => graph.followAll(resource, name).targets);
  const lost = new Set(parents.map(({ address }) => address).filter((address) => !ids.has(address)));
  if (lost.size > 0) return `it belongs to ${[...lost].join(', ')}, which was not found`;
  const namesakes = objects.filter(({ name }) => name !== '' && name === resource.get('name'));
  if (namesakes.length === 0) return 'nothing in the project is it';
  return `${namesakes.map(({ id }) => id).join(', ')} has its name, but not its marks and place`;
}

function whyAmbiguous(
  candidates: readonly ObservedResource[],
  rivals: readonly (readonly [Resource, unknown])[],
): string {
  const objects = candidates.map(({ id }) => id).join(', ');
  if (candidates.length > 1) return `it could be any of ${objects}`;
  return `${objects} could be any of ${rivals.map(([{ address }]) => address).join(', ')}`;
}

function unsupportedOf(wanted: readonly Resource[]): readonly Missed[] {
  const supported = new Set(identities.map(({ type }) => type));
  return wanted
    .filter(({ type, repeated }) => repeated || !supported.has(type))
    .map(({ address, type, repeated }) => ({
      address,
      why: repeated
        ? 'it stands for several objects (count, for_each)'
        : `nobody has said how ${type} is told from others of its kind`,
    }));
}

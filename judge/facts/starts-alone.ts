import { statements } from '../../contracts/marks';
import type { Estate, Site } from '../../estate/model';
import type { Graph, Resource } from '../../graph/graph';
import { isMap, own } from '../../graph/value';
import { regionHostsIn } from './hosts';
import { registryOfImage } from './images';
import { namespaceOf } from './kubernetes-objects';
import { type Need, needsOf, textsOf } from './needs';
import { podMetadataPath } from './pods';
import { type SiteSupplies, suppliesOf } from './site-supplies';

/** What stands between an object and its start with every other site lost. */
export interface Obstacle {
  readonly outcome: 'fail' | 'undecided';
  /** What leads to it, from the object on: each needs the next. */
  readonly chain: readonly Resource[];
  readonly message: string;
  /** Where the last of the chain says so. */
  readonly path: string;
}

/**
 * Follows everything that an object's pods need, and what that needs in turn, through one site's cluster: images,
 * certificates, settings, claims, and every host that they name. Obstacles are what nothing there supplies.
 */
export function obstaclesOf(start: Resource, site: Site, graph: Graph, estate: Estate): readonly Obstacle[] {
  const here = suppliesOf(graph, start.stack);
  const found: Obstacle[] = [];
  const visited = new Set<Resource>([start]);
  const queue: (readonly Resource[])[] = [[start]];
  for (let chain = queue.shift(); chain; chain = queue.shift()) {
    const one = chain.at(-1) as Resource;
    const { needs, unknown } = needsAt(one);
    for (const path of unknown) {
      found.push({ outcome: 'undecided', chain, message: 'what it needs there is not known yet', path });
    }
    for (const need of needs) {
      // What is in settings, whoever reads them says whether it goes on without.
      const reader = one.type === 'ConfigMap' ? chain.at(-2) : undefined;
      const supplied = supply(need, one, { site, here, estate, reader });
      if (typeof supplied === 'string') {
        found.push({ outcome: 'fail', chain, message: supplied, path: need.path });
        continue;
      }
      for (const next of supplied) {
        if (visited.has(next)) continue;
        visited.add(next);
        queue.push([...chain, next]);
      }
    }
  }
  return found;
}

/**
 * Settings need the hosts of the region that they name; anything else what its pods need. Other URLs in settings are
 * mostly names of code systems and schemas that nobody connects to, and no pod's egress leads there.
 */
function needsAt(resource: Resource): ReturnType<typeof needsOf> {
  if (resource.type !== 'ConfigMap') return needsOf(resource);
  const hosts = new Set(textsOf(resource).flatMap(regionHostsIn));
  return { needs: [...hosts].map((name): Need => ({ kind: 'host', name, path: 'data' })), unknown: [] };
}

interface Where {
  readonly site: Site;
  readonly here: SiteSupplies;
  readonly estate: Estate;
  readonly reader: Resource | undefined;
}

/** What supplies a need, to be followed in turn; or why nothing at the site does. */
function supply(need: Need, by: Resource, where: Where): readonly Resource[] | string {
  if (need.kind === 'image') return supplyImage(need.name, by, where);
  if (need.kind === 'host') return supplyHost(need.name, by, where);
  if (isGiven(need, by)) return [];
  const supplier = where.here.find(need.kind, namespaceOf(by), need.name);
  if (supplier === undefined)
    return `it needs ${kindNames[need.kind]} ${need.name}, which nothing at ${where.site.name} makes`;
  return supplier.type === 'ConfigMap' ? [supplier] : [];
}

const kindNames: Readonly<Record<Exclude<Need['kind'], 'image' | 'host'>, string>> = {
  secret: 'the Secret',
  settings: 'the ConfigMap',
  claim: 'the claim',
  account: 'the ServiceAccount',
};

/** Made in every namespace by Kubernetes itself, or by hand. */
function isGiven({ kind, name }: Need, by: Resource): boolean {
  if (kind === 'secret') return saidIn(statements.givenSecrets, by).includes(name);
  return (kind === 'account' && name === 'default') || (kind === 'settings' && name === 'kube-root-ca.crt');
}

function supplyImage(image: string, by: Resource, where: Where): readonly Resource[] | string {
  const registry = registryOfImage(image);
  const supplied = supplyHost(registry, by, where);
  return typeof supplied === 'string' ? `its image comes from ${registry}: ${supplied}` : supplied;
}

function supplyHost(
  host: string,
  by: Resource,
  { site, here, estate, reader }: Where,
): readonly Resource[] | string {
  const labels = host.split('.');
  if (/\.svc(\.cluster\.local)?$/.test(host)) {
    const [service = '', namespace = ''] = labels.slice(0, labels.indexOf('svc')).slice(-2);
    if (service === 'kubernetes' && namespace === 'default') return [];
    const found = here.find('service', namespace, service);
    return found ? here.behind(found) : `nothing at ${site.name} answers as ${host}`;
  }
  // A name without a dot is a Service of the pods' own namespace.
  const neighbour = labels.length === 1 ? here.find('service', namespaceOf(by), host) : undefined;
  const certified = neighbour ?? here.find('public', '', host);
  if (certified) return certified.type === 'Service' ? here.behind(certified) : [];
  if (labels.length === 1) return `nothing in its namespace answers as ${host}`;
  if (labels.at(-1) !== 'internal') return `${host} is outside the region`;
  const owner = estate.sites.find(({ name }) => labels.slice(1).includes(name));
  if (owner === undefined) return `${host} belongs to no site`;
  if (owner.name !== site.name) {
    const isSpared = [by, reader].some(
      (one) => one && saidIn(statements.doesWithout, one).includes(owner.name),
    );
    return isSpared ? [] : `${host} is at ${owner.name}`;
  }
  // The API itself: without it there is no cluster to start anything in.
  if (labels[0] === 'kubernetes') return [];
  const answering = here.answering(labels[0] ?? '');
  return answering ? here.behind(answering) : `nothing at ${site.name} answers as ${host}`;
}

/** Names in an annotation of an object or of its pods. */
export function saidIn(annotation: string, resource: Resource): readonly string[] {
  return ['metadata', podMetadataPath(resource)].flatMap((path) => {
    const annotations = resource.get(`${path}.annotations`);
    const value = isMap(annotations) ? own(annotations, annotation) : undefined;
    return typeof value === 'string' ? value.split(',').map((one) => one.trim()) : [];
  });
}

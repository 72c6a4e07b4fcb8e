import type { Dataset, Site } from '../../estate/model';
import type { Graph, Resource } from '../../graph/graph';
import { isOpen } from '../../graph/value';
import { volumeEncryption, volumeType } from '../facts/encryption';
import { siteOfResource } from '../facts/endpoint';
import { portsOf } from '../facts/server-ports';
import { attachType, serverType } from '../facts/servers';
import { type Facts, markOf } from '../finding';
import { Trail } from './trail';

/** Where a copy was found in the plan, as far as it was. */
export interface FoundCopy {
  readonly site: Site;
  readonly volume: Resource;
  readonly server?: Resource;
  readonly ports: readonly Resource[];
  readonly trail: Trail;
}

export interface PlacementInPlan {
  readonly site: Site;
  readonly key: string;
}

/**
 * Looks for a dataset's copy at a site: a volume that will exist after the apply, encrypted with the key of the
 * placement, in the site's zone, large enough, attached to a server of the site. Of several the best counts.
 */
export function findCopy(dataset: Dataset, placement: PlacementInPlan, facts: Facts): FoundCopy | Trail {
  const { graph } = facts;
  const { site } = placement;
  const trail = new Trail();
  const stacks = graph.stacks.filter(
    (s) => s.source !== 'manifests' && facts.siteOfStack(s.name)?.name === site.name,
  );
  if (stacks.length === 0) {
    trail.lacks(`no stack of site ${site.name} is among the inputs`);
    return trail;
  }
  const names = new Set(stacks.map((s) => s.name));
  const here = graph.ofType(volumeType).filter((v) => names.has(v.stack));
  const marked = here.filter((v) => markOf(v, 'dataset') === dataset.name && markOf(v, 'role') === 'data');
  if (marked.length === 0) {
    const message = `no volume of ${dataset.name} at ${site.name}`;
    const perhaps = here.find(
      (v) => mayBeMarked(v, 'dataset', dataset.name) && mayBeMarked(v, 'role', 'data'),
    );
    if (perhaps) trail.doubts(`${message}, unless it is one whose marks are not known yet`, perhaps);
    else trail.lacks(message);
    return trail;
  }
  const found = marked.map((volume) => examineVolume(volume, dataset, placement, facts));
  return found.toSorted((a, b) => a.trail.rank - b.trail.rank)[0] as FoundCopy;
}

/** Whether a mark of it is that one, or not known yet. */
export function mayBeMarked(resource: Resource, mark: 'dataset' | 'role', wanted: string): boolean {
  const separator = resource.type === volumeType ? ':' : '-';
  return markOf(resource, mark) === wanted || isOpen(resource.get(`metadata.estate${separator}${mark}`));
}

function examineVolume(
  volume: Resource,
  dataset: Dataset,
  { site, key }: PlacementInPlan,
  facts: Facts,
): FoundCopy {
  const trail = new Trail();
  if (volume.repeated) trail.doubts('how many there will be of it is not known', volume);
  trail.takes(volumeEncryption(volume, site, facts), volume);
  const keyPath = site.cloud.kind === 'open-telekom-cloud' ? '__system__cmkid' : 'estate:key';
  trail.expects(volume, `metadata.${keyPath}`, key, `kept with the key of ${dataset.name} at ${site.name}`);
  trail.expects(volume, 'availability_zone', site.availabilityZone, `in the zone of ${site.name}`);
  staysAt(site, volume, 'the volume', facts, trail);
  const size = volume.get('size');
  if (typeof size !== 'number') trail.doubts('its size is not known', volume);
  else if (size < dataset.sizeGiB)
    trail.lacks(`the volume has ${size} GiB, ${dataset.name} needs ${dataset.sizeGiB}`, volume);
  const server = attachedServer(volume, facts.graph, trail);
  if (!server) return { site, volume, ports: [], trail };
  if (!server.remains) trail.lacks('the server it is attached to goes away', server);
  staysAt(site, server, 'the server it is attached to', facts, trail);
  trail.needs(server, 'power_state', 'active', 'the server it is attached to');
  const { ports, certain } = portsOf(facts.graph, server);
  const staying = ports.filter((p) => p.remains);
  if (!certain) trail.doubts('which ports its server has is not known', server);
  else if (staying.length === 0) trail.lacks('its server has no port', server);
  return { site, volume, server, ports: staying, trail };
}

/** A resource's own region overrules the provider's. */
export function staysAt(site: Site, resource: Resource, what: string, facts: Facts, trail: Trail): void {
  if (siteOfResource(resource, facts)?.name === site.name) return;
  if (isOpen(resource.get('region'))) trail.doubts(`the region of ${what} is not known`, resource);
  else trail.lacks(`${what} is in region ${resource.show('region')}, not at ${site.name}`, resource);
}

function attachedServer(volume: Resource, graph: Graph, trail: Trail): Resource | undefined {
  // By address, so that the order of a plan's resources decides nothing.
  const attachments = graph
    .users(volume, attachType, 'volume_id')
    .toSorted((a, b) => (a.resource.address < b.resource.address ? -1 : 1));
  const sure = attachments.filter((a) => a.certain);
  const attachment = sure[0] ?? attachments[0];
  if (!attachment) {
    trail.lacks('the volume is attached to no server', volume);
    return undefined;
  }
  if (sure.length > 1) {
    const names = sure.map(({ resource }) => resource.address).join(', ');
    trail.doubts(`which server serves the volume is not known: it is attached by ${names}`, volume);
  }
  if (!attachment.certain)
    trail.doubts('whether it is attached depends on a value that is not known yet', attachment.resource);
  const edge = graph.follow(attachment.resource, 'instance_id');
  const servers = edge.targets.filter((t) => t.type === serverType);
  const [server] = servers;
  if (!server) {
    const named = attachment.resource.show('instance_id');
    trail.doubts(`the server it is attached to is not in the plan: ${named}`, attachment.resource);
  } else if (!edge.certain || servers.length > 1) {
    trail.doubts('which server it is attached to is not known for certain', attachment.resource);
  }
  return server;
}

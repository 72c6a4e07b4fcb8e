import { plannedId } from '../../contracts/cluster';
import { marks } from '../../contracts/marks';
import type { Dataset } from '../../estate/model';
import type { Resource, Stack } from '../../graph/graph';
import { isList, isMap, isOpen, isUnset, own, Unknown, type Value } from '../../graph/value';
import {
  type Claim,
  type Consumer,
  cinderVolumes,
  claimOf,
  consumersOf,
  permittedNodes,
} from '../facts/claims';
import { jobTypes } from '../facts/pods';
import type { Facts } from '../finding';
import type { FoundCopy } from './copy';
import { Trail } from './trail';

/** What serves a copy of a dataset at a site, and what stands in the way of its start. */
export interface Serving {
  readonly site: string;
  readonly trail: Trail;
  /** What mounts it: a database, or a set of pods. */
  readonly consumer?: Resource;
}

/**
 * Whether what serves a dataset can start where its copy is: a volume of the cluster leads to the copy's, a claim is
 * bound to it, something mounts the claim, and may run on the very node that has the volume. Undefined where no
 * workloads are among the inputs: a plan alone says nothing of them.
 */
export function servingOf(dataset: Dataset, found: FoundCopy, facts: Facts): Serving | undefined {
  const clusters = facts.graph.stacks.filter(({ source }) => source === 'manifests');
  if (clusters.length === 0) return undefined;
  const trail = new Trail();
  const here = clusters.find(({ name }) => facts.siteOfStack(name)?.name === found.site.name);
  if (!here) {
    trail.doubts(`what runs at ${found.site.name} is not among the inputs`);
    return { site: found.site.name, trail };
  }
  const volume = clusterVolume(dataset, found, here, facts, trail);
  const claim = volume && claimOf(facts.graph, volume);
  if (volume && !claim) trail.lacks(`no claim is bound to the volume of ${dataset.name}`, volume);
  const consumer = volume && claim ? consumerOf(dataset, claim, volume, facts, trail) : undefined;
  if (volume && consumer) placed(dataset, found, volume, consumer, trail);
  return { site: found.site.name, trail, ...(consumer ? { consumer: consumer.resource } : {}) };
}

function clusterVolume(
  dataset: Dataset,
  { site, volume }: FoundCopy,
  here: Stack,
  { graph }: Facts,
  trail: Trail,
): Resource | undefined {
  const all = cinderVolumes(graph, here.name);
  const id = volume.get('id');
  const planned = plannedId(site.name, dataset.name);
  const leading = all.filter(({ handle }) => handle === planned || (typeof id === 'string' && handle === id));
  const [first, second] = leading;
  if (first && second) {
    trail.lacks(`two volumes of the cluster lead to the one of ${dataset.name}`, second.volume);
  } else if (first && first.handle === planned && typeof id === 'string' && volume.action !== 'declared') {
    trail.doubts('it was rendered before the volume was made, and does not name it', first.volume);
  } else if (!first) {
    const open = all.find(({ handle }) => handle === undefined);
    const named = all.find((one) => one.volume.name === `${site.name}-${dataset.name}`);
    if (open) trail.doubts(`which volume it leads to is not known yet`, open.volume);
    else if (named) {
      trail.lacks(
        `it leads to ${named.volume.show('spec.csi.volumeHandle')}, which is not the volume of ${dataset.name}`,
        named.volume,
      );
    } else
      trail.lacks(`no volume of the cluster at ${site.name} leads to the one of ${dataset.name}`, volume);
  }
  return first?.volume;
}

function consumerOf(
  dataset: Dataset,
  claim: Claim,
  volume: Resource,
  { graph }: Facts,
  trail: Trail,
): Consumer | undefined {
  // What runs to its end serves nobody: it reads the volume for a backup.
  const consumers = consumersOf(graph, claim, volume).filter(({ resource }) => !jobTypes.has(resource.type));
  const [consumer, other] = consumers;
  if (!consumer) {
    trail.lacks(
      `nothing mounts the claim ${claim.namespace}/${claim.name}, so that nobody serves ${dataset.name}`,
      claim.said,
    );
    return undefined;
  }
  // A volume that is written by one node at a time starts one of them; which one, nobody says.
  if (other) trail.doubts(`the claim of ${dataset.name} is mounted by more than one`, other.resource);
  const count = consumer.resource.get(consumer.count);
  if (count === 0) trail.lacks('it is scaled to nothing', consumer.resource);
  else if (isOpen(count)) trail.doubts('how many of it there will be is not known yet', consumer.resource);
  stopped(consumer.resource, trail);
  return consumer;
}

/** Whether its operator is told to stop it, or to leave it alone. Source: cloudnative-pg.io, "Declarative hibernation", "Fencing". */
function stopped(resource: Resource, trail: Trail): void {
  const annotations = resource.get('metadata.annotations');
  if (annotations instanceof Unknown) trail.doubts('whether it is stopped is not known yet', resource);
  if (!isMap(annotations)) return;
  const [sleeps, fenced, loop] = ['hibernation', 'fencedInstances', 'reconciliationLoop'].map((name) =>
    own(annotations, `cnpg.io/${name}`),
  );
  if ([sleeps, fenced, loop].some((value) => value instanceof Unknown))
    trail.doubts('whether it is stopped is not known yet', resource);
  if (sleeps === 'on') trail.lacks('it is hibernated', resource);
  if (typeof fenced === 'string' && !['', '[]'].includes(fenced.trim()))
    trail.lacks('its servers are fenced: PostgreSQL is stopped in them', resource);
  if (loop === 'disabled') trail.doubts('its operator is told to leave it alone', resource);
}

/** Whether its pods may run on the node that has the volume. */
function placed(
  dataset: Dataset,
  { server, site }: FoundCopy,
  volume: Resource,
  { resource, placing }: Consumer,
  trail: Trail,
): void {
  const wanted = [
    ['kubernetes.io/hostname', server?.get('name') ?? null],
    ['topology.kubernetes.io/zone', site.availabilityZone],
    [marks.domain, dataset.domain],
  ] as const;
  for (const [label, value] of wanted) {
    const permitted = permittedNodes(volume, label);
    if (permitted === 'any' || (typeof value === 'string' && permitted.includes(value))) continue;
    if (permitted === 'unknown' || typeof value !== 'string') {
      trail.doubts(`whether it may be mounted on the node that has it is not known: ${label}`, volume);
    } else {
      const where = permitted.join(', ') || 'none at all';
      trail.lacks(`it may be mounted on nodes with ${label} ${where}, and the volume is at ${value}`, volume);
    }
  }
  admitted(dataset, resource, placing, trail);
  chosen(resource, placing, new Map([...wanted, ['kubernetes.io/os', 'linux']]), trail);
}

/** Whether its pods are scheduled at all, and onto the very node, beside its domain. */
function chosen(resource: Resource, placing: string, labels: ReadonlyMap<string, Value>, trail: Trail): void {
  const gates = resource.get(`${placing}.schedulingGates`);
  if (gates instanceof Unknown) trail.doubts('whether its pods are scheduled is not known yet', resource);
  else if (isList(gates) && gates.length > 0)
    trail.lacks('its pods wait for somebody to open their scheduling gates', resource);
  const selector = resource.get(`${placing}.nodeSelector`);
  for (const [label, wish] of Object.entries(isMap(selector) ? selector : {})) {
    if (label === marks.domain) continue;
    const has = labels.get(label);
    if (typeof wish === 'string' && wish === has) continue;
    if (typeof wish === 'string' && typeof has === 'string')
      trail.lacks(`it runs on nodes with ${label} ${wish} alone, and the volume is at ${has}`, resource);
    else trail.doubts(`whether it runs on the node that has the volume is not known: ${label}`, resource);
  }
  for (const path of ['nodeName', 'schedulerName', affinityOf(placing)]) {
    const value = resource.get(`${placing}.${path}`);
    if (isUnset(value) || value === 'default-scheduler') continue;
    trail.doubts(`whether it runs on the node that has the volume is not known: ${path}`, resource);
  }
}

/** What an operator calls affinity holds that of nodes itself. */
function affinityOf(placing: string): string {
  const required = 'nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution';
  return placing === 'spec.affinity' ? required : `affinity.${required}`;
}

/** Workers of a domain turn away what does not tolerate them. Control-plane nodes of `operations` turn away nobody. */
function admitted({ domain, name }: Dataset, resource: Resource, placing: string, trail: Trail): void {
  const selector = resource.get(`${placing}.nodeSelector`);
  const chosen = isMap(selector) ? own(selector, marks.domain) : selector;
  if (chosen instanceof Unknown) trail.doubts('on which nodes it runs is not known yet', resource);
  else if (!isUnset(chosen) && typeof chosen === 'string' && chosen !== domain) {
    trail.lacks(`it runs on nodes of ${chosen} alone, and ${name} is on one of ${domain}`, resource);
  }
  if (domain === 'operations') return;
  const tolerations = resource.get(`${placing}.tolerations`);
  if (tolerations instanceof Unknown) trail.doubts('which nodes it tolerates is not known yet', resource);
  else if (!isList(tolerations) || !tolerations.some((one) => tolerates(one, domain))) {
    trail.lacks(`nodes of ${domain} turn it away: it does not tolerate ${marks.domain}=${domain}`, resource);
  }
}

/** Source: kubernetes.io, "Taints and Tolerations": no key with `Exists` tolerates all, no effect every effect. */
function tolerates(toleration: Value, domain: string): boolean {
  if (!isMap(toleration)) return false;
  const [key, operator, value, effect] = ['key', 'operator', 'value', 'effect'].map((name) =>
    own(toleration, name),
  );
  if (!isUnset(effect) && effect !== 'NoSchedule') return false;
  if (operator === 'Exists') return isUnset(key) || key === marks.domain;
  return key === marks.domain && value === domain;
}

import type { Graph, Resource } from '../../graph/graph';
import { isOpen, isUnset } from '../../graph/value';
import { type Evidence, type Finding, fail, pass, seen, undecided } from '../finding';
import { type Admission, admissionOf, describeAdmission, groupName, isAdmittedBy } from './admission';
import { asItWas, beforeOf } from './before';
import { groupsOfPort, isFiltered } from './port-groups';
import { portType, ruleType } from './reach';
import { interfacesOf } from './server-ports';

const rulePaths = ['remote_ip_prefix', 'remote_group_id', 'protocol', 'port_range_min', 'port_range_max'];

/**
 * What a rule adds to a security group that a server is in which exists: somebody, or a port, that no rule of the
 * group let through. Undefined where no such server is in it: what joins it is looked at there, and a deploy that was
 * cut off goes on.
 */
export function widenedByRule(rule: Resource, graph: Graph): Finding | undefined {
  if (rule.get('direction') === 'egress' || isAsItWas(rule)) return undefined;
  const group = groupName(graph, rule, rule.get('security_group_id'));
  const evidence = rulePaths.map((path) => seen(rule, path));
  if (group === undefined) {
    return isPlanOfNothing(graph, rule.stack)
      ? undefined
      : undecided('which security group it belongs to is not shown', ...evidence);
  }
  if (!hasServers(graph, rule.stack, group)) return undefined;
  const admitted = admissionOf(rule, graph);
  const isOld = isAdmittedBy(admitted, admissionsBefore(graph, rule.stack, [group]));
  if (isOld === 'yes') return pass;
  const what = describeAdmission(admitted);
  return isOld === 'no'
    ? fail(`it lets ${what} into a group that exists, and no rule of it did`, ...evidence)
    : undecided(
        `whether it lets ${what} into a group that exists for the first time is not shown`,
        ...evidence,
      );
}

/** A rule that stays as it is admits the same, unless whom it names is a list that may grow. */
function isAsItWas(rule: Resource): boolean {
  return rule.action === 'no-op' && isUnset(rule.get('remote_address_group_id'));
}

const groupsInUse = new WeakMap<Graph, ReadonlySet<string>>();

/** Whether a server that exists is in a group; of one that another plan manages, that is taken to be so. */
function hasServers(graph: Graph, stack: string, group: string): boolean {
  if (!group.startsWith(`${stack}:`)) return !isPlanOfNothing(graph, stack);
  const before = beforeOf(graph);
  const inUse =
    groupsInUse.get(before) ??
    new Set([...portsOfServers(before)].flatMap((port) => groupsOf(before, port).names));
  groupsInUse.set(before, inUse);
  return inUse.has(group);
}

const serverPorts = new WeakMap<Graph, ReadonlySet<Resource>>();

function portsOfServers(graph: Graph): ReadonlySet<Resource> {
  const found =
    serverPorts.get(graph) ??
    new Set(
      graph
        .ofType('openstack_compute_instance_v2')
        .flatMap((server) => interfacesOf(graph, server).interfaces)
        .flatMap(({ edge }) => edge.targets.filter(({ type }) => type === portType)),
    );
  serverPorts.set(graph, found);
  return found;
}

/** Whether nothing of a stack exists yet. */
export function isPlanOfNothing(graph: Graph, stack: string): boolean {
  return (beforeOf(graph).stack(stack)?.resources.length ?? 0) === 0;
}

const admissions = new WeakMap<Graph, Map<string, readonly Admission[]>>();

/** Ingress rules of groups, by what names these, in one stack of a graph. */
function admissionsIn(graph: Graph, stack: string, groups: readonly string[]): readonly Admission[] {
  const all = admissions.get(graph) ?? new Map<string, readonly Admission[]>();
  admissions.set(graph, all);
  if (!all.has(`${stack}\n`)) {
    all.set(`${stack}\n`, []);
    for (const rule of graph.ofType(ruleType)) {
      if (rule.stack !== stack || rule.get('direction') === 'egress') continue;
      const key = `${stack}\n${groupName(graph, rule, rule.get('security_group_id')) ?? ''}`;
      all.set(key, [...(all.get(key) ?? []), admissionOf(rule, graph)]);
    }
  }
  return groups.flatMap((group) => all.get(`${stack}\n${group}`) ?? []);
}

function admissionsBefore(graph: Graph, stack: string, groups: readonly string[]): readonly Admission[] {
  return admissionsIn(beforeOf(graph), stack, groups);
}

/**
 * What a port of a server that exists lets in after the plan and did not before: by a group that it joins, or since nothing
 * filters it any more. Undefined where neither changes.
 */
export function widenedAtPort(port: Resource, graph: Graph, source = port): Finding | undefined {
  const before = asItWas(graph, port);
  if (before === undefined || !portsOfServers(beforeOf(graph)).has(before)) return undefined;
  const evidence = ['security_group_ids', 'no_security_groups', 'port_security_enabled'].map((path) =>
    seen(source === port || path === 'security_group_ids' ? source : port, path),
  );
  const [filtered, wasFiltered] = [isFiltered(graph, port), isFiltered(beforeOf(graph), before)];
  if (wasFiltered !== 'no' && filtered !== wasFiltered && filtered !== 'yes') {
    return filtered === 'no'
      ? fail('nothing filters what reaches this port any more', ...evidence)
      : undecided('whether this port keeps its filter is not shown', ...evidence);
  }
  const [now, old] = [groupsOf(graph, port), groupsOf(beforeOf(graph), before)];
  const joined = now.names.filter((name) => !old.names.includes(name));
  if (joined.length === 0) {
    const isSame = now.complete || !old.complete || isAsStated(port, before);
    return isSame
      ? undefined
      : undecided('which security groups this port will have is not shown', ...evidence);
  }
  const found = widenedByJoining(graph, port.stack, joined, old.names, evidence);
  return found === pass && !now.complete ? joinsUnclear(joined, evidence) : found;
}

/** What groups let in that are joined, by what names them, and the groups that were there before did not. */
export function widenedByJoining(
  graph: Graph,
  stack: string,
  joined: readonly string[],
  old: readonly string[],
  evidence: readonly Evidence[],
): Finding {
  const lets = admissionsBefore(graph, stack, old);
  const added = admissionsIn(graph, stack, joined);
  const opened = added.filter((one) => isAdmittedBy(one, lets) === 'no');
  const unclear = added.filter((one) => isAdmittedBy(one, lets) === 'maybe');
  const foreign = joined.filter((name) => !name.startsWith(`${stack}:`));
  if (opened.length > 0) {
    const what = opened.map(describeAdmission).join('; ');
    return fail(`it joins ${joined.join(', ')}, which lets in ${what}: nothing did before`, ...evidence);
  }
  return unclear.length + foreign.length > 0 ? joinsUnclear(joined, evidence) : pass;
}

function joinsUnclear(joined: readonly string[], evidence: readonly Evidence[]): Finding {
  return undecided(`it joins ${joined.join(', ')}, and what that lets in is not shown`, ...evidence);
}

function isAsStated(port: Resource, before: Resource): boolean {
  const same = (path: string) =>
    !isOpen(port.get(path)) && JSON.stringify(port.get(path)) === JSON.stringify(before.get(path));
  return same('security_group_ids') && same('no_security_groups');
}

interface GroupNames {
  readonly names: readonly string[];
  readonly complete: boolean;
}

/** Groups of a port by what names them: those that are managed, and those of which only the id is stated. */
function groupsOf(graph: Graph, port: Resource): GroupNames {
  const { groups, complete } = groupsOfPort(graph, port);
  const managed = groups.map(({ group }) => `${group.stack}:${group.address}`);
  const stated = port.get('security_group_ids');
  const literal = (Array.isArray(stated) ? stated : []).flatMap((value) => {
    const name = groupName(graph, port, value as string);
    return name === undefined ? [] : [name];
  });
  return { names: [...new Set([...managed, ...literal])], complete };
}

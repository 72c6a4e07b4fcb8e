import { marks } from '../../contracts/marks';
import type { Graph, Resource } from '../../graph/graph';
import { isList, isMap, own, type Value } from '../../graph/value';
import { claimType, nameIn } from './claims';
import { labelOf } from './containers';
import { namespaceOf } from './kubernetes-objects';
import type { Need } from './needs';
import { postgresClusterType } from './operated-pods';

const supplies = new WeakMap<Graph, Map<string, SiteSupplies>>();

/** The supplies of a cluster; they are gathered once for all who ask. */
export function suppliesOf(graph: Graph, stack: string): SiteSupplies {
  const known = supplies.get(graph) ?? new Map<string, SiteSupplies>();
  supplies.set(graph, known);
  const found = known.get(stack) ?? new SiteSupplies(graph, stack);
  known.set(stack, found);
  return found;
}

/** What there is at one site's cluster, by what pods ask for. */
export class SiteSupplies {
  readonly #objects = new Map<string, Resource>();
  /** Services by the name of their workload, as names beyond the cluster have it. */
  readonly #byWorkload = new Map<string, Resource>();

  constructor(
    graph: Graph,
    readonly stack: string,
  ) {
    for (const resource of graph.stack(stack)?.resources ?? []) {
      if (!resource.remains) continue;
      for (const [kind, name] of suppliedBy(resource)) {
        const namespace = kind === 'public' ? '' : namespaceOf(resource);
        this.#objects.set(`${kind} ${namespace}/${name}`, resource);
      }
      if (resource.type !== 'Service' && resource.type !== postgresClusterType) continue;
      for (const name of [resource.name, labelOf(resource, marks.workload)]) {
        if (typeof name === 'string' && !this.#byWorkload.has(name)) this.#byWorkload.set(name, resource);
      }
    }
  }

  /** What supplies a need of pods of a namespace; undefined where nothing here does. */
  find(kind: Need['kind'] | 'service' | 'public', namespace: string, name: string): Resource | undefined {
    return this.#objects.get(`${kind} ${namespace}/${name}`);
  }

  /** What answers for a workload's name at the site. */
  answering(workload: string): Resource | undefined {
    return this.#byWorkload.get(workload);
  }

  /** Pods behind a Service, or the database that makes it. */
  behind(service: Resource): readonly Resource[] {
    return service.type === postgresClusterType ? [service] : this.#selected(service);
  }

  #selected(service: Resource): readonly Resource[] {
    const selector = service.get('spec.selector');
    if (!isMap(selector)) return [];
    const wanted = Object.entries(selector);
    return [...new Set(this.#objects.values())].filter(
      (one) =>
        namespaceOf(one) === namespaceOf(service) &&
        wanted.every(([key, value]) => podLabel(one, key) === value),
    );
  }
}

type Supplied = readonly [kind: string, name: string];

/** Names under which an object is found by pods of its namespace, its own and those of what an operator makes of it. */
function suppliedBy(resource: Resource): readonly Supplied[] {
  const { type, name } = resource;
  const own: readonly Supplied[] = [[ownKinds[type] ?? type, name]];
  // Who has a certificate for a name beyond the region answers to it.
  if (type === 'Certificate.cert-manager.io') {
    const hosts = resource.get('spec.dnsNames');
    return [
      ...own,
      ...texts('secret', resource.get('spec.secretName')),
      ...(isList(hosts) ? hosts : []).flatMap((host) => texts('public', host)),
    ];
  }
  // Source: cloudnative-pg.io, "Certificates", "Connecting from an application", "Service management".
  if (type === postgresClusterType) {
    const secrets = ['app', 'superuser', 'ca', 'server', 'replication'];
    return [
      ...own,
      ...secrets.map((one): Supplied => ['secret', `${name}-${one}`]),
      ...['rw', 'ro', 'r'].map((one): Supplied => ['service', `${name}-${one}`]),
    ];
  }
  if (type === 'StatefulSet.apps') {
    const templates = resource.get('spec.volumeClaimTemplates');
    const names = isList(templates) ? templates.map(nameIn) : [];
    return [...own, ...names.map((one): Supplied => ['claim', `${one}-${name}-0`])];
  }
  return own;
}

const ownKinds: Readonly<Record<string, string>> = {
  Secret: 'secret',
  ConfigMap: 'settings',
  ServiceAccount: 'account',
  Service: 'service',
  [claimType]: 'claim',
};

function texts(kind: string, value: Value): readonly Supplied[] {
  return typeof value === 'string' ? [[kind, value]] : [];
}

function podLabel(resource: Resource, key: string): Value | undefined {
  const path = resource.type === 'Pod' ? 'metadata.labels' : 'spec.template.metadata.labels';
  const labels = resource.get(path);
  return isMap(labels) ? own(labels, key) : undefined;
}

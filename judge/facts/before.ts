import { Graph, Resource, type Stack } from '../../graph/graph';

const known = new WeakMap<Graph, Graph>();

/**
 * What existed before the plans of a graph are applied, as a graph of its own: as the last apply left it, so that a
 * plan that repairs what somebody changed or took away by hand changes nothing. A stack that is no plan says nothing
 * of that, and is empty here. What is left of an earlier replacement goes anyway, and is left out.
 */
export function beforeOf(graph: Graph): Graph {
  const found = known.get(graph) ?? new Graph(graph.stacks.map(stackBefore));
  known.set(graph, found);
  return found;
}

/** The same resource before the plan, or undefined where it is made by it. */
export function asItWas(graph: Graph, { stack, address }: Resource): Resource | undefined {
  return byAddress(beforeOf(graph)).get(`${stack}\n${address}`);
}

/** The same resource after the apply; undefined where it goes. */
export function asItWillBe(graph: Graph, { stack, address }: Resource): Resource | undefined {
  const found = byAddress(graph).get(`${stack}\n${address}`);
  return found?.remains ? found : undefined;
}

const indexes = new WeakMap<Graph, ReadonlyMap<string, Resource>>();

function byAddress(graph: Graph): ReadonlyMap<string, Resource> {
  const found =
    indexes.get(graph) ??
    new Map(
      graph.stacks.flatMap(({ name, resources }) =>
        resources.map((resource) => [`${name}\n${resource.address}`, resource] as const),
      ),
    );
  indexes.set(graph, found);
  return found;
}

function stackBefore({ name, source, providers, resources, asLeft }: Stack): Stack {
  const existing = resources.flatMap((resource) => {
    const { deposed, stack, address, mode, type, module, index } = resource;
    const before = asLeft?.get(address) ?? resource.before;
    if (before === undefined || deposed !== undefined || mode !== 'managed') return [];
    const parts = { stack, address, mode, type, name: resource.name, module, index };
    return [new Resource({ ...parts, action: 'no-op', attributes: before, absent: null })];
  });
  return { name, source, providers, resources: source === 'plan' ? existing : [] };
}

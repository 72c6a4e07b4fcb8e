import type { Workload } from './model';

/**
 * Workloads that see the nodes they run on, each with what for. Only their namespaces admit pods that are not restricted,
 * and only of them do the cluster's admission policies (components/admission.ts) let a host's path be mounted, read only.
 * Whoever adds one here gives it the node.
 */
const agents: Readonly<Record<string, string>> = {
  'identity-watch': 'sees what programs on the identity domain’s nodes do',
  'mapping-watch': 'sees what programs on the mapping domain’s nodes do',
  'research-watch': 'sees what programs on the research domain’s nodes do',
  'operations-watch': 'sees what programs on the operations domain’s nodes do',
};

export const nodeAgents: readonly string[] = Object.keys(agents);

export function isNodeAgent({ name }: Pick<Workload, 'name'>): boolean {
  return nodeAgents.includes(name);
}

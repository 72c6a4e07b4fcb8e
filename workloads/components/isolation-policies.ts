import type { Policy } from './admission-policies';
import { nothingByDefault } from './network';

/** CEL: whether a network policy selects every pod, is about both directions and admits nothing. */
function closesEverything(policy: string): string {
  const empty = (path: string) => `(!has(${path}) || ${path}.size() == 0)`;
  return [
    empty(`${policy}.spec.podSelector.matchLabels`),
    empty(`${policy}.spec.podSelector.matchExpressions`),
    `'Ingress' in ${policy}.spec.policyTypes`,
    `'Egress' in ${policy}.spec.policyTypes`,
    empty(`${policy}.spec.ingress`),
    empty(`${policy}.spec.egress`),
  ].join(' && ');
}

/** A pod is admitted only where the policy that closes everything exists, and closes everything. */
export const isolation: Policy = {
  name: 'isolation',
  rules: [{ group: '', resources: ['pods'], operations: ['CREATE'] }],
  param: { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', name: nothingByDefault },
  truths: [
    [
      closesEverything('params'),
      `the namespace’s network policy ${nothingByDefault} closes everything for all its pods`,
    ],
  ],
};

function isCalled(object: string): string {
  return `has(${object}.metadata.name) && ${object}.metadata.name == '${nothingByDefault}'`;
}

/**
 * And it stays so for the pods that run: what is added to it by hand no drift would show, since Pulumi compares what the
 * program declares. Its namespace takes it along when that is deleted; on the way there it has a time of deletion.
 */
export const closing: Policy = {
  name: 'closing',
  rules: [
    {
      group: 'networking.k8s.io',
      resources: ['networkpolicies'],
      operations: ['CREATE', 'UPDATE', 'DELETE'],
    },
  ],
  // Names of a rule (`resourceNames`) do not match where a whole collection is deleted: that request has none.
  matchConditions: [
    {
      name: 'closes-a-namespace',
      expression: `request.operation == 'DELETE' ? ${isCalled('oldObject')} : ${isCalled('object')}`,
    },
  ],
  truths: [
    [
      `request.operation == 'DELETE' || (${closesEverything('object')})`,
      `the network policy ${nothingByDefault} closes everything, and says nothing else: what is open has policies of its own`,
    ],
    [
      "request.operation != 'DELETE' || has(namespaceObject.metadata.deletionTimestamp)",
      `the network policy ${nothingByDefault} stands as long as its namespace`,
    ],
  ],
};

import * as kubernetes from '@pulumi/kubernetes';
import { metadataOf } from '../marks';
import type { Place } from '../model';

const { NetworkPolicy } = kubernetes.networking.v1;

/** An operator whose pods manage pods of a workload. */
export interface Operator {
  readonly namespace: string;
  /** Labels of the operator's own pods. */
  readonly selector: Readonly<Record<string, string>>;
  /** Ports at which it asks the pods that it manages. */
  readonly ports: readonly number[];
}

/** Lets an operator at its pods, and those at the site's Kubernetes API, where they read what they are to be. */
export function openToOperator(
  place: Place,
  { namespace, selector, ports }: Operator,
  pods: Record<string, string>,
): void {
  const podSelector = { matchLabels: pods };
  const { addresses, port } = place.contract.endpoint;
  new NetworkPolicy(`${place.namespace}/from-operator`, {
    metadata: metadataOf(place, 'from-operator'),
    spec: {
      podSelector,
      policyTypes: ['Ingress'],
      ingress: [
        {
          from: [
            {
              namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } },
              podSelector: { matchLabels: { ...selector } },
            },
          ],
          ports: ports.map((one) => ({ protocol: 'TCP', port: one })),
        },
      ],
    },
  });
  new NetworkPolicy(`${place.namespace}/to-kubernetes`, {
    metadata: metadataOf(place, 'to-kubernetes'),
    spec: {
      podSelector,
      policyTypes: ['Egress'],
      egress: [
        {
          to: addresses.map((address) => ({ ipBlock: { cidr: `${address}/32` } })),
          ports: [{ protocol: 'TCP', port }],
        },
      ],
    },
  });
}

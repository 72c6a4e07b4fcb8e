import { foreignEstate } from '../../estate/foreign-estate';
import type { Cloud } from '../../estate/model';
import { Graph } from '../../graph/graph';
import { readManifests } from '../../graph/read-manifests';
import { judge } from '../../judge/judge';
import { loadPolicies } from '../../policies/registry';
import { asOf } from '../estate-plan';

/** What a rule says of objects that belong to no estate, each by the words of its finding or `pass`. */
function said(rule: string, kind: Cloud['kind'], manifests: string): readonly string[] {
  const policies = loadPolicies().filter(({ id }) => id === rule);
  const graph = new Graph([readManifests(manifests, 'a.yaml', 'a')]);
  const { verdicts, passed } = judge(graph, foreignEstate({ cloud: kind }), { policies, asOf });
  return [...verdicts.map((one) => `${one.outcome}: ${one.message}`), ...passed.map(() => 'pass')];
}

const internal = `
apiVersion: v1
kind: Service
metadata:
  name: a
  namespace: a
  annotations: { service.beta.kubernetes.io/openstack-internal-load-balancer: "true" }
spec: { type: LoadBalancer, allocateLoadBalancerNodePorts: false, ports: [{ port: 443 }] }
`;

test('an annotation holds a load balancer to its network only where the cloud is known to read it', () => {
  const rule = 'kubernetes/external-services-at-the-edge-only';
  expect(said(rule, 'openstack', internal)).toEqual(['pass']);
  expect(said(rule, 'open-telekom-cloud', internal)).toEqual([
    expect.stringContaining('undecided: it answers whoever reaches its load balancer'),
  ]);
  const amazons = internal.replace('openstack-internal-load-balancer', 'aws-load-balancer-internal');
  expect(said(rule, 'openstack', amazons)).toEqual([expect.stringContaining('undecided')]);
});

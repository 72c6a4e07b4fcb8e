import type { Resource } from '../../graph/graph';
import { isOpen } from '../../graph/value';
import { domainsOfNetwork } from '../../judge/facts/domains';
import {
  type Context,
  definePolicy,
  type Finding,
  fail,
  pass,
  seen,
  undecided,
  worstOf,
} from '../../judge/policy';

const networkType = 'openstack_networking_network_v2';
const policyType = 'openstack_networking_rbac_policy_v2';

/** What another project may join, or whose members it may become, once it is shared. */
const joined: Readonly<Record<string, string>> = {
  network: 'attach servers to the network',
  security_group: 'put servers into the security group, and rules that name its members admit them',
};

function judgeGrant(grant: Resource, { estate }: Context): Finding {
  const kind = grant.get('object_type');
  const evidence = ['object_type', 'action', 'target_tenant'].map((path) => seen(grant, path));
  if (isOpen(kind)) return undecided('what it shares is not known yet', ...evidence);
  // Address groups, subnet pools, scopes and quality of service are read by others and joined by nobody.
  const does = typeof kind === 'string' ? joined[kind] : undefined;
  if (does === undefined) return pass;
  const action = grant.get('action');
  if (isOpen(action)) return undecided('what it lets others do is not known yet', ...evidence);
  if (action === 'access_as_external') return pass;
  const target = grant.get('target_tenant');
  if (estate.foreign && target !== '*') {
    return undecided(
      `it lets another project ${does}, and whether that is one of its own is not known`,
      ...evidence,
    );
  }
  const who = target === '*' ? 'every project' : 'another project';
  return fail(`it lets ${who} ${does}`, ...evidence);
}

function judgeShared(network: Resource): Finding {
  const [shared, external] = [network.get('shared'), network.get('external')];
  // An external network is there for all, and no server of a domain stands in it.
  if (shared === true && external !== true) {
    return fail('every project may attach servers to it', seen(network, 'shared'));
  }
  return isOpen(shared) ? undecided('whether it is shared is not known yet', seen(network, 'shared')) : pass;
}

function judgeSubnets(network: Resource, { estate, graph, siteOfStack }: Context): Finding {
  const site = siteOfStack(network.stack);
  // Only an estate says what is a domain; that a network is shared shows without one.
  if (!site || estate.foreign) return pass;
  const { domains, certain } = domainsOfNetwork(graph, network, site);
  const external = network.get('external');
  if (domains.size > 0 && external === true) {
    const message =
      'it is external, so every project may lead a router into it, and it holds servers of a domain';
    return fail(message, seen(network, 'external'));
  }
  if (domains.size > 0 && isOpen(external)) {
    return undecided('whether it is external is not known yet', seen(network, 'external'));
  }
  if (domains.size < 2) return pass;
  const names = [...domains].toSorted().join(' and ');
  const evidence = graph
    .users(network, 'openstack_networking_subnet_v2', 'network_id')
    .map(({ resource }) => seen(resource, 'cidr'));
  if (!certain) return undecided(`it may hold subnets of ${names}`, ...evidence);
  return fail(
    `it holds subnets of ${names}, and servers in it reach each other without a router`,
    ...evidence,
  );
}

export default definePolicy({
  title: 'A network belongs to one project and one domain',
  severity: 'high',
  why: 'Servers in one network talk without any router between them. Where every project may attach to it, or two domains have subnets in it, a neighbour nobody reviewed stands beside the data.',
  avoid:
    '`shared = true`, an RBAC policy that shares a network or a security group, or subnets of two domains',
  prefer: 'a network for each domain that only its own project has; the construct `DomainNetwork`',
  remediation:
    'Stop sharing it, see which ports others have in it, and give each domain a network of its own.',
  controls: ['C5:2020 OPS-24', 'C5:2020 COS-03', 'GDPR Art. 32(1)(b)'],
  observableIn: ['synth', 'plan', 'state'],
  resources: [networkType, policyType],
  examine(resource, context) {
    if (resource.type === policyType) return judgeGrant(resource, context);
    return worstOf([judgeShared(resource), judgeSubnets(resource, context)]);
  },
  examples: {
    terraform: `
resource "openstack_networking_network_v2" "own" {
  name = "own"
}
resource "openstack_networking_network_v2" "external" {
  name     = "internet"
  external = true
  shared   = true
}
resource "openstack_networking_network_v2" "for_every_project" {
  name   = "common"
  shared = true
}
resource "openstack_networking_network_v2" "of_two_domains" {
  name = "two-domains"
}
resource "openstack_networking_subnet_v2" "identity" {
  network_id = openstack_networking_network_v2.of_two_domains.id
  cidr       = "10.16.0.0/20"
}
resource "openstack_networking_subnet_v2" "mapping" {
  network_id = openstack_networking_network_v2.of_two_domains.id
  cidr       = "10.16.16.0/20"
}
resource "openstack_networking_rbac_policy_v2" "network" {
  action        = "access_as_shared"
  object_id     = openstack_networking_network_v2.own.id
  object_type   = "network"
  target_tenant = "3f1f7c0e5a0e4c559f633c7b8b1c0a01"
}
resource "openstack_networking_rbac_policy_v2" "members" {
  action        = "access_as_shared"
  object_id     = "4b1f7c0e-5a0e-4c55-9f63-3c7b8b1c0a01"
  object_type   = "security_group"
  target_tenant = "*"
}
resource "openstack_networking_rbac_policy_v2" "gateway_network" {
  action        = "access_as_external"
  object_id     = openstack_networking_network_v2.external.id
  object_type   = "network"
  target_tenant = "*"
}
resource "openstack_networking_rbac_policy_v2" "quality_of_service" {
  action        = "access_as_shared"
  object_id     = "4b1f7c0e-5a0e-4c55-9f63-3c7b8b1c0a02"
  object_type   = "qos_policy"
  target_tenant = "*"
}
`,
    pass: [
      'openstack_networking_network_v2.own',
      'openstack_networking_network_v2.external',
      'openstack_networking_rbac_policy_v2.gateway_network',
      'openstack_networking_rbac_policy_v2.quality_of_service',
    ],
    fail: [
      'openstack_networking_network_v2.for_every_project',
      'openstack_networking_rbac_policy_v2.network',
      'openstack_networking_rbac_policy_v2.members',
    ],
    // A plan alone does not show that a reference is all there is to a value.
    undecided: ['openstack_networking_network_v2.of_two_domains'],
    changes: [
      {
        name: 'the network of identity becomes an external one',
        stack: 'primary',
        set: { 'openstack_networking_network_v2.identity_network': { external: true } },
        outcome: 'fail',
        subjects: ['primary:openstack_networking_network_v2.identity_network'],
        says: 'it is external',
      },
      {
        name: 'research moves into the network of identity',
        stack: 'primary',
        set: {
          'openstack_networking_subnet_v2.research_subnet': {
            network_id: '${openstack_networking_network_v2.identity_network.id}',
          },
        },
        outcome: 'fail',
        subjects: ['primary:openstack_networking_network_v2.identity_network'],
        says: 'it holds subnets of identity and research',
      },
    ],
  },
});

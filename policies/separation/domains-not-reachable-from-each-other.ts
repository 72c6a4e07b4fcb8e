import type { Domain, Site } from '../../estate/model';
import type { Graph, Resource } from '../../graph/graph';
import { apartDomains, domainsIn, domainsOfGroup, type InDomains } from '../../judge/facts/domains';
import { peersOf } from '../../judge/facts/exposure';
import { ruleType } from '../../judge/facts/reach';
import { type Context, definePolicy, type Finding, fail, pass, seen, undecided } from '../../judge/policy';

/** Domains at the other end of a rule, each with the words for it. */
interface Others extends Omit<InDomains, 'domains'> {
  readonly named: ReadonlyMap<Domain, string>;
}

function othersOf(rule: Resource, site: Site, { graph, estate }: Context): Others {
  const peers = peersOf(rule, graph);
  if (peers === 'unknown') return { named: new Map(), certain: false, complete: false };
  if (peers === 'anyone')
    return { named: new Map(apartDomains.map((one) => [one, 'anyone'])), certain: true, complete: true };
  if (peers === 'group') return membersOf(rule, site, graph);
  const found = peers.flatMap((range) =>
    domainsIn(range, estate).map(
      (one) => [one.domain, `${range} (${one.domain} at ${one.site.name} is ${one.range})`] as const,
    ),
  );
  return { named: new Map(found), certain: true, complete: true };
}

function membersOf(rule: Resource, site: Site, graph: Graph): Others {
  const remote = graph.follow(rule, 'remote_group_id');
  const groups = remote.targets.map((group) => ({ group, ...domainsOfGroup(graph, group, site) }));
  const named = groups.flatMap(({ group, domains }) =>
    [...domains].map((domain) => [domain, `members of ${group.address}`] as const),
  );
  return {
    named: new Map(named),
    certain: remote.certain && groups.every(({ certain }) => certain),
    // A group by its id alone is in no plan, and so are its members.
    complete: remote.complete && groups.length > 0 && groups.every(({ complete }) => complete),
  };
}

function judgeRule(rule: Resource, site: Site, context: Context): Finding {
  const { graph } = context;
  const paths = ['security_group_id', 'direction', 'remote_ip_prefix', 'remote_group_id'];
  const evidence = paths.map((path) => seen(rule, path));
  const groups = graph.follow(rule, 'security_group_id');
  const inside = groups.targets.map((group) => domainsOfGroup(graph, group, site));
  const domains = new Set(inside.flatMap((one) => [...one.domains]));
  const isComplete = groups.complete && inside.length > 0 && inside.every(({ complete }) => complete);
  // A group with no port of the domains kept apart concerns none of them.
  if (domains.size === 0 && isComplete) return pass;
  const others = othersOf(rule, site, context);
  const crossed = [...others.named].find(([other]) => [...domains].some((domain) => domain !== other));
  const isSure = groups.certain && inside.every(({ certain }) => certain);
  const way = rule.get('direction') === 'egress' ? 'reaches' : 'admits';
  if (crossed && isSure && others.certain) {
    const from = [...domains].filter((domain) => domain !== crossed[0]).join(', ');
    return fail(`a rule of the ${from} domain ${way} ${crossed[0]}: ${crossed[1]}`, ...evidence);
  }
  if (crossed) return undecided(`it may join domains: it ${way} ${crossed[1]}`, ...evidence);
  if (!others.complete || (!isComplete && others.named.size > 0)) {
    return undecided('which domains the rule joins is not known yet', ...evidence);
  }
  return pass;
}

export default definePolicy({
  title: 'Identity, mapping and research are never opened to one another',
  severity: 'critical',
  why: 'Who can reach both the pseudonyms and their mapping can undo the pseudonyms. The three domains meet in people and processes, never in a network. The operations domain is exempt: it runs the control plane and the log store, and all of them talk to it.',
  avoid: 'a rule at a port of one domain that names a range or a group of another, at any site',
  prefer: 'rules that name the same domain’s subnet at another site, or the operations domain',
  remediation: 'Narrow the rule to the domain’s own subnets.',
  controls: ['C5:2020 OPS-24', 'C5:2020 COS-01', 'GDPR Art. 32(1)(a)'],
  observableIn: ['synth', 'plan', 'state'],
  needs: 'estate',
  resources: [ruleType],
  examine(rule, context) {
    const site = context.siteOfStack(rule.stack);
    const evidence = seen(rule, 'security_group_id');
    if (!site) return undecided('its site is not known, and with it the ranges of its domains', evidence);
    return judgeRule(rule, site, context);
  },
  examples: {
    changes: [
      {
        name: 'research admits the mapping domain of another site',
        stack: 'primary',
        set: {
          'openstack_networking_secgroup_rule_v2.research_access_from-mirror-tcp-5435': {
            remote_ip_prefix: '10.17.16.0/20',
          },
        },
        outcome: 'fail',
        subjects: ['primary:openstack_networking_secgroup_rule_v2.research_access_from-mirror-tcp-5435'],
        says: 'a rule of the research domain admits mapping: 10.17.16.0/20',
      },
      {
        name: 'identity reaches a whole site',
        stack: 'clinic',
        set: {
          'openstack_networking_secgroup_rule_v2.identity_nodes_to-operations-tcp-6443': {
            remote_ip_prefix: '10.18.0.0/16',
          },
        },
        outcome: 'fail',
        subjects: ['clinic:openstack_networking_secgroup_rule_v2.identity_nodes_to-operations-tcp-6443'],
        says: 'a rule of the identity domain reaches',
      },
      {
        name: 'mapping admits members of identity’s group',
        stack: 'clinic',
        set: {
          'openstack_networking_secgroup_rule_v2.mapping_nodes_from-management-tcp-22': {
            remote_ip_prefix: null,
            remote_group_id: '${openstack_networking_secgroup_v2.identity_nodes.id}',
          },
        },
        outcome: 'fail',
        subjects: ['clinic:openstack_networking_secgroup_rule_v2.mapping_nodes_from-management-tcp-22'],
        says: 'members of openstack_networking_secgroup_v2.identity_nodes',
      },
      {
        name: 'a port of identity is put into the group that mapping admits',
        stack: 'clinic',
        set: {
          'openstack_networking_secgroup_v2.clients': {
            id: '0d0a7a52-3a0f-4c3a-9d53-1f6f1c1f0a50',
            name: 'clients',
            delete_default_rules: true,
          },
          'openstack_networking_port_secgroup_associate_v2.clients': {
            port_id: '${openstack_networking_port_v2.identity_1_port.id}',
            security_group_ids: ['0d0a7a52-3a0f-4c3a-9d53-1f6f1c1f0a50'],
          },
          'openstack_networking_secgroup_rule_v2.mapping_nodes_from-management-tcp-22': {
            remote_ip_prefix: null,
            remote_group_id: '${openstack_networking_secgroup_v2.clients.id}',
          },
        },
        outcome: 'fail',
        subjects: ['clinic:openstack_networking_secgroup_rule_v2.mapping_nodes_from-management-tcp-22'],
        says: 'members of openstack_networking_secgroup_v2.clients',
      },
      {
        name: 'research admits a range that is not known yet',
        stack: 'primary',
        set: {
          'openstack_networking_secgroup_rule_v2.research_access_from-mirror-tcp-5435': {
            remote_ip_prefix: 'unknown',
          },
        },
        outcome: 'undecided',
        subjects: ['primary:openstack_networking_secgroup_rule_v2.research_access_from-mirror-tcp-5435'],
      },
      {
        name: 'operations admits its whole site, as the control plane has to',
        stack: 'primary',
        set: {
          'openstack_networking_secgroup_rule_v2.operations_nodes_from-site-tcp-6443': {
            remote_ip_prefix: '10.16.0.0/16',
          },
        },
        outcome: 'pass',
        subjects: ['primary:openstack_networking_secgroup_rule_v2.operations_nodes_from-site-tcp-6443'],
      },
    ],
  },
});

import type { Site } from '../../estate/model';
import type { Graph, Resource } from '../../graph/graph';
import { describe, isList, isOpen, isUnset, type Value } from '../../graph/value';
import { covers } from '../../judge/facts/ranges';
import {
  definePolicy,
  type Evidence,
  type Finding,
  fail,
  pass,
  seen,
  undecided,
  worstOf,
} from '../../judge/policy';

const groupType = 'openstack_vpnaas_endpoint_group_v2';

/** The ranges behind the other end, as the connection names them itself or through an endpoint group. */
function judgeRanges(connection: Resource, peer: Site, graph: Graph): Finding {
  const path = 'peer_ep_group_id';
  const evidence = seen(connection, path);
  if (isUnset(connection.get(path))) return judgeList(connection, 'peer_cidrs', peer);
  const { targets, certain } = graph.follow(connection, path);
  const [group] = targets;
  if (group?.type !== groupType || !group.remains || !certain) {
    return undecided('which ranges lie behind its other end is not known', evidence);
  }
  const type = group.get('type');
  if (isOpen(type)) return undecided('what its peer endpoint group holds is not known yet', evidence);
  if (type !== 'cidr') return fail('its peer endpoint group does not hold ranges', seen(group, 'type'));
  return judgeList(group, 'endpoints', peer);
}

function judgeList(resource: Resource, path: string, { name, network }: Site): Finding {
  const list = resource.get(path);
  const evidence = seen(resource, path);
  if (isUnset(list) || (isList(list) && list.length === 0)) {
    return fail('it names no range behind its other end', evidence);
  }
  if (!isList(list)) return undecided('which ranges lie behind its other end is not known yet', evidence);
  return worstOf(list.map((one) => judgeRange(one, evidence, name, network.range)));
}

function judgeRange(one: Value, evidence: Evidence, name: string, range: string): Finding {
  if (typeof one !== 'string') return undecided('a range behind its other end is not known yet', evidence);
  return covers(range, one) ? pass : fail(`${one} lies outside the range of ${name}, ${range}`, evidence);
}

function judgeId(connection: Resource, { name, network }: Site): Finding {
  const id = connection.get('peer_id');
  const evidence = seen(connection, 'peer_id');
  if (id === network.gatewayAddress) return pass;
  if (typeof id !== 'string') return undecided('whom it takes its other end for is not known yet', evidence);
  return fail(
    `it takes its other end for ${describe(id)}; the gateway of ${name} is ${network.gatewayAddress}`,
    evidence,
  );
}

export default definePolicy({
  title: 'Every tunnel ends at the gateway of another site of the estate, and reaches that site alone',
  severity: 'critical',
  why: 'A tunnel carries what is inside the estate to wherever its other end is. At a gateway that no site declares, nobody has said in which country it stands or who runs it; a range that is not the peer’s own draws other traffic into the tunnel.',
  avoid:
    'a `peer_address` or `peer_id` that no other site declares, or peer ranges wider than that site’s range',
  prefer: 'the construct `SiteLink`, which takes address and ranges from the peer’s declaration',
  remediation: 'Declare the peer as a site first; else take the connection away and replace its key.',
  controls: ['C5:2020 COS-01', 'C5:2020 PSS-12', 'C5:2026 PSS-12', '§ 393 SGB V'],
  observableIn: ['synth', 'plan', 'state'],
  needs: 'estate',
  resources: ['openstack_vpnaas_site_connection_v2'],
  examine(connection, { graph, estate, siteOfStack }) {
    const address = connection.get('peer_address');
    const evidence = seen(connection, 'peer_address');
    if (typeof address !== 'string') return undecided('where it ends is not known yet', evidence);
    const peer = estate.sites.find(({ network }) => network.gatewayAddress === address);
    if (!peer) return fail(`it ends at ${address}, which is no gateway of a site of the estate`, evidence);
    const site = siteOfStack(connection.stack);
    if (site?.name === peer.name) return fail(`it ends where it begins, at ${site.name}`, evidence);
    const isElsewhere = site ? pass : undecided('its own site is not known', evidence);
    return worstOf([isElsewhere, judgeId(connection, peer), judgeRanges(connection, peer, graph)]);
  },
  examples: {
    pass: ['clinic', 'mirror', 'primary'].flatMap((site) =>
      ['clinic', 'mirror', 'primary']
        .filter((peer) => peer !== site)
        .map((peer) => `${site}:openstack_vpnaas_site_connection_v2.${peer}_tunnel`),
    ),
    changes: [
      {
        name: 'a gateway that no site declares',
        stack: 'primary',
        set: { 'openstack_vpnaas_site_connection_v2.clinic_tunnel': { peer_address: '192.0.2.7' } },
        outcome: 'fail',
        subjects: ['primary:openstack_vpnaas_site_connection_v2.clinic_tunnel'],
        says: 'it ends at 192.0.2.7, which is no gateway of a site of the estate',
      },
      {
        name: 'its own gateway',
        stack: 'primary',
        set: { 'openstack_vpnaas_site_connection_v2.clinic_tunnel': { peer_address: '203.0.113.16' } },
        outcome: 'fail',
        subjects: ['primary:openstack_vpnaas_site_connection_v2.clinic_tunnel'],
        says: 'it ends where it begins',
      },
      {
        name: 'it takes somebody else for its peer',
        stack: 'mirror',
        set: { 'openstack_vpnaas_site_connection_v2.primary_tunnel': { peer_id: '192.0.2.7' } },
        outcome: 'fail',
        subjects: ['mirror:openstack_vpnaas_site_connection_v2.primary_tunnel'],
        says: 'it takes its other end for "192.0.2.7"',
      },
      {
        name: 'the whole private space lies behind the peer',
        stack: 'clinic',
        set: { 'openstack_vpnaas_endpoint_group_v2.mirror_endpoints': { endpoints: ['10.0.0.0/8'] } },
        outcome: 'fail',
        subjects: ['clinic:openstack_vpnaas_site_connection_v2.mirror_tunnel'],
        says: '10.0.0.0/8 lies outside the range of mirror',
      },
      {
        name: 'the ranges of another site, named by the connection itself',
        stack: 'clinic',
        set: {
          'openstack_vpnaas_site_connection_v2.mirror_tunnel': {
            peer_ep_group_id: null,
            peer_cidrs: ['10.16.0.0/20'],
          },
        },
        outcome: 'fail',
        subjects: ['clinic:openstack_vpnaas_site_connection_v2.mirror_tunnel'],
        says: '10.16.0.0/20 lies outside the range of mirror',
      },
      {
        name: 'the address is decided at apply',
        stack: 'primary',
        set: { 'openstack_vpnaas_site_connection_v2.clinic_tunnel': { peer_address: 'unknown' } },
        outcome: 'undecided',
        subjects: ['primary:openstack_vpnaas_site_connection_v2.clinic_tunnel'],
        says: 'where it ends is not known yet',
      },
      {
        name: 'the endpoint group is one from elsewhere',
        stack: 'primary',
        set: {
          'openstack_vpnaas_site_connection_v2.clinic_tunnel': {
            peer_ep_group_id: '8e1f0c57-3a56-4d53-9a86-1f3b0b1f8b0e',
          },
        },
        outcome: 'undecided',
        subjects: ['primary:openstack_vpnaas_site_connection_v2.clinic_tunnel'],
        says: 'which ranges lie behind its other end is not known',
      },
    ],
  },
});

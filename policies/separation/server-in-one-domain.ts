import { tiesOf } from '../../judge/facts/server-domains';
import { serverType } from '../../judge/facts/servers';
import { definePolicy, fail, pass, seen, undecided } from '../../judge/policy';

export default definePolicy({
  title: 'A server stands in the network of one domain and holds data of no other',
  severity: 'critical',
  why: 'A server with a foot in two of identity, mapping and research is the bridge that no security group sees: whoever is on it reaches both, and may pass on what one must not know of the other.',
  avoid:
    'a second `network` block, `openstack_compute_interface_attach_v2` or trunk with a port of another domain, or a volume of another domain’s dataset',
  prefer:
    'the construct `NodePool`: servers of its own for each domain. Server groups and the administrators’ key pair may be shared: neither carries data from one server to another.',
  remediation: 'Take the second interface or volume away, and serve it from a server of its own domain.',
  controls: ['C5:2020 OPS-24', 'C5:2020 COS-03', 'GDPR Art. 32(1)(a)'],
  observableIn: ['synth', 'plan', 'state'],
  needs: 'estate',
  resources: [serverType],
  examine(server, context) {
    // Without datasets there are no domains to keep apart.
    if (context.estate.datasets.length === 0) return undefined;
    const site = context.siteOfStack(server.stack);
    if (!site) {
      const evidence = seen(server, 'network');
      return undecided('its site is not known, and with it the ranges of its domains', evidence);
    }
    const ties = tiesOf(server, site, context);
    const evidence = ties.map(({ source, path }) => seen(source, path));
    const sure = new Set(ties.filter((tie) => tie.certain).flatMap(({ domains }) => [...domains]));
    if (sure.size > 1) return fail(`it joins ${[...sure].toSorted().join(' and ')}`, ...evidence);
    const perhaps = new Set(ties.flatMap(({ domains }) => [...domains]));
    if (perhaps.size > 1) {
      return undecided(`it may join ${[...perhaps].toSorted().join(' and ')}`, ...evidence);
    }
    const unknown = ties.filter(({ complete }) => !complete);
    // One thing that is not known puts it into one domain at most, unless there is another.
    if (unknown.length === 0 || ties.length === 1) return pass;
    const what = `${unknown.length === 1 ? 'one' : unknown.length} of its interfaces and volumes`;
    return undecided(`which domain ${what} belongs to is not shown`, ...evidence);
  },
  examples: {
    changes: [
      {
        name: 'a node of research has a second interface in the mapping domain',
        stack: 'clinic',
        set: {
          'openstack_compute_interface_attach_v2.bridge': {
            instance_id: '${openstack_compute_instance_v2.research_1_server.id}',
            network_id: '${openstack_networking_network_v2.mapping_network.id}',
          },
        },
        outcome: 'fail',
        subjects: ['clinic:openstack_compute_instance_v2.research_1_server'],
        says: 'it joins mapping and research',
      },
      {
        name: 'a port of identity is attached to a node of research',
        stack: 'primary',
        set: {
          'openstack_compute_interface_attach_v2.bridge': {
            instance_id: '${openstack_compute_instance_v2.research_1_server.id}',
            port_id: '${openstack_networking_port_v2.identity_1_port.id}',
          },
        },
        outcome: 'fail',
        subjects: ['primary:openstack_compute_instance_v2.research_1_server'],
        says: 'it joins identity and research',
      },
      {
        name: 'a trunk on a node of mapping has a port of identity below it',
        stack: 'primary',
        set: {
          'openstack_networking_port_v2.identity_1_port': { id: '0d0a7a52-3a0f-4c3a-9d53-1f6f1c1f0a32' },
          'openstack_networking_trunk_v2.bridge': {
            port_id: '${openstack_networking_port_v2.mapping_1_port.id}',
            sub_port: [
              {
                port_id: '0d0a7a52-3a0f-4c3a-9d53-1f6f1c1f0a32',
                segmentation_id: 7,
                segmentation_type: 'vlan',
              },
            ],
          },
        },
        outcome: 'fail',
        subjects: ['primary:openstack_compute_instance_v2.mapping_1_server'],
        says: 'it joins identity and mapping',
      },
      {
        name: 'a node of identity gets the volume of the pseudonym mapping',
        stack: 'mirror',
        set: {
          'openstack_compute_volume_attach_v2.pseudonym-mapping_attach': {
            instance_id: '${openstack_compute_instance_v2.identity_1_server.id}',
          },
        },
        outcome: 'fail',
        subjects: ['mirror:openstack_compute_instance_v2.identity_1_server'],
        says: 'it joins identity and mapping',
      },
      {
        name: 'a second interface in a network of another plan',
        stack: 'clinic',
        set: {
          'openstack_compute_interface_attach_v2.elsewhere': {
            instance_id: '${openstack_compute_instance_v2.research_1_server.id}',
            network_id: '0d0a7a52-3a0f-4c3a-9d53-1f6f1c1f0a30',
          },
        },
        outcome: 'undecided',
        subjects: ['clinic:openstack_compute_instance_v2.research_1_server'],
      },
      {
        name: 'a second interface in the same domain',
        stack: 'clinic',
        set: {
          'openstack_compute_interface_attach_v2.second': {
            instance_id: '${openstack_compute_instance_v2.research_1_server.id}',
            network_id: '${openstack_networking_network_v2.research_network.id}',
          },
        },
        outcome: 'pass',
        subjects: ['clinic:openstack_compute_instance_v2.research_1_server'],
      },
    ],
  },
});

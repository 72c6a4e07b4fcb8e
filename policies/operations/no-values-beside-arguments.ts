import type { Resource } from '../../graph/graph';
import { schemaOf } from '../../graph/schema';
import { clip, isMap, isUnset } from '../../graph/value';
import {
  type Context,
  definePolicy,
  type Finding,
  fail,
  markOf,
  pass,
  seen,
  undecided,
} from '../../judge/policy';

const path = 'value_specs';

/** What Neutron calls otherwise than the provider does. */
const argumentsByKey: ReadonlyMap<string, string> = new Map([['router:external', 'external']]);

/** Provider 3.4.0 leaves them out of what it sends for a VPN, so none takes an argument's place there. */
const isSent = ({ type }: Resource) => !type.startsWith('openstack_vpnaas_');

function judge(resource: Resource): Finding {
  const specs = resource.get(path);
  if (isUnset(specs)) return pass;
  const evidence = { ...seen(resource, 'type'), path };
  if (!isMap(specs)) {
    return undecided(`what ${path} adds to the request is not known yet`, {
      ...evidence,
      value: 'not known yet',
    });
  }
  const keys = Object.keys(specs);
  if (keys.length === 0) return pass;
  const known = schemaOf(resource.type, 'managed')?.attributes ?? {};
  const replaced = keys.filter((key) => Object.hasOwn(known, argumentsByKey.get(key) ?? key));
  // Values are left out: no rule reads them, so none says that they are no secrets.
  const value = clip(keys.join(', '));
  return replaced.length > 0 && isSent(resource)
    ? fail(`${path} sets ${clip(replaced.join(', '))} past the argument that the rules read`, {
        ...evidence,
        value,
      })
    : undecided(`${path} adds ${value} to the request, which no rule reads`, { ...evidence, value });
}

export default definePolicy({
  title: 'What is asked of the cloud stands in arguments that the rules read',
  severity: 'critical',
  why: 'The provider copies `value_specs` over its request, and what stands there wins over the arguments. With it a public address is bound to a database server, a network is opened to every project and port security is switched off, while every argument reads as it should.',
  avoid: '`value_specs`, whatever it holds',
  prefer: 'the argument of that name: `port_id`, `shared`, `external`, `port_security_enabled`',
  remediation: 'Take `value_specs` away and set the arguments instead.',
  controls: ['C5:2020 PSS-12', 'C5:2020 COS-03', 'GDPR Art. 32(1)(b)'],
  observableIn: ['synth', 'plan', 'state'],
  *examineStack(stack, { siteOfStack }: Context) {
    const site = siteOfStack(stack.name)?.name;
    let found = 0;
    for (const resource of stack.resources) {
      if (resource.mode !== 'managed' || !resource.remains) continue;
      const finding = judge(resource);
      if (finding === pass) continue;
      found += 1;
      const { address } = resource;
      yield [{ stack: stack.name, address, site, dataset: markOf(resource, 'dataset') }, finding];
    }
    if (found === 0) yield [{ stack: stack.name, address: '(stack)', site }, pass];
  },
  examples: {
    terraform: `
resource "openstack_networking_network_v2" "by_arguments" {
  name        = "by-arguments"
  shared      = false
  value_specs = {}
}
resource "openstack_networking_network_v2" "open_to_all" {
  name        = "open-to-all"
  value_specs = { shared = "true" }
}
resource "openstack_networking_network_v2" "external" {
  name        = "external"
  value_specs = { "router:external" = "true" }
}
resource "openstack_networking_port_v2" "any" {
  network_id = openstack_networking_network_v2.by_arguments.id
}
resource "openstack_networking_port_v2" "unfiltered" {
  network_id  = openstack_networking_network_v2.by_arguments.id
  value_specs = { port_security_enabled = "false" }
}
resource "openstack_networking_floatingip_v2" "at_a_port" {
  pool        = "admin_external_net"
  value_specs = { port_id = openstack_networking_port_v2.any.id }
}
resource "openstack_networking_floatingip_v2" "at_a_known_port" {
  pool        = "admin_external_net"
  value_specs = { port_id = "2c1f7c0e-5a0e-4c55-9f63-3c7b8b1c0a02" }
}
resource "openstack_compute_servergroup_v2" "with_more" {
  name        = "with-more"
  policies    = ["anti-affinity"]
  value_specs = { rules = "none" }
}
resource "openstack_dns_zone_v2" "with_more" {
  name        = "example.org."
  value_specs = { pool_id = "none" }
}
resource "openstack_vpnaas_ike_policy_v2" "left_out" {
  value_specs = { auth_algorithm = "md5" }
}
resource "openstack_networking_router_v2" "not_known_yet" {
  value_specs = { for key in [openstack_networking_network_v2.by_arguments.id] : key => "x" }
}
`,
    fail: [
      'openstack_networking_network_v2.open_to_all',
      'openstack_networking_network_v2.external',
      'openstack_networking_port_v2.unfiltered',
      'openstack_networking_floatingip_v2.at_a_known_port',
    ],
    undecided: [
      'openstack_networking_floatingip_v2.at_a_port',
      'openstack_compute_servergroup_v2.with_more',
      'openstack_dns_zone_v2.with_more',
      'openstack_vpnaas_ike_policy_v2.left_out',
      'openstack_networking_router_v2.not_known_yet',
    ],
    changes: [
      {
        name: 'a network that arguments alone describe',
        stack: 'primary',
        set: { 'openstack_networking_network_v2.identity_network': { value_specs: {} } },
        outcome: 'pass',
        subjects: ['primary:(stack)'],
      },
      {
        name: 'a network opened to every project',
        stack: 'primary',
        set: { 'openstack_networking_network_v2.identity_network': { value_specs: { shared: 'true' } } },
        outcome: 'fail',
        subjects: ['primary:openstack_networking_network_v2.identity_network'],
        says: 'value_specs sets shared past the argument that the rules read',
      },
    ],
  },
});

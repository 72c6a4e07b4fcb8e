import { formats } from '../../bin/render';
import { loadEstate } from '../../estate/load-estate';
import { judgeInputs } from '../../policies/judge-inputs';
import { asOf } from '../estate-plan';

const marker = 'M4rk3dS3cr3tV4lue';
const estate = loadEstate({ asOf });

/** Resources with a secret in every place where people put one, each of them faulty in another way as well. */
const faulty: Readonly<Record<string, object>> = {
  openstack_compute_instance_v2: {
    name: 's',
    admin_pass: marker,
    user_data: `#cloud-config\npassword: ${marker}`,
    metadata: { token: marker, api_password: marker, 'estate:dataset': 'imaging' },
    personality: [{ file: '/x', content: marker }],
  },
  openstack_vpnaas_site_connection_v2: { psk: marker, peer_address: '198.51.100.1', admin_state_up: false },
  openstack_keymanager_secret_v1: { payload: marker, name: 's' },
  openstack_identity_user_v3: { password: marker, name: 's' },
  openstack_compute_keypair_v2: { private_key: marker, name: 's' },
  openstack_objectstorage_container_v1: {
    name: 'c',
    container_read: '.r:*',
    container_sync_key: marker,
    container_sync_to: `https://user:${marker}@sync.example/v1/c`,
    metadata: { secret: marker },
  },
  openstack_networking_secgroup_rule_v2: {
    direction: 'ingress',
    ethertype: 'IPv4',
    remote_ip_prefix: '0.0.0.0/0',
    description: marker,
  },
  openstack_blockstorage_volume_v3: { name: marker, volume_type: marker, size: 1 },
};

/** What a plan itself marks as sensitive: here nothing says so but the mark. */
const marked: Readonly<Record<string, object>> = {
  openstack_networking_secgroup_rule_v2: { description: true },
  openstack_blockstorage_volume_v3: { name: true, volume_type: true },
};

function plan(): string {
  const changes = Object.entries(faulty).map(([type, after]) => ({
    address: `${type}.faulty`,
    mode: 'managed',
    type,
    name: 'faulty',
    provider_name: 'registry.terraform.io/terraform-provider-openstack/openstack',
    change: {
      actions: ['create'],
      before: null,
      after,
      after_unknown: {},
      before_sensitive: false,
      after_sensitive: marked[type] ?? {},
    },
  }));
  const provider = {
    name: 'openstack',
    expressions: {
      auth_url: { constant_value: `https://user:${marker}@iam.example/v3` },
      password: { constant_value: marker },
    },
  };
  return JSON.stringify({
    format_version: '1.2',
    terraform_version: '1.11.4',
    complete: true,
    errored: false,
    planned_values: {},
    resource_changes: changes,
    configuration: { provider_config: { openstack: provider }, root_module: {} },
  });
}

test.each(Object.keys(formats) as (keyof typeof formats)[])('no secret of a plan is in %s', (format) => {
  const inputs = [{ kind: 'plan' as const, stack: 'clinic', file: 'plan.json', text: plan() }];
  const report = judgeInputs(inputs, estate, { asOf });
  const found = report.verdicts.filter(({ outcome }) => outcome === 'fail' || outcome === 'undecided');
  const named = new Set(found.map(({ address }) => address.split('.')[0]));
  expect(named).toContain('openstack_compute_instance_v2');
  expect(named).toContain('openstack_blockstorage_volume_v3');
  expect(named).toContain('openstack_networking_secgroup_rule_v2');
  const leaks = formats[format](report)
    .split('\n')
    .filter((line) => line.includes(marker));
  expect(leaks).toEqual([]);
});

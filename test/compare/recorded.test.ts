import { readFileSync } from 'node:fs';
import { driftInObservation } from '../../compare/observed-drift';
import { parsePlan } from '../../compare/plan-json';
import { driftInPlan } from '../../compare/planned-drift';
import { readPlan } from '../../graph/read-plan';
import { recordedFile } from './recorded-file';

/** What Terraform and a real OpenStack said after the changes of `test/deployed`; `record.ts` remakes it. */
const { plan, observation } = JSON.parse(readFileSync(recordedFile, 'utf8'));
const text = JSON.stringify(plan);
const read = parsePlan(text, recordedFile);
const stack = readPlan({ text, file: recordedFile, stack: 'clinic' });

/** `kind address: attributes`, with the ids that a cloud made up left out. */
function lines(drifted: ReturnType<typeof driftInPlan>): readonly string[] {
  return drifted.map(({ kind, address, differences }) => {
    const attributes = differences.map(({ attribute }) => attribute).join(' ');
    return `${kind} ${address.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/, 'ID')}: ${attributes}`;
  });
}

test('what the refresh found, and nothing that only the cloud has settled', () => {
  expect(lines(driftInPlan(read, stack))).toEqual([
    'changed openstack_blockstorage_volume_v3.consent_data: metadata.estate:dataset',
    'gone openstack_blockstorage_volume_v3.pseudonym-mapping_data: ',
    'changed openstack_compute_instance_v2.identity_2_server: power_state',
    'gone openstack_compute_instance_v2.operations_3_server: ',
    'gone openstack_compute_volume_attach_v2.operations_3_attach: ',
    'gone openstack_compute_volume_attach_v2.patient-records_attach: ',
    'gone openstack_compute_volume_attach_v2.pseudonym-mapping_attach: ',
    'changed openstack_networking_port_v2.mapping_1_port: port_security_enabled',
    'gone openstack_networking_secgroup_rule_v2.patient-records_access_from-primary-tcp-5432: ',
    'changed openstack_objectstorage_container_v1.consent_backup: versioning',
    'changed openstack_objectstorage_container_v1.patient-records_backup: container_read',
    'changed openstack_vpnaas_ipsec_policy_v2.transit-2026_ipsec: auth_algorithm encryption_algorithm pfs',
    'gone openstack_vpnaas_site_connection_v2.mirror_tunnel: ',
    'gone openstack_vpnaas_site_connection_v2.primary_tunnel: ',
  ]);
});

test('what no plan shows: values that the provider does not read back, and what nobody manages', () => {
  expect(lines(driftInObservation(read, stack, observation, new Set()))).toEqual([
    'changed openstack_compute_instance_v2.research_1_server: metadata.estate:site',
    'changed openstack_networking_port_v2.mapping_1_port: security_group_ids',
    'changed openstack_networking_port_v2.research_2_port: security_group_ids',
    'unmanaged openstack_blockstorage_volume_v3.unmanaged["ID"]: size volume_type availability_zone',
    'unmanaged openstack_compute_instance_v2.unmanaged["ID"]: availability_zone image_id',
    'unmanaged openstack_compute_keypair_v2.unmanaged["strange-key"]: public_key fingerprint',
    'unmanaged openstack_networking_network_v2.unmanaged["ID"]: shared port_security_enabled admin_state_up',
    'unmanaged openstack_networking_router_v2.unmanaged["ID"]: admin_state_up',
    'unmanaged openstack_networking_port_v2.unmanaged["ID"]: network_id device_id port_security_enabled security_group_ids fixed_ip',
    'unmanaged openstack_networking_secgroup_rule_v2.unmanaged["ID"]: direction ethertype protocol port_range_min port_range_max security_group_id remote_ip_prefix',
    'unmanaged openstack_vpnaas_endpoint_group_v2.unmanaged["ID"]: type endpoints',
    'unmanaged openstack_objectstorage_container_v1.unmanaged["strange-container"]: versioning',
  ]);
});

test('no secret was recorded', () => {
  const secrets = new RegExp(['"(psk|user_data|password)": "', '(?!scrubbed")(?!")'].join(''));
  expect(readFileSync(recordedFile, 'utf8')).not.toMatch(secrets);
});

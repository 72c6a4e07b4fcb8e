import { isOpen } from '../../graph/value';
import { holdsVolumes, serverType } from '../../judge/facts/servers';
import { definePolicy, fail, pass, seen, undecided } from '../../judge/policy';

export default definePolicy({
  title: 'No server that holds volumes is deleted by force',
  severity: 'low',
  why: 'Clouds that keep a deleted server for a while can bring it back after a mistake. `force_delete` has it gone at once, with what was not yet written to its volumes.',
  avoid: '`force_delete = true`',
  prefer: '`force_delete = false`, which is what leaving it out means',
  remediation: 'Take `force_delete` out and apply before anything deletes the server.',
  controls: ['C5:2020 BCM-03', 'GDPR Art. 32(1)(b)'],
  observableIn: ['synth', 'plan', 'state'],
  resources: [serverType],
  examine(server, { graph }) {
    const forced = server.get('force_delete');
    const evidence = seen(server, 'force_delete');
    if (forced !== true && !isOpen(forced)) return pass;
    const holds = holdsVolumes(graph, server);
    if (holds === 'no') return pass;
    if (forced === true && holds === 'yes') {
      return fail('it holds volumes, and deleting it leaves no time to write or to turn back', evidence);
    }
    return undecided('whether it is deleted by force while it holds volumes is not known yet', evidence);
  },
  examples: {
    terraform: `
resource "openstack_compute_instance_v2" "gentle" {
  name = "gentle"
}
resource "openstack_compute_instance_v2" "forced_and_empty" {
  name         = "forced-and-empty"
  force_delete = true
}
resource "openstack_compute_instance_v2" "forced_with_disk" {
  name         = "forced-with-disk"
  force_delete = true
  block_device {
    source_type           = "image"
    uuid                  = "5b18a4c1-b379-4058-af51-325e90a8fbba"
    destination_type      = "volume"
    boot_index            = 0
    volume_size           = 20
    delete_on_termination = true
  }
  block_device {
    source_type      = "blank"
    destination_type = "volume"
    boot_index       = 1
    volume_size      = 100
  }
}
resource "openstack_networking_network_v2" "any" {}
resource "openstack_compute_instance_v2" "not_known_yet" {
  name         = "not-known-yet"
  force_delete = openstack_networking_network_v2.any.shared
  block_device {
    source_type           = "image"
    uuid                  = "5b18a4c1-b379-4058-af51-325e90a8fbba"
    destination_type      = "volume"
    boot_index            = 0
    volume_size           = 20
    delete_on_termination = true
  }
  block_device {
    source_type      = "blank"
    destination_type = "volume"
    boot_index       = 1
    volume_size      = 100
  }
}
`,
    pass: ['openstack_compute_instance_v2.gentle', 'openstack_compute_instance_v2.forced_and_empty'],
    fail: ['openstack_compute_instance_v2.forced_with_disk'],
    undecided: ['openstack_compute_instance_v2.not_known_yet'],
  },
});

import { statefulTypes } from '../../judge/facts/stateful';
import { definePolicy, fail, pass } from '../../judge/policy';

export default definePolicy({
  title: 'What holds data or opens it carries `prevent_destroy`',
  severity: 'high',
  why: 'Terraform then refuses to plan its deletion or replacement, for whoever runs it and from wherever. Neither a plan nor a state shows the setting, so it is judged in the source.',
  avoid: 'a volume, container, share, database or key without `lifecycle { prevent_destroy = true }`',
  prefer: 'the constructs `EncryptedVolume` and `BackupStore`, which set it in production',
  remediation:
    'Set `prevent_destroy`. Only the sandbox and a decommission lift it: record an exception with owner and expiry.',
  controls: ['C5:2020 BCM-03', 'GDPR Art. 32(1)(b)', 'BSIG § 30(2) no. 3'],
  observableIn: ['synth'],
  resources: [...statefulTypes],
  examine(resource) {
    if (resource.preventDestroy === true) return pass;
    const source = `${resource.stack}:${resource.address}`;
    return fail('nothing keeps a plan from deleting it', {
      path: 'lifecycle.prevent_destroy',
      value: 'not set',
      source,
    });
  },
  examples: {
    changes: [
      {
        name: 'a volume whose protection is lifted',
        stack: 'primary',
        set: {
          'openstack_blockstorage_volume_v3.consent_data': { lifecycle: { prevent_destroy: false } },
        },
        outcome: 'fail',
        subjects: ['primary:openstack_blockstorage_volume_v3.consent_data'],
      },
      {
        name: 'a volume without a lifecycle block',
        stack: 'mirror',
        set: { 'openstack_blockstorage_volume_v3.consent_data': { lifecycle: null } },
        outcome: 'fail',
        subjects: ['mirror:openstack_blockstorage_volume_v3.consent_data'],
      },
      {
        name: 'a container for backups that keeps it',
        stack: 'clinic',
        set: { 'openstack_objectstorage_container_v1.consent_backup': { versioning: false } },
        outcome: 'pass',
        subjects: ['clinic:openstack_objectstorage_container_v1.consent_backup'],
      },
    ],
    cannotOccur: { undecided: 'Terraform takes nothing but literals in a lifecycle block' },
  },
});

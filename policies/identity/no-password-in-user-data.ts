import { isUnset } from '../../graph/value';
import { passwordForms, readUserData } from '../../judge/facts/login-password';
import { definePolicy, fail, pass, seen, undecided } from '../../judge/policy';

const node = 'openstack_compute_instance_v2.identity_1_server';

export default definePolicy({
  title: 'No server’s user data gives it a password',
  severity: 'high',
  why: 'User data can be read by every process on the server, by whoever may list servers, and in the source. A password in it, or login by password at all, undoes what key pairs are for. A plan shows a hash of it only, so it is judged in the source.',
  avoid:
    '`password`, `chpasswd` or `passwd` of cloud-init, `ssh_pwauth: true`, or a script that sets a password',
  prefer: '`ssh_pwauth: false` and an imported key pair, as in the user data of `ClusterNode`',
  remediation: 'Take the password out, change it where it was used, and log in with a key.',
  controls: ['C5:2020 IDM-08', 'GDPR Art. 32(1)(b)'],
  observableIn: ['synth'],
  resources: ['openstack_compute_instance_v2'],
  examine(server) {
    const value = server.get('user_data');
    if (isUnset(value)) return pass;
    const evidence = seen(server, 'user_data');
    const data = readUserData(value);
    const forms = data ? passwordForms(data.text) : [];
    if (forms.length > 0) return fail(`its user data holds ${forms.join(', ')}`, evidence);
    return data?.isWhole ? pass : undecided('what its user data holds is not known yet', evidence);
  },
  examples: {
    changes: [
      {
        name: 'a password for the default user',
        stack: 'primary',
        set: {
          [node]: { user_data: '#cloud-config\npassword: not-a-real-one\nchpasswd: { expire: false }\n' },
        },
        outcome: 'fail',
        subjects: [`primary:${node}`],
        says: 'a password of cloud-init',
      },
      {
        name: 'a script that sets a password',
        stack: 'primary',
        set: { [node]: { user_data: '#!/bin/sh\necho "root:not-a-real-one" | chpasswd\n' } },
        outcome: 'fail',
        subjects: [`primary:${node}`],
        says: '`chpasswd`',
      },
      {
        name: 'login by password, in base64',
        stack: 'primary',
        set: { [node]: { user_data: 'I2Nsb3VkLWNvbmZpZwpzc2hfcHdhdXRoOiB0cnVlCg==' } },
        outcome: 'fail',
        subjects: [`primary:${node}`],
        says: 'login by password',
      },
      {
        name: 'no user data',
        stack: 'clinic',
        set: { [node]: { user_data: null } },
        outcome: 'pass',
        subjects: [`clinic:${node}`],
      },
      {
        name: 'password login switched off and locked',
        stack: 'clinic',
        set: {
          [node]: { user_data: '#cloud-config\nssh_pwauth: false\nruncmd: ["passwd --lock root"]\n' },
        },
        outcome: 'pass',
        subjects: [`clinic:${node}`],
      },
      {
        name: 'user data that is not known yet',
        stack: 'clinic',
        set: { [node]: { user_data: 'unknown' } },
        outcome: 'undecided',
        subjects: [`clinic:${node}`],
      },
    ],
  },
});

import { passwordForms } from '../../judge/facts/login-password';
import { holdsRandomText, secretForms } from '../../judge/facts/secrets';
import { userDataOf } from '../../judge/facts/user-data';
import { definePolicy, type Evidence, fail, pass, undecided } from '../../judge/policy';

const node = 'openstack_compute_instance_v2.identity_1_server';

const sets = (name: string, text: string, says: string) =>
  ({
    name,
    stack: 'primary',
    set: { [node]: { user_data: text } },
    outcome: 'fail',
    subjects: [`primary:${node}`],
    says,
  }) as const;

export default definePolicy({
  title: 'No server’s user data holds a credential',
  severity: 'high',
  why: 'User data can be read by every process on the server through the metadata service, by whoever may list servers, and in the source. A password, token or private key in it is known to all of them, and login by password undoes what key pairs are for.',
  avoid:
    '`password`, `chpasswd` or `passwd` of cloud-init, `ssh_pwauth: true`, tokens, private keys, connection strings with a password; base64 and gzip hide none of them',
  prefer:
    '`ssh_pwauth: false` and an imported key pair, as in the user data of `ClusterNode`; secrets fetched at start from a key store',
  remediation: 'Take the credential out, make it invalid where it was used, and fetch a new one at start.',
  controls: ['C5:2020 IDM-08', 'C5:2020 CRY-04', 'GDPR Art. 32(1)(b)'],
  // A state holds a hash of user data and no configuration.
  observableIn: ['synth', 'plan'],
  resources: ['openstack_compute_instance_v2'],
  examine(server) {
    const data = userDataOf(server);
    if (data === null) return pass;
    // What it says stays out of the evidence.
    const source = `${server.stack}:${server.address}`;
    const evidence: Evidence = { path: 'user_data', value: '(sensitive)', source };
    const forms = data ? [...new Set([...passwordForms(data.text), ...secretForms(data.text)])] : [];
    if (forms.length > 0) return fail(`its user data holds ${forms.join(', ')}`, evidence);
    if (!data?.isWhole) {
      return undecided('what its user data holds is not shown: a plan has the hash of it only', evidence);
    }
    return holdsRandomText(data.text)
      ? undecided('its user data holds a long random text, which may be a credential', evidence)
      : pass;
  },
  examples: {
    terraform: `
resource "openstack_compute_instance_v2" "without" {
  name = "without"
}
resource "openstack_compute_instance_v2" "harmless" {
  name      = "harmless"
  user_data = <<-EOT
    #cloud-config
    ssh_pwauth: false
    users:
      - name: operator
        lock_passwd: true
        passwd: "!"
        ssh_authorized_keys:
          - ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEXAMPLEexampleEXAMPLEexampleEXAMPLEexampleEX operator
    write_files:
      - path: /etc/site
        content: 5b18a4c1-b379-4058-af51-325e90a8fbba
      - path: /etc/digest
        content: sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
      - path: /etc/service.conf
        content: |
          password_file=/run/secrets/database
          token: $$\{TOKEN}
  EOT
}
resource "openstack_compute_instance_v2" "password" {
  name      = "password"
  user_data = "#cloud-config\\npassword: not-a-real-one\\nchpasswd: { expire: false }\\n"
}
resource "openstack_compute_instance_v2" "access_key" {
  name      = "access-key"
  user_data = "#!/bin/sh\\nexport AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE\\n"
}
resource "openstack_compute_instance_v2" "connection_string" {
  name      = "connection-string"
  user_data = "#!/bin/sh\\nmigrate postgresql://records:not-a-real-one@10.16.0.4/records\\n"
}
variable "script" { type = string }
resource "openstack_compute_instance_v2" "from_a_variable" {
  name      = "from-a-variable"
  user_data = var.script
}
resource "openstack_compute_instance_v2" "random_text" {
  name      = "random-text"
  user_data = "#!/bin/sh\\njoin Zq8Wm3Kd7Rt5Yx1Pv9Lc4Nb6Hf2Js0Ga\\n"
}
`,
    pass: ['openstack_compute_instance_v2.without', 'openstack_compute_instance_v2.harmless'],
    fail: [
      'openstack_compute_instance_v2.password',
      'openstack_compute_instance_v2.access_key',
      'openstack_compute_instance_v2.connection_string',
    ],
    undecided: ['openstack_compute_instance_v2.from_a_variable', 'openstack_compute_instance_v2.random_text'],
    changes: [
      sets(
        'a password for the default user',
        '#cloud-config\npassword: not-a-real-one\nchpasswd: { expire: false }\n',
        'a password of cloud-init',
      ),
      sets(
        'a script that sets a password',
        '#!/bin/sh\necho "root:not-a-real-one" | chpasswd\n',
        '`chpasswd`',
      ),
      sets(
        'login by password, in base64',
        'I2Nsb3VkLWNvbmZpZwpzc2hfcHdhdXRoOiB0cnVlCg==',
        'login by password over SSH',
      ),
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

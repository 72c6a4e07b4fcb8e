import { decidedLater, idOf } from '../draft';
import { type Mutant, mutant, types } from '../mutant';
import type { Json } from '../plan-json';

/** Mutants of credentials: those that are made, and those that stand where others read them. */
const stacks = ['primary', 'clinic'] as const;
const user = '20415a973c9e45d3917f078950644697';

type Case = readonly [what: string, attributes: Json];

const credential: Json = {
  name: 'more',
  unrestricted: false,
  expires_at: '2027-05-01T00:00:00Z',
  access_rules: [{ path: '/v3/volumes', method: 'GET', service: 'volumev3' }],
};

const restricted = stacks.flatMap((stack) =>
  (
    [
      ['that makes others', { unrestricted: true }],
      ['that may make others', { unrestricted: decidedLater }],
      ['without end', { expires_at: null }],
      ['that ends in ten years', { expires_at: '2036-05-01T00:00:00Z' }],
      ['that ends when the apply decides', { expires_at: decidedLater }],
      ['that ends some day', { expires_at: 'some day' }],
      ['without rules', { access_rules: [] }],
      ['for all of a service', { access_rules: [{ path: '/**', method: 'GET', service: 'volumev3' }] }],
      ['with its secret in the text', { secret: 'in-the-text' }],
    ] satisfies readonly Case[]
  ).map(([what, attributes]) =>
    mutant(stack, `a credential ${what}`, 'identity/application-credentials-restricted', (draft) =>
      draft.add('openstack_identity_application_credential_v3.more', { ...credential, ...attributes }),
    ),
  ),
);

const ec2 = stacks.map((stack) =>
  mutant(stack, 'a credential of EC2', 'identity/application-credentials-restricted', (draft) =>
    draft.add('openstack_identity_ec2_credential_v3.more', { user_id: user }),
  ),
);

const role = 'openstack_identity_role_v3.more';
const project = 'openstack_identity_project_v3.more';
const assignment = 'openstack_identity_role_assignment_v3.more';

const roles = stacks.flatMap((stack) =>
  (
    [
      ['on a domain', 'backup', { project_id: null, domain_id: idOf('domain') }],
      ['on a domain that the apply decides', 'backup', { project_id: null, domain_id: decidedLater }],
      ['on another project', 'backup', {}],
      ['on a project that the apply decides', 'backup', { project_id: decidedLater }],
      ['of an administrator', 'admin', {}],
      ['of an administrator in capitals', 'Cloud_Admin', {}],
      ['that nobody knows', 'backup', { role_id: idOf('role') }],
    ] as const
  ).map(([what, name, attributes]) =>
    mutant(stack, `a role ${what}`, 'identity/no-role-beyond-project', (draft) => {
      draft.add(role, { name });
      draft.add(project, { name: 'another' });
      draft.add(assignment, {
        user_id: user,
        project_id: `\${${project}.id}`,
        role_id: `\${${role}.id}`,
        ...attributes,
      });
    }),
  ),
);

const inherited = stacks.map((stack) =>
  mutant(stack, 'a role that projects inherit', 'identity/no-role-beyond-project', (draft) => {
    draft.add(role, { name: 'backup' });
    draft.add('openstack_identity_inherit_role_assignment_v3.more', {
      user_id: user,
      project_id: idOf('project'),
      role_id: `\${${role}.id}`,
    });
  }),
);

const users = stacks.flatMap((stack) =>
  (
    [
      ['with a password', { password: 'in-the-text' }],
      ['with a password that the apply decides', { password: decidedLater }],
      ['whose password never ends', { ignore_password_expiry: true }],
      ['whose password may never end', { ignore_password_expiry: decidedLater }],
      ['whose password may be guessed without end', { ignore_lockout_failure_attempts: true }],
      ['who need not change the password', { ignore_change_password_upon_first_use: true }],
    ] satisfies readonly Case[]
  ).map(([what, attributes]) =>
    mutant(stack, `a user ${what}`, 'identity/users-without-passwords', (draft) =>
      draft.add('openstack_identity_user_v3.more', { name: 'more', ...attributes }),
    ),
  ),
);

const server = `${types.server}.research_1_server`;
const connection = 'postgresql://records:not-a-real-one@10.16.0.4/records';
const metadata = (more: Json): Json => ({
  metadata: { 'estate:role': 'node', ...more },
});

const inMetadata = stacks.flatMap((stack) =>
  (
    [
      ['a password', metadata({ db_password: 'not-a-real-one' })],
      ['a token of a name in capitals', metadata({ API_TOKEN: 'zq8wm3kd7rt5yx1pv9' })],
      ['a connection with its password', metadata({ source: connection })],
      ['an access key under a harmless name', metadata({ note: 'AKIAIOSFODNN7EXAMPLE' })],
      ['a long random text', metadata({ join: 'Zq8Wm3Kd7Rt5Yx1Pv9Lc4Nb6Hf2Js0Ga' })],
      ['a token that the apply decides', metadata({ api_token: decidedLater })],
      ['a password among its tags', { tags: ['backend', connection] }],
    ] satisfies readonly Case[]
  ).map(([what, attributes]) =>
    mutant(
      stack,
      `a server with ${what} in what it is given`,
      'identity/no-credentials-in-metadata',
      (draft) => draft.set(server, attributes),
    ),
  ),
);

const inFile: readonly Mutant[] = stacks.map((stack) =>
  mutant(stack, 'a server with a key in a file it is given', 'identity/no-credentials-in-metadata', (draft) =>
    draft.set(server, {
      personality: [{ file: '/etc/aws', content: 'aws_access_key_id = AKIAIOSFODNN7EXAMPLE' }],
    }),
  ),
);

const userData: readonly (readonly [what: string, text: unknown])[] = [
  ['a password', '#cloud-config\npassword: not-a-real-one\nchpasswd: { expire: false }\n'],
  ['a script that sets a password', '#!/bin/sh\necho "root:not-a-real-one" | chpasswd\n'],
  ['passwords over the shell in base64', 'I2Nsb3VkLWNvbmZpZwpzc2hfcHdhdXRoOiB0cnVlCg=='],
  ['an access key', '#!/bin/sh\nexport AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE\n'],
  ['a connection with its password', `#!/bin/sh\nmigrate ${connection}\n`],
  ['a long random text', '#!/bin/sh\njoin Zq8Wm3Kd7Rt5Yx1Pv9Lc4Nb6Hf2Js0Ga\n'],
  ['what the apply decides', decidedLater],
];

const inUserData = stacks.flatMap((stack) =>
  userData.map(([what, text]) =>
    mutant(stack, `user data with ${what}`, 'identity/no-credentials-in-user-data', (draft) =>
      draft.set(server, { user_data: text }),
    ),
  ),
);

export default [
  ...restricted,
  ...ec2,
  ...roles,
  ...inherited,
  ...users,
  ...inMetadata,
  ...inFile,
  ...inUserData,
];

import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { passwordForms } from '../../judge/facts/login-password';
import { holdsRandomText, isSecretNamed, secretForms } from '../../judge/facts/secrets';
import { readUserData } from '../../judge/facts/user-data';

/** Every word of a credential is made here, so that none stands in the repository as one. */
const made = (length: number, letters = 'Zq8Wm3Kd7Rt5Yx1Pv9Lc4Nb6Hf2Js0Ga') =>
  Array.from({ length }, (_, at) => letters[(at * 7) % letters.length]).join('');
const pem = (kind: string) => `-----BEGIN ${kind}-----\n${made(64)}\n-----END ${kind}-----`;

test.each([
  [pem('OPENSSH PRIVATE KEY'), 'a private key'],
  [pem('EC PRIVATE KEY'), 'a private key'],
  [pem('PRIVATE KEY'), 'a private key'],
  [`gAAAAA${made(120)}`, 'a token of Keystone'],
  ['aws_access_key_id = AKIAIOSFODNN7EXAMPLE', 'an access key of S3'],
  [`git clone https://ghp_${made(36)}@github.com/x/y`, 'a token of GitHub'],
  [`glpat-${made(20)}`, 'a token of GitLab'],
  [`hvs.${made(30)}`, 'a token of Vault'],
  [`Authorization: Bearer eyJ${made(20)}.eyJ${made(30)}.${made(43)}`, 'a JSON web token'],
  ['kubeadm join 10.0.0.1:6443 --token abcdef.0123456789abcdef', 'a token that joins a cluster'],
  ['postgres://app:hunter2@db.internal:5432/app', 'a connection string with a password'],
  [`root:$6$rounds=4096$${made(40)}:19000:`, 'a hash of a password'],
  [`PrivateKey = ${made(43)}=`, 'a private key of WireGuard'],
  ['export PGPASSWORD=hunter22', 'a password or key that stands beside its name'],
  ['{"OS_PASSWORD": "hunter22"}', 'a password or key that stands beside its name'],
  ['sshpass -p hunter22 ssh admin@10.0.0.1', 'a password given to a command'],
  ['mysql -uroot -phunter22 -e "select 1"', 'a password given to a command'],
  ['curl -fsS -u admin:hunter22 https://example.org', 'a password given to a command'],
  ['docker login -u ci -p hunter22 registry.example.org', 'a password given to a command'],
  ['redis-cli -h 10.0.0.1 -a hunter22 ping', 'a password given to a command'],
  ['backup --db-password hunter22 --all', 'a password given to a command'],
  [`temp-url-key: hunter22`, 'a password or key that stands beside its name'],
  [`secret_key: ${made(40)}`, 'a password or key that stands beside its name'],
  ['db.password=!Geheim2024', 'a password or key that stands beside its name'],
  ["CREATE ROLE app LOGIN PASSWORD 'hunter22';", 'a password or key that stands beside its name'],
  ["CREATE USER app IDENTIFIED BY 'hunter22';", 'a password or key that stands beside its name'],
  ['port 6379\nrequirepass hunter22', 'a password or key that stands beside its name'],
  ['<password>hunter22</password>', 'a password or key that stands beside its name'],
  ['machine db login app password hunter22', 'a password or key that stands beside its name'],
  ['db:5432:records:app:hunter22', 'a password or key that stands beside its name'],
  [
    `{"auths":{"r.example":{"auth":"${Buffer.from('app:hunter22').toString('base64')}"}}}`,
    'an account of a registry',
  ],
])('%#. a credential is found by its form: %s', (text, form) => {
  expect(secretForms(text)).toContain(form);
});

test.each([
  ['a password from a variable', 'mysql -uroot -p"$DB_PASSWORD" -e "select 1"; sshpass -p "$PW" ssh x'],
  ['a password that is asked for', 'mysql -u root -p < dump.sql; curl -u admin https://example.org'],
  ['a password from a file', 'docker login -u ci --password-stdin < /run/token; x --password-file /run/pw'],
  ['an account without one', 'adduser --disabled-password --gecos "" app; pg_dump --no-password records'],
  ['other options', 'mkdir -p /var/lib/mysql/data; docker run -p 5432:5432 db; chown -R mysql:mysql /x'],
  ['a login of variables', 'curl -u "$NAME:$PASSWORD" https://example.org; curl -u admin:$PASSWORD x'],
  ['a UUID', 'image: 5b18a4c1-b379-4058-af51-325e90a8fbba'],
  ['a UUID as a key’s name', 'secret_key: 5b18a4c1-b379-4058-af51-325e90a8fbba'],
  ['a project id', 'project_id = 20415a973c9e45d3917f078950644697'],
  ['a digest', 'image@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'],
  ['an integrity', `integrity: sha512-${made(86)}==`],
  ['an SSH key', `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${made(43)} operator@example.org`],
  ['an RSA key', `ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAB${made(340)} operator`],
  ['a certificate', pem('CERTIFICATE')],
  ['a public key', pem('PUBLIC KEY')],
  ['a variable of a shell', 'export OS_PASSWORD="$PASSWORD"; PGPASSWORD=$(cat /run/pw)'],
  ['a file', 'password_file=/run/secrets/database; token: /var/run/token'],
  ['a name of a secret', 'imagePullSecret: registry-credentials\nsecret: database'],
  ['a template', 'password: {{ vault_password }}\npassword = <your password>'],
  ['a switch', 'disable_password: true\nlock_passwd: true\nPasswordAuthentication no'],
  ['a URL with a port', 'http://proxy.example.org:3128/a@b https://example.org/x:y@z'],
  ['a long path', '/usr/local/share/ca-certificates/Organisation-Root-2026/Certificate.crt'],
  ['a statement with a variable', "ALTER ROLE app PASSWORD '$PASSWORD'; ALTER USER app PASSWORD NULL"],
  ['a sentence', 'login with password authentication; the password is read from standard input'],
  ['an element with a variable', '<password>${db.password}</password><password></password>'],
  ['a negation and a tag', 'no_password = !has_password\ndb_password: !vault |\npassword = @password'],
  ['a switch of a login', '{"auth": "disabled", "auth_password": ""}'],
  ['a published port', '127.0.0.1:8080:80\naa:11:22:33:44:55'],
  ['a locked account', 'passwd: "!"\npasswd: "*"'],
  ['a link', `https://downloads.example.org/${made(40)}`],
])('%s is none', (_, text) => {
  expect([...secretForms(text), ...passwordForms(text)]).toEqual([]);
  expect(holdsRandomText(text)).toBe(false);
});

test.each([
  ['#cloud-config\npassword: hunter2', ['a password of cloud-init']],
  ['users:\n- name: a\n  passwd: $6$salt$hash', ['a password of cloud-init']],
  ['users:\n- name: a\n  hashed_passwd: "$y$j9T$salt"', ['a password of cloud-init']],
  ['chpasswd:\n  expire: false\n  list: |\n    root:hunter2', ['a list of `chpasswd`']],
  ['chpasswd: {expire: false}', []],
  ['chpasswd:\n  users:\n  - {name: a, type: RANDOM}', []],
  ['password:\nruncmd: [ls]', []],
  ['password: $PASSWORD', []],
  ['echo root:x | chpasswd', ['`chpasswd`']],
  ['ssh_pwauth: true', ['login by password over SSH']],
  ['PasswordAuthentication yes', ['login by password over SSH']],
  ['echo "PasswordAuthentication yes" >> sshd_config', ['login by password over SSH']],
  [
    'sed -i s/#PasswordAuthentication.*/PasswordAuthentication\\ yes/ sshd_config',
    ['login by password over SSH'],
  ],
  ['sed -i "s/^PasswordAuthentication yes/PasswordAuthentication no/" sshd_config', []],
  ['  # PasswordAuthentication yes', []],
  ['ForcePasswordAuthentication yesterday', []],
])('%#. login by password is found where it is given: %s', (text, forms) => {
  expect(passwordForms(text)).toEqual(forms);
});

test('a random text without a form is noticed, and nothing of a name or sentence is', () => {
  expect(holdsRandomText(`join ${made(32)}`)).toBe(true);
  expect(holdsRandomText('a sentence of ordinary words, and TheNameOfAClassThatIsVeryLongIndeed')).toBe(
    false,
  );
});

test.each([
  ['base64', (text: string) => Buffer.from(text).toString('base64')],
  ['gzip in base64', (text: string) => gzipSync(text).toString('base64')],
  [
    'a MIME part in lines',
    (text: string) =>
      `Content-Transfer-Encoding: base64\n\n${Buffer.from(text).toString('base64').replace(/.{76}/g, '$&\n')}`,
  ],
  [
    'write_files',
    (text: string) =>
      `write_files:\n- encoding: gz+b64\n  content: ${gzipSync(text).toString('base64')}\n  path: /x`,
  ],
  [
    'base64 of base64',
    (text: string) => Buffer.from(Buffer.from(text).toString('base64')).toString('base64'),
  ],
])('a credential is found through %s', (_, pack) => {
  const text = `#!/bin/sh\n# ${'a comment of some length, '.repeat(8)}\nexport OS_PASSWORD=hunter22\n`;
  const data = readUserData(pack(text));
  expect(data?.isWhole).toBe(true);
  expect(secretForms(data?.text ?? '')).toEqual(['a password or key that stands beside its name']);
});

test('no text breaks it or keeps it busy', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 2000 }), (text) => {
      const data = readUserData(text);
      secretForms(data?.text ?? '');
      passwordForms(data?.text ?? '');
      holdsRandomText(data?.text ?? '');
    }),
    { numRuns: 200, seed: 14 },
  );
  const start = process.cpuUsage();
  for (const piece of [
    'passwd ',
    'chpasswd:',
    'a'.repeat(40),
    'password=',
    'AAAA/+',
    '-----BEGIN ',
    'x://a:b',
    'user ',
    'machine x login y ',
    'a:5432:b:c:',
    '"auth":"aaaaaaaa" ',
  ]) {
    const text = piece.repeat(300_000 / piece.length);
    const data = readUserData(text);
    secretForms(data?.text ?? '');
    passwordForms(data?.text ?? '');
    holdsRandomText(data?.text ?? '');
  }
  // Of processor time, which a busy machine hardly stretches.
  const { user, system } = process.cpuUsage(start);
  expect((user + system) / 1e6).toBeLessThan(10);
});

test.each([
  ['db_password', 'hunter2', true],
  ['adminPass', 'hunter2', true],
  ['token', 'a-name', false],
  ['token', made(32), true],
  ['password_file', '/run/x', false],
  ['password', '!Geheim2024', true],
  ['password', '@dmin1234', true],
  ['password', '$ecret2024x', true],
  ['password', '/abc12345', true],
  ['password', '.hunter22', true],
  ['password', '$(DB_PASSWORD)', false],
  ['password', '$DB_PASSWORD', false],
  ['password', '${db_password}', false],
  ['password', '/run/secrets/db-password', false],
  ['key_name', made(32), false],
  ['password', '', false],
])('%s = %s', (name, value, is) => {
  expect(isSecretNamed(name, value)).toBe(is);
});

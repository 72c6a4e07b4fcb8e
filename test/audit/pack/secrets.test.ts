import { gzipSync } from 'node:zlib';
import type { Input } from '../../../policies/judge-inputs';
import { check, estateInputs, judged, removePack, writtenPack } from './packs';

const base64 = (text: string) => Buffer.from(text).toString('base64');
const pem = (kind: string, body: string) =>
  `-----BEGIN ${kind}PRIVATE KEY-----\n${body}\n${[...body].toReversed().join('')}\n-----END ${kind}PRIVATE KEY-----`;

/** Each in its own place; none is a real one. What is looked for in the pack is all of `texts`. */
const planted = {
  providerPassword: 'Pr0vider.Passw0rt',
  userData: 'hunter2-im-Startskript',
  userDataPacked: 'eingepackt-4711-geheim',
  payload: 'Barbican-Nutzlast-aus-36-Zeichen',
  psk: 'vorher-vereinbarter-Schluessel',
  privateKey: 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEA',
  tokenInUrl: 'a7f3c9e1b5d20468',
  encoded: 'steht-nur-in-Base64-da',
  secretData: 'Kubernetes-Geheimnis-1',
  stringData: 'Kubernetes-Geheimnis-2',
  environment: 'Umgebung-9f8e7d6c',
  connection: 'Datenbank%2FPasswort',
  application: 'Anwendungsberechtigung-0815-abcdef',
  backend: 'Hintergrund-conn-Wort',
  output: 'sensitive-Ausgabe-Wert',
  variable: 'tfvars-Wert-Zwerg',
  sensitiveValue: 'unscheinbarer Satz in einem Feld',
  awsId: 'AKIAQ7DLEXAMPLEZZ9XY',
  awsSecret: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYzzzzzzzKEY',
  jwt: 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJwYXRpZW50In0.c2lnbmF0dXItZGVyLU1hcmtl',
  sshKey: 'b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAA',
  kubeconfig: 'LS0tLS1CRUdJTiBFQyBQUklWQVRFIEtFWS0tLS0tCk1IY0NBUUVF',
  basicAuth: 'dmVyd2FsdGVyOlNlaHJHZWhlaW0x',
  crypt: '$6$rounds=4096$salz$Vn3v7vXq9Yk2pWf0dTz5',
  short: 'q7#x',
} as const;

type Attributes = Record<string, unknown>;

interface PlanJson {
  resource_changes: { address: string; change: { after: Attributes; after_sensitive: unknown } }[];
  planned_values: {
    root_module: { resources: { address: string; values: Attributes; sensitive_values: unknown }[] };
  };
  configuration: {
    provider_config: Record<string, { expressions?: Attributes }>;
    root_module: { resources: { address: string; expressions: Attributes }[]; variables?: Attributes };
  };
  variables: Attributes;
  output_changes: Attributes;
}

/** A plan of this estate, with secrets wherever one has been seen. */
function plant(text: string): string {
  const plan = JSON.parse(text) as PlanJson;
  const set = (address: RegExp, attributes: Attributes, marks?: object) => {
    const changed = plan.resource_changes.find((one) => address.test(one.address));
    const values = plan.planned_values.root_module.resources.find((one) => one.address === changed?.address);
    const stated = plan.configuration.root_module.resources.find((one) => one.address === changed?.address);
    if (!changed || !values || !stated) throw new Error(`no resource ${address} in the plan`);
    Object.assign(changed.change.after, attributes);
    Object.assign(values.values, attributes);
    for (const [name, value] of Object.entries(attributes))
      stated.expressions[name] = { constant_value: value };
    if (marks) {
      changed.change.after_sensitive = { ...(changed.change.after_sensitive as object), ...marks };
      values.sensitive_values = { ...(values.sensitive_values as object), ...marks };
    }
  };
  const [provider] = Object.values(plan.configuration.provider_config);
  Object.assign(provider?.expressions ?? {}, {
    password: { constant_value: planted.providerPassword },
    application_credential_secret: { constant_value: planted.application },
  });
  const script = [
    '#cloud-config',
    `chpasswd: {list: "root:${planted.userData}"}`,
    `write_files: [{encoding: gz+b64, content: ${gzipSync(`DB_PASSWORD=${planted.userDataPacked}`).toString('base64')}}]`,
  ].join('\n');
  set(/^openstack_compute_instance_v2\./, {
    user_data: script,
    metadata: {
      callback: `https://hook.example/done?token=${planted.tokenInUrl}`,
      packed: base64(`password: ${planted.encoded}`),
      database: `postgresql://records:${planted.connection}@10.16.0.4/records`,
      aws_access_key_id: planted.awsId,
      aws_secret_access_key: planted.awsSecret,
      session: planted.jwt,
      root: planted.crypt,
      pin_password: planted.short,
    },
  });
  set(/^openstack_vpnaas_site_connection_v2\./, { psk: planted.psk });
  set(/^openstack_networking_network_v2\./, { description: planted.sensitiveValue }, { description: true });
  set(/^openstack_networking_router_v2\./, {
    description: `curl -H "Authorization: Basic ${planted.basicAuth}" and ${pem('', planted.privateKey)}`,
  });
  set(/^openstack_networking_secgroup_v2\./, { description: pem('OPENSSH ', planted.sshKey) });
  // The plain name of another resource, as it happens.
  set(/^openstack_networking_subnet_v2\./, { description: `seen:${planted.psk}` });
  plan.output_changes.planted = {
    actions: ['create'],
    before: null,
    after: planted.output,
    after_unknown: false,
    before_sensitive: true,
    after_sensitive: true,
  };
  plan.variables.db_admin_password = { value: planted.variable };
  return JSON.stringify(plan);
}

/** Kinds that stand in the source alone. */
function plantSource(text: string): string {
  const source = JSON.parse(text) as { terraform: Attributes; resource: Record<string, Attributes> };
  source.terraform.backend = { pg: { conn_str: `postgres://state:${planted.backend}@db.example/state` } };
  source.resource.openstack_keymanager_secret_v1 = {
    planted: { name: 'planted', payload: planted.payload, payload_content_type: 'text/plain' },
  };
  return JSON.stringify(source);
}

/** As YAML, which is how most people hand them in. */
const objects = `
apiVersion: v1
kind: Secret
metadata: {name: planted, namespace: identity}
data: {password: ${base64(planted.secretData)}}
stringData: {token: ${planted.stringData}}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: kubeconfig, namespace: identity}
data:
  config: |
    users: [{name: admin, user: {client-key-data: ${planted.kubeconfig}}}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: planted, namespace: identity}
spec:
  selector: {matchLabels: {app: planted}}
  template:
    metadata: {labels: {app: planted}}
    spec:
      containers:
        - name: planted
          image: registry.example/planted:1
          env: [{name: DB_PASSWORD, value: ${planted.environment}}, {name: LOG_LEVEL, value: info}]
`;

let pack: Awaited<ReturnType<typeof writtenPack>>;

beforeAll(async () => {
  const [first, ...others] = await estateInputs();
  const spoilt: Input = {
    ...(first as Input),
    text: plant(String(first?.text)),
    source: plantSource(first?.source ?? ''),
  };
  const planted: Input = { kind: 'manifests', stack: 'planted', file: 'planted.yaml', text: objects };
  pack = await writtenPack(judged([spoilt, ...others, planted]));
});
afterAll(() => removePack(pack.folder));

/** What must not be found: the text, as it stands in JSON and URLs, in Base64 at each of its three offsets. */
function formsOf(secret: string): readonly string[] {
  const inBase64 = [0, 1, 2].map((offset) => {
    const encoded = Buffer.from(' '.repeat(offset) + secret).toString('base64');
    // Only what no neighbour has a part in.
    return encoded.slice(Math.ceil((offset * 8) / 6), -4);
  });
  const long = secret.length >= 8 ? inBase64.filter((one) => one.length >= 8) : [];
  return [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret), ...long];
}

test.each(Object.entries(planted))('%s is nowhere in the pack', (_, secret) => {
  const found = [...pack.files].flatMap(([path, text]) =>
    formsOf(secret).some((form) => text.includes(form)) ? [path] : [],
  );
  expect(found).toEqual([]);
});

test('the inputs held every one of them', async () => {
  const [first] = await estateInputs();
  const given = plant(String(first?.text)) + plantSource(first?.source ?? '') + objects;
  const missing = Object.entries(planted).filter(([, secret]) => {
    const whole = [secret, JSON.stringify(secret).slice(1, -1), base64(secret)];
    return !whole.some((form) => given.includes(form));
  });
  expect(missing.map(([name]) => name)).toEqual(['userDataPacked', 'encoded']);
});

test('the same secret has the same name in its place wherever it stands, and another has another', () => {
  const plan = JSON.parse(pack.files.get('inputs/01-clinic.plan.json') ?? '') as PlanJson;
  const after = (type: string) =>
    plan.resource_changes.find(({ address }) => address.startsWith(`${type}.`))?.change.after ?? {};
  const { psk } = after('openstack_vpnaas_site_connection_v2');
  expect(psk).toMatch(/^removed-secret-\d+$/);
  expect(after('openstack_networking_subnet_v2').description).toBe(`seen:${String(psk)}`);
  const { user_data: data } = after('openstack_compute_instance_v2');
  expect(data).toMatch(/^removed-secret-\d+$/);
  expect(data).not.toBe(psk);
});

test('what is no secret stays: names, addresses, images, other variables of a process', () => {
  const objectsOfPack = [...pack.files].find(([path]) => path.includes('planted.manifests'))?.[1] ?? '';
  for (const kept of [
    'registry.example/planted:1',
    'LOG_LEVEL',
    '"info"',
    'DB_PASSWORD',
    'client-key-data',
  ]) {
    expect(objectsOfPack).toContain(kept);
  }
});

test('the report still says that secrets were there, and is judged again alike but for the attested', async () => {
  const { verdicts } = pack.contents.report;
  const found = verdicts.flatMap(({ outcome, policy }) => (outcome === 'fail' ? policy : []));
  expect(found).toEqual(
    expect.arrayContaining([
      'identity/no-credentials-in-metadata',
      'identity/no-credentials-in-provider-blocks',
      'kubernetes/no-secrets-in-plain-text',
    ]),
  );
  expect(await check(pack.folder)).toMatchObject({ holds: true, recomputed: { outcome: 'same' } });
});

test('how much was removed is said of each file, with the hash of both', () => {
  const plan = pack.contents.files.find(({ file }) => file === 'inputs/01-clinic.plan.json');
  expect(plan?.removed).toBeGreaterThan(10);
  expect(plan?.original).not.toBe(plan?.redacted);
});

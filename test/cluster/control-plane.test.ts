import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ports } from '../../cluster/addresses';
import { Client } from '../../cluster/api/client';
import { releases } from '../../cluster/build/programs';
import type { Site } from '../../cluster/clusters';
import { certificatesFolder } from '../../cluster/site-files';
import { auditLog } from '../../cluster/site-processes';
import { namespace, pod, podSpec, type RunningPod } from './pods';
import { administratorOf, applyManifests, customResourceDefinitions, startSites } from './running';
import { removeNamespace, until } from './waiting';

const name = 'control-plane-suite';
let site: Site;
let client: Client;

beforeAll(async () => {
  [site] = (await startSites('clinic')) as readonly [Site];
  client = await administratorOf(site.name);
  await removeNamespace(client, name);
  await applyManifests(site.name, [namespace(name)]);
  await until(
    async () => (await client.ask(`/api/v1/namespaces/${name}/serviceaccounts/default`)).status === 200,
  );
}, 600_000);

afterAll(async () => {
  await removeNamespace(client, name);
  client.close();
});

test('it is the release of Kubernetes that the table of programs names', async () => {
  expect(await client.demand('/version')).toMatchObject({ gitVersion: `v${releases.kubernetes}` });
});

test('whoever shows no certificate is refused, at every path', async () => {
  const ca = readFileSync(join(certificatesFolder(site), 'authority-kubernetes.crt'));
  const stranger = new Client(`https://${site.address}:${ports.apiServer}`, { ca });
  const answers = await Promise.all(
    ['/api/v1/namespaces', '/version', '/readyz', '/openapi/v3', '/metrics'].map((path) =>
      stranger.ask(path),
    ),
  );
  stranger.close();
  expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401]);
});

test('an account of kubelets may report pods and may not read secrets', async () => {
  const certificate = (file: string) => readFileSync(join(certificatesFolder(site), file));
  const kubelet = new Client(`https://${site.address}:${ports.apiServer}`, {
    ca: certificate('authority-kubernetes.crt'),
    cert: certificate('kwok.crt'),
    key: certificate('kwok.key'),
  });
  const answers = await Promise.all(['pods', 'secrets'].map((kind) => kubelet.ask(`/api/v1/${kind}`)));
  kubelet.close();
  expect(answers.map(({ status }) => status)).toEqual([200, 403]);
});

test('a secret is encrypted in etcd, and a change of it is in the audit log without what it holds', async () => {
  const word = 'in-nobodys-sight';
  const secret = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'password', namespace: name },
    data: { word: Buffer.from(word).toString('base64') },
  };
  await applyManifests(site.name, [secret]);
  const raw = await rawValue(`/registry/secrets/${name}/password`);
  expect(raw.subarray(0, 'k8s:enc:secretbox:v1:first:'.length).toString()).toBe(
    'k8s:enc:secretbox:v1:first:',
  );
  expect(raw.includes(word)).toBe(false);
  const stored = await client.demand<{ data: { word: string } }>(
    `/api/v1/namespaces/${name}/secrets/password`,
  );
  expect(Buffer.from(stored.data.word, 'base64').toString()).toBe(word);
  // What is not encrypted can be read there: the comparison above is one.
  expect((await rawValue(`/registry/namespaces/${name}`)).includes(name)).toBe(true);
  const events = await until(() => {
    const found = auditEvents().filter(
      ({ verb, objectRef }) =>
        verb === 'patch' && objectRef?.resource === 'secrets' && objectRef.namespace === name,
    );
    return found.length > 0 ? found : undefined;
  });
  expect(events[0]).toMatchObject({
    verb: 'patch',
    user: { username: 'estate:admin' },
    objectRef: { name: 'password' },
    responseStatus: { code: 201 },
  });
  const log = readFileSync(auditLog(site), 'utf8');
  expect([word, secret.data.word].filter((text) => log.includes(text))).toEqual([]);
});

test('a namespace that says nothing is held to "restricted": a privileged pod, host paths and root are refused', async () => {
  const breaches = {
    privileged: { securityContext: { privileged: true, allowPrivilegeEscalation: true } },
    root: { securityContext: { runAsNonRoot: false } },
    host: { spec: { hostNetwork: true } },
    path: { spec: { volumes: [{ name: 'host', hostPath: { path: '/etc' } }] } },
  };
  for (const [breach, settings] of Object.entries(breaches))
    await expect(applyManifests(site.name, [pod(breach, name, settings)])).rejects.toMatchObject({
      status: 403,
      message: expect.stringContaining('violates PodSecurity "restricted:latest"'),
    });
});

test('a field that nobody knows is refused', async () => {
  const misspelt = pod('misspelt', name, { spec: { restartPolice: 'Never' } });
  await expect(applyManifests(site.name, [misspelt])).rejects.toMatchObject({
    message: expect.stringContaining('restartPolice'),
  });
});

test('a policy of admission in the cluster decides', async () => {
  const policy = {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicy',
    metadata: { name },
    spec: {
      failurePolicy: 'Fail',
      matchConstraints: {
        namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } },
        resourceRules: [
          {
            apiGroups: [''],
            apiVersions: ['v1'],
            operations: ['CREATE', 'UPDATE'],
            resources: ['configmaps'],
          },
        ],
      },
      validations: [
        { expression: "!object.metadata.name.startsWith('forbidden')", message: 'by this suite' },
      ],
    },
  };
  const binding = {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicyBinding',
    metadata: { name },
    spec: { policyName: name, validationActions: ['Deny'] },
  };
  const map = (map: string) => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: map, namespace: name },
  });
  await applyManifests(site.name, [policy, binding]);
  try {
    const refused = await until(() =>
      applyManifests(site.name, [map('forbidden')]).then(
        () => undefined,
        (error: Error) => error,
      ),
    );
    expect(refused.message).toContain('by this suite');
    await applyManifests(site.name, [map('permitted')]);
  } finally {
    for (const kind of ['validatingadmissionpolicybindings', 'validatingadmissionpolicies'])
      await client.ask(`/apis/admissionregistration.k8s.io/v1/${kind}/${name}`, { method: 'DELETE' });
  }
});

test('pods go to nodes of the domain that they say they belong to, and to no other', async () => {
  const tolerations = [{ key: 'estate.lausitz/domain', value: 'research', effect: 'NoSchedule' }];
  const replicas = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'research', namespace: name },
  };
  const labels = { app: 'research' };
  await applyManifests(site.name, [
    {
      ...replicas,
      spec: {
        replicas: 4,
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: podSpec({ spec: { tolerations, nodeSelector: { 'estate.lausitz/domain': 'research' } } }),
        },
      },
    },
    // It says nothing, so that only nodes that belong to everybody take it.
    pod('stray', name),
  ]);
  const pods = await until(async () => {
    const { items } = await client.demand<{ items: readonly RunningPod[] }>(
      `/api/v1/namespaces/${name}/pods`,
    );
    return items.length === 5 && items.every(({ status }) => status.phase === 'Running') ? items : undefined;
  });
  const nodes = pods.map(({ metadata, spec }) => [metadata.labels?.app ?? 'stray', spec.nodeName] as const);
  for (const [app, node] of nodes)
    expect(node).toMatch(app === 'research' ? /^clinic-research-\d$/ : /^clinic-operations-\d$/);
});

test('the custom resources of every operator in the table are served, and hold what is given to them to a schema', async () => {
  const objects = await customResourceDefinitions();
  expect(objects.length).toBeGreaterThan(15);
  await applyManifests(site.name, objects);
  const cluster = (instances: unknown) => ({
    apiVersion: 'postgresql.cnpg.io/v1',
    kind: 'Cluster',
    metadata: { name: 'records', namespace: name },
    spec: { instances, storage: { size: '1Gi' } },
  });
  await applyManifests(site.name, [cluster(3)]);
  await expect(applyManifests(site.name, [cluster('three')])).rejects.toThrow('spec.instances');
});

interface AuditEvent {
  readonly verb: string;
  readonly objectRef?: { readonly resource: string; readonly namespace?: string; readonly name?: string };
}

function auditEvents(): readonly AuditEvent[] {
  const lines = readFileSync(auditLog(site), 'utf8').split('\n');
  // The last line may still be on its way.
  return lines.slice(0, -1).map((line) => JSON.parse(line) as AuditEvent);
}

/** What etcd itself keeps under a key, by its JSON gateway. */
async function rawValue(key: string): Promise<Buffer> {
  const certificate = (file: string) => readFileSync(join(certificatesFolder(site), file));
  const etcd = new Client(`https://${site.address}:${ports.etcd}`, {
    ca: certificate('authority-etcd.crt'),
    cert: certificate('etcd-client.crt'),
    key: certificate('etcd-client.key'),
  });
  const { kvs } = await etcd.demand<{ kvs: readonly { value: string }[] }>('/v3/kv/range', {
    method: 'POST',
    body: { key: Buffer.from(key).toString('base64') },
  });
  etcd.close();
  return Buffer.from(kvs[0]?.value ?? '', 'base64');
}

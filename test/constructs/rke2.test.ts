import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cloudInit } from '../../constructs/cloud-init';
import { rke2Files } from '../../constructs/rke2';
import { type Domain, domains } from '../../estate/model';
import { type Node, nodesOf } from '../../estate/nodes';
import { passwordForms } from '../../judge/facts/login-password';
import { holdsRandomText, secretForms } from '../../judge/facts/secrets';
import { readProjectFile } from '../architecture/project-files';
import { plain, telekom } from './place';

function nodeOf(domain: Domain, at = 0, site = plain.site): Node {
  const node = nodesOf(site, domain)[at];
  if (node === undefined) throw new Error(`no such node of ${domain}`);
  return node;
}

function contentOf(node: Node, path: string): string {
  const found = rke2Files(plain.site, node).find((each) => each.path === path);
  if (found === undefined) throw new Error(`no file ${path}`);
  return found.content;
}

const config = (node: Node) => JSON.parse(contentOf(node, '/etc/rancher/rke2/config.yaml')) as object;

test('an agent is hardened, belongs to its domain, and joins by a token that is placed on its encrypted disk', () => {
  expect(config(nodeOf('identity', 1))).toEqual({
    'node-name': 'clinic-identity-2',
    'token-file': '/var/lib/rancher/join/token',
    profile: 'cis',
    'protect-kernel-defaults': true,
    'node-label': [
      'estate.lausitz/domain=identity',
      'topology.kubernetes.io/region=cottbus',
      'topology.kubernetes.io/zone=nova',
    ],
    'node-taint': ['estate.lausitz/domain=identity:NoSchedule'],
    'disable-default-registry-endpoint': true,
    'kubelet-arg': [
      'anonymous-auth=false',
      'authorization-mode=Webhook',
      'read-only-port=0',
      'streaming-connection-idle-timeout=5m',
      'fail-swap-on=false',
      'cluster-dns=10.18.48.10,10.18.48.11,10.18.48.12',
      'tls-min-version=VersionTLS13',
    ],
  });
});

test('a server encrypts Secrets, writes an audit log, knows nobody anonymous, and exposes nothing by itself', () => {
  const { 'node-taint': _, ...common } = config(nodeOf('identity')) as Record<string, unknown>;
  expect(config(nodeOf('operations'))).toEqual({
    ...common,
    'node-name': 'clinic-operations-1',
    'node-label': [
      'estate.lausitz/domain=operations',
      'topology.kubernetes.io/region=cottbus',
      'topology.kubernetes.io/zone=nova',
    ],
    'agent-token-file': '/var/lib/rancher/join/agent-token',
    'node-ip': '10.18.48.10',
    'tls-san': ['kubernetes.clinic.lausitz.internal', '10.18.48.10', '10.18.48.11', '10.18.48.12'],
    'cluster-cidr': '172.30.0.0/16',
    'service-cidr': '172.31.0.0/16',
    cni: 'cilium',
    'ingress-controller': 'none',
    disable: ['rke2-snapshot-controller', 'rke2-snapshot-controller-crd', 'rke2-snapshot-validation-webhook'],
    'secrets-encryption-provider': 'secretbox',
    'audit-policy-file': '/etc/rancher/rke2/audit-policy.yaml',
    'kube-apiserver-arg': [
      'anonymous-auth=false',
      'audit-log-maxage=30',
      'audit-log-maxbackup=10',
      'audit-log-maxsize=100',
      'service-account-extend-token-expiration=false',
      'tls-min-version=VersionTLS13',
    ],
    'kube-controller-manager-arg': ['tls-min-version=VersionTLS13'],
    'kube-scheduler-arg': ['tls-min-version=VersionTLS13'],
    'write-kubeconfig': '/var/lib/rancher/kubeconfig/admin.yaml',
    'write-kubeconfig-mode': '0600',
    'etcd-snapshot-schedule-cron': '0 */6 * * *',
    'etcd-snapshot-retention': 28,
    'etcd-snapshot-compress': true,
  });
});

test('the audit log holds no body of a Secret or a ConfigMap', () => {
  const { rules } = JSON.parse(contentOf(nodeOf('operations'), '/etc/rancher/rke2/audit-policy.yaml')) as {
    rules: { level: string; resources?: { group: string; resources?: string[] }[] }[];
  };
  const about = (resource: string) =>
    rules.find(
      ({ resources = [{ group: '' }], level }) =>
        level !== 'None' &&
        resources.some(({ group, resources: named }) => group === '' && (named?.includes(resource) ?? true)),
    )?.level;
  expect([about('secrets'), about('configmaps'), about('pods/exec')]).toEqual([
    'Metadata',
    'Metadata',
    'Metadata',
  ]);
  expect(rules.at(-1)).toEqual({ level: 'Metadata' });
});

test('the overlay is encrypted, and ranges in network policies mean nodes as well', () => {
  const cilium = JSON.parse(
    contentOf(nodeOf('operations'), '/etc/estate/manifests/rke2-cilium-config.yaml'),
  ) as {
    spec: { valuesContent: string };
  };
  expect(JSON.parse(cilium.spec.valuesContent)).toEqual({
    encryption: { enabled: true, type: 'wireguard' },
    policyCIDRMatchMode: ['nodes'],
  });
});

test('names of the cluster are answered on the port of the servers that every pool reaches', () => {
  const { spec } = JSON.parse(
    contentOf(nodeOf('operations'), '/etc/estate/manifests/rke2-coredns-config.yaml'),
  ) as {
    spec: { valuesContent: string };
  };
  expect(JSON.parse(spec.valuesContent)).toMatchObject({
    replicaCount: 3,
    nodeSelector: { 'node-role.kubernetes.io/control-plane': 'true' },
    servers: [{ port: 53, hostPort: 53 }],
  });
});

test('only servers have what is the cluster’s: chart settings, audit policy', () => {
  const own = (node: Node) => rke2Files(plain.site, node).map(({ path }) => path);
  expect(own(nodeOf('operations')).filter((path) => !own(nodeOf('research')).includes(path))).toEqual([
    '/etc/systemd/system/rke2-server.service.d/10-estate.conf',
    '/etc/rancher/rke2/audit-policy.yaml',
    '/etc/estate/manifests/rke2-cilium-config.yaml',
    '/etc/estate/manifests/rke2-coredns-config.yaml',
  ]);
});

test('every image comes from the mirror of the site itself', () => {
  expect(JSON.parse(contentOf(nodeOf('research'), '/etc/rancher/rke2/registries.yaml'))).toEqual({
    mirrors: { '*': { endpoint: ['https://registry.clinic.lausitz.internal:30443'] } },
  });
  expect(contentOf(nodeOf('research'), '/etc/hosts')).toBe(
    ['10', '11', '12']
      .map((host) => `10.18.48.${host} kubernetes.clinic.lausitz.internal registry.clinic.lausitz.internal\n`)
      .join(''),
  );
});

test('a node starts with the encrypted disk and the token, and without either it does not', () => {
  const start = contentOf(nodeOf('operations'), '/etc/systemd/system/rke2-server.service.d/10-estate.conf');
  expect(start).toContain('Requires=estate-system-disk.service\n');
  expect(start).toContain('ConditionPathExists=/var/lib/rancher/join/token\n');
  const waiting = contentOf(nodeOf('mapping'), '/etc/systemd/system/estate-join.path');
  expect(waiting).toContain('PathExists=/var/lib/rancher/join/token\nUnit=rke2-agent.service\n');
});

test.each(['operations', 'identity'] as const)(
  'the program that prepares a node of %s is valid for a POSIX shell',
  (domain) => {
    const program = contentOf(nodeOf(domain), '/usr/local/sbin/estate-prepare-cluster');
    expect(spawnSync('sh', ['-n'], { input: program, encoding: 'utf8' })).toMatchObject({
      status: 0,
      stderr: '',
    });
  },
);

test('no node of any site has a credential in its user data, and it fits what Nova takes', () => {
  for (const { site } of [plain, telekom]) {
    for (const node of domains.flatMap((domain) => nodesOf(site, domain))) {
      const text = cloudInit('0f1e2d3c-4b5a-6978-8', site, node);
      expect([...secretForms(text), ...passwordForms(text), holdsRandomText(text)]).toEqual([false]);
      expect(text).not.toMatch(/[$%]\{/);
      // 64 KiB in Base64 is the limit of Nova, 32 KiB that of the Open Telekom Cloud.
      expect(Buffer.byteLength(text) * (4 / 3)).toBeLessThan(32_768);
    }
  }
});

test('the runbook names the places that nodes have', () => {
  const runbook = readProjectFile('docs/runbooks/join-nodes.md');
  for (const place of [
    '/var/lib/rancher/join/',
    '/etc/rancher/rke2/config.yaml.d/20-join.yaml',
    '/usr/local/share/estate/images',
    '/var/lib/rancher/kubeconfig/admin.yaml',
  ]) {
    expect(runbook).toContain(place);
    expect(domains.some((domain) => cloudInit('x', plain.site, nodeOf(domain)).includes(place))).toBe(true);
  }
});

test('its command places a token whole, for root alone, and shows it to no list of processes', () => {
  const [, place = ''] = /place='([^']+)'/.exec(readProjectFile('docs/runbooks/join-nodes.md')) ?? [];
  const folder = mkdtempSync(join(tmpdir(), 'join-'));
  try {
    const script = place.replaceAll('/var/lib/rancher', folder);
    expect(script).toContain(folder);
    const input = 'not-a-real-token\n';
    expect(spawnSync('sh', ['-c', script, 'token'], { input, encoding: 'utf8' })).toMatchObject({
      status: 0,
    });
    expect(readdirSync(join(folder, 'join'))).toEqual(['token']);
    expect(readFileSync(join(folder, 'join', 'token'), 'utf8')).toBe(input);
    expect(statSync(join(folder, 'join')).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, 'join', 'token')).mode & 0o777).toBe(0o600);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeRequests } from '../../../bin/clusters-of';
import { inOrder } from '../../../cluster/api/apply';
import { warningsIn } from '../../../cluster/api/client';
import { buildProgram } from '../../../cluster/build/build-program';
import { definitions, fetchDefinitions } from '../../../cluster/build/definitions';
import { controlPlane } from '../../../cluster/build/programs';
import { certificateRequest } from '../../../cluster/certificates';
import { type ClustersRequest, openClusters } from '../../../cluster/clusters';
import { start } from '../../../cluster/commands/start';
import { encryptionConfiguration } from '../../../cluster/hardening/encryption';
import { expectedProcesses } from '../../../cluster/site-processes';
import { loadEstate } from '../../../estate/load-estate';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'clusters-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function requestFor(...names: readonly string[]): ClustersRequest {
  return {
    folder: join(folder, '.cluster'),
    cacheFolder: join(folder, 'cache'),
    sources: join(__dirname, '..', '..', '..', 'cluster'),
    sites: names.map((name) => ({
      name,
      hosts: [`${name}.internal`],
      services: '172.31.0.0/16',
      auditPolicy: {},
      nodes: [],
    })),
  };
}

test('a site keeps its address when others come before it or go', async () => {
  const before = await openClusters({ ...requestFor('north', 'south'), net: '91' });
  expect(before.sites.map(({ address }) => address)).toEqual(['127.91.10.1', '127.91.20.1']);
  const after = await openClusters(requestFor('west', 'south'));
  expect(after.sites.map(({ name, address }) => [name, address])).toEqual([
    ['west', '127.91.30.1'],
    ['south', '127.91.20.1'],
  ]);
  expect(statSync(join(folder, '.cluster', 'clusters.json')).mode & 0o777).toBe(0o600);
});

test.each(['0', '255', '7x', ''])('a net of "%s" is refused', async (net) => {
  await expect(openClusters({ ...requestFor('north'), net })).rejects.toMatchObject({ exitCode: 2 });
});

test('a cluster that was never built is not started', async () => {
  const clusters = await openClusters(requestFor('north'));
  await expect(start(clusters, clusters.sites, () => undefined)).rejects.toMatchObject({
    exitCode: 2,
    fix: 'npm run cluster build',
  });
});

test('nodes have the names, zones, labels and taints of the estate’s pools; the control plane has no taint', () => {
  const { sites } = loadEstate();
  for (const site of sites) {
    const nodes = nodeRequests(site);
    const counts = Object.values(site.nodePools).map((pool) => pool.nodes);
    expect(nodes).toHaveLength(counts.reduce((sum, count) => sum + count));
    expect(nodes.find(({ name }) => name === `${site.name}-research-1`)).toEqual({
      name: `${site.name}-research-1`,
      zone: site.availabilityZone,
      labels: {
        'estate.lausitz/domain': 'research',
        'topology.kubernetes.io/region': site.identity.region,
      },
      taints: [{ key: 'estate.lausitz/domain', value: 'research', effect: 'NoSchedule' }],
    });
    expect(nodes.find(({ name }) => name === `${site.name}-operations-1`)).toMatchObject({
      labels: { 'estate.lausitz/domain': 'operations', 'node-role.kubernetes.io/control-plane': 'true' },
      taints: [],
    });
  }
});

test('one process pretends the kubelets of each zone', async () => {
  const request = requestFor('north');
  const node = (name: string, zone: string) => ({ name, zone, labels: {}, taints: [] });
  const nodes = [node('a', 'two'), node('b', 'one'), node('c', 'two')];
  const clusters = await openClusters({
    ...request,
    sites: request.sites.map((site) => ({ ...site, nodes })),
  });
  const [site] = clusters.sites;
  expect(site?.zones).toEqual(['one', 'two']);
  expect(site && expectedProcesses(site)).toEqual([
    'etcd',
    'kube-apiserver',
    'kube-controller-manager',
    'kube-scheduler',
    'kwok-one',
    'kwok-two',
  ]);
});

test('a range of services that Kubernetes could not use is refused', async () => {
  const { sites } = await openClusters(requestFor('north'));
  const [site] = sites;
  if (!site) throw new Error('no site');
  expect(certificateRequest(site, '/nowhere')).toMatchObject({
    certificates: expect.arrayContaining([
      expect.objectContaining({ name: 'kube-apiserver', addresses: [site.address, '172.31.0.1'] }),
    ]),
  });
  for (const services of ['172.31.0.0', '172.31.0.7/16', '172.31.0/16', '300.31.0.0/16', 'fd00::/108'])
    expect(() => certificateRequest({ ...site, services }, '/nowhere')).toThrow(services);
});

test('every key of encryption is its own', () => {
  const texts = [encryptionConfiguration(), encryptionConfiguration()].map((one) => JSON.stringify(one));
  expect(texts[0]).not.toBe(texts[1]);
  expect(texts[0]).not.toContain('identity');
});

test('what admits is applied first, namespaces before what lies in them; the rest keeps its order', () => {
  const kinds = ['Pod', 'Namespace', 'ValidatingAdmissionPolicy', 'Secret', 'ServiceAccount', 'Cluster'];
  expect(inOrder(kinds.map((kind) => ({ kind }))).map(({ kind }) => kind)).toEqual([
    'ValidatingAdmissionPolicy',
    'Namespace',
    'ServiceAccount',
    'Pod',
    'Secret',
    'Cluster',
  ]);
});

test('without Go nothing is built, and nothing half-built is left', async () => {
  const path = process.env.PATH;
  process.env.PATH = join(folder, 'nowhere');
  const clusters = await openClusters(requestFor('north'));
  try {
    await expect(buildProgram(controlPlane, clusters)).rejects.toThrow('cannot be started');
    const [entry] = definitions;
    if (entry) await expect(fetchDefinitions(entry, clusters)).rejects.toThrow('cannot be started');
  } finally {
    process.env.PATH = path;
  }
});

test('warnings of admission are read out of their header, with quotation marks and commas', () => {
  const header = '299 - "would violate \\"restricted:latest\\": a, b", 299 kube "second"';
  expect(warningsIn(header)).toEqual(['would violate "restricted:latest": a, b', 'second']);
  expect(warningsIn(undefined)).toEqual([]);
});

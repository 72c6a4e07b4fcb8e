import { groupOf } from '../../workloads/postgresql/group';
import { operatedParameters, setByOperator } from '../../workloads/postgresql/operated-settings';
import { settingsOf } from '../../workloads/postgresql/settings';
import { changedEstate } from './changed-estate';
import { refusedByOperator } from './refused-by-operator';
import { type RenderedSite, renderedSites, siteIn } from './rendered-site';

const names = ['accounts', 'consent', 'patient-records', 'pseudonym-mapping', 'research'];
const estate = changedEstate();
let sites: Readonly<Record<string, RenderedSite>>;
beforeAll(async () => {
  sites = await renderedSites(estate);
});

const clusterAt = (site: string, name = 'patient-records') => siteIn(sites, site).spec('Cluster', name);

test('one server of each dataset that PostgreSQL replicates, at every site', () => {
  for (const site of Object.values(sites)) {
    expect(site.ofKind('Cluster').map(({ metadata }) => metadata.name)).toEqual(names);
    expect(site.ofKind('Cluster').map(({ spec }) => (spec as { instances: number }).instances)).toEqual(
      names.map(() => 1),
    );
  }
});

test('it leads at the home and is copied from there elsewhere', () => {
  const database = { database: 'patient_records', owner: 'patient_records' };
  expect(['primary', 'mirror', 'clinic'].map((site) => clusterAt(site).replica)).toEqual([
    { self: 'primary', primary: 'primary', source: 'mirror' },
    { self: 'mirror', primary: 'primary', source: 'primary' },
    { self: 'clinic', primary: 'primary', source: 'primary' },
  ]);
  expect(clusterAt('primary').bootstrap).toEqual({
    initdb: { ...database, dataChecksums: true, encoding: 'UTF8', localeCollate: 'C', localeCType: 'C' },
  });
  expect(clusterAt('clinic').bootstrap).toEqual({ pg_basebackup: { source: 'primary', ...database } });
});

test('the home waits for the synchronous copy alone, and writes stop without it', () => {
  const synchronous = (site: string) => (clusterAt(site).postgresql as { synchronous?: object }).synchronous;
  const first = (number: number, ...standbyNamesPre: string[]) => ({
    method: 'first',
    number,
    standbyNamesPre,
    maxStandbyNamesFromCluster: 0,
    dataDurability: 'required',
  });
  expect(['primary', 'mirror', 'clinic'].map(synchronous)).toEqual([
    first(1, 'mirror'),
    first(1, 'primary'),
    first(1, 'primary', 'mirror'),
  ]);
});

test('without a synchronous copy nobody is waited for', async () => {
  const changed = changedEstate(({ records }) => {
    const [mirror] = records.copies;
    Object.assign(mirror ?? {}, { mode: 'asynchronous', lagSeconds: 5 });
  });
  const rendered = await renderedSites(changed, ['primary']);
  const { postgresql } = siteIn(rendered, 'primary').spec('Cluster', 'patient-records');
  expect(postgresql).not.toHaveProperty('synchronous');
});

test('a server reaches the others by name, port and its own role, and verifies them', () => {
  const { externalClusters } = clusterAt('clinic') as { externalClusters: { name: string }[] };
  expect(externalClusters.map(({ name }) => name)).toEqual(['primary', 'mirror', 'clinic']);
  expect(externalClusters[1]).toEqual({
    name: 'mirror',
    connectionParameters: {
      host: 'patient-records.mirror.lausitz.internal',
      port: '5432',
      user: 'replication_clinic',
      dbname: 'postgres',
      sslmode: 'verify-full',
      ssl_min_protocol_version: 'TLSv1.3',
      gssencmode: 'disable',
      connect_timeout: '5',
      keepalives_idle: '10',
      keepalives_interval: '5',
      keepalives_count: '3',
      application_name: 'clinic',
    },
    sslKey: { name: 'patient-records-partners', key: 'tls.key' },
    sslCert: { name: 'patient-records-partners', key: 'tls.crt' },
    sslRootCert: { name: 'patient-records-partners', key: 'ca.crt' },
  });
  expect(siteIn(sites, 'clinic').spec('Certificate', 'patient-records-partners')).toMatchObject({
    commonName: 'replication_clinic',
    usages: ['digital signature', 'client auth'],
    issuerRef: { kind: 'ClusterIssuer', name: 'site-authority' },
  });
});

test('who may connect: a server of each site from its own subnet, the job of its backup and the workloads that call it here, and nobody else', () => {
  expect((clusterAt('mirror').postgresql as { pg_hba: string[] }).pg_hba).toEqual([
    'hostssl replication replication_primary 10.16.0.0/20 cert',
    'hostssl replication replication_mirror 10.17.0.0/20 cert',
    'hostssl replication replication_clinic 10.18.0.0/20 cert',
    'hostssl replication backup 172.30.0.0/16 cert',
    'hostssl fhir-server fhir-server 172.30.0.0/16 cert',
    'hostssl identity-management identity-management 172.30.0.0/16 cert',
    'hostnossl all all all reject',
    'hostssl all all all reject',
  ]);
  const { roles } = clusterAt('mirror').managed as { roles: { name: string }[] };
  expect(roles[2]).toEqual({
    name: 'replication_clinic',
    comment: 'the server at clinic follows',
    ensure: 'present',
    login: true,
    replication: true,
    connectionLimit: 8,
    disablePassword: true,
  });
});

test('its volume is the one that Terraform made, and its name is the one the operator asks for', () => {
  const clinic = siteIn(sites, 'clinic');
  expect(clinic.spec('PersistentVolume', 'clinic-patient-records')).toMatchObject({
    capacity: { storage: '2048Gi' },
    csi: { driver: 'cinder.csi.openstack.org', volumeHandle: 'planned:clinic:patient-records' },
    claimRef: { namespace: 'identity-patient-records', name: 'patient-records-1' },
  });
  expect(clusterAt('clinic').storage).toEqual({
    pvcTemplate: {
      accessModes: ['ReadWriteOnce'],
      volumeMode: 'Filesystem',
      storageClassName: '',
      volumeName: 'clinic-patient-records',
      resources: { requests: { storage: '2048Gi' } },
    },
  });
});

test('partners reach it at the dataset’s port of its own node, in both directions, and at no other', () => {
  const clinic = siteIn(sites, 'clinic');
  const ranges = ['10.16.32.0/20', '10.17.32.0/20'];
  expect(clinic.spec('Service', 'research-replication')).toEqual({
    type: 'LoadBalancer',
    loadBalancerClass: 'io.cilium/node',
    externalTrafficPolicy: 'Local',
    allocateLoadBalancerNodePorts: false,
    loadBalancerSourceRanges: ranges,
    selector: { 'cnpg.io/cluster': 'research', 'cnpg.io/instanceRole': 'primary' },
    ports: [{ name: 'replication', port: 5435, targetPort: 5432, protocol: 'TCP' }],
  });
  const policies = clinic
    .inNamespace('research-research')
    .filter(({ kind, metadata }) => kind === 'NetworkPolicy' && metadata.name.endsWith('-partners'));
  expect(policies.map(({ spec }) => spec)).toEqual([
    expect.objectContaining({
      ingress: [
        {
          from: ranges.map((cidr) => ({ ipBlock: { cidr } })),
          ports: [{ protocol: 'TCP', port: 5432 }],
        },
      ],
    }),
    expect.objectContaining({
      egress: [
        { to: ranges.map((cidr) => ({ ipBlock: { cidr } })), ports: [{ protocol: 'TCP', port: 5435 }] },
      ],
    }),
  ]);
});

test('a workload that calls it has a role and a database of its name, and no password', () => {
  const clinic = siteIn(sites, 'clinic');
  const { roles } = clusterAt('clinic').managed as { roles: { name: string }[] };
  expect(roles.find(({ name }) => name === 'fhir-server')).toEqual({
    name: 'fhir-server',
    comment: 'the workload fhir-server',
    ensure: 'present',
    login: true,
    disablePassword: true,
  });
  expect(clinic.spec('Database', 'patient-records-fhir-server')).toEqual({
    name: 'fhir-server',
    owner: 'fhir-server',
    cluster: { name: 'patient-records' },
    ensure: 'present',
    databaseReclaimPolicy: 'retain',
  });
});

describe('settings', () => {
  const group = groupOf(estate, 'patient-records');
  if (group === undefined) throw new Error('no group');

  test.each(group.members.map((member) => [member.site.name, member] as const))(
    '%s: all that a server has, but what the operator refuses, and nothing that it refuses',
    (_, member) => {
      const parameters = operatedParameters(group, member, 16);
      const ours = settingsOf(group, member);
      expect(Object.keys(parameters).filter((name) => refusedByOperator.has(name))).toEqual([]);
      expect([...setByOperator].filter((name) => !refusedByOperator.has(name))).toEqual([]);
      expect(ours.map(({ name }) => name).filter((name) => !(name in parameters))).toEqual(
        ours.map(({ name }) => name).filter((name) => refusedByOperator.has(name)),
      );
    },
  );

  test('what decides over the loss of data and of patients’ names is the same as in the drill', () => {
    expect((clusterAt('primary').postgresql as { parameters: object }).parameters).toMatchObject({
      synchronous_commit: 'on',
      fsync: 'on',
      full_page_writes: 'on',
      ssl_min_protocol_version: 'TLSv1.3',
      password_encryption: 'scram-sha-256',
      log_statement: 'none',
      log_min_error_statement: 'panic',
      // No slot keeps the log for a lost copy here: 5 % of 2048 GiB.
      wal_keep_size: '104857MB',
      shared_buffers: '4096MB',
    });
  });
});

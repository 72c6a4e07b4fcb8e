import { EstateError } from '../../estate/estate-error';
import type { Estate } from '../../estate/model';
import { type PostgresqlServer, postgresqlGroup } from '../../workloads/postgresql/servers';
import { at } from '../estate/parts';
import { changedEstate } from './changed-estate';
import { file, groupOf, serverAt } from './postgresql-servers';
import { settingsIn } from './settings-in';

const real = changedEstate();

describe('which datasets have servers', () => {
  test('those that PostgreSQL replicates, and no others', () => {
    const having = real.datasets.filter(({ name }) => postgresqlGroup(real, name) !== undefined);
    expect(having.map(({ name }) => name)).toEqual([
      'accounts',
      'consent',
      'patient-records',
      'pseudonym-mapping',
      'research',
    ]);
  });

  test('another way of PostgreSQL is refused, with its fix', () => {
    const estate = changedEstate(({ records }) => {
      records.replication.protocol = 'logical replication of PostgreSQL';
    });
    expect(() => postgresqlGroup(estate, 'patient-records')).toThrow(
      new EstateError([
        {
          where: 'datasets.patient-records.replication.protocol',
          value: '"logical replication of PostgreSQL"',
          rule: 'PostgreSQL replicates by streaming its log to whole copies; another way has no settings here',
          fix: 'write "PostgreSQL streaming replication over TLS", or name a protocol that is not PostgreSQL’s',
        },
      ]),
    );
  });

  test('an unknown dataset is refused', () => {
    expect(() => postgresqlGroup(real, 'patients')).toThrow(EstateError);
  });
});

describe('who waits for whom', () => {
  const names = (estate: Estate, site: string, role = 'role-leading.conf') =>
    settingsIn(file(serverAt(groupOf(estate), site), role)).synchronous_standby_names;

  test('the home waits for the synchronous copy, and for the other one never', () => {
    expect(names(real, 'primary')).toBe('FIRST 1 ("mirror")');
    expect(names(real, 'mirror')).toBe('FIRST 1 ("primary")');
    expect(names(real, 'clinic')).toBe('FIRST 1 ("primary", "mirror")');
  });

  test('without the copy that is lost, or alone, it waits for nobody', () => {
    expect(names(real, 'primary', 'role-leading-without-mirror.conf')).toBe('');
    expect(names(real, 'primary', 'role-leading-alone.conf')).toBe('');
  });

  test('a server that was promoted while its role still says that it follows acknowledges nothing alone', () => {
    expect(names(real, 'mirror', 'role-following-primary.conf')).toBe('FIRST 1 ("primary")');
  });

  test('two synchronous copies: each commit is at three sites, and at two while one is lost', () => {
    const estate = changedEstate(({ records }) => {
      Object.assign(at(records.copies, 1), { mode: 'synchronous', lagSeconds: 0 });
    });
    expect(names(estate, 'primary')).toBe('FIRST 2 ("mirror", "clinic")');
    expect(names(estate, 'mirror')).toBe('FIRST 2 ("primary", "clinic")');
    expect(names(estate, 'primary', 'role-leading-without-mirror.conf')).toBe('FIRST 1 ("clinic")');
    expect(names(estate, 'primary', 'role-leading-alone.conf')).toBe('');
  });

  test('no synchronous copy: nobody is waited for, whoever leads', () => {
    const estate = changedEstate(({ records }) => {
      Object.assign(at(records.copies, 0), { mode: 'asynchronous', lagSeconds: 5 });
    });
    expect(['primary', 'mirror', 'clinic'].map((site) => names(estate, site))).toEqual(['', '', '']);
  });
});

test('a follower connects to its leader by name, port and its own role, verifies it, and names itself', () => {
  const text = file(serverAt(groupOf(real), 'clinic'), 'role-following-mirror.conf');
  expect(settingsIn(text)).toEqual({
    primary_conninfo:
      'host=patient-records.mirror.lausitz.internal port=5432 user=replication_clinic sslmode=verify-full ' +
      'ssl_min_protocol_version=TLSv1.3 gssencmode=disable sslrootcert=/etc/postgresql-certificates/ca.crt ' +
      'sslcert=/etc/postgresql-certificates/replication.crt sslkey=/etc/postgresql-certificates/replication.key ' +
      'connect_timeout=5 keepalives_idle=10 keepalives_interval=5 keepalives_count=3 application_name=clinic',
    primary_slot_name: 'clinic',
    synchronous_standby_names: 'FIRST 1 ("primary", "mirror")',
  });
});

test('pg_hba.conf, line by line', () => {
  const lines = file(serverAt(groupOf(real), 'mirror'), 'pg_hba.conf').split('\n');
  expect(lines.filter((line) => line !== '' && !line.startsWith('#'))).toEqual([
    'local all postgres peer map=administrator',
    'hostssl replication replication_primary 10.16.0.0/20 cert',
    'hostssl postgres replication_primary 10.16.0.0/20 cert',
    'hostssl replication replication_mirror 10.17.0.0/20 cert',
    'hostssl postgres replication_mirror 10.17.0.0/20 cert',
    'hostssl replication replication_clinic 10.18.0.0/20 cert',
    'hostssl postgres replication_clinic 10.18.0.0/20 cert',
    'hostssl patient_records patient_records 10.16.0.0/20 scram-sha-256 clientcert=verify-full',
    'hostssl patient_records patient_records 10.17.0.0/20 scram-sha-256 clientcert=verify-full',
    'hostssl patient_records patient_records 10.18.0.0/20 scram-sha-256 clientcert=verify-full',
    'hostnossl all all all reject',
    'hostssl all all all reject',
    'local all all reject',
  ]);
});

test('what decides over the loss of data, of patients’ names and of the disk', () => {
  const settings = settingsIn(file(serverAt(groupOf(real), 'primary'), 'postgresql.conf'));
  expect(settings).toMatchObject({
    port: '5432',
    ssl: 'on',
    ssl_min_protocol_version: 'TLSv1.3',
    password_encryption: 'scram-sha-256',
    synchronous_commit: 'on',
    fsync: 'on',
    full_page_writes: 'on',
    wal_log_hints: 'on',
    wal_level: 'replica',
    // 5 % of 2048 GiB.
    max_slot_wal_keep_size: '104857MB',
    log_statement: 'none',
    log_min_error_statement: 'panic',
    log_min_messages: 'log',
    log_error_verbosity: 'terse',
    log_parameter_max_length: '0',
    log_parameter_max_length_on_error: '0',
    log_connections: 'on',
  });
});

test('the monitoring query knows every copy, its role and the lag that the estate permits', () => {
  const query = file(serverAt(groupOf(real), 'primary'), 'lag-of-copies.sql');
  expect(query).toContain(
    "(VALUES ('mirror', 'mirror', 'replication_mirror', 'mirror', 0), ('clinic', 'clinic', 'replication_clinic', 'clinic', 60)) AS expected",
  );
});

test('a value with quotes or backslashes stays one value; a line break is refused', () => {
  const strange = "/srv/o'neil\\data";
  const placed = (folder: string) =>
    postgresqlGroup(real, 'patient-records', (dataset, site) => ({
      ...(groupOf(real, dataset.name).servers.find((server) => server.site === site.name) as PostgresqlServer)
        .place,
      stateFolder: folder,
    }));
  const server = at(placed(strange)?.servers ?? [], 0);
  expect(settingsIn(file(server, 'postgresql.conf')).data_directory).toBe(`${strange}/data`);
  expect(() => placed("/srv\nfsync = 'off'")).toThrow('does not fit on one line');
});

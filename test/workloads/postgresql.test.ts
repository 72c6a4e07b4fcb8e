import fc from 'fast-check';
import { defineEstate } from '../../estate/define-estate';
import { EstateError } from '../../estate/estate-error';
import type { Estate } from '../../estate/model';
import { placementsOf } from '../../estate/queries';
import {
  type PostgresqlGroup,
  type PostgresqlServer,
  postgresqlGroup,
} from '../../workloads/postgresql/servers';
import { asOf, at, Draft } from '../estate/parts';
import { settingsIn } from './settings-in';

const real = defineEstate(new Draft().parts, { asOf });

function changed(change: (draft: Draft) => void): Estate {
  const draft = new Draft();
  change(draft);
  return defineEstate(draft.parts, { asOf });
}

function groupOf(estate: Estate, dataset = 'patient-records'): PostgresqlGroup {
  const group = postgresqlGroup(estate, dataset);
  if (group === undefined) throw new Error(`no servers for ${dataset}`);
  return group;
}

function serverAt(group: PostgresqlGroup, site: string): PostgresqlServer {
  const server = group.servers.find((each) => each.site === site);
  if (server === undefined) throw new Error(`no server at ${site}`);
  return server;
}

function file(server: PostgresqlServer, name: string): string {
  const text = server.files[name];
  if (text === undefined) throw new Error(`no ${name} at ${server.site}`);
  return text;
}

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
    const estate = changed(({ records }) => {
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
    const estate = changed(({ records }) => {
      Object.assign(at(records.copies, 1), { mode: 'synchronous', lagSeconds: 0 });
    });
    expect(names(estate, 'primary')).toBe('FIRST 2 ("mirror", "clinic")');
    expect(names(estate, 'mirror')).toBe('FIRST 2 ("primary", "clinic")');
    expect(names(estate, 'primary', 'role-leading-without-mirror.conf')).toBe('FIRST 1 ("clinic")');
    expect(names(estate, 'primary', 'role-leading-alone.conf')).toBe('');
  });

  test('no synchronous copy: nobody is waited for, whoever leads', () => {
    const estate = changed(({ records }) => {
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

/** Estates with other names, ports, modes and sizes than the real one. */
const estates = fc
  .record({
    names: fc.uniqueArray(fc.stringMatching(/^[a-z]{1,8}(-[a-z0-9]{1,8}){0,2}$/), {
      minLength: 3,
      maxLength: 3,
    }),
    dataset: fc.stringMatching(/^[a-z]{1,8}(-[a-z0-9]{1,8}){0,2}$/),
    port: fc.integer({ min: 20_000, max: 65_535 }),
    modes: fc.array(fc.constantFrom('synchronous' as const, 'asynchronous' as const), {
      minLength: 2,
      maxLength: 2,
    }),
    lag: fc.integer({ min: 1, max: 3600 }),
    sizeGiB: fc.integer({ min: 1, max: 4096 }),
  })
  .filter(({ names, dataset }) => !['consent', ...names].includes(dataset))
  .map(({ names, dataset, port, modes, lag, sizeGiB }): Estate => {
    const renamed = new Map(
      ['primary', 'mirror', 'clinic'].map((name, index) => [name, names[index] ?? name]),
    );
    // Renamed wherever it is a whole value, so that links and places still agree.
    const text = JSON.stringify(real, (key, value: unknown) =>
      key !== 'role' && typeof value === 'string' ? (renamed.get(value) ?? value) : value,
    );
    const estate = JSON.parse(text) as Estate;
    const datasets = estate.datasets.map((each) => {
      if (each.name !== 'patient-records') return each;
      const copies = each.copies.map((copy, index) => {
        const mode = modes[index] ?? copy.mode;
        return { ...copy, mode, lagSeconds: mode === 'synchronous' ? 0 : lag };
      });
      return { ...each, name: dataset, copies, sizeGiB, replication: { ...each.replication, port } };
    });
    return { ...estate, datasets };
  });

describe('of any estate', () => {
  const holds = (property: (server: PostgresqlServer, estate: Estate, group: PostgresqlGroup) => void) =>
    fc.assert(
      fc.property(estates, (estate) => {
        for (const { name } of estate.datasets) {
          const group = postgresqlGroup(estate, name);
          for (const server of group?.servers ?? []) property(server, estate, group as PostgresqlGroup);
        }
      }),
      { numRuns: 15 },
    );

  test('servers are those of the placements, with the estate’s port and lag', () => {
    holds((server, estate, { dataset: name, servers }) => {
      const dataset = estate.datasets.find((each) => each.name === name);
      if (dataset === undefined) throw new Error(name);
      const places = placementsOf(dataset);
      expect(servers.map(({ site, mode, lagSeconds }) => ({ site, mode, lagSeconds }))).toEqual(
        places.map(({ site, mode, lagSeconds }) => ({ site, mode, lagSeconds })),
      );
      expect(server.port).toBe(dataset.replication.port);
      const ports = Object.values(server.files).flatMap((text) => [...text.matchAll(/\bport ?= ?'?(\d+)/g)]);
      expect(new Set(ports.map(([, port]) => port))).toEqual(new Set([String(dataset.replication.port)]));
    });
  });

  test('every line for hosts asks for TLS and a certificate, or refuses', () => {
    holds((server) => {
      const lines = file(server, 'pg_hba.conf')
        .split('\n')
        .filter((line) => /^host/.test(line));
      const admitting = lines.filter((line) => !line.endsWith(' reject'));
      expect(
        admitting.every((line) =>
          /^hostssl \S+ \S+ [\d.]+\/\d+ (cert|scram-sha-256 clientcert=verify-full)$/.test(line),
        ),
      ).toBe(true);
      expect(lines.slice(-2)).toEqual(['hostnossl all all all reject', 'hostssl all all all reject']);
    });
  });

  test('every connection string verifies the server and asks for TLS 1.3', () => {
    holds((server, _, group) => {
      const own = Object.entries(server.files).filter(([name]) => name.startsWith('role-following-'));
      const strings = own.map(([, text]) => settingsIn(text).primary_conninfo ?? '');
      const application = group.connectionOf({ certificatesFolder: '/a', passwordFile: '/a/password' });
      expect(own).toHaveLength(group.servers.length - 1);
      for (const string of [...strings, application]) {
        expect(string).toContain('sslmode=verify-full');
        expect(string).toContain('ssl_min_protocol_version=TLSv1.3');
        expect(string).not.toMatch(/\bpassword=/);
      }
    });
  });

  test('no secret and no key stands in a file, and every file can be a key of a ConfigMap', () => {
    holds((server, estate) => {
      const text = Object.values(server.files).join('\n');
      expect(text).not.toMatch(/BEGIN [A-Z ]*(KEY|CERTIFICATE)|PASSWORD '|SCRAM-SHA-256\$/);
      for (const { home, copies } of estate.datasets)
        for (const { key } of [home, ...copies]) expect(text).not.toContain(key);
      expect(Object.keys(server.files).filter((name) => !/^[-._a-zA-Z0-9]{1,253}$/.test(name))).toEqual([]);
    });
  });

  test('nobody waits for a copy that is declared asynchronous, and nobody for itself', () => {
    holds((server, _, { servers }) => {
      for (const [name, text] of Object.entries(server.files)) {
        const waited = settingsIn(name.startsWith('role-') ? text : '').synchronous_standby_names ?? '';
        const named = [...waited.matchAll(/"([^"]+)"/g)].map(([, site]) => site);
        const permitted = servers.filter(({ mode, site }) => mode === 'synchronous' && site !== server.site);
        expect(permitted.map(({ site }) => site)).toEqual(expect.arrayContaining(named));
      }
    });
  });

  test('a server that follows has what the server that leads has: PostgreSQL refuses to start with less', () => {
    holds((_, __, { servers }) => {
      const bounds = servers.map((server) => {
        const { max_wal_senders, max_replication_slots, wal_level } = settingsIn(
          file(server, 'postgresql.conf'),
        );
        return { max_wal_senders, max_replication_slots, wal_level };
      });
      expect(new Set(bounds.map((each) => JSON.stringify(each))).size).toBe(1);
    });
  });

  test('the log that lost copies hold back is bounded, within the volume', () => {
    holds((server, estate, { dataset }) => {
      const size = estate.datasets.find(({ name }) => name === dataset)?.sizeGiB ?? 0;
      const kept = Number.parseInt(
        settingsIn(file(server, 'postgresql.conf')).max_slot_wal_keep_size ?? '',
        10,
      );
      expect(kept).toBeGreaterThanOrEqual(64);
      expect(kept).toBeLessThanOrEqual(Math.max(64, size * 1024 * 0.05));
    });
  });
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

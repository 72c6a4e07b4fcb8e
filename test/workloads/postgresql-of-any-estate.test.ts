import fc from 'fast-check';
import type { Estate } from '../../estate/model';
import { placementsOf } from '../../estate/queries';
import {
  type PostgresqlGroup,
  type PostgresqlServer,
  postgresqlGroup,
} from '../../workloads/postgresql/servers';
import { changedEstate } from './changed-estate';
import { file } from './postgresql-servers';
import { settingsIn } from './settings-in';

const real = changedEstate();

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

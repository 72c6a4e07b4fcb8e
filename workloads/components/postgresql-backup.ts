import * as kubernetes from '@pulumi/kubernetes';
import { backupComponents } from '../../contracts/backups';
import { clusterFile, postgresqlCheck } from '../backup/check-postgresql';
import { backupCommand, resticPath, resticProgram } from '../backup/repository';
import { metadataOf, selectorOf } from '../marks';
import { datasetOfPlace, type Place } from '../model';
import { backupRole } from '../postgresql/names';
import { connectionString } from '../postgresql/quoting';
import { addBackup, scratch, writesBackup } from './backup';
import { addCertificate } from './certificate';
import type { Mount } from './pod';

const { NetworkPolicy } = kubernetes.networking.v1;

const certificate = '/etc/database';

/** The user of PostgreSQL in its image. Source: cloudnative-pg/postgres-containers, `Dockerfile`. */
const postgres = 26;

/**
 * The backup of a whole PostgreSQL server, as it streams itself to a copy: it goes through no disk, and restic keeps
 * nothing of it where the server did not come to its end. Source: restic.readthedocs.io, "Reading data from a command";
 * PostgreSQL 17 documentation, "pg_basebackup".
 *
 * @param pods labels of the server's pods
 */
export function addPostgresqlBackup(
  place: Place,
  pods: Readonly<Record<string, string>>,
  port: number,
): void {
  const { name } = datasetOfPlace(place);
  const mounts: Mount[] = [resticProgram];
  if (writesBackup(place)) {
    const secret = addCertificate(place, { name: 'backup-client', commonName: backupRole, uses: ['client'] });
    mounts.push({ name: 'database', path: certificate, from: { kind: 'secret', secret } });
    openToDatabase(place, pods, port);
  }
  addBackup(place, {
    user: postgres,
    backup: {
      image: 'postgresql',
      command: [resticPath],
      args: [
        ...backupCommand(place),
        ...['--stdin-filename', clusterFile, '--stdin-from-command', '--'],
        ...['pg_basebackup', '--pgdata=-', '--format=tar', '--wal-method=fetch'],
        ...['--manifest-checksums=SHA256', '--no-password', `--dbname=${connectionOf(place, name, port)}`],
      ],
      mounts,
    },
    restoreTest: {
      image: 'postgresql',
      shell: '/bin/bash',
      restic: resticPath,
      mounts: [resticProgram],
      check: postgresqlCheck(scratch.gibibytes),
    },
  });
}

function connectionOf({ namespace }: Place, cluster: string, port: number): string {
  return connectionString({
    host: `${cluster}-rw.${namespace}.svc`,
    port: String(port),
    user: backupRole,
    sslmode: 'verify-full',
    ssl_min_protocol_version: 'TLSv1.3',
    gssencmode: 'disable',
    sslrootcert: `${certificate}/ca.crt`,
    sslcert: `${certificate}/tls.crt`,
    sslkey: `${certificate}/tls.key`,
    connect_timeout: '10',
    application_name: backupRole,
  });
}

/** The job reaches the server in its own namespace, and nothing else of it does. */
function openToDatabase(place: Place, pods: Readonly<Record<string, string>>, port: number): void {
  const component = backupComponents.writer;
  const job = { matchLabels: selectorOf(place, component) };
  const server = { matchLabels: { ...pods } };
  const ports = [{ protocol: 'TCP', port }];
  const add = (name: string, spec: kubernetes.types.input.networking.v1.NetworkPolicySpec) =>
    new NetworkPolicy(`${place.namespace}/${name}`, { metadata: metadataOf(place, name, component), spec });
  add(`${component}-to-database`, {
    podSelector: job,
    policyTypes: ['Egress'],
    egress: [{ to: [{ podSelector: server }], ports }],
  });
  add(`from-${component}`, {
    podSelector: server,
    policyTypes: ['Ingress'],
    ingress: [{ from: [{ podSelector: job }], ports }],
  });
}

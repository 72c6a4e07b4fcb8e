import type { Group, Member } from './group';
import { settingsOf } from './settings';

/**
 * Settings of ours that CloudNativePG sets itself and refuses from anyone else. It listens with the certificates that
 * it is given, by TLS 1.3, and leaves the group of the key exchange to OpenSSL. Source: cloudnative-pg/cloudnative-pg
 * v1.30.0, `pkg/postgres/configuration.go`, `FixedConfigurationParameters`.
 */
export const setByOperator: ReadonlySet<string> = new Set([
  'data_directory',
  'hba_file',
  'hot_standby',
  'ident_file',
  'listen_addresses',
  'logging_collector',
  'port',
  'recovery_target_timeline',
  'ssl',
  'ssl_ca_file',
  'ssl_cert_file',
  'ssl_ecdh_curve',
  'ssl_key_file',
  'ssl_prefer_server_ciphers',
  'unix_socket_directories',
  'unix_socket_permissions',
]);

/**
 * Settings of a server that are the same wherever it runs: what the operator makes itself and what follows from memory
 * or from its missing slots is none of them. A drill keeps them, to be held against what runs.
 */
export function parametersOf(group: Group, member: Member): Record<string, string> {
  const settings = settingsOf(group, member).filter(
    ({ name }) => !setByOperator.has(name) && !ownValues.has(name),
  );
  return Object.fromEntries(settings.map(({ name, value }) => [name, value]));
}

/** What the operated server has of its own. */
const ownValues: ReadonlySet<string> = new Set(['wal_keep_size', 'shared_buffers']);

/**
 * What the operator is given as `postgresql.parameters`: the settings of a server, as everywhere else, but for those
 * that it makes itself.
 *
 * A copy at another site has no slot at its leader, since the operator sets `primary_slot_name` to nothing there. What
 * a slot would keep for a copy that is lost is kept for everyone instead, by `wal_keep_size`.
 *
 * @param memoryGiB of the pod; a quarter of it is PostgreSQL's own cache (PostgreSQL 17 documentation, 19.4.1)
 */
export function operatedParameters(group: Group, member: Member, memoryGiB: number): Record<string, string> {
  const settings = new Map(settingsOf(group, member).map(({ name, value }) => [name, value]));
  const kept = settings.get('max_slot_wal_keep_size');
  if (kept === undefined) throw new Error('no bound for the log that is kept for lost copies');
  settings.set('wal_keep_size', kept);
  settings.set('shared_buffers', `${memoryGiB * 256}MB`);
  return Object.fromEntries([...settings].filter(([name]) => !setByOperator.has(name)));
}

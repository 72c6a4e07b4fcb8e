import { type Group, type Member, othersOf } from './group';
import { databaseOf, replicationRoleOf, slotOf, standbyNameOf } from './names';
import { identifier, literal } from './quoting';

/** What pg_rewind reads at a leader. Source: PostgreSQL 15 documentation, pg_rewind, Notes. */
const rewindFunctions = [
  'pg_catalog.pg_ls_dir(text, boolean, boolean)',
  'pg_catalog.pg_stat_file(text, boolean)',
  'pg_catalog.pg_read_binary_file(text)',
  'pg_catalog.pg_read_binary_file(text, bigint, bigint, boolean)',
];

/**
 * Roles and database, made once, at the first leader; the copies get them by replication. Without passwords: the
 * servers have none, and the application’s is set from a secret.
 */
export function createRoles({ dataset, members }: Group): string {
  const database = identifier(databaseOf(dataset));
  const roles = members.map(({ site }) => identifier(replicationRoleOf(site.name)));
  return [
    ...roles.map((role) => `CREATE ROLE ${role} LOGIN REPLICATION CONNECTION LIMIT 8;`),
    ...rewindFunctions.map((each) => `GRANT EXECUTE ON FUNCTION ${each} TO ${roles.join(', ')};`),
    'REVOKE ALL ON DATABASE postgres FROM PUBLIC;',
    `GRANT CONNECT ON DATABASE postgres TO ${roles.join(', ')};`,
    `CREATE ROLE ${database} LOGIN;`,
    `CREATE DATABASE ${database} OWNER ${database};`,
    `REVOKE ALL ON DATABASE ${database} FROM PUBLIC;`,
    '',
  ].join('\n');
}

/** Slots for all others, at whoever leads; those that are there already stay. */
export function createSlots(group: Group, member: Member): string {
  const wanted = othersOf(group, member).map(({ site }) => `(${literal(slotOf(site.name))})`);
  return [
    'SELECT pg_create_physical_replication_slot(wanted.slot, true)',
    `FROM (VALUES ${wanted.join(', ')}) AS wanted (slot)`,
    'WHERE wanted.slot NOT IN (SELECT slot_name FROM pg_replication_slots);',
    '',
  ].join('\n');
}

/** At a server that follows: a slot that nobody reads keeps the log until the bound is reached. */
export const dropSlots = [
  'SELECT pg_drop_replication_slot(slot_name)',
  'FROM pg_replication_slots WHERE pg_is_in_recovery() AND NOT active;',
  '',
].join('\n');

/**
 * At whoever leads: one row for each other site, whether it is connected or not.
 *
 * - `connected`: it streams, as its own role (a name anyone could claim); false where it is lost;
 * - `waited_for`: commits wait for it;
 * - `behind_bytes`, `behind_seconds`: what it has not yet got on disk; null where nobody knows, which is never fine;
 * - `promised_seconds`: `lagSeconds` of the estate;
 * - `kept`: `lost` where it has to be copied afresh (`max_slot_wal_keep_size`).
 *
 * Source: PostgreSQL 15 documentation, 28.2.4 and 54.19.
 */
export function lagOfCopies(group: Group, member: Member): string {
  const expected = othersOf(group, member).map(({ site, placement }) => {
    const names = [site.name, standbyNameOf(site.name), replicationRoleOf(site.name), slotOf(site.name)];
    return `(${names.map(literal).join(', ')}, ${placement.lagSeconds})`;
  });
  return [
    'SELECT expected.site,',
    "  coalesce(sender.state = 'streaming', false) AS connected,",
    "  coalesce(sender.sync_state IN ('sync', 'quorum'), false) AS waited_for,",
    '  pg_wal_lsn_diff(pg_current_wal_flush_lsn(), sender.flush_lsn) AS behind_bytes,',
    '  CASE WHEN sender.flush_lsn >= pg_current_wal_flush_lsn() THEN 0',
    '    ELSE extract(epoch FROM greatest(sender.flush_lag, now() - sender.reply_time)) END AS behind_seconds,',
    '  expected.promised_seconds,',
    "  coalesce(slot.wal_status, 'no slot') AS kept",
    `FROM (VALUES ${expected.join(', ')}) AS expected (site, name, role, slot, promised_seconds)`,
    'LEFT JOIN pg_stat_replication AS sender',
    '  ON sender.application_name = expected.name AND sender.usename = expected.role',
    'LEFT JOIN pg_replication_slots AS slot ON slot.slot_name = expected.slot',
    'ORDER BY expected.site;',
    '',
  ].join('\n');
}

/**
 * At a server that follows, also while the leader is lost: whom it hears, and the age of the newest commit it has,
 * which grows while nothing is written.
 */
export const lagOfThisCopy = [
  "SELECT (SELECT count(*) FROM pg_stat_wal_receiver WHERE status = 'streaming') AS leaders_heard,",
  '  pg_last_wal_receive_lsn() AS received,',
  '  pg_last_wal_replay_lsn() AS replayed,',
  '  extract(epoch FROM now() - pg_last_xact_replay_timestamp()) AS newest_commit_seconds_ago;',
  '',
].join('\n');

import type { Group, Member } from './group';
import { dataFolderOf, roleFileOf } from './place';
import { oneLine, settingValue } from './quoting';

/** One line of postgresql.conf and why it is there. */
export interface Setting {
  readonly name: string;
  readonly value: string;
  readonly because: string;
}

/**
 * postgresql.conf of a server: the same whether it leads or follows, so that a change of leader changes nothing but
 * `role.conf`, which it includes. Written for PostgreSQL 15 to 17.
 */
export function settingsFile(group: Group, member: Member): string {
  const { dataset } = group;
  return [
    `# ${dataset.name} at ${member.site.name}. Generated from the estate; changes belong there.`,
    ...settingsOf(group, member).map(rendered),
    '',
    '# Who leads and who follows whom: one of the generated role-*.conf, put there by the runbook.',
    `include ${settingValue(roleFileOf(member.place))}`,
    '',
  ].join('\n');
}

/** Settings as lines, each under its reason. */
export function rendered({ name, value, because }: Setting): string {
  return `\n# ${oneLine(because)}\n${name} = ${settingValue(value)}`;
}

/** All settings of a server but who leads and who follows. */
export function settingsOf(group: Group, member: Member): readonly Setting[] {
  return [
    ...places(group, member),
    ...transport(member),
    ...replication(group),
    ...durability(),
    ...logging(),
  ];
}

function places({ dataset }: Group, { place }: Member): readonly Setting[] {
  const [file, socket] = [
    'kept apart from the data, which other servers copy',
    'for the administrator alone',
  ];
  return [
    { name: 'data_directory', value: dataFolderOf(place), because: 'on the dataset’s encrypted volume' },
    { name: 'hba_file', value: `${place.settingsFolder}/pg_hba.conf`, because: file },
    { name: 'ident_file', value: `${place.settingsFolder}/pg_ident.conf`, because: file },
    { name: 'listen_addresses', value: place.listenAddresses, because: 'who may connect, pg_hba.conf says' },
    {
      name: 'port',
      value: String(dataset.replication.port),
      because: 'replication.port of the dataset, which the security groups open',
    },
    { name: 'unix_socket_directories', value: place.socketFolder, because: socket },
    { name: 'unix_socket_permissions', value: '0700', because: socket },
  ];
}

/**
 * Source: BSI TR-02102-2 recommends TLS 1.3, AES-GCM suites, and secp384r1 among its groups. PostgreSQL before 18
 * cannot name the suites of TLS 1.3: with the server’s order OpenSSL takes AES-256-GCM first.
 */
function transport({ place }: Member): readonly Setting[] {
  const folder = place.certificatesFolder;
  const tls = 'only TLS 1.3 (BSI TR-02102-2); every client is ours';
  return [
    { name: 'ssl', value: 'on', because: 'pg_hba.conf refuses whoever comes without' },
    { name: 'ssl_min_protocol_version', value: 'TLSv1.3', because: tls },
    {
      name: 'ssl_ecdh_curve',
      value: 'secp384r1',
      because: 'a group of BSI TR-02102-2; the only one offered',
    },
    {
      name: 'ssl_prefer_server_ciphers',
      value: 'on',
      because: 'the server’s order: AES-256-GCM comes first',
    },
    {
      name: 'ssl_ca_file',
      value: `${folder}/ca.crt`,
      because: 'our own authority signs servers and clients',
    },
    { name: 'ssl_cert_file', value: `${folder}/server.crt`, because: 'carries the name that peers ask for' },
    { name: 'ssl_key_file', value: `${folder}/server.key`, because: 'a file of its own, never a setting' },
    {
      name: 'password_encryption',
      value: 'scram-sha-256',
      because: 'no password is kept, only its verifier',
    },
  ];
}

/** MiB of the volume in parts of a hundred, but never less than PostgreSQL can work with. */
function shareOf(sizeGiB: number, percent: number, least: number): number {
  return Math.max(least, Math.floor((sizeGiB * 1024 * percent) / 100));
}

/** Source: PostgreSQL 15 documentation, 20.6 and 27.2. The same everywhere: a standby needs at least its leader’s. */
function replication({ dataset, members }: Group): readonly Setting[] {
  const size = dataset.sizeGiB;
  const slots = shareOf(size, 5, 64);
  return [
    { name: 'wal_level', value: 'replica', because: 'streams whole copies' },
    { name: 'hot_standby', value: 'on', because: 'a copy can be asked how far it is' },
    {
      name: 'max_wal_senders',
      value: String(2 * members.length + 4),
      because:
        'each copy twice, when it comes back before its old connection is known to be dead; base backups',
    },
    {
      name: 'max_replication_slots',
      value: String(members.length + 4),
      because: 'one for each copy, and spare',
    },
    {
      name: 'max_slot_wal_keep_size',
      value: `${slots}MB`,
      because: `a lost copy may hold back 5 % of the volume’s ${size} GiB; then it is copied afresh, before the disk is full`,
    },
    {
      name: 'wal_keep_size',
      value: `${shareOf(size, 1, 32)}MB`,
      because:
        'kept at the copies too: after a promotion the others go on from what the new leader still has',
    },
    {
      name: 'max_wal_size',
      value: `${Math.min(shareOf(size, 2, 96), 4096)}MB`,
      because: 'a checkpoint at least this often',
    },
    { name: 'wal_sender_timeout', value: '10s', because: 'how long a silent copy counts as connected' },
    { name: 'wal_receiver_timeout', value: '10s', because: 'how long a copy believes in a silent leader' },
    { name: 'wal_receiver_status_interval', value: '1s', because: 'a lag that is older says nothing' },
    { name: 'wal_retrieve_retry_interval', value: '1s', because: 'a copy is back soon after its leader' },
    { name: 'recovery_target_timeline', value: 'latest', because: 'a copy follows through a promotion' },
    { name: 'tcp_keepalives_idle', value: '10', because: 'a peer behind a dead tunnel says no goodbye' },
    { name: 'tcp_keepalives_interval', value: '5', because: 'as above' },
    { name: 'tcp_keepalives_count', value: '3', because: 'as above' },
  ];
}

/** Source: PostgreSQL 15 documentation, 20.5.1 and pg_rewind. */
function durability(): readonly Setting[] {
  return [
    {
      name: 'synchronous_commit',
      value: 'on',
      because:
        'done means on disk here and at the copies waited for; remote_apply would add that their readers see it, and let a slow query there stop all writes',
    },
    { name: 'fsync', value: 'on', because: 'said, lest an image switch it off' },
    { name: 'full_page_writes', value: 'on', because: 'pg_rewind and torn pages need it' },
    {
      name: 'wal_log_hints',
      value: 'on',
      because: 'pg_rewind needs it where a cluster was made without data checksums',
    },
  ];
}

/** Connections are logged and statements never: their text, parameters and errors hold patient data. */
function logging(): readonly Setting[] {
  const data = 'its text can hold patient data';
  return [
    { name: 'logging_collector', value: 'off', because: 'to standard error, which the platform collects' },
    { name: 'log_connections', value: 'on', because: 'who came, from where, with which certificate' },
    { name: 'log_disconnections', value: 'on', because: 'and when they went' },
    { name: 'log_replication_commands', value: 'on', because: 'a base backup is a copy of everything' },
    {
      name: 'log_line_prefix',
      value: '%m [%p] user=%u database=%d client=%h ',
      because: 'an audit needs who',
    },
    { name: 'log_timezone', value: 'UTC', because: 'sites are compared' },
    { name: 'log_statement', value: 'none', because: data },
    { name: 'log_min_duration_statement', value: '-1', because: data },
    { name: 'log_min_error_statement', value: 'panic', because: data },
    {
      name: 'log_min_messages',
      value: 'log',
      because: 'above errors, whose text can quote a value; the client gets them',
    },
    { name: 'log_error_verbosity', value: 'terse', because: 'a detail names the row that is in the way' },
    { name: 'log_parameter_max_length', value: '0', because: data },
    { name: 'log_parameter_max_length_on_error', value: '0', because: data },
    { name: 'log_lock_waits', value: 'off', because: data },
    { name: 'debug_print_plan', value: 'off', because: 'said, since a plan holds constants' },
  ];
}

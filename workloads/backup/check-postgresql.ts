/** Name of what `pg_basebackup` writes, in the backup. */
export const clusterFile = 'cluster.tar';

/**
 * Brings a whole PostgreSQL server back, if there is room: each file is compared with what the server said when it was
 * read (`pg_verifybackup`), the server is started from it, tables and indexes are compared with each other
 * (`pg_amcheck`), and rows are counted. It listens at a socket within the pod alone. Where there is no such room every
 * file is read through and compared in the same way, and lies nowhere; that it starts, such a test does not show, and
 * says so. Source: PostgreSQL 17 documentation, "pg_verifybackup", "pg_amcheck", "Backup Manifest Format".
 *
 * @param roomGiB of `$SCRATCH`; a quarter of it is left for what the server writes
 */
export function postgresqlCheck(roomGiB: number): string {
  return `examine() {
  size=$(restic stats --json --mode restore-size "$snapshot" | sed 's/.*"total_size":\\([0-9]*\\).*/\\1/')
  if [ "$size" -lt $((${roomGiB} * 1024 * 1024 * 768)) ]; then start_from_it; else read_through; fi
}

start_from_it() {
  data="$SCRATCH/data"
  mkdir "$data"
  chmod 700 "$data"
  restic dump "$snapshot" /${clusterFile} | tar --extract --directory "$data"
  pg_verifybackup --quiet "$data"
  # Settings are those of its site; here nobody but this script is let in.
  : >"$data/postgresql.auto.conf"
  printf 'local all all trust\\n' >"$SCRATCH/hba.conf"
  : >"$SCRATCH/ident.conf"
  printf "%s = '%s'\\n" listen_addresses '' unix_socket_directories "$SCRATCH" \\
    hba_file "$SCRATCH/hba.conf" ident_file "$SCRATCH/ident.conf" max_connections 20 >"$SCRATCH/postgresql.conf"
  pg_ctl --pgdata="$data" --wait --timeout=3600 --log="$SCRATCH/log" \\
    --options="-c config_file=$SCRATCH/postgresql.conf" start >/dev/null
  export PGHOST="$SCRATCH" PGUSER=postgres
  pg_amcheck --all --install-missing --heapallindexed >/dev/null
  databases=0
  tables=0
  rows=0
  names=$(ask postgres 'select datname from pg_database where datallowconn and not datistemplate')
  for database in $names; do
    databases=$((databases + 1))
    counts=$(printf '%s' "$each_table" | psql --no-psqlrc --tuples-only --no-align \\
      --set=ON_ERROR_STOP=1 --dbname="$database")
    for count in $counts; do
      tables=$((tables + 1))
      rows=$((rows + count))
    done
  done
  pg_ctl --pgdata="$data" --mode=immediate stop >/dev/null
  # A server that somebody made anew is whole too, and a backup of nothing.
  [ "$rows" -gt 0 ]
  examined="verified, started, amcheck; $databases databases, $tables tables, $rows rows"
}

ask() {
  psql --no-psqlrc --tuples-only --no-align --set=ON_ERROR_STOP=1 --dbname="$1" --command="$2"
}

each_table="select format('select count(*) from %I.%I', schemaname, tablename) from pg_tables
where schemaname not in ('pg_catalog', 'information_schema') \\gexec
"

read_through() {
  export SUMS="$SCRATCH/sums" MANIFEST="$SCRATCH/backup_manifest"
  : >"$SUMS"
  restic dump "$snapshot" /${clusterFile} | tar --extract --to-command='
    if [ "$TAR_FILENAME" = backup_manifest ]; then cat >"$MANIFEST"; exit; fi
    sum=$(sha256sum) && printf "%s %s\\n" "\${sum%% *}" "$TAR_FILENAME" >>"$SUMS"'
  sum=$(sed '$d' "$MANIFEST" | sha256sum)
  grep -q "^\\"Manifest-Checksum\\": \\"\${sum%% *}\\"" "$MANIFEST"
  sed -n 's/^{ "Path": "\\([^"]*\\)", .*"Checksum": "\\([0-9a-f]*\\)" }.*/\\2 \\1/p' "$MANIFEST" | sort >"$SCRATCH/said"
  files=$(grep -c '"Checksum-Algorithm": "SHA256"' "$MANIFEST")
  [ "$files" -gt 0 ]
  [ "$files" -eq "$(wc -l <"$SCRATCH/said")" ]
  sort "$SUMS" | comm -23 "$SCRATCH/said" - >"$SCRATCH/missing"
  [ ! -s "$SCRATCH/missing" ]
  examined="every byte read and $files files compared; too large to be started here"
}
`;
}

import { createHash } from 'node:crypto';
import type { PostgresqlServer } from '../../workloads/postgresql/servers';

/** What of a server’s files is as in the workloads, and what is not. */
export interface SettingsCompared {
  /** SHA-256 of what the workloads get, by file; the same in every run for one estate. */
  readonly workloadFiles: Readonly<Record<string, string>>;
  /** Lines that are another text here, as `FILE: WORD` with the line’s first word; only places may differ. */
  readonly differing: readonly string[];
}

/** First words of lines that name a place: a folder, an address, an account. */
const ofPlaces: readonly RegExp[] = [
  /^postgresql\.conf: (data_directory|hba_file|ident_file|listen_addresses|unix_socket_directories|include)$/,
  /^postgresql\.conf: ssl_(ca|cert|key)_file$/,
  /^pg_hba\.conf: hostssl$/,
  /^pg_ident\.conf: administrator$/,
  /^pg_service\.conf: (hostaddr|sslrootcert|sslcert|sslkey)$/,
  /^role-following-[a-z0-9-]+\.conf: primary_conninfo$/,
];

export function compareSettings(here: PostgresqlServer, inWorkloads: PostgresqlServer): SettingsCompared {
  const names = [...new Set([...Object.keys(here.files), ...Object.keys(inWorkloads.files)])];
  const differing = names.flatMap((name) => {
    const [ours, theirs] = [here.files[name] ?? '', inWorkloads.files[name] ?? ''].map((text) =>
      text.split('\n'),
    );
    const lines = [...without(ours, theirs), ...without(theirs, ours)];
    return lines.map((line) => `${name}: ${/^[^\s=]*/.exec(line)?.[0] ?? ''}`);
  });
  const hashed = Object.entries(inWorkloads.files).map(([name, text]) => [name, sha256(text)]);
  return { workloadFiles: Object.fromEntries(hashed), differing: [...new Set(differing)] };
}

/** Differences that are no matter of place: the drill would show something of other settings. */
export function unexplained({ differing }: SettingsCompared): readonly string[] {
  return differing.filter((line) => !ofPlaces.some((pattern) => pattern.test(line)));
}

function without(lines: readonly string[] = [], others: readonly string[] = []): readonly string[] {
  return lines.filter((line) => !others.includes(line));
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

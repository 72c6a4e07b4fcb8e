import { backupComponents } from '../../contracts/backups';
import { restoreSiteOf } from '../../estate/backups';
import type { Dataset } from '../../estate/model';
import { resticOptions } from './repository';
import { daysBetweenTests } from './schedule';

/** A backup that is older than this was not made on the night before. */
const oldestHours = 30;

/**
 * The script of a restore test, for a shell with `pipefail`, and beside it `check.sh`, which says how the dataset is
 * brought back and what is looked at. `check.sh` has one function, `examine`, which fails where something is wrong and
 * otherwise sets `examined` to what it looked at, in numbers: nothing of what it read. It finds the id of the newest
 * snapshot in `snapshot`, room in `$SCRATCH`, and restic as a function.
 *
 * Locks of jobs that were killed are taken away, which nothing else does; the newest backup is no older than a day, and
 * not from the future; a part of everything that is stored is read and its sums compared, so that
 * all of it was read once within the days that it is kept; the newest is brought back and looked at; what came of it is
 * said, dated, where the pod ends and beside the backup itself; and only then is forgotten what is older than the estate
 * says. Whatever was brought back is taken away in any case. Source: restic.readthedocs.io, "Checking integrity and
 * consistency", "Removing backup snapshots".
 */
export function restoreTestFiles(
  dataset: Dataset,
  { restic, check }: { readonly restic: string; readonly check: string },
): Readonly<Record<string, string>> {
  const { name, backup } = dataset;
  const parts = Math.max(1, Math.ceil(backup.keepDays / daysBetweenTests));
  const script = `set -euo pipefail
umask 077
dataset=${name}
snapshot=
taken=
examined=
doing='begin'
log=\${TERMINATION_LOG:-/dev/termination-log}

restic() {
  ${restic} ${resticOptions.join(' ')} "$@"
}

result() {
  printf '{"kind":"restore-test","dataset":"%s","outcome":"%s","at":"%s","snapshot":"%s","taken":"%s","examined":"%s"}\\n' \\
    "$dataset" "$1" "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$snapshot" "$taken" "$2"
}

end() {
  code=$?
  trap - EXIT
  if [ "$code" -ne 0 ]; then result failed "could not $doing" | tee "$log"; fi
  rm -rf "\${SCRATCH:?}"/*
  exit "$code"
}
trap end EXIT
trap 'exit 143' TERM INT

doing='take away the locks of those that were killed'
restic unlock

doing='find the newest backup'
head=$(restic ls --json --tag "$dataset" latest / | sed -n 1p)
snapshot=$(printf '%s' "$head" | sed 's/.*[{,]"id":"\\([0-9a-f]*\\)".*/\\1/')
taken=$(printf '%s' "$head" | sed 's/.*[{,]"time":"\\([^".+Z]*\\).*/\\1/')
doing='find a backup of the last ${oldestHours} hours'
age=$(($(date -u +%s) - $(date -u -d "$(printf '%s' "$taken" | tr T ' ')" +%s)))
[ "$age" -gt -3600 ]
[ "$age" -lt $((${oldestHours} * 3600)) ]

doing='read what is stored'
part=$(($(date -u +%s) / (${daysBetweenTests} * 86400) % ${parts} + 1))
restic check --read-data-subset="$part/${parts}"

doing='bring the newest backup back and find it whole'
. "$(dirname "$0")/check.sh"
examine

doing='keep the result'
result held "$examined" | tee "$log" | restic backup --stdin --stdin-filename restore-test.json \\
  --host ${restoreSiteOf(dataset)} --tag ${backupComponents.restoreTest}

doing='forget what is older than ${backup.keepDays} days'
restic forget --tag ${backupComponents.restoreTest} --group-by tags --keep-within ${backup.keepDays}d
restic forget --tag "$dataset" --group-by tags --keep-within ${backup.keepDays}d --prune
`;
  return { 'restore-test.sh': script, 'check.sh': check };
}

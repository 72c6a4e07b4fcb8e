/** How many files are brought back, at most, and how much they may take, in MiB. */
const sample = { files: 200, mebibytes: 8 * 1024 } as const;

/**
 * Brings some files of the newest backup back, other ones each week, and looks into each. Which ones, their place in the
 * list says: every dataset is larger than any room for such a test, and all that is stored is read by and by anyway.
 *
 * @param look shell that looks into one file, \`$1\`, and fails where it is not what such a file is
 */
export function filesCheck(look: string): string {
  return `look() {
${look.replace(/^(?=.)/gm, '  ')}
}

examine() {
  restic ls --json "$snapshot" |
    sed -n 's/.*"type":"file","path":"\\([^"\\\\]*\\)".*"size":\\([0-9]*\\).*/\\2 \\1/p' >"$SCRATCH/list"
  files=$(wc -l <"$SCRATCH/list")
  [ "$files" -gt 0 ]
  week=$(($(date -u +%s) / 604800))
  step=$(((files + ${sample.files - 1}) / ${sample.files}))
  awk -v step="$step" -v week="$week" -v room=$((${sample.mebibytes} * 1024 * 1024)) \\
    'NR % step == week % step && sum + $1 < room { sum += $1; sub(/^[0-9]+ /, ""); print }' \\
    "$SCRATCH/list" >"$SCRATCH/sample"
  set --
  while IFS= read -r path; do set -- "$@" --include "$path"; done <"$SCRATCH/sample"
  [ "$#" -gt 0 ]
  restic restore "$snapshot" --target "$SCRATCH/back" --verify "$@" >/dev/null
  looked=0
  while IFS= read -r path; do
    look "$SCRATCH/back$path"
    looked=$((looked + 1))
  done <"$SCRATCH/sample"
  examined="$looked of $files files brought back, compared and looked into"
}
`;
}

import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlannedSite } from '../estate-plan';

/**
 * Stands in for Terraform: a plan names its stack, which is shown as a plan that the real provider has made; an apply
 * notes the plan that it was given, and moves the state.
 */
const scriptIn = (folder: string) => `#!/bin/sh
stack=$(basename "$PWD")
case "$1" in
  version) echo '{"terraform_version": "1.11.4"}' ;;
  init) mkdir -p .terraform ;;
  plan) for arg in "$@"; do case "$arg" in -out=*) echo "plan of $stack" > "\${arg#-out=}" ;; esac; done ;;
  show) case "$*" in *.tfplan) cat "${folder}/$stack.json" ;; *) exit 1 ;; esac ;;
  state) cat "${folder}/$stack.tfstate" 2>/dev/null || true ;;
  apply)
    for last in "$@"; do :; done
    echo "$stack $(cat "$last")" >> ${folder}/applied
    echo '{"lineage": "made", "serial": 1}' > "${folder}/$stack.tfstate"
    [ ! -e "${folder}/$stack.fails" ] || exit 5 ;;
esac
`;

/** Writes it into a folder, where `STACK.json` is what it plans and `applied` what it was told to apply. */
export function standInForTerraform(folder: string): string {
  const program = join(folder, 'terraform');
  writeFileSync(program, scriptIn(folder));
  chmodSync(program, 0o755);
  return program;
}

export function planIn(folder: string, plans: readonly PlannedSite[]): void {
  for (const { stack, plan } of plans) writeFileSync(join(folder, `${stack}.json`), plan);
}

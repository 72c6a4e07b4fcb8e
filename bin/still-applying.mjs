import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { root } from './setup.mjs';

/** Names the run to the judged Terraform that it starts, by process id. */
export const runVariable = 'ESTATE_CDKTF_RUN';

/**
 * Applies that a run of the cdktf CLI has started and that go on without it: on an interrupt the CLI ends at once,
 * while Terraform finishes and writes its state. Each keeps its plan, named by its process, until then. Where a system
 * does not show the environment of processes, none is found.
 * @returns ids of their processes
 */
function stillApplying(run) {
  const folder = join(root, '.estate', 'apply');
  const stacks = existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : [];
  const files = stacks
    .filter((one) => one.isDirectory())
    .flatMap(({ name }) => readdirSync(join(folder, name)));
  return files.flatMap((name) => /^(\d+)\.tfplan$/.exec(name)?.[1] ?? []).filter((pid) => isOf(run, pid));
}

function isOf(run, pid) {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(`${runVariable}=${run}`);
  } catch {
    return false;
  }
}

/** Waits for them, and says so. */
export async function untilApplied(run) {
  let pids = stillApplying(run);
  if (pids.length === 0) return;
  process.stderr.write(
    `waiting until Terraform has written its state (process ${pids.join(', ')}); Ctrl-C to wait no longer …\n`,
  );
  while (pids.length > 0) {
    await sleep(200);
    pids = stillApplying(run);
  }
}

import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from './errors';
import { findTerraform } from './find-terraform';
import { pullState, pushState } from './terraform';
import { writeAside } from './write-aside';

/**
 * Gives a stack whose state is kept in PostgreSQL an empty one, where it has none. Terraform locks a state by its row;
 * where there is none it takes one lock of the whole database until the run ends, so that the first deploys of several
 * sites would follow each other. An empty state says what none says: nothing is managed.
 *
 * Where that fails, the plan that comes next waits for the lock, or says what is wrong.
 * Source: Terraform 1.11, internal/backend/remote-state/pg/client.go, `Lock`.
 * @param stackDir of a stack that is initialised
 * @param workDir where the state lies while it is pushed
 */
export async function ensureState(stackDir: string, workDir: string): Promise<void> {
  if (!isInPostgresql(join(stackDir, 'cdk.tf.json'))) return;
  try {
    if (!(await isThere(stackDir))) await pushEmpty(stackDir, join(workDir, `first-${process.pid}.tfstate`));
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
  }
}

function isInPostgresql(file: string): boolean {
  if (!existsSync(file)) return false;
  const { terraform } = JSON.parse(readFileSync(file, 'utf8')) as {
    terraform?: { backend?: { pg?: object } };
  };
  return terraform?.backend?.pg !== undefined;
}

/** For none Terraform prints nothing, or a state without a lineage. */
async function isThere(stackDir: string): Promise<boolean> {
  const text = await pullState(stackDir);
  return text.trim() !== '' && (JSON.parse(text) as { lineage?: string }).lineage !== '';
}

/** Terraform refuses it where resources were written meanwhile, since their state has another lineage. */
async function pushEmpty(stackDir: string, file: string): Promise<void> {
  const { version } = await findTerraform();
  const lineage = randomUUID();
  const state = { version: 4, terraform_version: version, serial: 1, lineage, outputs: {}, resources: [] };
  writeAside(file, JSON.stringify(state));
  try {
    await pushState(stackDir, file);
  } finally {
    rmSync(file, { force: true });
  }
}

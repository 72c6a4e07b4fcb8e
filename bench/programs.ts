import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../terraform/project-root';

/** A whole process to measure: arguments of node. */
export interface Program {
  readonly name: string;
  readonly args: readonly string[];
}

/** A folder that is gone when `work` ends. */
export function withFolder<T>(work: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'estate-bench-'));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Runs a program to its end, synthesizing into `outdir`.
 * @returns milliseconds from its start to its end, and what it wrote to standard output
 * @throws Error where it fails: what did not work has no speed
 */
export function run({ name, args }: Program, outdir: string): { milliseconds: number; output: string } {
  const { context = {} } = JSON.parse(readFileSync(join(projectRoot(), 'cdktf.json'), 'utf8')) as {
    context?: object;
  };
  const env = { ...process.env, CDKTF_OUTDIR: outdir, CDKTF_CONTEXT_JSON: JSON.stringify(context) };
  const started = process.hrtime.bigint();
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { env, encoding: 'utf8' });
  const milliseconds = Number(process.hrtime.bigint() - started) / 1e6;
  if (status !== 0) throw new Error(`${name} ended with code ${status}\n${stderr}`);
  return { milliseconds, output: stdout };
}

import { join } from 'node:path';
import { projectRoot } from '../../terraform/project-root';
import { runProgram } from '../../terraform/run-program';

/** Runs a program of ours as a user does, with the environment of `.sandbox/env`. */
export function run(program: string, ...args: readonly string[]) {
  const env = Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  return runProgram(process.execPath, [join(projectRoot(), 'bin', program), ...args], {
    cwd: projectRoot(),
    env,
  });
}

import { accessSync, constants, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, isAbsolute, join, resolve } from 'node:path';
import { InputError } from './errors';
import { runProgram } from './run-program';

export interface Terraform {
  /** Absolute path of the program. */
  readonly binary: string;
  readonly version: string;
}

const OLDEST = '1.6.0';
const RULE = `Terraform ${OLDEST} or newer plans the stacks; ESTATE_TERRAFORM names it, else it is looked for on the PATH.`;
const FIX = `Install Terraform ${OLDEST} or newer (https://developer.hashicorp.com/terraform/install), or set ESTATE_TERRAFORM to its path.`;

const asked = new Map<string, Promise<Terraform>>();

/**
 * Finds the Terraform program and checks its version, once per process.
 *
 * @throws InputError if there is none, it cannot be run, or it is older than 1.6.0
 */
export function findTerraform(environment: NodeJS.ProcessEnv = process.env): Promise<Terraform> {
  const wanted = environment.ESTATE_TERRAFORM || 'terraform';
  const key = `${wanted}\0${environment.PATH}`;
  const answer = asked.get(key) ?? find(wanted, environment);
  asked.set(key, answer);
  return answer;
}

async function find(wanted: string, environment: NodeJS.ProcessEnv): Promise<Terraform> {
  const binary = locate(wanted, environment.PATH ?? '');
  if (binary === undefined) {
    const place = wanted.includes('/') ? 'there is no such program' : 'it is not on the PATH';
    throw new InputError({ value: `Terraform was not found: ${wanted}, ${place}.`, rule: RULE, fix: FIX });
  }
  const env = { PATH: environment.PATH ?? '', CHECKPOINT_DISABLE: '1', TF_CLI_CONFIG_FILE: '/dev/null' };
  const { code, stdout, stderr } = await runProgram(binary, ['version', '-json'], { cwd: tmpdir(), env });
  const version = code === 0 ? versionIn(stdout) : undefined;
  if (version === undefined) {
    const said = (stderr || stdout).trim().split('\n')[0] ?? '';
    throw new InputError({ value: `${binary} does not tell its version: ${said}`, rule: RULE, fix: FIX });
  }
  if (isOlder(version, OLDEST)) {
    throw new InputError({
      value: `${binary} is Terraform ${version}, which is too old.`,
      rule: RULE,
      fix: FIX,
    });
  }
  return { binary, version };
}

function locate(wanted: string, path: string): string | undefined {
  const candidates = wanted.includes('/')
    ? [isAbsolute(wanted) ? wanted : resolve(wanted)]
    : path
        .split(delimiter)
        .filter(Boolean)
        .map((folder) => resolve(join(folder, wanted)));
  return candidates.find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function versionIn(json: string): string | undefined {
  try {
    const { terraform_version: version } = JSON.parse(json) as { terraform_version?: unknown };
    return typeof version === 'string' && /^\d+\.\d+\.\d+/.test(version) ? version : undefined;
  } catch {
    return undefined;
  }
}

/** Compares by number: 1.10 is newer than 1.6. A pre-release counts as its release. */
function isOlder(version: string, than: string): boolean {
  const [left, right] = [version, than].map((text) => text.split(/[.-]/).slice(0, 3).map(Number));
  for (const [index, wanted] of (right ?? []).entries()) {
    const is = left?.[index] ?? 0;
    if (is !== wanted) return is < wanted;
  }
  return false;
}

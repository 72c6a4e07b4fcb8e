import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { arch, platform } from 'node:os';
import { basename, join } from 'node:path';
import { writePrivateFile } from '../../processes/private-file';
import { runCommand } from '../../processes/run-command';
import { withLock } from '../../terraform/lock';
import type { Clusters } from '../clusters';
import { go } from './go';
import { controlPlane, type Program } from './programs';

/** What decides the places of programs. */
export type Builds = Pick<Clusters, 'cacheFolder' | 'sources'>;

/** Folder of a built program, named by all that decides it: a changed source is never met by an old program. */
export function programFolder(program: Program, builds: Builds): string {
  return join(builds.cacheFolder, `${program.name}-${sourceHash(program, builds)}`);
}

export function programFile(program: Program, builds: Builds): string {
  return join(programFolder(program, builds), program.name);
}

/** How nodes and pods behave, as kwok's own project ships it. */
export function stagesFile(builds: Builds): string {
  return join(programFolder(controlPlane, builds), 'stages.yaml');
}

/** A folder appears under its name only when everything is in it. */
export function isBuilt(program: Program, builds: Builds): boolean {
  return existsSync(programFolder(program, builds));
}

/** Builds a program unless it is there; another process that builds it already is waited for. */
export async function buildProgram(program: Program, builds: Builds): Promise<void> {
  if (isBuilt(program, builds)) return;
  const target = programFolder(program, builds);
  const lock = { what: `building ${program.name}`, timeoutMs: 3_600_000 };
  await withLock(`${target}.lock`, lock, async () => {
    if (isBuilt(program, builds)) return;
    const draft = `${target}.draft`;
    rmSync(draft, { recursive: true, force: true });
    mkdirSync(draft, { recursive: true, mode: 0o700 });
    await compile(program, builds, draft);
    renameSync(draft, target);
  });
}

async function compile(program: Program, builds: Builds, draft: string): Promise<void> {
  const folder = sourceFolder(program, builds);
  const file = join(draft, program.name);
  const stamps = Object.entries(program.stamps).map(([name, value]) => `-X ${name}=${value}`);
  const flags = ['-trimpath', '-mod=readonly', `-ldflags=-s -w ${stamps.join(' ')}`];
  await go(folder, 'build', ...flags, '-o', file, program.package);
  if (program.beside) {
    const module = (await go(folder, 'list', '-m', '-f', '{{.Dir}}', program.beside.module)).trim();
    for (const path of program.beside.files) copyFileSync(join(module, path), join(draft, basename(path)));
  }
  if (program === controlPlane) {
    const stages = await runCommand({ program: file, args: ['kwok-stages'], env: {}, cwd: draft });
    writePrivateFile(join(draft, 'stages.yaml'), stages);
  }
}

function sourceFolder({ folder }: Program, { sources }: Builds): string {
  return join(sources, 'go', folder);
}

function sourceHash(program: Program, builds: Builds): string {
  const folder = sourceFolder(program, builds);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(go|mod|sum)$/.test(path))
    .toSorted();
  const hash = createHash('sha256').update(JSON.stringify([program, platform(), arch(), files]));
  for (const path of files) hash.update(readFileSync(join(folder, path)));
  return hash.digest('hex').slice(0, 16);
}

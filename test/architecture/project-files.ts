import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../terraform/project-root';

/**
 * Files that belong to the project, from its folder: what git holds and what it would take in. Files that were
 * removed and are not committed yet are left out.
 */
export function projectFiles(): readonly string[] {
  const list = ['ls-files', '--cached', '--others', '--exclude-standard', '--deduplicate', '-z'];
  const { status, stdout, stderr } = spawnSync('git', list, { cwd: projectRoot(), encoding: 'utf8' });
  if (status !== 0) throw new Error(`git ls-files: ${stderr}`);
  const gone = spawnSync('git', ['ls-files', '--deleted', '-z'], { cwd: projectRoot(), encoding: 'utf8' });
  const deleted = new Set(gone.stdout.split('\0'));
  return stdout.split('\0').filter((path) => path !== '' && !deleted.has(path));
}

export function readProjectFile(path: string): string {
  return readFileSync(join(projectRoot(), path), 'utf8');
}

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSnippets } from '../readme/snippets';
import { root, sandboxEnvironment } from './programs';

/** Does what an operator would type, step by step as the page says. */
export function follow(page: string): void {
  const snippets = readSnippets(readFileSync(join(root, 'docs', 'runbooks', page), 'utf8'));
  const commands = snippets.filter(({ isRun }) => isRun).flatMap((snippet) => snippet.commands);
  expect(commands.length).toBeGreaterThan(3);
  for (const command of commands) {
    const { status, stdout, stderr } = spawnSync('bash', ['-c', command], {
      cwd: root,
      encoding: 'utf8',
      env: sandboxEnvironment(),
      maxBuffer: 256 * 1024 * 1024,
    });
    if (status !== 0) throw new Error(`${page}: ${command} ended with ${status}\n${stdout}${stderr}`);
  }
}

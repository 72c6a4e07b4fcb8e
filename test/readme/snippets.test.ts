import { spawnSync } from 'node:child_process';
import { readProjectFile } from '../architecture/project-files';
import { copyProject } from './copied-project';
import { linesNotPrinted, readSnippets } from './snippets';

jest.setTimeout(600_000);

const snippets = readSnippets(readProjectFile('README.md')).filter(({ isRun }) => isRun);
let project: ReturnType<typeof copyProject>;

beforeAll(() => {
  project = copyProject();
});
afterAll(() => project.remove());

test('there are snippets to run', () => {
  expect(snippets.length).toBeGreaterThanOrEqual(3);
});

/** In the order of the page, in one copy: what a reader would do. */
test.each(snippets.map(({ line, ...snippet }) => [`README.md:${line}`, snippet] as const))(
  '%s runs',
  (_, { commands, prints }) => {
    const { CI: __, ...env } = process.env;
    const script = ['set -e', ...commands].join('\n');
    const { status, stdout, stderr } = spawnSync('bash', ['-c', script], {
      cwd: project.folder,
      encoding: 'utf8',
      env: { ...env, FORCE_COLOR: '0' },
      maxBuffer: 1e9,
    });
    expect({ status, output: status === 0 ? '' : `${stdout}${stderr}` }).toEqual({ status: 0, output: '' });
    expect(linesNotPrinted(prints, stdout)).toEqual([]);
  },
);

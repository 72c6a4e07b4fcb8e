import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../terraform/project-root';
import { projectFiles, readProjectFile } from '../architecture/project-files';
import { unknownNames } from './known-names';
import { linesNotPrinted, readBlocks, readSnippets } from './snippets';

const readme = readProjectFile('README.md');

test('the tree explains every file and folder at the top, and nothing else', () => {
  const tree = readBlocks(readme.slice(readme.indexOf('## The tree')))[0]?.lines ?? [];
  const explained = tree.map((line) => /^(\S+) {2,}\S.*$/.exec(line)?.[1] ?? `no explanation: ${line}`);
  const present = projectFiles().map((path) => path.replace(/\/.*$/, '/'));
  expect(explained.toSorted()).toEqual([...new Set(present)].toSorted());
});

test('every link leads to a file of the project', () => {
  const links = [...readme.matchAll(/\]\(([^)#]+)[^)]*\)/g)].map(([, link = '']) => link);
  expect(links.filter((link) => !existsSync(join(projectRoot(), link)))).toEqual([]);
});

test('every file and folder that the text names exists', () => {
  const named = [...readme.matchAll(/`((?:estate|stacks|policies|docs|bin|test|constructs)\/[\w./-]*)`/g)];
  const missing = named.map(([, path = '']) => path).filter((path) => !existsSync(join(projectRoot(), path)));
  expect(missing.filter((path) => !/NAME/.test(path))).toEqual([]);
});

test('every command names scripts, programs, flags, policies and variables that exist', () => {
  const commands = readSnippets(readme).flatMap(({ line, commands: lines }) =>
    lines.map((command) => ({ line, command })),
  );
  expect(commands.length).toBeGreaterThan(20);
  const unknown = commands.flatMap(({ line, command }) =>
    unknownNames(command, estateHelp()).map((name) => `README.md:${line}: ${name}, in: ${command}`),
  );
  expect(unknown).toEqual([]);
});

/** The usage lines that `estate help` prints, from the commands' sources: a build may be stale. */
function estateHelp(): string {
  const folder = join(projectRoot(), 'bin', 'commands');
  const usages = readdirSync(folder).map((file) => {
    const { default: command } = require(join(folder, file)) as { default: { usage: string } };
    return `  ${command.usage}`;
  });
  return usages.join('\n');
}

test('names that do not exist are found', () => {
  const help = '  estate verify [--plan FILE]\n';
  expect(unknownNames('npm run nothing', help)).toEqual(['script nothing']);
  expect(unknownNames('npx --no estate verify --plan a --nothing', help)).toEqual([
    'estate verify --nothing',
  ]);
  expect(unknownNames('npx --no estate nothing', help)).toEqual(['estate nothing']);
  expect(unknownNames('ESTATE_NOTHING=1 npx cdktf nothing', help)).toEqual([
    'variable ESTATE_NOTHING',
    'cdktf nothing',
  ]);
  expect(unknownNames('export ESTATE_PRIMARY_NOTHING=1', help)).toEqual(['variable ESTATE_PRIMARY_NOTHING']);
  expect(unknownNames('npx --no estate verify --only nothing', '  estate verify --only')).toEqual([
    'policy nothing',
  ]);
});

test('snippets are read with what they print', () => {
  const page = '```sh run\na\n\n# b\nc\n```\n\n```text\nx 1\n…\nz\n```\n\n1. d\n   ```sh\n   e\n   ```\n';
  expect(readSnippets(page)).toEqual([
    { line: 1, isRun: true, commands: ['a', 'c'], prints: ['x 1', '…', 'z'] },
    { line: 15, isRun: false, commands: ['e'], prints: [] },
  ]);
  expect(linesNotPrinted(['x 1', '…', 'z'], 'x 25\ny\nz\n')).toEqual([]);
  expect(linesNotPrinted(['z', 'x 1', 'w'], 'x 25\ny\nz\n')).toEqual(['x 1', 'w']);
});

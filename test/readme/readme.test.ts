import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { projectRoot } from '../../terraform/project-root';
import { projectFiles, readProjectFile } from '../architecture/project-files';
import { unknownNames } from './known-names';
import { linesNotPrinted, readBlocks, readSnippets } from './snippets';

const readme = readProjectFile('README.md');

/** The pages that say what to do, each with the folder that its links start from. */
const pages = [
  'README.md',
  ...['deploying', 'changes', 'sandbox', 'cluster', 'pipelines'].map((one) => `docs/${one}.md`),
];

test('the tree explains every file and folder at the top, and nothing else', () => {
  const tree = readBlocks(readme.slice(readme.indexOf('## The tree')))[0]?.lines ?? [];
  const explained = tree.map((line) => /^(\S+) {2,}\S.*$/.exec(line)?.[1] ?? `no explanation: ${line}`);
  const present = projectFiles().map((path) => path.replace(/\/.*$/, '/'));
  expect(explained.toSorted()).toEqual([...new Set(present)].toSorted());
});

test.each(pages)('every link of %s leads to a file of the project', (page) => {
  const links = [...readProjectFile(page).matchAll(/\]\(([^)#]+)[^)]*\)/g)].map(([, link = '']) => link);
  const files = links.filter((link) => !/^https?:/.test(link));
  expect(files.filter((link) => !existsSync(join(projectRoot(), dirname(page), link)))).toEqual([]);
});

test.each(pages)('every file and folder that the text of %s names exists', (page) => {
  const named = [
    ...readProjectFile(page).matchAll(/`((?:estate|stacks|policies|docs|bin|test|constructs)\/[\w./-]*)`/g),
  ];
  const missing = named.map(([, path = '']) => path).filter((path) => !existsSync(join(projectRoot(), path)));
  expect(missing.filter((path) => !/NAME/.test(path))).toEqual([]);
});

test('every command names scripts, programs, flags, policies and variables that exist', () => {
  const commands = pages.flatMap((page) =>
    readSnippets(readProjectFile(page)).flatMap(({ line, commands: lines }) =>
      lines.map((command) => ({ page, line, command })),
    ),
  );
  expect(commands.length).toBeGreaterThan(60);
  const help = estateHelp();
  const unknown = commands.flatMap(({ page, line, command }) =>
    unknownNames(command, help).map((name) => `${page}:${line}: ${name}, in: ${command}`),
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

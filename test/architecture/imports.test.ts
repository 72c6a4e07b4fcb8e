import { findViolations, roomOf, type Source } from './find-violations';
import { importTable } from './import-table';
import { projectFiles, readProjectFile } from './project-files';
import { readImports } from './read-imports';

const sources: readonly Source[] = projectFiles()
  .filter((path) => (/\.[cm]?[jt]s$/.test(path) && path.includes('/') ? true : path === 'main.ts'))
  .map((path) => ({ path, text: readProjectFile(path) }));

const paths = sources.map(({ path }) => path);

test('no room imports what the table does not permit', () => {
  expect(findViolations(sources, importTable)).toEqual([]);
});

test('every line of the table has a reason, and every room the table its own name', () => {
  const reasons = importTable.flatMap(({ may }) => may.map(({ because }) => because));
  expect(reasons.filter((reason) => reason.trim() === '')).toEqual([]);
  const names = importTable.map(({ name }) => name);
  expect(names).toEqual([...new Set(names)]);
});

test('a package that runs is a dependency, not one of development only', () => {
  const { dependencies } = JSON.parse(readProjectFile('package.json')) as { dependencies: object };
  const running = sources.filter(({ path }) => !/^(test|packages|bench)\//.test(path));
  const missing = running.flatMap(({ path, text }) =>
    readImports(text)
      .flatMap(({ from }) => (from === undefined || /^(\.|node:)/.test(from) ? [] : [packageOf(from)]))
      .filter((name) => !Object.hasOwn(dependencies, name))
      .map((name) => `${path}: ${name}`),
  );
  expect(missing).toEqual([]);
});

function packageOf(from: string): string {
  return from
    .split('/')
    .slice(0, from.startsWith('@') ? 2 : 1)
    .join('/');
}

/** A source that breaks the table, and what is said of it. */
const violations: readonly (readonly [path: string, text: string, violation: string])[] = [
  ['judge/leak.ts', "import { readFileSync } from 'node:fs';", 'judge may not import node:fs'],
  ['judge/leak.ts', "import { renderHuman } from '../audit/human';", 'judge may not import audit/human.ts'],
  [
    'judge/leak.ts',
    "type T = import('../stacks/profile').Profile;",
    'judge may not import stacks/profile.ts (types)',
  ],
  ['audit/leak.ts', "import { judge } from '../judge/judge';", 'audit may not import judge/judge.ts'],
  [
    'audit/leak.ts',
    "import type { Policy } from '../judge/policy';",
    'audit may not import judge/policy.ts (types)',
  ],
  ['estate/leak.ts', "const cdktf = require('cdktf');", 'estate may not import npm:cdktf'],
  [
    'graph/leak.ts',
    "import '@cdktf/provider-openstack/lib/provider';",
    'graph may not import npm:@cdktf/provider-openstack/lib/provider',
  ],
  ['stacks/leak.ts', 'export const load = (name: string) => import(name);', 'stacks may not import computed'],
  [
    'policies/network/leak.ts',
    "import a from '../encryption/volume-encrypted-at-creation';",
    'rules may not import policies/encryption/volume-encrypted-at-creation.ts',
  ],
  ['policies/leak.ts', "export * from './gate';", 'policies may not import policies/gate.ts'],
  ['policies/leak.ts', "import { App } from 'cdktf';", 'policies may not import npm:cdktf'],
  [
    'terraform/leak.ts',
    "import type { Site } from '../estate/model';",
    'terraform may not import estate/model.ts (types)',
  ],
  ['bin/leak.mjs', "import { App } from 'cdktf';", 'shims may not import npm:cdktf'],
  ['bin/leak.ts', "import { App } from 'cdktf';", 'bin may not import npm:cdktf'],
  ['cellar/leak.ts', '', 'no room of the import table holds this file'],
];

describe('a violation of our own making is caught', () => {
  const violating = (path: string, text: string) => findViolations([{ path, text }], importTable, paths);

  test.each(violations)('%s: %s', (path, text, violation) => {
    expect(violating(path, text)).toEqual([`${path}: ${violation}`]);
  });

  test('and what is permitted is not', () => {
    const path = 'judge/fine.ts';
    const text = "import type { Site } from '../estate/model';\nimport { pass } from './policy';";
    expect(violating(path, text)).toEqual([]);
    expect(roomOf(path, importTable)?.name).toBe('judge');
  });
});

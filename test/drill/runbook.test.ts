import { spawnSync } from 'node:child_process';
import { readRunbook } from '../../drill/postgresql/runbook';
import { defineEstate } from '../../estate/define-estate';
import { postgresqlGroup } from '../../workloads/postgresql/servers';
import { projectFiles, readProjectFile } from '../architecture/project-files';
import { asOf, at, Draft } from '../estate/parts';

const document = 'docs/runbooks/promote-mirror.md';
const text = readProjectFile(document);
const steps = readRunbook(text).flatMap((chapter) => chapter.steps);

test('a document is read as chapters with the blocks that are for a server', () => {
  const page = [
    '# Title',
    '```sh on=early',
    'before any chapter',
    '```',
    '## One',
    '```sh',
    '## not a heading',
    '```',
    '1. text',
    '',
    '   ```sh on=leader',
    '   a',
    '     b',
    '   ```',
    '## Two',
    '```sh on=copy',
    'c',
    '```',
  ].join('\n');
  expect(readRunbook(page)).toEqual([
    { heading: 'One', steps: [{ line: 11, on: 'leader', script: 'a\n  b' }] },
    { heading: 'Two', steps: [{ line: 16, on: 'copy', script: 'c' }] },
  ]);
});

test('every block is a script that a shell can read', () => {
  expect(steps.length).toBeGreaterThan(10);
  const unreadable = steps.filter(({ script }) => spawnSync('bash', ['-n', '-c', script]).status !== 0);
  expect(unreadable).toEqual([]);
});

test('every file that a block names is generated, for each site that the name may stand for', () => {
  const estate = defineEstate(new Draft().parts, { asOf });
  const servers = postgresqlGroup(estate, 'patient-records')?.servers ?? [];
  const generated = servers.flatMap(({ files }) => Object.keys(files));
  const named = steps.flatMap(({ script }) =>
    [...script.matchAll(/\$SETTINGS\/([\w.$-]+)/g)].map(([, name = '']) => name),
  );
  const missing = named.flatMap((name) =>
    servers.map(({ site }) => name.replace(/\$[A-Z]+/, site)).filter((file) => !generated.includes(file)),
  );
  expect(named.length).toBeGreaterThan(10);
  expect(missing).toEqual([]);
});

test('every variable of a block is one that the server’s shell has, or one that the document introduces', () => {
  const estate = defineEstate(new Draft().parts, { asOf });
  const known = Object.keys(at(postgresqlGroup(estate, 'patient-records')?.servers ?? [], 0).environment);
  const introduced = [...(/^export (.+)$/m.exec(text)?.[1] ?? '').matchAll(/([A-Z]+)=/g)].map(
    ([, name = '']) => name,
  );
  const used = steps.flatMap(({ script }) =>
    [...script.matchAll(/\$([A-Z]+)/g)].map(([, name = '']) => name),
  );
  expect([...new Set(used)].filter((name) => ![...known, ...introduced].includes(name))).toEqual([]);
});

test('links within the document and to files lead somewhere', () => {
  const anchors = [...text.matchAll(/^## (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\w -]/g, '')
      .replaceAll(' ', '-'),
  );
  const linked = [...text.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor = '']) => anchor);
  expect(linked.filter((anchor) => !anchors.includes(anchor))).toEqual([]);
  const folders = [...text.matchAll(/`((?:drill|workloads)\/[\w/]*)`/g)].map(([, path = '']) => path);
  expect(folders.filter((path) => !projectFiles().some((each) => each.startsWith(path)))).toEqual([]);
});

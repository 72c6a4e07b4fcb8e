import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readManifestInputs } from '../../bin/manifest-inputs';
import { foreignEstate } from '../../estate/foreign-estate';
import { hashOf, readInput } from '../../policies/judge-inputs';

const estate = foreignEstate({ cloud: 'openstack', countries: ['DE'], encryptedVolumeTypes: [] });
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'manifest-inputs-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const object = (name: string) => `{ apiVersion: v1, kind: ConfigMap, metadata: { name: ${name} } }`;
const preview = (name: string) =>
  JSON.stringify({
    config: {},
    steps: [
      {
        op: 'create',
        urn: name,
        newState: {
          type: 'kubernetes:core/v1:ConfigMap',
          inputs: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } },
        },
      },
    ],
  });

function found(files: Readonly<Record<string, string | Buffer>>): readonly string[] {
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return readManifestInputs([folder], estate)
    .map(readInput)
    .flatMap(({ resources }) => resources.map(({ name, action }) => `${name} ${action}`));
}

function refused(files: Readonly<Record<string, string | Buffer>>): string {
  try {
    found(files);
  } catch (error) {
    return (error as Error).message;
  }
  return 'it was read';
}

test('every file of a folder is judged: previews beside objects, in any order', () => {
  const files = { 'a.json': preview('a'), 'b.yaml': object('b'), 'c.json': preview('c') };
  expect(found(files)).toEqual(['a create', 'b declared', 'c create']);
});

test('each file is read for itself: marks, versions and files of comments alone are no fault', () => {
  const mark = '\ufeff';
  const files = {
    '1.yaml': `%YAML 1.1\n---\n${object('a')}`,
    '2.yaml': `${mark}${object('b')}`,
    '3.yaml': `%YAML 1.1\n---\n${object('c')}`,
    '4.yaml': '---\n',
    '5.yaml': '# nothing\n',
  };
  mkdirSync(join(folder, 'x.yaml'));
  writeFileSync(join(folder, 'x.yaml', 'd.yaml'), object('d'));
  expect(found(files)).toEqual(['a declared', 'b declared', 'c declared', 'd declared']);
});

test('what is wrong is said of the file that it is in', () => {
  expect(refused({ '1.yaml': object('a'), '2.yaml': 'a: [' })).toContain(
    `${join(folder, '2.yaml')}: it is no`,
  );
  expect(refused({ '1.yaml': object('a'), '2.yaml': object('a') })).toContain('ConfigMap/a is in it twice');
  const wide = Buffer.from(`\ufeff${object('b')}`, 'utf16le');
  expect(refused({ '1.yaml': object('a'), '2.yaml': wide })).toContain('2.yaml: it is UTF-16 or UTF-32');
  const latin = Buffer.from('# Löschen\n', 'latin1');
  expect(refused({ '1.yaml': object('a'), '2.yaml': latin })).toContain('2.yaml: it is not UTF-8');
  expect(refused({ '1.yaml': '---\n', '2.yaml': '' })).toContain('2.yaml: the file is empty');
});

test('a folder without any object, or a preview without any, is refused', () => {
  expect(refused({ '1.yaml': '---\n', '2.yaml': '# nothing\n' })).toContain(
    'there is no Kubernetes object in it',
  );
  const nothing = JSON.stringify({ config: {}, steps: [] });
  const why = refused({ '1.yaml': object('a'), '2.json': nothing });
  expect(why).toContain('2.json: there is no Kubernetes object in it');
});

test('a link to itself is refused as what it is', () => {
  const loop = join(folder, 'loop.yaml');
  symlinkSync(loop, loop);
  expect(() => readManifestInputs([loop], estate)).toThrow('it is a link that leads back to itself');
});

test('the hash of one file is that of its bytes', () => {
  const file = join(folder, 'a.yaml');
  const bytes = Buffer.from(`\ufeff${object('a')}`);
  writeFileSync(file, bytes);
  expect(readManifestInputs([file], estate)[0]?.sha256).toBe(hashOf(bytes));
});

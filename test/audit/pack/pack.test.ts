import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makePack } from '../../../audit/pack/make-pack';
import { sha256 } from '../../../audit/pack/manifest';
import { writePack } from '../../../audit/pack/write-pack';
import type { Report } from '../../../judge/report';
import { check, estateInputs, judged, removePack, writtenPack } from './packs';

let pack: Awaited<ReturnType<typeof writtenPack>>;
let copies = '';

beforeAll(async () => {
  pack = await writtenPack(judged(await estateInputs()));
  copies = mkdtempSync(join(tmpdir(), 'estate-packs-'));
});
afterAll(() => {
  removePack(pack.folder);
  rmSync(copies, { recursive: true, force: true });
});

/** A copy of the pack that may be spoilt. */
function copy(name: string): string {
  const folder = join(copies, name);
  cpSync(pack.folder, folder, { recursive: true });
  return folder;
}

/** Writes a file of a pack, and the manifest so that it agrees. */
function forge(folder: string, path: string, change: (text: string) => string): void {
  const [file, manifest] = [join(folder, path), join(folder, 'MANIFEST.sha256')];
  const before = readFileSync(file, 'utf8');
  const after = change(before);
  expect(after).not.toBe(before);
  writeFileSync(file, after);
  writeFileSync(manifest, readFileSync(manifest, 'utf8').replace(sha256(before), sha256(after)));
}

test('a pack of this estate holds: its files are whole, and its report follows from its inputs', async () => {
  const checked = await check(pack.folder);
  expect(checked).toMatchObject({ holds: true, files: [], hashes: [] });
  expect(checked.recomputed).toMatchObject({ outcome: 'same', sameRules: true, differences: [] });
  expect(checked.madeAgain).toEqual({ outcome: 'same', differences: [] });
});

const forged: readonly (readonly [file: string, change: (text: string) => string, said: string])[] = [
  ['report.html', (text) => text.replace('</h1>', '!</h1>'), 'report.html: it is not what'],
  ['report.sarif', (text) => text.replace('"version"', '"version" '), 'report.sarif: it is not'],
  ['contents.json', (text) => text.replace('"open": true', '"open": false'), 'its questions are not'],
  ['contents.json', (text) => text.replace(/"ports": \[/, '"ports": ["1",'), 'its reach are not'],
];

test('each part that says otherwise than report and inputs is found, whatever the manifest says', async () => {
  const folder = copy('again');
  for (const [file, change] of forged) forge(folder, file, change);
  const { holds, madeAgain } = await check(folder);
  expect({ holds, outcome: madeAgain.outcome }).toEqual({ holds: false, outcome: 'differs' });
  const found = madeAgain.differences.join('\n');
  expect(forged.filter(([, , said]) => !found.includes(said))).toEqual([]);
});

test('nobody attests a failure away: what fails again from the files of the pack, and not in its report, is found', async () => {
  const policy = 'network/no-ingress-from-anyone';
  const inputs = (await estateInputs()).map((input) =>
    input.stack === 'clinic'
      ? { ...input, source: undefined, text: String(input.text).replaceAll('10.18.240.0/24', '0.0.0.0/0') }
      : input,
  );
  const { folder } = await writtenPack(judged(inputs, { only: ['network'] }));
  forge(folder, 'pack.json', (text) => {
    const index = JSON.parse(text) as { attested: object[] };
    return JSON.stringify({ ...index, attested: [...index.attested, { policy, why: 'reads secrets' }] });
  });
  expect((await check(folder)).recomputed).toMatchObject({ outcome: 'same' });
  forge(folder, 'report.json', (text) => {
    const report = JSON.parse(text) as Report;
    return JSON.stringify({ ...report, verdicts: report.verdicts.filter((one) => one.policy !== policy) });
  });
  const { recomputed } = await check(folder);
  expect(recomputed.differences.map(({ part }) => part)).toContain(policy);
  removePack(folder);
});

test('sha256sum itself agrees with the manifest', () => {
  const { status, stdout } = spawnSync('sha256sum', ['-c', 'MANIFEST.sha256'], {
    cwd: pack.folder,
    encoding: 'utf8',
  });
  expect(stdout.split('\n').filter((line) => line !== '' && !line.endsWith(': OK'))).toEqual([]);
  expect(status).toBe(0);
});

test('only rules about secrets have to be taken on trust', () => {
  const others = pack.index.attested.filter(({ why }) => why !== 'reads secrets');
  expect(others.map(({ policy }) => policy)).toEqual([]);
});

test('two packs of the same input are the same, byte for byte', async () => {
  const again = makePack(judged(await estateInputs()));
  expect([...again.files]).toEqual([...pack.files]);
});

test.each<[string, (folder: string) => void, string]>([
  ['a changed byte', (f) => appendFileSync(join(f, 'estate.json'), ' '), 'estate.json: it was changed'],
  ['a missing file', (f) => rmSync(join(f, 'report.sarif')), 'report.sarif: it is missing'],
  ['a file too many', (f) => writeFileSync(join(f, 'more.txt'), ''), 'more.txt: it is not in the manifest'],
])('%s is found and named, and nothing is judged again', async (name, spoil, fault) => {
  const folder = copy(name.replaceAll(' ', '-'));
  spoil(folder);
  const checked = await check(folder);
  expect(checked.holds).toBe(false);
  expect(checked.files).toEqual([expect.stringContaining(fault)]);
  expect(checked.recomputed.outcome).toBe('not done');
});

test('a report that was made nicer, with every hash put right, is not what judging again gives', async () => {
  const folder = copy('nicer');
  const policy = 'encryption/state-backend-encrypted';
  const nicer = (text: string) => {
    const report = JSON.parse(text) as { verdicts: Report['verdicts'] };
    return `${JSON.stringify({ ...report, verdicts: report.verdicts.filter((v) => v.policy !== policy) }, undefined, 2)}\n`;
  };
  forge(folder, 'report.json', nicer);
  forge(folder, 'contents.json', (text) => {
    const contents = JSON.parse(text) as { report: object };
    return `${JSON.stringify({ ...contents, report: JSON.parse(nicer(JSON.stringify(contents.report))) }, undefined, 1)}\n`;
  });
  const { holds, hashes, recomputed } = await check(folder);
  expect({ holds, hashes }).toEqual({ holds: false, hashes: [] });
  expect(recomputed.differences.map(({ part }) => part)).toContain(policy);
  expect(recomputed.differences.map(({ part }) => part)).toContain('report.summary.undecided');
});

test('an input that was exchanged, with the manifest put right, is named by the index', async () => {
  const folder = copy('exchanged');
  const { file } = pack.index.inputs[0] ?? { file: '' };
  forge(folder, file, (text) => text.replace('"format_version"', ' "format_version"'));
  const checked = await check(folder, true);
  expect(checked.hashes).toEqual([`${file}: pack.json has another hash of it`]);
});

describe('what is no pack is refused', () => {
  test.each<[string, (folder: string) => void, RegExp]>([
    ['a symbolic link', (f) => symlinkSync('/etc/hostname', join(f, 'link')), /link: it is a symbolic link/],
    [
      'a file exchanged for a link',
      (f) => {
        renameSync(join(f, 'estate.json'), join(copies, 'elsewhere.json'));
        symlinkSync(join(copies, 'elsewhere.json'), join(f, 'estate.json'));
      },
      /estate\.json: it is a symbolic link/,
    ],
    [
      'a path that leads out of it',
      (f) => appendFileSync(join(f, 'MANIFEST.sha256'), `${'0'.repeat(64)}  ../../etc/passwd\n`),
      /the path "\.\.\/\.\.\/etc\/passwd" is none of a pack/,
    ],
    [
      'an absolute path',
      (f) => appendFileSync(join(f, 'MANIFEST.sha256'), `${'0'.repeat(64)}  /etc/passwd\n`),
      /the path "\/etc\/passwd" is none of a pack/,
    ],
    ['no manifest', (f) => rmSync(join(f, 'MANIFEST.sha256')), /there is no MANIFEST\.sha256 in it/],
    [
      'an index of a later version',
      (f) =>
        forge(f, 'pack.json', (text) => text.replace('"schemaVersion": "1.0.0"', '"schemaVersion": "2.0.0"')),
      /it is of version "2\.0\.0", and this program reads 1\.0\.0/,
    ],
    [
      'a report of a later version',
      (f) => forge(f, 'report.json', (text) => text.replace('"schemaVersion": "1.', '"schemaVersion": "2.')),
      /it is a report of version 2\./,
    ],
    [
      'an index that names a file outside',
      (f) =>
        forge(f, 'pack.json', (text) =>
          text.replace('"estate": "estate.json"', '"estate": "../estate.json"'),
        ),
      /it names a file that the pack does not have: \.\.\/estate\.json/,
    ],
  ])('%s', async (name, spoil, message) => {
    const folder = copy(name.replaceAll(' ', '-'));
    spoil(folder);
    await expect(check(folder)).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringMatching(message),
    });
  });
});

describe('writing', () => {
  test('replaces an older pack, and leaves no draft behind', async () => {
    const folder = copy('older');
    writeFileSync(join(folder, 'left.txt'), 'of the older one');
    await writePack(folder, pack.files);
    expect(await check(folder, true)).toMatchObject({ holds: true, files: [] });
    expect(readdirSync(copies).filter((name) => name.includes('draft'))).toEqual([]);
  });

  test('leaves a folder of anything else alone', async () => {
    const folder = join(copies, 'mine');
    cpSync(join(__dirname), folder, { recursive: true });
    const before = readdirSync(folder);
    await expect(writePack(folder, pack.files)).rejects.toThrow(/something in it that is no pack/);
    expect(readdirSync(folder)).toEqual(before);
  });

  test('that fails before its end leaves the older pack whole', async () => {
    const folder = copy('failing');
    const broken = async () => {
      throw new Error('no signature');
    };
    await expect(writePack(folder, new Map([['a.txt', 'a']]), broken)).rejects.toThrow('no signature');
    expect(await check(folder, true)).toMatchObject({ holds: true });
  });
});

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { comparePacks } from '../../../audit/pack/compare-packs';
import { sha256 } from '../../../audit/pack/manifest';
import { loadEstate } from '../../../estate/load-estate';
import { databaseDrill } from '../../drills';
import { asOf } from '../../estate-plan';
import { check, estateInputs, judged, removePack, writtenPack } from './packs';

const estate = loadEstate({ asOf });
const only = ['resilience/withstands-any-one-site', 'resilience/drills-lose-nothing'];
const dataset = 'patient-records';

async function packWith(missing: number) {
  const drill = await databaseDrill(estate, dataset, missing);
  const drills = [{ file: 'drill.json', sha256: 'ab'.repeat(32), drill }];
  return writtenPack(judged(await estateInputs(), { drills, only }));
}

let held: Awaited<ReturnType<typeof packWith>>;
let failed: Awaited<ReturnType<typeof packWith>>;

beforeAll(async () => {
  [held, failed] = [await packWith(0), await packWith(3)];
});
afterAll(() => {
  for (const { folder } of [held, failed]) removePack(folder);
});

test('what a drill has shown is judged again from the pack, and said on its page and in OSCAL', async () => {
  expect(await check(held.folder)).toMatchObject({ holds: true, recomputed: { outcome: 'same' } });
  const page = held.files.get('report.html') ?? '';
  expect(page).toContain(
    '<b><span class="de" lang="de">gezeigt</span><span class="en" lang="en">shown</span></b>',
  );
  expect(page).toContain('real servers of PostgreSQL 17.2');
  const results = JSON.parse(held.files.get('assessment-results.json') ?? '');
  const observations = results['assessment-results'].results[0].observations as {
    readonly title: string;
    readonly 'relevant-evidence': readonly { readonly href: string }[];
  }[];
  const [drilled, ...more] = observations.filter(({ title }) => title.startsWith('drill of '));
  expect(more).toEqual([]);
  expect(drilled?.['relevant-evidence'].map(({ href }) => href)).toContain('drills/01.json');
  const question = held.contents.questions.find(({ id }) => id === 'level-reached');
  expect(question?.table?.rows.find(([name]) => name === dataset)?.slice(0, 5)).toEqual([
    dataset,
    'shown',
    'clinic, mirror, primary',
    '–',
    asOf,
  ]);
});

test('a drill that lost rows is a breach, on the page in both languages and in OSCAL', () => {
  const page = failed.files.get('report.html') ?? '';
  expect(page).toContain('but in the drill of 2026-11-22:');
  expect(page).toContain('If any one site is lost, <b>7 of 8</b> datasets survive');
  expect(page).toContain('<b>A drill did not hold</b> (2026-11-22). It contradicts the level of');
  expect(page).toContain('lost 3 of 4711 rows');
  expect(page).toContain('3 von 4711 Zeilen fehlten');
  const question = failed.contents.questions.find(({ id }) => id === 'level-reached');
  expect(question?.answer.en).toContain('A drill contradicts the level of: patient-records.');
  const stateIn = ({ files }: typeof failed) => {
    const results = JSON.parse(files.get('assessment-results.json') ?? '')['assessment-results'].results[0];
    const findings = results.findings as readonly {
      target: { 'target-id': string; status: { state: string } };
    }[];
    return findings.find(({ target }) => target['target-id'] === 'resilience.drills-lose-nothing')?.target
      .status.state;
  };
  expect([stateIn(failed), stateIn(held)]).toEqual(['not-satisfied', 'satisfied']);
  const outcomeIn = ({ contents }: typeof failed) =>
    contents.controls.flatMap(({ controls }) => controls).find(({ id }) => id === 'C5:2020 BCM-04')?.outcome;
  expect([outcomeIn(failed), outcomeIn(held)]).toEqual(['fail', 'pass']);
});

test('a drill that is changed in a pack is found, even where every hash is made to agree', async () => {
  const file = 'drills/01.json';
  const path = join(failed.folder, file);
  const before = readFileSync(path, 'utf8');
  const after = before.replaceAll('2026-11-22T', '2026-11-21T');
  const files = ['pack.json', 'MANIFEST.sha256', 'contents.json'].map((name) => join(failed.folder, name));
  const texts = files.map((name) => readFileSync(name, 'utf8'));
  const rehash = (from: string, to: string) => {
    for (const name of files) writeFileSync(name, readFileSync(name, 'utf8').replaceAll(from, to));
  };
  writeFileSync(path, after);
  expect((await check(failed.folder)).files).toEqual([
    `${file}: it was changed; its hash is not that of the manifest`,
  ]);
  const [index = ''] = texts;
  rehash(sha256(before), sha256(after));
  const [changedIndex = '', , changedContents = ''] = files.map((name) => readFileSync(name, 'utf8'));
  rehash(sha256(index), sha256(changedIndex));
  rehash(sha256(texts[2] ?? ''), sha256(changedContents));
  await expect(check(failed.folder)).rejects.toThrow(/it was changed after it was written/);
  writeFileSync(path, before);
  files.forEach((name, at) => {
    writeFileSync(name, texts[at] ?? '');
  });
});

test('two packs say what drills have shown since, and what they have contradicted', () => {
  const change = (old: string, now: string) =>
    comparePacks(old, now).report.promise.map(({ what, direction, before, after }) => [
      what,
      direction,
      before,
      after,
    ]);
  const what = 'what drills say of the loss of site clinic, site mirror, site primary';
  expect(change(held.folder, failed.folder)).toEqual([
    [what, 'worse', `shown, ${asOf}`, `contradicted: not all data was there, ${asOf}`],
  ]);
});

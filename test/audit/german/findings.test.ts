import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { germanOfFinding, germanOfNote, germanSentences } from '../../../audit/german/findings';
import { Translator } from '../../../audit/german/sentence';
import { promise } from '../../../audit/german/sentences/promise';
import { replication } from '../../../audit/german/sentences/replication';
import { shared } from '../../../audit/german/sentences/shared';
import { foreignEstate } from '../../../estate/foreign-estate';
import { judgeInputs } from '../../../policies/judge-inputs';
import { loadPolicies } from '../../../policies/registry';
import { projectRoot } from '../../../terraform/project-root';
import { asOf } from '../../estate-plan';
import { hostile, realReports } from '../reports';
import { untranslated } from './untranslated';

test('what was found of the estate, and what is missing of a copy, is said in German, too', async () => {
  const { 'one site alone': alone, failing, exempt } = await realReports();
  const said = [alone, failing, exempt].flatMap((report) => report?.verdicts ?? []);
  expect(said.map(({ outcome }) => outcome)).toContain('exempt');
  expect(untranslated(said)).toEqual([]);
  const notes = alone?.datasets.flatMap(({ copies }) => copies.flatMap((copy) => copy.notes)) ?? [];
  expect(notes.length).toBeGreaterThan(0);
  expect(notes.filter((note) => germanOfNote(note) === undefined)).toEqual([]);
});

const lists = { ...germanSentences, shared, replication, promise };
const pairs = Object.entries(lists).flatMap(([name, list]) =>
  Object.entries(list).map(([english, german]) => ({ name, english, german })),
);
const holesOf = (text: string) => [...text.matchAll(/\{[^}]*\}/g)].map(([hole]) => hole).toSorted();

test.each(['web-cluster', 'split-group', 'handed-on'])(
  'what is found in %s, a plan of others, is said in German, too',
  (stack) => {
    const file = join(projectRoot(), 'test', 'fixtures', 'foreign', `${stack}.json`);
    const input = { kind: 'plan' as const, stack, file: `${stack}.json`, text: readFileSync(file, 'utf8') };
    for (const encryptedVolumeTypes of [[], ['luks']]) {
      const estate = foreignEstate({ cloud: 'openstack', countries: ['DE'], encryptedVolumeTypes });
      const { verdicts } = judgeInputs([input], estate, { asOf });
      expect(verdicts.length).toBeGreaterThan(0);
      expect(untranslated(verdicts)).toEqual([]);
    }
  },
);

test('no translation leaves out what differs from finding to finding, or adds to it', () => {
  const differing = pairs.filter(
    ({ english, german }) => JSON.stringify(holesOf(english)) !== JSON.stringify(holesOf(german)),
  );
  expect(differing).toEqual([]);
  expect(pairs.filter(({ german }) => /\b(?:the|which|whether|not known)\b/.test(german))).toEqual([]);
});

test('every list of sentences is of a rule that there is', () => {
  const ids = loadPolicies().map(({ id }) => id);
  expect(Object.keys(germanSentences).filter((id) => !ids.includes(id))).toEqual([]);
});

test('a sentence that has no German is named, each once', () => {
  const said = { policy: 'network/egress-bounded', message: 'it is new, and nobody translated it' };
  expect(untranslated([said, said])).toEqual([`${said.policy}: ${said.message}`]);
});

test('names stay as they are, lists are joined in German, and half a translation is none', () => {
  const { translate } = bound({
    'it joins {names}': 'der Server verbindet {names}',
    'it holds {what*}, and that is all': 'er enthält {what*}, und das ist alles',
    'a key': 'einen Schlüssel',
  });
  expect(translate('it joins "the and of", b and c')).toBe('der Server verbindet "the and of", b und c');
  expect(translate('it joins android or orchid')).toBe('der Server verbindet android oder orchid');
  expect(translate('it joins anyone')).toBe('der Server verbindet alle');
  expect(translate('it holds a key, and that is all; it joins a')).toBe(
    'er enthält einen Schlüssel, und das ist alles; der Server verbindet a',
  );
  expect(translate('it holds a lock, and that is all')).toBeUndefined();
  expect(translate('it joins what nobody knows')).toBeUndefined();
  expect(translate('it joins a; something else')).toBeUndefined();
  expect(translate('')).toBeUndefined();
});

test('what somebody wrote to deceive or to delay stays in English', () => {
  expect(germanOfFinding('network/no-ingress-from-anyone', hostile)).toBeUndefined();
  const started = performance.now();
  for (const text of [
    'a, '.repeat(600),
    'a and '.repeat(300),
    'losing '.repeat(250),
    '"'.repeat(1900),
    'x'.repeat(1e6),
  ])
    for (const policy of ['resilience/withstands-any-one-site', 'network/egress-bounded', '__proto__'])
      expect(germanOfFinding(policy, `it admits ${text}`)).toBeUndefined();
  expect(performance.now() - started).toBeLessThan(5000);
});

function bound(list: Readonly<Record<string, string>>) {
  const translator = new Translator(list);
  return { translate: (english: string) => translator.translate(english) };
}

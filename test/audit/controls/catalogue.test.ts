import { type CatalogueEntry, catalogue, sourceOf } from '../../../audit/controls/catalogue';
import { controlsOf } from '../../../audit/controls/controls-of';
import type { Report, Verdict } from '../../../judge/report';
import { reportPolicy } from '../../../judge/report';
import { loadPolicies } from '../../../policies/registry';

const entries: readonly CatalogueEntry[] = catalogue.flatMap((source) => source.entries);
const named = new Set(loadPolicies().flatMap(({ controls }) => controls));

test('every control that a policy names is in the catalogue, once', () => {
  const ids = entries.map(({ id }) => id);
  expect([...named].filter((control) => !ids.includes(control))).toEqual([]);
  expect(ids.length).toBe(new Set(ids).size);
});

test('what no policy names needs evidence of the organisation or of a drill, and is named here', () => {
  const unnamed = entries.filter(({ id }) => !named.has(id));
  expect(unnamed.map(({ id }) => id)).toEqual([
    'C5:2020 OPS-10',
    'Grundschutz++ ARCH.8.1',
    'Grundschutz++ ARCH.8.2',
    'Grundschutz++ BER.7.2',
    'Grundschutz++ NOT.4.16',
    'GDPR Art. 45-49',
    'EHDS Art. 87',
    'BSIG § 30 (documentation)',
    '§ 393 SGB V (attestation)',
    'B3S',
  ]);
  for (const { shownBy } of unnamed) expect(shownBy.organisation ?? shownBy.drill).toBeDefined();
});

test('an entry stands under its own source, and each says what nothing technical shows', () => {
  for (const source of catalogue) {
    for (const { id, shownBy } of source.entries) {
      expect(sourceOf(id).source).toBe(source.source);
      expect(shownBy.organisation).toBeDefined();
    }
  }
});

test('both languages say something of their own, and nobody claims conformity', () => {
  for (const { statement, shownBy } of entries) {
    for (const { de, en } of [statement, ...Object.values(shownBy)]) {
      expect(de.trim()).not.toBe('');
      expect(en.trim()).not.toBe(de.trim());
      expect(`${de} ${en}`).not.toMatch(/konform|compliant|complies|rechtssicher|zertifiziert/i);
    }
  }
});

test('sources that are known through others are marked', () => {
  const marked = controlsOf(reportWith([])).filter(({ secondHand }) => secondHand);
  expect(marked.map(({ source }) => source)).toEqual(['§ 391 SGB V', 'B3S', 'BSI TR-02102']);
});

const policy = (id: string, controls: readonly string[]) =>
  reportPolicy({ id, severity: 'high', title: id, why: '', remediation: '', controls });

function reportWith(
  policies: Report['policies'],
  more: Partial<Pick<Report, 'passed' | 'verdicts' | 'notApplicable'>> = {},
): Report {
  return { policies, passed: [], verdicts: [], notApplicable: [], ...more } as unknown as Report;
}

const verdict = (id: string, outcome: Verdict['outcome']) => ({ policy: id, outcome }) as Verdict;

const backups = 'C5:2020 OPS-09';
const resultOf = (report: Report) =>
  controlsOf(report)
    .flatMap(({ controls }) => controls)
    .find(({ id }) => id === backups);
const one = [policy('area/one', [backups])];

test.each<[string, Report, string]>([
  [
    'fail',
    reportWith(one, {
      passed: [{ policy: 'area/one', addresses: ['a'] }],
      verdicts: [verdict('area/one', 'fail')],
    }),
    'fail',
  ],
  [
    'undecided beats a pass',
    reportWith(one, {
      passed: [{ policy: 'area/one', addresses: ['a'] }],
      verdicts: [verdict('area/one', 'undecided')],
    }),
    'undecided',
  ],
  [
    'not observable is no pass',
    reportWith(one, { verdicts: [verdict('area/one', 'notObservable')] }),
    'not-observable',
  ],
  ['exempt', reportWith(one, { verdicts: [verdict('area/one', 'exempt')] }), 'exempt'],
  ['pass', reportWith(one, { passed: [{ policy: 'area/one', addresses: ['a', 'b'] }] }), 'pass'],
  ['no subject at all', reportWith(one), 'not-examined'],
  ['a policy that was not run', reportWith(one, { notApplicable: ['area/one'] }), 'not-examined'],
  ['no policy', reportWith([]), 'not-examined'],
])('outcome of a control: %s', (_, report, outcome) => {
  expect(resultOf(report)?.outcome).toBe(outcome);
});

test('counts are given by policy', () => {
  const report = reportWith([...one, policy('area/two', [backups])], {
    passed: [{ policy: 'area/one', addresses: ['a', 'b'] }],
    verdicts: [verdict('area/two', 'fail'), verdict('area/two', 'exempt')],
  });
  expect(resultOf(report)?.policies).toEqual([
    { policy: 'area/one', pass: 2, fail: 0, undecided: 0, notObservable: 0, exempt: 0 },
    { policy: 'area/two', pass: 0, fail: 1, undecided: 0, notObservable: 0, exempt: 1 },
  ]);
});

test('a control that nobody described is refused', () => {
  expect(() => controlsOf(reportWith([policy('area/one', ['C5:2020 XYZ-99'])]))).toThrow('C5:2020 XYZ-99');
});

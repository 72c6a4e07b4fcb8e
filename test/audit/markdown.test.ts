import { renderMarkdown } from '../../audit/markdown';
import type { Report } from '../../judge/report';
import { hostileReport, realReports } from './reports';

let real: Readonly<Record<string, Report>>;

beforeAll(async () => {
  real = await realReports();
});

const failing = () => real.failing as Report;

test('a clean plan says so first, and what each dataset withstands', () => {
  // With a local backend, which no source says more of.
  const whole = real.plan as Report;
  const said = renderMarkdown(whole);
  expect(said).toMatch(/^## ⚠️ Nothing failed; 3 undecided in the sources, which does not stop a plan\n/);
  const verdicts = whole.verdicts.filter((v) => v.readFrom !== 'source');
  const text = renderMarkdown({ ...whole, verdicts, summary: { ...whole.summary, undecided: 0 } });
  expect(text).toMatch(/^## ✅ Nothing failed, nothing undecided\n/);
  expect(text).toContain('### The promise');
  expect(text).not.toContain('### Findings');
});

test('a failing plan says so first, and names policy, place and fix of every finding', () => {
  const text = renderMarkdown(failing());
  expect(text).toMatch(/^## ❌ Not to be deployed: \d+ failed, \d+ undecided\n/);
  for (const { policy, outcome } of failing().verdicts) {
    if (outcome !== 'notObservable') expect(text).toContain(`<code>${policy}</code>`);
  }
});

test('it fits a comment however much is found, and says exactly how much is left out', () => {
  const text = renderMarkdown(hostileReport(failing(), 3000));
  expect(text.length).toBeLessThanOrEqual(65_536);
  const shown = text.split('\n').filter((line) => /^\| \*\*(fail|undecided|exempt)\*\*/.test(line)).length;
  const left = Number(/\*\*(\d+) more findings at \d+ places are left out/.exec(text)?.[1]);
  expect(shown).toBeGreaterThan(20);
  expect(shown + left).toBe(3000);
});

test('one finding that is too long for a comment is left out and counted', () => {
  const [verdict] = failing().verdicts;
  if (!verdict) throw new Error('nothing failed');
  const text = renderMarkdown({ ...failing(), verdicts: [{ ...verdict, message: 'x'.repeat(100_000) }] });
  expect(text.length).toBeLessThanOrEqual(65_536);
  expect(text).toContain('**1 more findings at 1 places are left out');
});

test('nothing that a plan names breaks a table, mentions anyone, makes a link or a tag', () => {
  const text = renderMarkdown(hostileReport(failing(), 9));
  const rows = text.split('\n').filter((line) => /^\| \*\*(fail|undecided|exempt)\*\*/.test(line));
  expect(rows).toHaveLength(9);
  // Five bars make four cells.
  for (const row of rows) expect(row.split('|')).toHaveLength(6);
  const outsideCode = text.replaceAll(/<code>[^<]*<\/code>/g, '');
  expect(outsideCode).not.toMatch(/@\w|&#64;\w|&#35;\d|#\d(?!\d*;)/);
  expect(text).not.toMatch(/<script|<!--|!\[|\]\(|^## heading/m);
  expect(outsideCode).not.toMatch(/https?:\/\//);
  expect(text).not.toMatch(/(?!\n)\p{Cc}|[\u202a-\u202e]/u);
  const tags = new Set(text.match(/<\/?\w+/g));
  expect([...tags].toSorted()).toEqual(
    ['</code', '</details', '</summary', '<br', '<code', '<details', '<summary'].toSorted(),
  );
});

import { createHash } from 'node:crypto';
import { controlsOf } from '../../../audit/controls/controls-of';
import { escapeHtml } from '../../../audit/escape-html';
import { germanOfFinding } from '../../../audit/german/findings';
import type { PageData } from '../../../audit/page/client/data';
import { find } from '../../../audit/page/client/find';
import { readPlace, writePlace } from '../../../audit/page/client/place';
import { clientScript } from '../../../audit/page/client-script';
import { anchor } from '../../../audit/page/html';
import { embed } from '../../../audit/page/page-data';
import { renderPage } from '../../../audit/page/render-page';
import { controlsSection } from '../../../audit/page/sections/controls';
import type { Report } from '../../../judge/report';
import { hostile, hostileReport, realReports } from '../reports';
import { contentsOf } from './contents';

async function report(name: string): Promise<Report> {
  const found = (await realReports())[name];
  if (!found) throw new Error(`no report ${name}`);
  return found;
}

test('two runs make the same page, and languages differ in nothing but what is shown first', async () => {
  const contents = contentsOf(await report('plan'));
  const german = renderPage(contents, 'de');
  expect(renderPage(contents, 'de')).toBe(german);
  const changed = german
    .replace('<html lang="de"', '<html lang="en"')
    .replace(/<title>Prüfbericht/, '<title>Audit report')
    .replace('lang="de" aria-pressed="true"', 'lang="de" aria-pressed="false"')
    .replace('lang="en" aria-pressed="false"', 'lang="en" aria-pressed="true"');
  expect(renderPage(contents, 'en')).toBe(changed);
});

test('only its own script and style may run, and nothing is fetched', async () => {
  const page = renderPage(contentsOf(await report('plan')), 'de');
  const scripts = [...page.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, text = '']) => text);
  expect(scripts).toEqual([clientScript()]);
  const hash = createHash('sha256')
    .update(scripts[0] ?? '')
    .digest('base64');
  expect(page).toContain(`default-src 'none'; script-src 'sha256-${hash}';`);
  expect(page).not.toMatch(/ (?:src|srcset|style|on\w+)=|url\(|@import|https?:\/\/(?!www\.w3\.org)/);
});

test('what comes from plans is text, however it is written', async () => {
  const long = 'n'.repeat(10_000);
  const evil = '</script><img src=x onerror=alert(1)>\u202e__proto__';
  const base = hostileReport(await report('failing'), 30);
  const datasets = base.datasets.map((one, at) => ({
    ...one,
    dataset: ['__proto__', evil, long][at] ?? one.dataset,
    title: evil,
    copies: one.copies.map((copy) => ({ ...copy, notes: [evil], status: 'missing' as const })),
  }));
  const contents = contentsOf({ ...base, datasets });
  const { map } = contents;
  const page = renderPage(
    {
      ...contents,
      map: { ...map, losses: [{ id: `site:${evil}`, kind: 'site', name: evil, takes: { [evil]: [evil] } }] },
    },
    'en',
  );
  expect(page).not.toMatch(/<img|<script>alert|\u202e/);
  expect(page).not.toContain('\u001b');
  expect(page.match(/<script/g)).toHaveLength(2);
  const data = /id="page-data">(.*?)<\/script>/s.exec(page)?.[1] ?? '';
  const read = JSON.parse(data) as { losses: { name: string }[]; found: { message: string }[] };
  expect(read.losses[0]?.name).toBe(evil);
  expect(read.found.some(({ message }) => message.endsWith(hostile.slice(-12)))).toBe(true);
  expect(page.replace(data, '')).not.toContain(long.slice(0, 1000));
});

test('data comes out of the page as it went in', () => {
  const value = { '</script>': ['<!--', '\u2028\u2029', '\u202e', 'ä', '\u{E0001}'] };
  expect(embed(value)).not.toMatch(/[<>\u2028\u2029\u202e]/);
  expect(JSON.parse(embed(value))).toEqual(value);
});

test('the page stays small however much was found', async () => {
  const plan = await report('failing');
  const nodes = (findings: number) =>
    (renderPage(contentsOf(hostileReport(plan, findings)), 'de')
      .replace(/<script[\s\S]*?<\/script>/g, '')
      .match(/<[a-z]/g)?.length ?? 0) as number;
  const few = nodes(100);
  expect(nodes(5000)).toBeLessThan(few + 50);
  expect(few).toBeLessThan(12_000);
});

test('a report of a sandbox is marked as such before anything else', async () => {
  const sandbox = renderPage(contentsOf({ ...(await report('plan')), sandbox: true }), 'de');
  expect(sandbox.indexOf('class="sandbox"')).toBeGreaterThan(0);
  expect(sandbox.indexOf('class="sandbox"')).toBeLessThan(sandbox.indexOf('id="promise"'));
  expect(renderPage(contentsOf(await report('plan')), 'de')).not.toContain('class="sandbox"');
});

test('the verdict on any one site stands first, and of a requirement of others nobody says that it is met', async () => {
  const whole = await report('plan');
  const [first] = whole.promises.filter(({ losses }) => losses[0]?.startsWith('site:'));
  const lost = whole.promises.map((one) => (one === first ? { ...one, outcome: 'lost' as const } : one));
  const count = whole.datasets.length;
  expect(renderPage(contentsOf(whole), 'en')).toContain(`<b>${count} of ${count}</b> datasets survive`);
  expect(renderPage(contentsOf({ ...whole, promises: lost }), 'en')).toContain(
    `<b>${count - 1} of ${count}</b> datasets survive`,
  );
  const controls = controlsSection({ ...contentsOf(whole), controls: controlsOf(whole) });
  expect(controls).toContain('ohne Befund');
  expect(controls).not.toMatch(
    /<td[^>]*><span class="outcome pass"><span aria-hidden="true">✓ <\/span>[^/]*erfüllt/,
  );
});

test('a plan of no estate has no map, and the page says that nothing is said of the promise', async () => {
  const plan = { ...(await report('plan')), datasets: [], promises: [] };
  const page = renderPage(contentsOf(plan), 'en');
  expect(page).toContain('Nothing is said of the promise');
  expect(page).not.toContain('id="map"');
});

test('both languages say as much: every German text has its English one beside it', async () => {
  const page = renderPage(contentsOf(await report('exempt')), 'de');
  const count = (language: string) =>
    page.match(new RegExp(`<(?:span|tspan|bdi) class="${language}" lang="${language}">`, 'g'))?.length;
  expect(count('de')).toBe(count('en'));
  expect(page.match(/class="(?:de|en)" lang="(?:de|en)"><\/(?:span|bdi)>/)).toBeNull();
  expect(page).not.toMatch(/<bdi lang="en">(?:Every|No) /);
});

test('ids are each other’s, and links within the page lead somewhere', async () => {
  const page = renderPage(contentsOf(await report('plan')), 'de').replace(/<script[\s\S]*?<\/script>/g, '');
  const ids = [...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
  expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
  const links = [...page.matchAll(/href="#([^"?]*)/g)].map(([, id]) => id);
  expect(links.filter((id) => !ids.includes(id))).toEqual([]);
  expect(anchor('a', 'x/y')).not.toBe(anchor('a', 'x_y'));
});

test('a finding stands in both languages, and in English alone where it has no German', async () => {
  const failing = await report('failing');
  const [first, second] = failing.verdicts.filter(({ outcome }) => outcome === 'fail');
  if (!first || !second) throw new Error('the report has too few failures');
  const unknown = { ...second, message: 'it is new, and nobody translated it' };
  const page = renderPage(contentsOf({ ...failing, verdicts: [first, unknown] }), 'de');
  const german = germanOfFinding(first.policy, first.message) ?? '';
  expect(german).not.toBe('');
  expect(page).toContain(`<bdi class="de" lang="de">${escapeHtml(german)}</bdi><bdi class="en" lang="en">`);
  expect(page).toContain(`<bdi lang="en">${unknown.message}</bdi>`);
  const data = JSON.parse(/id="page-data">(.*?)<\/script>/s.exec(page)?.[1] ?? '') as PageData;
  const searched = (message: string) => data.found.find((one) => one.message === message);
  expect(searched(first.message)?.german).toBe(german);
  expect(searched(unknown.message)).not.toHaveProperty('german');
});

test('a link says what is off and what is searched, and is read as it was written', () => {
  const place = { anchor: 'map', off: ['site:a&b', 'key:ä#?'], query: 'x y=z', language: 'en' as const };
  expect(readPlace(writePlace(place))).toEqual(place);
  expect(readPlace('')).toEqual({ anchor: '', off: [], query: '', language: undefined });
  expect(readPlace('#map?lang=fr').language).toBeUndefined();
});

test('the search finds every word in rule, subject or message, and only wanted outcomes', () => {
  const found = [
    {
      outcome: 'fail' as const,
      policy: 'a/b',
      subjects: ['s:One', 's:two'],
      message: 'it is open',
      german: 'sie steht offen',
    },
    { outcome: 'pass' as const, policy: 'a/b', subjects: ['s:three'], message: '' },
  ];
  const all = new Set(['fail', 'pass']);
  expect(find(found, 'ONE open', all).map(({ subject }) => subject)).toEqual(['s:One']);
  expect(find(found, 'Offen two', all)).toMatchObject([{ subject: 's:two', german: 'sie steht offen' }]);
  expect(find(found, 'a/b', all)).toHaveLength(3);
  expect(find(found, 'a/b', new Set(['pass'])).map(({ subject }) => subject)).toEqual(['s:three']);
  expect(find(found, ' ', all)).toEqual([]);
});

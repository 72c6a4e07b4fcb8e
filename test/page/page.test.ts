import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { Contents } from '../../audit/pack/contents';
import { makePack } from '../../audit/pack/make-pack';
import { survivalText } from '../../audit/page/client/words';
import { renderPage } from '../../audit/page/render-page';
import type { Report } from '../../judge/report';
import { estateInputs, judged } from '../audit/pack/packs';
import { contentsOf } from '../audit/page/contents';
import { hostileReport, realReports } from '../audit/reports';
import { startChromium } from './chromium';

let browser: Browser;
let folder: string;
let reports: Readonly<Record<string, Report>>;

beforeAll(async () => {
  browser = await startChromium();
  folder = mkdtempSync(join(tmpdir(), 'estate-page-'));
  reports = await realReports();
});

afterAll(async () => {
  await browser?.close();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

function reportOf(name: string): Report {
  const found = reports[name];
  if (!found) throw new Error(`no report ${name}`);
  return found;
}

/** Opens a page from its file, and fails whatever the browser complains of or asks of the network. */
async function open(contents: Contents, hash = '', options: BrowserContextOptions = {}): Promise<Page> {
  const file = join(folder, `${process.hrtime.bigint()}.html`);
  writeFileSync(file, renderPage(contents, 'de'));
  const page = await browser.newPage(options);
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('dialog', (dialog) => complaints.push(`dialog ${dialog.message()}`));
  page.on('request', (request) => {
    if (!request.url().startsWith('file:')) complaints.push(`request ${request.url()}`);
  });
  await page.goto(`${pathToFileURL(file).href}${hash}`);
  return page;
}

const complaints: string[] = [];
beforeEach(() => complaints.splice(0));
afterEach(() => expect(complaints).toEqual([]));

const box = (page: Page, id: string) => page.locator(`input[name="off"][value="${id}"]`);
const textOf = async (page: Page, selector: string) =>
  (await page.locator(selector).allInnerTexts()).join(' ').replace(/\s+/g, ' ').trim();

/** What the page shows for each dataset, in the language that it is in. */
async function shown(page: Page, { datasets }: Report): Promise<Record<string, string>> {
  const said = await page.locator('[id^="survival-text-"]').allInnerTexts();
  return Object.fromEntries(datasets.map(({ dataset }, at) => [dataset, said[at] ?? '']));
}

test('each single loss, switched off alone, shows of each dataset what the judge says', async () => {
  const report = reportOf('failing');
  const contents = contentsOf(report);
  const page = await open(contents);
  for (const details of await page.locator('#map details').all())
    await details.evaluate((one) => one.setAttribute('open', ''));
  for (const { id } of contents.map.losses) {
    await box(page, id).check();
    const all = await shown(page, report);
    for (const { dataset, losses, outcome, survivingCopies, lag, conditions } of report.promises) {
      if (losses[0] !== id) continue;
      const { de } = survivalText({ outcome, taken: [], surviving: survivingCopies, lag, conditions });
      expect([id, dataset, all[dataset]?.replace(/^[✓✕?] ?/, '')]).toEqual([id, dataset, de]);
    }
    await box(page, id).uncheck();
  }
  await page.close();
});

test('switches combine, mark the map, count, stay in the address, and are undone at once', async () => {
  const report = reportOf('plan');
  const page = await open(contentsOf(report));
  await box(page, 'site:primary').click();
  await box(page, 'site:mirror').click();
  expect(await textOf(page, '#survival-count')).toMatch(/^2 abgeschaltet: 8 von 8 Datenbeständen/);
  expect(await page.locator('svg .copy.lost').count()).toBe(16);
  await box(page, 'site:clinic').click();
  expect(await textOf(page, '#survival-count')).toMatch(/^3 abgeschaltet: 0 von 8 /);
  for (const text of Object.values(await shown(page, report))) expect(text).toContain('Verloren');
  expect(page.url()).toMatch(/#\?off=site%3Aclinic&off=site%3Amirror&off=site%3Aprimary$/);
  const again = await browser.newPage();
  await again.goto(page.url());
  expect(await textOf(again, '#survival-count')).toMatch(/^3 abgeschaltet: 0 von 8 /);
  await again.close();
  await page.locator('#all-on').click();
  expect(await page.locator('input[name="off"]:checked').count()).toBe(0);
  expect(await page.locator('svg .copy.lost').count()).toBe(0);
  await page.close();
});

test('a link leads to its place, in its language, with its losses; what is folded opens', async () => {
  const page = await open(contentsOf(reportOf('plan')), '#rules?off=town:Cottbus&lang=en&q=imaging%20luks');
  expect(await page.getAttribute('html', 'lang')).toBe('en');
  expect(await box(page, 'town:Cottbus').isChecked()).toBe(true);
  expect(await page.inputValue('#query')).toBe('imaging luks');
  const rule = await page.locator('tr[id^="rule-"]').first().getAttribute('id');
  await page.evaluate((id) => {
    (globalThis as unknown as { location: { hash: string } }).location.hash = `#${id}`;
  }, rule);
  await page.locator(`#${rule}`).waitFor({ state: 'visible' });
  expect(await box(page, 'town:Cottbus').isChecked()).toBe(true);
  expect(page.url()).toContain(`#${rule}?off=town%3ACottbus`);
  await page.close();
});

test('the language changes without a reload, and switches stay', async () => {
  const page = await open(contentsOf(reportOf('plan')));
  await box(page, 'site:primary').check();
  await page.getByRole('button', { name: 'English' }).click();
  expect(await page.getAttribute('html', 'lang')).toBe('en');
  expect(await page.title()).toMatch(/^Audit report/);
  expect(await textOf(page, 'h1')).toMatch(/^Audit report/);
  expect(await textOf(page, '#survival-count')).toMatch(/^1 off: 8 of 8 datasets survive/);
  expect(await textOf(page, 'h2, thead')).not.toMatch(/Datenbestand|Annahmen/);
  await page.getByRole('button', { name: 'Deutsch' }).click();
  expect(await textOf(page, '#survival-count')).toMatch(/^1 abgeschaltet/);
  expect(await textOf(page, 'h2, thead')).not.toMatch(/\bdataset\b|Assumptions/);
  await page.close();
});

test('the search finds passes and failures, shows 50 at once, and keeps to the wanted outcomes', async () => {
  const report = reportOf('failing');
  const page = await open(contentsOf(report));
  await page.fill('#query', 'openstack');
  expect(await page.locator('#hits li').count()).toBe(50);
  await page.locator('#more-hits').click();
  expect(await page.locator('#hits li').count()).toBe(100);
  await page.fill('#query', 'volume-encrypted-at-creation imaging_data');
  const failed = report.verdicts.filter(
    (one) => one.policy.endsWith('volume-encrypted-at-creation') && one.address.includes('imaging_data'),
  );
  await page.locator('input[name="outcome"][value="pass"]').uncheck();
  expect(await page.locator('#hits li').count()).toBe(failed.length);
  expect(failed.length).toBeGreaterThan(0);
  await page.fill('#query', '<img src=x onerror=alert(1)>');
  expect(await textOf(page, '#hit-count')).toBe('0 Treffer, 0 gezeigt');
  await page.close();
});

test('everything is reached and done by keyboard alone, and focus is visible', async () => {
  const page = await open(contentsOf(reportOf('plan')));
  await page.keyboard.press('Tab');
  expect(await textOf(page, ':focus')).toBe('Zum Inhalt');
  await page.keyboard.press('Enter');
  for (let at = 0; at < 80 && (await page.locator('input[name="off"]:focus').count()) === 0; at += 1)
    await page.keyboard.press('Tab');
  const value = await page.locator(':focus').getAttribute('value');
  expect(value).toMatch(/^site:/);
  const outline = await page.locator(':focus').evaluate((one) => {
    const view = globalThis as unknown as { getComputedStyle(of: unknown): { outlineStyle: string } };
    return view.getComputedStyle(one).outlineStyle;
  });
  expect(outline).toBe('solid');
  await page.keyboard.press('Space');
  expect(await textOf(page, '#survival-count')).toMatch(/^1 abgeschaltet/);
  for (let at = 0; at < 80 && (await page.locator('summary:focus').count()) === 0; at += 1)
    await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  expect(await page.evaluate('document.activeElement.parentElement.open')).toBe(true);
  await page.close();
});

test.each([
  ['light', 'de', 1440],
  ['light', 'en', 390],
  ['dark', 'de', 390],
  ['dark', 'en', 1440],
] as const)('axe finds nothing: %s, %s, %i pixels wide', async (colorScheme, lang, width) => {
  const source = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
  const hash = `#map?lang=${lang}&off=site:primary&off=site:clinic&q=imaging`;
  const options = { colorScheme, bypassCSP: true, viewport: { width, height: 900 } };
  const page = await open(contentsOf(reportOf('exempt')), hash, options);
  await page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true");
  await page.evaluate(source);
  const violations = await page.evaluate(`axe.run().then(({ violations }) =>
    violations.map(({ id, nodes }) => [id, nodes.slice(0, 3).map(({ html }) => html)]))`);
  expect(violations).toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
  await page.close();
});

test('without scripts the page tells every single loss, unfolded', async () => {
  const page = await open(contentsOf(reportOf('plan')), '', { javaScriptEnabled: false });
  expect(await page.locator('#single-losses table').isVisible()).toBe(true);
  expect(await page.locator('#single-losses').textContent()).toContain('eu-de-01');
  expect(await textOf(page, '#map noscript')).toContain('Ohne Skript');
  await page.close();
});

test('hostile names neither run nor break the page, and 5,000 verdicts leave it small', async () => {
  const page = await open(contentsOf(hostileReport(reportOf('failing'), 5000)));
  expect(await page.locator('*').count()).toBeLessThan(12_000);
  expect(await page.locator('img').count()).toBe(0);
  await page.fill('#query', '4999');
  expect(await page.locator('#hits li').count()).toBeGreaterThan(0);
  expect(await page.locator('#hits li').count()).toBeLessThanOrEqual(50);
  await page.close();
});

test('it prints to PDF with everything unfolded, and folds again', async () => {
  const page = await open(contentsOf(reportOf('plan')));
  const folded = await page.locator('details:not([open])').count();
  expect(folded).toBeGreaterThan(3);
  const pdf = await page.pdf({ preferCSSPageSize: true });
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  expect(pdf.toString('latin1')).toMatch(/\/MediaBox \[0 0 59[45][.\d]* 84[12]/);
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('#single-losses table').isVisible()).toBe(true);
  expect(await page.locator('.switches').isVisible()).toBe(false);
  await page.emulateMedia({ media: 'screen' });
  expect(await page.locator('details:not([open])').count()).toBe(folded);
  await page.close();
});

test('the estate’s own pack goes into a binder: under 50 sheets, and on paper stands whatever stands on the screen', async () => {
  const { contents } = makePack(judged(await estateInputs()));
  const page = await open(contents);
  const pdf = await page.pdf({ preferCSSPageSize: true });
  const sheets = pdf.toString('latin1').match(/\/Type ?\/Page\b/g)?.length ?? 0;
  expect(sheets).toBeGreaterThan(20);
  expect(sheets).toBeLessThan(50);
  await page.emulateMedia({ media: 'print' });
  await page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true");
  const hidden = await page.evaluate(`[...document.querySelectorAll('main td, main li, main tr.group')]
    .filter((one) => one.innerText.trim() === '' && one.textContent.trim() !== '')
    .filter((one) => !one.closest('#rules, #search, .switches')).map((one) => one.outerHTML)`);
  expect(hidden).toEqual([]);
  await page.close();
});

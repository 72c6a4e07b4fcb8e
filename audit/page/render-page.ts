import { createHash } from 'node:crypto';
import { escapeHtml } from '../escape-html';
import { renderJson } from '../json';
import type { Contents, Language } from '../pack/contents';
import { clientScript } from './client-script';
import { headOf } from './head';
import { embed, pageData } from './page-data';
import { keysSection, reachSection } from './sections/access';
import { controlsSection } from './sections/controls';
import { coverageSection } from './sections/coverage';
import { filesSection, repeatSection } from './sections/files';
import { assumptionsSection, residencySection } from './sections/places';
import { promiseSection } from './sections/promise';
import { mapSection } from './sections/switches';
import { exceptionsSection, questionsSection } from './sections/time';
import { findingsSection, searchSection, undecidedSection } from './sections/verdicts';
import { styleOf } from './style';

const titles: Readonly<Record<Language, string>> = { de: 'Prüfbericht', en: 'Audit report' };

/**
 * The auditor's page: one HTML file that needs nothing else. Its one script and its one style are allowed by their
 * hashes, and everything else is forbidden; whatever comes from plans is text.
 * @param language in which it is shown first; both are in it
 */
export function renderPage(contents: Contents, language: Language): string {
  const script = clientScript();
  const hash = createHash('sha256').update(renderJson(contents.report)).digest('hex');
  const style = styleOf(contents.report.asOf, hash);
  const hasMap = contents.report.datasets.length > 0;
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(style)}'`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
  return [
    '<!doctype html>',
    `<html lang="${language}" data-title-de="${titleOf(contents, 'de')}" data-title-en="${titleOf(contents, 'en')}">`,
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="referrer" content="no-referrer">',
    `<title>${titleOf(contents, language)}</title>`,
    `<style>${style}</style>`,
    '</head>',
    '<body>',
    headOf(contents, hash, hasMap, language),
    '<main id="content" tabindex="-1">',
    promiseSection(contents),
    mapSection(contents),
    residencySection(contents),
    reachSection(contents),
    keysSection(contents),
    controlsSection(contents),
    exceptionsSection(contents),
    undecidedSection(contents),
    findingsSection(contents),
    searchSection(),
    coverageSection(contents),
    questionsSection(contents),
    assumptionsSection(contents),
    filesSection(contents),
    repeatSection(contents),
    '</main>',
    `<script type="application/json" id="page-data">${embed(pageData(contents))}</script>`,
    `<script>${script}</script>`,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

function titleOf({ report }: Contents, language: Language): string {
  return escapeHtml(`${titles[language]} ${report.asOf}${report.sandbox ? ' (Sandbox)' : ''}`);
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

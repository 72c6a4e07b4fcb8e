import { escapeHtml } from '../escape-html';
import type { Text } from '../pack/contents';

/** A name may be as long as somebody wants; a page shows so many characters of it. */
const most = 400;

/** The beginning of a text that is too long to read, and how long it is. */
export function clip(text: string, length = most): string {
  const characters = [...text];
  if (characters.length <= length) return text;
  return `${characters.slice(0, length).join('')}… (${characters.length})`;
}

/** A text of the data, which says nothing of its language and direction. */
export function plain(text: string): string {
  return `<bdi>${escapeHtml(clip(text))}</bdi>`;
}

/** A text of rules and verdicts, which are written in English. */
export function english(text: string): string {
  return text === '' ? '' : `<bdi lang="en">${escapeHtml(clip(text, 2000))}</bdi>`;
}

/** A text of rules and verdicts beside its German, or in English alone where there is none. */
export function translated(text: string, german: string | undefined): string {
  if (german === undefined || text === '') return english(text);
  return `<bdi class="de" lang="de">${escapeHtml(clip(german, 2000))}</bdi><bdi class="en" lang="en">${escapeHtml(clip(text, 2000))}</bdi>`;
}

/** A name, an address, a hash. */
export function code(text: string): string {
  return `<code>${escapeHtml(clip(text))}</code>`;
}

/** A text in both languages, of which the page shows one. */
export function both({ de, en }: Text): string {
  return markup(escapeHtml(de), escapeHtml(en));
}

/** The same with markup within; what it holds is escaped by whoever wrote it. */
export function markup(de: string, en: string): string {
  return `<span class="de" lang="de">${de}</span><span class="en" lang="en">${en}</span>`;
}

export function t(de: string, en: string): string {
  return both({ de, en });
}

/** An id that is the same for the same name, and another for every other name. */
export function anchor(prefix: string, name: string): string {
  const safe = name.replaceAll(/[^A-Za-z0-9-]/gu, (sign) => `_${sign.codePointAt(0)?.toString(16)}_`);
  return `${prefix}-${safe.slice(0, 200)}`;
}

export interface Table {
  /** What it is about, for those who do not see it. */
  readonly caption: string;
  /** Markup. */
  readonly head: readonly string[];
  readonly rows: readonly Row[];
}

/** Cells in markup; the first one is the row's heading. */
export type Row = readonly string[] | { readonly attributes: string; readonly cells: readonly string[] };

export function table({ caption, head, rows }: Table): string {
  return framed(caption, head, ['<tbody>', ...rows.map(rowOf), '</tbody>']);
}

export interface GroupedTable extends Pick<Table, 'caption' | 'head'> {
  /** Rows under what they have in common, in markup. */
  readonly groups: readonly { readonly heading: string; readonly rows: readonly Row[] }[];
}

/** A table whose rows stand in groups, so that what they have in common is said once. */
export function groupedTable({ caption, head, groups }: GroupedTable): string {
  const bodies = groups.map(
    ({ heading, rows }) =>
      `<tbody><tr class="group"><th scope="rowgroup" colspan="${head.length}">${heading}</th></tr>\n${rows.map(rowOf).join('\n')}</tbody>`,
  );
  return framed(caption, head, bodies);
}

function framed(caption: string, head: readonly string[], bodies: readonly string[]): string {
  const heads = head.map((one) => `<th scope="col">${one}</th>`).join('');
  const id = anchor('t', caption.replaceAll(/<[^>]*>/g, '')).slice(0, 80);
  return [
    `<div class="wide" role="region" tabindex="0" aria-labelledby="${id}"><table><caption id="${id}">${caption}</caption>`,
    `<thead><tr>${heads}</tr></thead>`,
    ...bodies,
    '</table></div>',
  ].join('\n');
}

function rowOf(row: Row): string {
  const { attributes, cells } = 'cells' in row ? row : { attributes: '', cells: row };
  const [first = '', ...rest] = cells;
  return `<tr${attributes}><th scope="row">${first}</th>${rest.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
}

/** Folded by the script, open without it and in print. */
export function fold(summary: string, body: string): string {
  return `<details data-fold open><summary>${summary}</summary>\n${body}\n</details>`;
}

export function section(id: string, title: string, ...body: readonly string[]): string {
  return `<section id="${id}" aria-labelledby="${id}-title">\n<h2 id="${id}-title">${title} <a class="link" href="#${id}"><span class="unseen">${title}: </span><span aria-hidden="true">#</span></a></h2>\n${body.filter(Boolean).join('\n')}\n</section>`;
}

export function list(items: readonly string[]): string {
  return items.length === 0 ? '' : `<ul>${items.map((item) => `<li>${item}</li>`).join('\n')}</ul>`;
}

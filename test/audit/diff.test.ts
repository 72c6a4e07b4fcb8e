import { createHash } from 'node:crypto';
import Ajv from 'ajv/dist/2020';
import { sealComment, stateOfComment } from '../../audit/diff-comment';
import { renderDiffHtml } from '../../audit/diff-html';
import { renderDiffHuman } from '../../audit/diff-human';
import { renderDiffMarkdown } from '../../audit/diff-markdown';
import type { DiffReport, PromiseChange, ResourceChange, VerdictChange } from '../../compare/diff-report';
import { diffOf } from '../compare/diff-sides';
import { hostile } from './reports';

const volume = 'openstack_blockstorage_volume_v3.imaging_data';

let real: DiffReport;

beforeAll(async () => {
  real = await diffOf(
    { stack: 'clinic', remove: volume },
    { stack: 'mirror', set: { [volume]: { availability_zone: 'elsewhere' } } },
  );
});

function promiseChange(more: Partial<PromiseChange> = {}): PromiseChange {
  const [one] = real.promise;
  if (!one) throw new Error('the promise did not change');
  return { ...one, ...more };
}

/** A change that touches everything. */
function large(count: number, text = (at: number) => `value ${at}`): DiffReport {
  const each = <T>(make: (at: number) => T): T[] => Array.from({ length: count }, (_, at) => make(at));
  const [resource, verdict] = [real.resources.changes[0], real.verdicts[0]];
  if (!resource || !verdict) throw new Error('nothing changed');
  const changes = each(
    (at): ResourceChange => ({
      ...resource,
      action: at % 50 === 0 ? 'replace' : 'update',
      stateful: at % 100 === 0,
      stack: `site-${at % 5}`,
      address: `openstack_networking_port_v2.${text(at)}`,
      type: `openstack_networking_port_v2${at % 7}`,
      attributes: [
        { attribute: 'description', before: text(at), after: text(at + 1), forcesReplacement: false },
      ],
    }),
  );
  const verdicts = each((at): VerdictChange => ({ ...verdict, address: text(at), message: text(at) }));
  const promise = each((at) =>
    promiseChange({ dataset: `dataset-${at}`, what: text(at), witness: text(at) }),
  );
  return { ...real, promise, verdicts, resources: { ...real.resources, changes } };
}

test('the JSON is what its schema says', () => {
  const validate = new Ajv({ allErrors: true }).compile(require('../../docs/diff.schema.json') as object);
  for (const report of [real, large(3)]) {
    validate(JSON.parse(JSON.stringify(report)));
    expect(validate.errors ?? []).toEqual([]);
  }
  expect(validate({ ...real, more: 1 })).toBe(false);
});

test('for a terminal: the sentence first, then the promise, the rules and the resources', () => {
  const lines = renderDiffHuman(real).split('\n');
  expect(lines[0]).toBe(`WORSE: ${real.headline}`);
  const heads = lines.filter((line) => /^(The promise|The rules|Resources)/.test(line));
  expect(heads).toEqual(['The promise:', 'The rules:', 'Resources:']);
  expect(lines).toContain(`    destroyed: ${volume} [imaging]  WHAT IT HOLDS IS LOST`);
  expect(lines).toContain('      availability_zone: "eu-de-02" → "elsewhere"  (cannot be changed in place)');
});

test('what touches everything stays readable: the same change to many is said once', () => {
  const [resource] = real.resources.changes;
  if (!resource) throw new Error('nothing changed');
  const changes = Array.from(
    { length: 500 },
    (_, at): ResourceChange => ({
      ...resource,
      action: 'update',
      stateful: false,
      address: `openstack_networking_port_v2.port_${at}`,
      type: 'openstack_networking_port_v2',
      attributes: [{ attribute: 'tags', before: 'a', after: 'b', forcesReplacement: false }],
    }),
  );
  const text = renderDiffHuman({ ...real, resources: { ...real.resources, changes } });
  expect(text).toContain(
    'updated in place: 500 × openstack_networking_port_v2 (port_0, port_1, port_2 and 497 more)',
  );
  expect(text.split('\n').length).toBeLessThan(100);
});

describe('as a comment', () => {
  test('it begins with a marker that nobody sees, then the sentence and the promise', () => {
    const lines = renderDiffMarkdown(real).split('\n');
    expect(lines[0]).toMatch(/^<!-- estate-diff v1 sha256:[0-9a-f]{64} -->$/);
    expect(lines[1]).toBe(`## ❌ ${real.headline}`);
    expect(lines[5]).toBe('### The promise');
  });

  test('it fits however much there is, with the whole promise, and says how much is left out', () => {
    const report = { ...large(3000), promise: real.promise };
    const text = renderDiffMarkdown(report);
    expect(text.length).toBeLessThan(60_000);
    expect(text.length).toBeGreaterThan(30_000);
    const promised = renderDiffMarkdown(real).split('### The promise')[1]?.split('\n### ')[0];
    expect(text).toContain(promised);
    expect(text).toMatch(/\*\*\d+ more are left out:\*\*/);
    // Findings do not take the place of what is destroyed.
    expect(text.match(/### What (gets worse|is lost)\n\n\| \|/g)).toHaveLength(2);
    expect(text).toMatch(/\*\*site-0\*\*: 60 replaced/);
  });

  test('a promise that is too long for its table still names every kind of change', () => {
    const text = renderDiffMarkdown(large(2000, (at) => `${at} ${'x'.repeat(200)}`));
    expect(text.length).toBeLessThan(60_000);
    expect(text).toContain('### The promise\n\n- **worse data**: 2000 changes to 2000 datasets: dataset-0');
  });

  test('nothing that a plan names breaks it, mentions anyone or forges its marker', () => {
    const text = renderDiffMarkdown({ ...large(5, (at) => `${hostile}${at}`), headline: hostile });
    expect(text.match(/<!--/g)).toHaveLength(1);
    const outside = text
      .split('\n')
      .slice(1)
      .join('\n')
      .replaceAll(/<code>[^<]*<\/code>/g, '');
    expect(outside).not.toMatch(/@\w|#\d(?!\d*;)|https?:\/\/|!\[|\]\(|<script/);
    expect(text).not.toMatch(/(?!\n)\p{Cc}|[\u202a-\u202e]/u);
    for (const row of text.split('\n').filter((line) => line.startsWith('| ❌')))
      expect(row.split('|')).toHaveLength(7);
  });

  test('an edited one is noticed, and one that a forge has stored is not taken for it', () => {
    const text = renderDiffMarkdown(real);
    expect(stateOfComment(text)).toBe('ours');
    expect(stateOfComment(text.replaceAll('\n', '\r\n').trimEnd())).toBe('ours');
    expect(stateOfComment(text.replace('❌', '✅'))).toBe('edited');
    expect(stateOfComment(`Approved.\n${text}`)).toBe('edited');
    expect(stateOfComment(text.replace('estate-diff v1', 'estate-diff v2'))).toBe('edited');
    expect(stateOfComment('Looks fine to me.')).toBe('foreign');
    expect(stateOfComment(sealComment('anything'))).toBe('ours');
  });
});

describe('as a page', () => {
  test('it runs nothing and loads nothing: its policy allows the one style by its hash', () => {
    const html = renderDiffHtml(real);
    const [, policy = ''] = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(html) ?? [];
    const [, style = ''] = /<style>([\s\S]*?)<\/style>/.exec(html) ?? [];
    const hash = createHash('sha256').update(style).digest('base64');
    expect(policy).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`,
    );
    expect(html).not.toMatch(/<script|<link|<img|<iframe| on\w+=| style=|\bsrc=|\bhref=/);
  });

  test('nothing that a plan names leaves its text', () => {
    const html = renderDiffHtml({ ...large(5, (at) => `${hostile}${at}`), headline: hostile });
    const tags = new Set(html.match(/<\/?[a-z]\w*/gi)?.map((tag) => tag.replace(/[</]/g, '')));
    const ours =
      'body br code details h1 h2 head html meta p small strong style summary table tbody td th thead title tr';
    expect([...tags].toSorted()).toEqual(ours.split(' ').filter((tag) => tags.has(tag)));
    expect(html).not.toMatch(/<!--|(?!\n)\p{Cc}|[\u202a-\u202e]/u);
    expect(html.match(/<h1/g)).toHaveLength(1);
  });
});

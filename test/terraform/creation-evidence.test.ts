import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addEvidence, readEvidence } from '../../terraform/creation-evidence';

const folder = mkdtempSync(join(tmpdir(), 'evidence-'));
const file = join(folder, 'deep', 'clinic.json');

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const change = (address: string, ...actions: string[]) => ({ address, change: { actions } });
const plan = (...changes: object[]) => JSON.stringify({ resource_changes: changes });
const metadata = { __system__encrypted: '1', 'estate:dataset': 'imaging' };
const state = (ids: Record<string, string>) => {
  const resources = Object.entries(ids).map(([address, id]) => ({
    address,
    values: { id, metadata, volume_type: 'SSD' },
  }));
  return JSON.stringify({
    values: {
      root_module: { resources: resources.slice(0, 1), child_modules: [{ resources: resources.slice(1) }] },
    },
  });
};
const made = (id: string) => ({
  id,
  sealed: {
    volume_type: 'SSD',
    'metadata.__system__encrypted': '1',
    'metadata.__system__cmkid': null,
    'metadata.estate:key': null,
    'metadata.estate:dataset': 'imaging',
  },
  planSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
});
const both = new Set(['v.a', 'module.m.v.b']);

test('what a judged plan made is remembered with what it was made with, and forgotten when it is gone', () => {
  expect(readEvidence(file)).toEqual({});
  const creates = plan(change('v.a', 'create'), change('module.m.v.b', 'create'));
  addEvidence(file, creates, state({ 'v.a': '1', 'module.m.v.b': '2' }), both);
  expect(readEvidence(file)).toEqual({ 'v.a': made('1'), 'module.m.v.b': made('2') });
  const replaces = plan(change('v.a', 'delete', 'create'), change('module.m.v.b', 'delete'));
  addEvidence(file, replaces, state({ 'v.a': '3' }), both);
  expect(readEvidence(file)).toEqual({ 'v.a': made('3') });
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('an apply that failed halfway leaves evidence of what it made, and of nothing else', () => {
  rmSync(file, { force: true });
  addEvidence(
    file,
    plan(change('v.a', 'create'), change('module.m.v.b', 'create')),
    state({ 'v.a': '1' }),
    both,
  );
  expect(readEvidence(file)).toEqual({ 'v.a': made('1') });
});

test('what the judge did not pass is not remembered, and an update makes nothing', () => {
  rmSync(file, { force: true });
  addEvidence(
    file,
    plan(change('v.a', 'create'), change('v.b', 'update')),
    state({ 'v.a': '1', 'v.b': '2' }),
    new Set(['v.b']),
  );
  expect(readEvidence(file)).toEqual({});
});

test.each(['', '[]', '[]x', '{"v.a": 1}', '{"v.a": {"id": 1}}', 'null'])(
  'evidence that reads %j is refused',
  (text) => {
    writeFileSync(file, text);
    expect(() => readEvidence(file)).toThrow(/cannot be read as evidence of creation/);
  },
);

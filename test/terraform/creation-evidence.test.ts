import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addEvidence, readEvidence } from '../../terraform/creation-evidence';

const folder = mkdtempSync(join(tmpdir(), 'evidence-'));
const file = join(folder, 'deep', 'clinic.json');

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const change = (address: string, ...actions: string[]) => ({ address, change: { actions } });
const plan = (...changes: object[]) => JSON.stringify({ resource_changes: changes });
const state = (ids: Record<string, string>) =>
  JSON.stringify({
    values: {
      root_module: {
        resources: Object.entries(ids)
          .slice(0, 1)
          .map(([address, id]) => ({ address, values: { id } })),
        child_modules: [
          {
            resources: Object.entries(ids)
              .slice(1)
              .map(([address, id]) => ({ address, values: { id } })),
          },
        ],
      },
    },
  });

test('what a judged plan made is remembered by its id, replaced with it, and forgotten when it is gone', () => {
  expect(readEvidence(file)).toEqual({});
  addEvidence(
    file,
    plan(change('v.a', 'create'), change('module.m.v.b', 'create')),
    state({ 'v.a': '1', 'module.m.v.b': '2' }),
  );
  expect(readEvidence(file)).toEqual({
    'v.a': { id: '1', planSha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
    'module.m.v.b': { id: '2', planSha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
  });
  addEvidence(
    file,
    plan(change('v.a', 'delete', 'create'), change('module.m.v.b', 'delete')),
    state({ 'v.a': '3' }),
  );
  expect(readEvidence(file)).toEqual({ 'v.a': expect.objectContaining({ id: '3' }) });
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('what existed before is no evidence: an update makes nothing', () => {
  rmSync(file, { force: true });
  addEvidence(file, plan(change('v.a', 'update'), change('v.b', 'no-op')), state({ 'v.a': '1', 'v.b': '2' }));
  expect(readEvidence(file)).toEqual({});
});

test.each(['', '[]x', '{"v.a": 1}', '{"v.a": {"id": 1}}', 'null'])(
  'evidence that reads %j is refused',
  (text) => {
    writeFileSync(file, text);
    expect(() => readEvidence(file)).toThrow(/cannot be read as evidence of creation/);
  },
);

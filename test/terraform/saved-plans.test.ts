import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  checkSavedPlans,
  hashOfFile,
  identityOfState,
  readManifest,
  type SavedPlans,
  writeManifest,
} from '../../terraform/saved-plans';

let folder: string;
let plans: SavedPlans;
const now = Date.parse('2026-11-23T12:00:00Z');

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'saved-plans-'));
  mkdirSync(join(folder, 'work'));
  const write = (name: string) => writeFileSync(join(folder, name), `the ${name}`, { mode: 0o600 });
  for (const name of ['work/a.tfplan', 'report.json']) write(name);
  plans = {
    kind: 'saved-plans',
    schemaVersion: '1.0.0',
    madeAt: '2026-11-23T11:00:00.000Z',
    judgedAt: '2026-11-23T11:01:00.000Z',
    terraform: '1.11.4',
    provider: 'build',
    change: 'c'.repeat(64),
    report: { file: 'report.json', sha256: hashOfFile(join(folder, 'report.json')), mayApply: true },
    stacks: [
      {
        stack: 'primary',
        file: 'work/a.tfplan',
        sha256: hashOfFile(join(folder, 'work/a.tfplan')),
        change: 'c'.repeat(64),
        source: 'd'.repeat(64),
        state: { lineage: 'x', serial: 3 },
        dependsOn: [],
      },
    ],
  };
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const check =
  (time = now, greatestAge = 240) =>
  () =>
    checkSavedPlans(folder, plans, greatestAge, time);

test('what was written is read again, and is fine while nothing changed', () => {
  writeManifest(folder, plans);
  expect(readManifest(folder)).toEqual(plans);
  expect(check()).not.toThrow();
});

test.each([
  [
    'a plan that is another file',
    () => writeFileSync(join(folder, 'work/a.tfplan'), 'x'),
    /another file than/,
  ],
  ['a plan that is gone', () => rmSync(join(folder, 'work/a.tfplan')), /missing/],
  ['a report that is another', () => writeFileSync(join(folder, 'report.json'), '{}'), /another file than/],
  ['a plan that others may read', () => chmodSync(join(folder, 'work/a.tfplan'), 0o644), /Others may read/],
  ['a folder that others may write', () => chmodSync(folder, 0o777), /Others may read/],
])('%s is refused', (_, change, says) => {
  change();
  expect(check()).toThrow(says);
  expect(check()).toThrow(expect.objectContaining({ exitCode: 2 }));
});

test('plans that are too old, and plans of tomorrow, are refused', () => {
  expect(check(now + 181 * 60_000)).toThrow(/241 minutes ago/);
  expect(check(now + 181 * 60_000, 300)).not.toThrow();
  expect(check(Date.parse('2026-11-23T10:00:00Z'))).toThrow(/clock of this machine is still to come/);
});

test.each([
  ['nothing', undefined, /holds no plans.json/],
  ['no JSON', '{', /it is no JSON/],
  ['null', 'null', /parts of it are missing/],
  ['another kind', '{"kind":"apply"}', /parts of it are missing/],
])('a folder with %s is refused', (_, text, says) => {
  if (text !== undefined) writeFileSync(join(folder, 'plans.json'), text);
  expect(() => readManifest(folder)).toThrow(says);
});

test.each([
  { file: '/etc/passwd' },
  { file: '../outside' },
  { stack: '../x' },
  { sha256: 'x' },
  { change: 'x' },
  { state: { lineage: 'x', serial: 'y' } },
  { state: undefined },
])('a manifest with %j is refused', (change) => {
  const [first] = plans.stacks;
  const broken = { ...plans, stacks: [{ ...first, ...change }] };
  writeFileSync(join(folder, 'plans.json'), JSON.stringify(broken));
  expect(() => readManifest(folder)).toThrow(/parts of it are missing/);
});

test('a state is known by lineage and serial; where there is none yet, by that', () => {
  expect(identityOfState('{"lineage":"x","serial":7,"resources":[]}')).toEqual({ lineage: 'x', serial: 7 });
  expect(identityOfState('\n')).toEqual({ lineage: null, serial: 0 });
  expect(() => identityOfState('{}')).toThrow(/printed no state/);
});

import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { forgetBegun, noteBegun, unfinishedIn } from '../../terraform/unfinished-apply';
import { fixturesFolder } from '../make-fixtures';

const folder = mkdtempSync(join(tmpdir(), 'unfinished-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = join(folder, 'unfinished', 'clinic.json');
const type = 'openstack_networking_secgroup_rule_v2';
const rule = `${type}.wider`;
// A plan of the real provider: rules of a group that exists, and of one that is made with them.
const plan = readFileSync(join(fixturesFolder, 'change/reach-not-widened.json'), 'utf8');
const began = new Date('2026-11-23T10:00:00Z');
const soon = new Date('2026-11-23T10:30:00Z');

beforeEach(() => forgetBegun(file));

interface Json {
  [key: string]: unknown;
}
interface PlanJson {
  resource_changes: { address: string; change: { actions: string[]; after: Json; after_sensitive: Json } }[];
  configuration: { root_module: { resources: { address: string; expressions: Json }[] } };
}

function changed(change: (plan: PlanJson) => void): string {
  const json = JSON.parse(plan) as PlanJson;
  change(json);
  return JSON.stringify(json);
}

function changeOf({ resource_changes: changes }: PlanJson, address: string) {
  const found = changes.find((one) => one.address === address);
  if (!found) throw new Error(address);
  return found.change;
}

const source = '{"provider": {"openstack": [{"auth_url": "https://iam.example/v3"}]}}';
const of = (planJson: string) => ({ planJson, source });
const left = (text: string, at = soon) => [...(unfinishedIn(file, of(text), at)?.addresses ?? [])].toSorted();

test('the plan that goes on has what the one before it set out to do, of the types that are asked for', () => {
  noteBegun(file, of(plan), [type], began);
  const made = left(plan);
  expect(made).toContain(rule);
  expect(made).toContain(`${type}.of_a_new_group`);
  expect(made.every((address) => address.startsWith(type))).toBe(true);
  expect(unfinishedIn(file, of(plan), soon)?.began).toBe('2026-11-23T10:00:00.000Z');
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test.each<[string, (plan: PlanJson) => void]>([
  ['another range', (json) => (changeOf(json, rule).after.remote_ip_prefix = '0.0.0.0/0')],
  ['another port', (json) => (changeOf(json, rule).after.port_range_max = 65535)],
  ['no port any more', (json) => delete changeOf(json, rule).after.port_range_min],
  [
    'another group, by reference',
    (json) => {
      const written = json.configuration.root_module.resources.find(({ address }) => address === rule);
      if (written) written.expressions.security_group_id = { references: ['another.id', 'another'] };
    },
  ],
  ['a rule that exists by now', (json) => (changeOf(json, rule).actions = ['no-op'])],
])('%s is none of it', (_, change) => {
  noteBegun(file, of(plan), [type], began);
  const other = left(changed(change));
  expect(other).not.toContain(rule);
  expect(other.length).toBeGreaterThan(0);
});

test('what that plan did not have is none of it, and what is secret is never noted', () => {
  const earlier = changed((json) => (changeOf(json, rule).actions = ['no-op']));
  noteBegun(file, of(earlier), [type], began);
  expect(left(plan)).not.toContain(rule);
  const secret = changed((json) => {
    const { after, after_sensitive: marks } = changeOf(json, rule);
    [after.description, marks.description] = ['a made-up secret', true];
  });
  noteBegun(file, of(secret), [type], began);
  expect(readFileSync(file, 'utf8')).not.toContain('a made-up secret');
  expect(left(secret)).not.toContain(rule);
});

test('it counts for a week, never from the future, and not once the apply has ended well', () => {
  noteBegun(file, of(plan), [type], began);
  expect(left(plan, new Date('2026-11-30T09:59:59Z'))).toContain(rule);
  expect(left(plan, new Date('2026-11-30T10:00:00Z'))).toEqual([]);
  expect(left(plan, new Date('2026-11-23T09:59:59Z'))).toEqual([]);
  forgetBegun(file);
  expect(left(plan)).toEqual([]);
  forgetBegun(file);
});

test.each([
  '',
  '{',
  '[]',
  'null',
  '{"version":2}',
  '{"version":1,"began":"soon","resources":{}}',
  '{"version":1,"began":"2026-11-23T10:00:00Z","resources":{"a":1}}',
])('a note that is none is refused: %s', (text) => {
  noteBegun(file, of(plan), [type], began);
  writeFileSync(file, text);
  expect(() => unfinishedIn(file, of(plan), soon)).toThrow(/cannot be read as the note of an apply/);
});

test('at another cloud, from another source or with other variables nothing was permitted', () => {
  noteBegun(file, of(plan), [type], began);
  const elsewhere = source.replace('iam.example', 'iam.other.example');
  expect(unfinishedIn(file, { planJson: plan, source: elsewhere }, soon)).toBeUndefined();
  const other = JSON.stringify({ ...JSON.parse(plan), variables: { range: { value: '0.0.0.0/0' } } });
  expect(left(other)).toEqual([]);
  expect(left(plan)).toContain(rule);
});

test('going on with it permits nothing for longer', () => {
  noteBegun(file, of(plan), [type], began);
  noteBegun(file, of(plan), [type], new Date('2026-11-29T10:00:00Z'));
  expect(left(plan, new Date('2026-11-30T09:59:59Z'))).toContain(rule);
  expect(left(plan, new Date('2026-11-30T10:00:00Z'))).toEqual([]);
});

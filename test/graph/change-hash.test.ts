import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashOfChange, hashOfChanges } from '../../graph/change-hash';
import { openPlan } from '../../graph/read-plan';
import { fixturesFolder } from '../make-fixtures';

type Json = { [key: string]: unknown };
interface PlanJson extends Json {
  resource_changes: {
    address: string;
    change: { actions: string[]; before: Json | null; after: Json | null };
  }[];
}

/** Volumes that stay, grow, are replaced and go, and a tunnel with its key. */
const kept = readFixture('resilience/stateful-resource-kept');
const tunnels = readFixture('change/suite-not-weakened');

function readFixture(id: string): string {
  return readFileSync(join(fixturesFolder, `${id}.json`), 'utf8');
}

function hash(text: string, change: (plan: PlanJson) => void = () => {}, stack = 'primary'): string {
  const plan = JSON.parse(text) as PlanJson;
  change(plan);
  return hashOfChange(openPlan(JSON.stringify(plan), 'plan.json').read(stack));
}

const of = (plan: PlanJson, name: string) =>
  plan.resource_changes.find(({ address }) => address.endsWith(`.${name}`))
    ?.change as PlanJson['resource_changes'][0]['change'];

test.each([
  ['another time', (plan: PlanJson) => Object.assign(plan, { timestamp: '2031-01-01T00:00:00Z' })],
  ['another Terraform', (plan: PlanJson) => Object.assign(plan, { terraform_version: '1.99.0' })],
  ['another order', (plan: PlanJson) => plan.resource_changes.reverse()],
  [
    'another order of attributes',
    (plan: PlanJson) => {
      const change = of(plan, 'grown');
      change.after = Object.fromEntries(Object.entries(change.after ?? {}).reverse());
    },
  ],
  [
    'what only the provider computes',
    (plan: PlanJson) => {
      Object.assign(of(plan, 'grown').after ?? {}, { attachment: [{ id: '1', device: '/dev/vdz' }] });
    },
  ],
  ['its outputs', (plan: PlanJson) => Object.assign(plan, { output_changes: {} })],
])('%s is the same change', (_, change) => {
  expect(hash(kept, change)).toBe(hash(kept));
});

test.each([
  ['a size', (plan: PlanJson) => Object.assign(of(plan, 'grown').after ?? {}, { size: 30 })],
  ['the size before', (plan: PlanJson) => Object.assign(of(plan, 'grown').before ?? {}, { size: 5 })],
  [
    'the object that goes',
    (plan: PlanJson) => Object.assign(of(plan, 'deleted').before ?? {}, { id: 'other' }),
  ],
  [
    'a deletion that is forgotten',
    (plan: PlanJson) => Object.assign(of(plan, 'deleted'), { actions: ['forget'] }),
  ],
  ['one resource less', (plan: PlanJson) => void plan.resource_changes.splice(0, 1)],
  [
    'another cloud',
    (plan: PlanJson) => {
      const { configuration } = plan as {
        configuration?: { provider_config?: { openstack?: { expressions?: Json } } };
      };
      Object.assign(configuration?.provider_config?.openstack?.expressions ?? {}, {
        region: { constant_value: 'x' },
      });
    },
  ],
])('%s is another change', (_, change) => {
  expect(hash(kept, change)).not.toBe(hash(kept));
});

test('the same plan of another stack is another change', () => {
  expect(hash(kept, undefined, 'mirror')).not.toBe(hash(kept));
});

test('a secret is in it by whether it changes, and never by what it is', () => {
  const withKey = (before: string, after: string) =>
    hash(tunnels, (plan) => {
      const change = of(plan, 'with_a_weaker_policy');
      Object.assign(change.before ?? {}, { psk: before });
      Object.assign(change.after ?? {}, { psk: after });
    });
  expect(withKey('one', 'one')).toBe(withKey('two', 'two'));
  expect(withKey('one', 'two')).not.toBe(withKey('one', 'one'));
});

test('changes of several stacks have a hash together, whatever their order', () => {
  expect(hashOfChanges({ a: '1', b: '2' })).toBe(hashOfChanges({ b: '2', a: '1' }));
  expect(hashOfChanges({ a: '1', b: '2' })).not.toBe(hashOfChanges({ a: '2', b: '1' }));
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020';
import { type Approval, checkApproval, guards } from '../../estate/approval';
import { projectRoot } from '../../terraform/project-root';

const folder = join(projectRoot(), 'approvals');
const schema = JSON.parse(readFileSync(join(folder, 'approval.schema.json'), 'utf8'));
const validate = new Ajv2020({ allErrors: true }).compile(schema);
const today = '2026-11-23';

const good: Approval = {
  $schema: './approval.schema.json',
  kind: 'approval',
  schemaVersion: '1.0.0',
  plans: { primary: 'a'.repeat(64) },
  approves: [{ guard: 'stateful-resource-lost', stack: 'primary', address: 'openstack_x.y["a.b"]' }],
  reason: 'the volume was replicated to its successor on Friday, and read back',
  approver: { account: 'erika', name: 'Erika Muster', role: 'data protection officer' },
  issued: today,
  expires: '2026-11-30',
};

test('an approval that is right is taken by its schema and by us', () => {
  expect([validate(good), validate.errors]).toEqual([true, null]);
  expect(checkApproval(good, 'a.json', today)).toEqual(good);
});

test('every guard is in the schema', () => {
  expect(schema.properties.approves.items.properties.guard.enum).toEqual([...guards]);
});

const [approved] = good.approves;
const wrong: readonly (readonly [what: string, value: unknown, says: RegExp])[] = [
  ['no object', [], /an approval: an object/],
  ['an unknown field', { ...good, approvedBy: 'x' }, /only the fields of an approval/],
  ['no schema named', { ...good, $schema: undefined }, /text on one line/],
  ['another kind', { ...good, kind: 'exception' }, /one of approval/],
  ['no plan', { ...good, plans: {} }, /name at least one stack/],
  ['plans that are a list', { ...good, plans: [] }, /name at least one stack/],
  ['a hash that is cut', { ...good, plans: { primary: 'a'.repeat(63) } }, /64 hexadecimal digits/],
  ['a hash in capitals', { ...good, plans: { primary: 'A'.repeat(64) } }, /64 hexadecimal digits/],
  ['nothing approved', { ...good, approves: [] }, /at least 1/],
  ['an unknown guard', { ...good, approves: [{ ...approved, guard: 'everything' }] }, /one of stateful/],
  ['a field too many in it', { ...good, approves: [{ ...approved, note: '' }] }, /only the fields/],
  ['no address', { ...good, approves: [{ ...approved, address: ' ' }] }, /text on one line/],
  ['no reason', { ...good, reason: '' }, /text on one line/],
  ['an approver without a role', { ...good, approver: { ...good.approver, role: undefined } }, /text on one/],
  ['a day that is none', { ...good, expires: '2026-13-01' }, /a day of the calendar/],
];

test.each(wrong)('%s is refused by the schema and by us', (_, value, says) => {
  expect(validate(JSON.parse(JSON.stringify(value)))).toBe(false);
  expect(() => checkApproval(value, 'a.json', today)).toThrow(says);
});

/** What no schema can say: days are compared with each other and with the clock, stacks with stacks. */
test.each([
  ['issued after today', { ...good, issued: '2026-11-24' }, /set the clock right/],
  ['expired before it was issued', { ...good, expires: '2026-11-22' }, /not before it was issued/],
  ['for longer than a month', { ...good, expires: '2026-12-25' }, /31 days at most/],
  [
    'of a stack whose plan it does not name',
    { ...good, approves: [{ ...approved, stack: 'clinic' }] },
    /nothing is approved of a plan that nobody named/,
  ],
])('%s is refused', (_, value, says) => {
  expect(() => checkApproval(value, 'a.json', today)).toThrow(says);
  expect(() => checkApproval(value, 'a.json', today)).toThrow(expect.objectContaining({ exitCode: 2 }));
});

test('every fault is named at once', () => {
  const value = { ...good, reason: '', plans: { primary: 'x' }, expires: 'soon', more: 1 };
  expect(() => checkApproval(value, 'a.json', today)).toThrow(/4 errors/);
});

test('what is committed names the schema, and is right', () => {
  const files = readdirSync(folder).filter((name) => name !== 'approval.schema.json');
  for (const name of files) {
    const value = JSON.parse(readFileSync(join(folder, name), 'utf8'));
    expect([name, validate(value), value.$schema]).toEqual([name, true, './approval.schema.json']);
    expect(checkApproval(value, name, '9999-12-31').plans).toEqual(value.plans);
  }
});

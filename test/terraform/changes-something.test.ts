import { changesSomething } from '../../terraform/changes-something';

const plan = (...actions: string[][]) =>
  JSON.stringify({ resource_changes: actions.map((one) => ({ change: { actions: one } })) });

test.each([
  ['nothing', '{}', false],
  ['what stays and what is read', plan(['no-op'], ['read']), false],
  ['one that is made', plan(['no-op'], ['create']), true],
  ['one that is replaced', plan(['delete', 'create']), true],
  ['one that is forgotten', plan(['forget']), true],
  ['an output', '{"output_changes":{"a":{"actions":["update"]}}}', true],
  ['an output that stays', '{"output_changes":{"a":{"actions":["no-op"]}}}', false],
])('%s', (_, text, expected) => {
  expect(changesSomething(text)).toBe(expected);
});

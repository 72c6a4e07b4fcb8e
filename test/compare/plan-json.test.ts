import { changesIn } from '../../compare/plan-json';

const one = (name: string, mode: string, change: object) => ({
  address: `openstack_x.${name}`,
  mode,
  type: 'openstack_x',
  name,
  change: { before: null, after: null, ...change },
});

test('whatever an apply would do something about is a change, and what it only reads is none', () => {
  const changes = [
    one('kept', 'managed', { actions: ['no-op'] }),
    one('read', 'data', { actions: ['read'] }),
    one('made', 'managed', { actions: ['create'] }),
    one('replaced', 'managed', { actions: ['delete', 'create'] }),
    one('forgotten', 'managed', { actions: ['forget'] }),
    one('taken-over', 'managed', { actions: ['no-op'], importing: { id: '1' } }),
  ];
  expect(changesIn(JSON.stringify({ resource_changes: changes }), 'a plan')).toEqual(
    ['made', 'replaced', 'forgotten', 'taken-over'].map((name) => `openstack_x.${name}`),
  );
});

test('a plan without resources changes nothing, and what is no plan is refused', () => {
  expect(changesIn('{}', 'a plan')).toEqual([]);
  expect(() => changesIn('', 'a plan')).toThrow(/a plan/);
});

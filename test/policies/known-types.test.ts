import { schemaOf } from '../../graph/schema';
import { judgedTypes, partlyJudgedTypes, typesWithoutRules } from '../../judge/facts/known-types';
import { loadPolicies } from '../../policies/registry';

const named = new Set(loadPolicies().flatMap((policy) => ('resources' in policy ? policy.resources : [])));

test('every type that counts as judged is one that some policy judges', () => {
  const stale = [...judgedTypes, ...partlyJudgedTypes.keys()].filter((type) => !named.has(type));
  expect(stale).toEqual([]);
});

test('every type that a policy judges counts as judged, or as judged in part', () => {
  expect([...named].filter((type) => !judgedTypes.has(type) && !partlyJudgedTypes.has(type))).toEqual([]);
});

test('no type is in two lists, and every exception has a reason', () => {
  const all = [...judgedTypes, ...partlyJudgedTypes.keys(), ...typesWithoutRules.keys()];
  expect(all).toEqual([...new Set(all)]);
  const reasons = [...partlyJudgedTypes.values(), ...typesWithoutRules.values()];
  expect(reasons.filter((reason) => reason.trim().length < 10)).toEqual([]);
});

test('every type of the provider that needs no rule exists', () => {
  const ours = [...typesWithoutRules.keys()].filter((type) => type.startsWith('openstack_'));
  expect(ours.filter((type) => schemaOf(type, 'managed') === undefined)).toEqual([]);
});

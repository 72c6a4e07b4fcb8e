import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { foreignEstate } from '../../estate/foreign-estate';
import { schemaOf } from '../../graph/schema';
import {
  judgedTypes,
  partlyJudgedTypes,
  typesJudgedByEstate,
  typesWithoutRules,
} from '../../judge/facts/known-types';
import { judgeInputs } from '../../policies/judge-inputs';
import { loadPolicies } from '../../policies/registry';
import { fixturesFolder } from '../make-fixtures';

// Kinds of Kubernetes have a list of their own, and rules about changes judge a step, not what a resource is.
const aboutTypes = loadPolicies().filter(
  ({ id, observableIn }) => !id.startsWith('change/') && observableIn.some((kind) => kind !== 'manifests'),
);
const named = new Set(aboutTypes.flatMap((policy) => ('resources' in policy ? policy.resources : [])));

test('every type that counts as judged is one that some policy judges', () => {
  const stale = [...judgedTypes, ...partlyJudgedTypes.keys()].filter((type) => !named.has(type));
  expect(stale).toEqual([]);
});

test('every type that a policy judges counts as judged, or as judged in part', () => {
  expect([...named].filter((type) => !judgedTypes.has(type) && !partlyJudgedTypes.has(type))).toEqual([]);
});

test('types whose rules all need an estate are those that nothing judges without one', () => {
  const without = new Set(
    aboutTypes.flatMap((policy) =>
      'resources' in policy && policy.needs !== 'estate' ? policy.resources : [],
    ),
  );
  expect([...named].filter((type) => !without.has(type)).sort()).toEqual([...typesJudgedByEstate]);
});

test('a route in a plan that belongs to no estate is undecided: nothing says where it may lead', () => {
  const file = 'encryption/sites-joined-by-tunnels-only.json';
  const text = readFileSync(join(fixturesFolder, file), 'utf8');
  const only = ['operations/every-type-is-known'];
  const estate = foreignEstate({ cloud: 'openstack' });
  const { verdicts } = judgeInputs([{ kind: 'plan', stack: 'plan', file, text }], estate, { only });
  const types = verdicts.filter((v) => v.outcome === 'undecided').map((v) => v.message.split(':')[0] ?? '');
  expect(types).toContain('openstack_networking_router_route_v2');
  expect(
    [...typesJudgedByEstate].filter((type) => text.includes(`"${type}"`) && !types.includes(type)),
  ).toEqual([]);
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

test('whatever people write beside a type that is judged is looked at for credentials', () => {
  const [rule] = loadPolicies().filter(({ id }) => id === 'identity/no-credentials-in-metadata');
  const looked = new Set(rule && 'resources' in rule ? rule.resources : []);
  const described = [...judgedTypes, ...partlyJudgedTypes.keys()].filter((type) => {
    const attributes = schemaOf(type, 'managed')?.attributes ?? {};
    const isWritten = (name: string) => attributes[name]?.optional || attributes[name]?.required;
    return ['description', 'extra', 'metadata', 'properties', 'tags'].some(isWritten);
  });
  expect(described.filter((type) => !looked.has(type))).toEqual([]);
});

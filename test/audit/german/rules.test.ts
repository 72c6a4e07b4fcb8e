import { germanAssumptions, germanOfAssumption } from '../../../audit/german/assumptions';
import { hashOf, hashOfRule } from '../../../audit/german/rule-texts';
import { germanOfRule, germanRules } from '../../../audit/german/rules';
import { germanOfTitle, germanTitles } from '../../../audit/german/titles';
import { loadEstate } from '../../../estate/load-estate';
import { loadPolicies } from '../../../policies/registry';
import { asOf } from '../../estate-plan';

const policies = loadPolicies();
const { assumptions, datasets, sites } = loadEstate({ asOf });

/** Names that are written the same in every language: code, and words with an underscore. */
const codeIn = (text: string) =>
  [...text.matchAll(/`[^`]+`|\b[a-z]+_[a-z_]+\b/g)].map(([name]) => name).toSorted();

test('every rule has a German text, of the very English that it has now', () => {
  const stale = policies
    .filter((policy) => !germanOfRule(policy.id, policy))
    .map(
      (policy) =>
        `audit/german/rules/${policy.id}: translate policies/${policy.id}.ts, of: '${hashOfRule(policy)}'`,
    );
  expect(stale).toEqual([]);
});

test('nothing translates a rule that there is none of', () => {
  const ids = new Set(policies.map(({ id }) => id));
  const translated = Object.entries(germanRules).flatMap(([area, rules]) =>
    Object.keys(rules).map((name) => `${area}/${name}`),
  );
  expect(translated.filter((id) => !ids.has(id))).toEqual([]);
  expect(new Set(translated).size).toBe(ids.size);
});

test('a translation is of one English text and of no other', () => {
  const [policy] = policies;
  if (!policy) throw new Error('there is no policy');
  expect(germanOfRule(policy.id, policy)).toBeDefined();
  for (const part of ['title', 'why', 'remediation'] as const)
    expect(germanOfRule(policy.id, { ...policy, [part]: `${policy[part]} ` })).toBeUndefined();
  expect(germanOfRule('__proto__/toString', policy)).toBeUndefined();
  expect(germanOfRule('change/__proto__', policy)).toBeUndefined();
});

test.each(policies)('$id says in German what it names in English, in full sentences', (policy) => {
  const german = germanOfRule(policy.id, policy);
  for (const part of ['title', 'why', 'remediation'] as const) {
    const text = german?.[part] ?? '';
    expect(codeIn(text)).toEqual(codeIn(policy[part]));
    expect(text).not.toBe(policy[part]);
    expect(text).not.toMatch(/\s{2}|\b(?:the|and|of)\b/);
    expect(text.length).toBeGreaterThan(policy[part].length * 0.6);
  }
  expect(german?.title).not.toMatch(/\.$/);
  expect(german?.why).toMatch(/\.$/);
});

test('every assumption of the estate, every dataset and every site has its German', () => {
  const stale = assumptions
    .filter((one) => !germanOfAssumption(one.name, one))
    .map(({ name, statement, source }) => `${name}: of: '${hashOf(statement, source)}'`);
  expect(stale).toEqual([]);
  const names = assumptions.map(({ name }) => name);
  expect(Object.keys(germanAssumptions).filter((name) => !names.includes(name))).toEqual([]);
  const titles = [...datasets, ...sites].map(({ title }) => title);
  expect(titles.filter((title) => !germanOfTitle(title))).toEqual([]);
  expect(Object.keys(germanTitles).filter((title) => !titles.includes(title))).toEqual([]);
});

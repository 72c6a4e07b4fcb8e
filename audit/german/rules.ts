import { type GermanRule, type GermanRules, hashOfRule, type RuleTexts } from './rule-texts';
import { change } from './rules/change';
import { encryption } from './rules/encryption';
import { identity } from './rules/identity';
import { keys } from './rules/keys';
import { kubernetes } from './rules/kubernetes';
import { network } from './rules/network';
import { operations } from './rules/operations';
import { residency } from './rules/residency';
import { resilience } from './rules/resilience';
import { separation } from './rules/separation';

/** The German of all rules, by area. The English in `policies/` is what holds. */
export const germanRules: Readonly<Record<string, GermanRules>> = {
  change,
  encryption,
  identity,
  keys,
  kubernetes,
  network,
  operations,
  residency,
  resilience,
  separation,
};

/**
 * A rule's texts in German; undefined where there are none, or where they translate another English than the given
 * one, as of a report of another version.
 * @param policy the rule's id, `area/name`
 */
export function germanOfRule(policy: string, english: RuleTexts): GermanRule | undefined {
  const [area = '', name = ''] = policy.split('/');
  const own = Object.hasOwn(germanRules, area) ? germanRules[area] : undefined;
  const german = own && Object.hasOwn(own, name) ? own[name] : undefined;
  return german?.of === hashOfRule(english) ? german : undefined;
}

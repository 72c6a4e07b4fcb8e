import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Report } from '../../judge/report';
import { judgeInputs } from '../../policies/judge-inputs';
import { untranslated } from '../audit/german/untranslated';
import { asOf } from '../estate-plan';
import { fixturesFolder } from '../make-fixtures';
import { estate } from './small-stacks';

type Json = { [key: string]: unknown };
interface PlanJson {
  resource_changes: (Json & { address: string; change: Json & { after: Json } })[];
  resource_drift?: Json[];
}

const policy = 'change/reach-not-widened';
const text = readFileSync(join(fixturesFolder, `${policy}.json`), 'utf8');
const rule = 'openstack_networking_secgroup_rule_v2.wider';
const port = 'openstack_networking_port_v2.joins_a_group';

const began = '2026-11-23T10:00:00.000Z';

function reportOf(change: (plan: PlanJson) => void, begun: readonly string[] = []): Report {
  const plan = JSON.parse(text) as PlanJson;
  change(plan);
  const input = {
    kind: 'plan' as const,
    stack: 'primary',
    file: 'plan.json',
    text: JSON.stringify(plan),
    unfinished: begun.length > 0 ? { began, addresses: new Set(begun) } : undefined,
  };
  return judgeInputs([input], estate, { asOf, only: [policy] });
}

function outcomeOf(
  address: string,
  change: (plan: PlanJson) => void,
  begun?: readonly string[],
): string | undefined {
  const { verdicts, passed } = reportOf(change, begun);
  const isPassed = passed.some(({ addresses }) => addresses.includes(`primary:${address}`));
  return isPassed ? 'pass' : verdicts.find((one) => one.address === address)?.outcome;
}

/** As Terraform writes down what its refresh found changed or gone. */
function drifted(plan: PlanJson, address: string, actions: readonly string[], before: Json): void {
  const { change: _, ...identity } = plan.resource_changes.find((one) => one.address === address) ?? {
    change: {},
  };
  const after = actions.includes('delete') ? null : before;
  plan.resource_drift = [{ ...identity, change: { actions, before, after, after_unknown: {} } }];
}

test('a rule that somebody took away by hand, and that a plan makes again, widens nothing', () => {
  expect(outcomeOf(rule, () => {})).toBe('fail');
  const repaired = outcomeOf(rule, (plan) => {
    const { after = {} } = plan.resource_changes.find(({ address }) => address === rule)?.change ?? {};
    const group = '3a1f0c5e-0000-4000-8000-00000000000a';
    drifted(plan, rule, ['delete'], { ...after, id: 'gone', security_group_id: group });
  });
  expect(repaired).toBe('pass');
});

test('one that was narrower before it was taken away does', () => {
  const widened = outcomeOf(rule, (plan) => {
    const { after = {} } = plan.resource_changes.find(({ address }) => address === rule)?.change ?? {};
    const group = '3a1f0c5e-0000-4000-8000-00000000000a';
    drifted(plan, rule, ['delete'], { ...after, remote_ip_prefix: '10.1.0.0/16', security_group_id: group });
  });
  expect(widened).toBe('fail');
});

test('a port that somebody took out of a group by hand, and that a plan puts back, joins nothing', () => {
  expect(outcomeOf(port, () => {})).toBe('fail');
  const repaired = outcomeOf(port, (plan) => {
    const group = plan.resource_changes.find(({ address }) => address.endsWith('.made_now'));
    // The group stood already, and the port was in it.
    const id = '3a1f0c5e-0000-4000-8000-0000000000aa';
    Object.assign(group?.change ?? {}, {
      actions: ['no-op'],
      before: { ...group?.change.after, id },
      after: { ...group?.change.after, id },
      after_unknown: {},
    });
    const ids = ['3a1f0c5e-0000-4000-8000-00000000000a', id];
    const change = plan.resource_changes.find(({ address }) => address === port)?.change;
    Object.assign(change?.after ?? {}, { security_group_ids: ids });
    Object.assign(change?.after_unknown ?? {}, { security_group_ids: undefined });
    drifted(plan, port, ['update'], { ...(change?.before as Json), security_group_ids: ids });
  });
  expect(repaired).toBeUndefined();
});

/** Of a group that exists a plan knows the id. */
function inAGroupThatExists(plan: PlanJson): void {
  const added = plan.resource_changes.find(({ address }) => address === rule)?.change;
  if (!added) throw new Error(rule);
  added.after.security_group_id = '3a1f0c5e-0000-4000-8000-00000000000a';
  added.after_unknown = {};
}

test('what an apply was permitted to open and was cut off from is exempt, and nothing else with it', () => {
  expect(outcomeOf(rule, inAGroupThatExists)).toBe('fail');
  expect(outcomeOf(rule, inAGroupThatExists, [rule])).toBe('exempt');
  expect(outcomeOf('openstack_networking_secgroup_rule_v2.another_port', inAGroupThatExists, [rule])).toBe(
    'fail',
  );
  expect(outcomeOf(port, inAGroupThatExists, [rule])).toBe('fail');
});

test('the report says what would have been found, and which apply was permitted it', () => {
  const found = ({ verdicts }: Report) => verdicts.find(({ address }) => address === rule);
  const anew = reportOf(inAGroupThatExists);
  const resumed = reportOf(inAGroupThatExists, [rule]);
  expect(found(resumed)).toEqual({
    ...found(anew),
    outcome: 'exempt',
    message: `${found(anew)?.message}; the apply of ${began} was permitted it, and did not end`,
  });
  expect(untranslated(resumed.verdicts)).toEqual([]);
  expect(resumed.summary).toEqual({
    ...anew.summary,
    fail: anew.summary.fail - 1,
    exempt: anew.summary.exempt + 1,
  });
  expect(resumed.guarded?.map(({ address }) => address)).not.toContain(rule);
  expect(resumed.passed).toEqual(anew.passed);
});

test('what widens nothing by itself passes, also where an apply was permitted it', () => {
  const narrower = 'openstack_networking_secgroup_rule_v2.narrower';
  expect(outcomeOf(narrower, () => {}, [narrower])).toBe('pass');
});

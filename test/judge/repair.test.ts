import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { judgeInputs } from '../../policies/judge-inputs';
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

function outcomeOf(
  address: string,
  change: (plan: PlanJson) => void,
  permitted?: ReadonlySet<string>,
): string | undefined {
  const plan = JSON.parse(text) as PlanJson;
  change(plan);
  const input = {
    kind: 'plan' as const,
    stack: 'primary',
    file: 'plan.json',
    text: JSON.stringify(plan),
    permitted,
  };
  const { verdicts, passed } = judgeInputs([input], estate, { asOf, only: [policy] });
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

test('what an apply was permitted to open and was cut off from widens nothing, and nothing else with it', () => {
  const set = (plan: PlanJson) => {
    const added = plan.resource_changes.find(({ address }) => address === rule)?.change;
    if (!added) throw new Error(rule);
    // Of a group that exists a plan knows the id.
    added.after.security_group_id = '3a1f0c5e-0000-4000-8000-00000000000a';
    added.after_unknown = {};
  };
  expect(outcomeOf(rule, set)).toBe('fail');
  expect(outcomeOf(rule, set, new Set([rule]))).toBe('pass');
  expect(outcomeOf('openstack_networking_secgroup_rule_v2.another_port', set, new Set([rule]))).toBe('fail');
  expect(outcomeOf(port, set, new Set([rule]))).toBe('fail');
});

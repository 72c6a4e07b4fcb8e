import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { foreignEstate } from '../../estate/foreign-estate';
import { Graph } from '../../graph/graph';
import { readPlan } from '../../graph/read-plan';
import { judge } from '../../judge/judge';
import { loadPolicies } from '../../policies/registry';
import { asOf } from '../estate-plan';
import { foreignFolder } from '../fixtures-policies/plan-folder';
import { outcomesOf } from '../outcomes';

const id = 'network/no-ingress-from-anyone';

test('rules of one group count together in whatever modules they stand', () => {
  const file = 'split-group.json';
  const stack = readPlan({ stack: 'split', file, text: readFileSync(join(foreignFolder, file), 'utf8') });
  const estate = foreignEstate({ cloud: 'openstack' });
  const policies = loadPolicies().filter((policy) => policy.id === id);
  const said = outcomesOf(judge(new Graph([stack]), estate, { policies, asOf }), id, 'split');
  const rule = 'openstack_networking_secgroup_rule_v2.https';
  expect(said).toEqual({
    pass: [`module.another_group.${rule}`],
    fail: [
      `module.made_here["16.0.0.0/8"].${rule}`,
      `module.made_here["17.0.0.0/8"].${rule}`,
      `module.one_half.${rule}`,
      `module.other_half.${rule}`,
    ],
    undecided: [],
  });
});

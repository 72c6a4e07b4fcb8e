import { loadEstate } from '../../estate/load-estate';
import { judgeInputs } from '../../policies/judge-inputs';
import { changePlan } from '../change-plan';
import { asOf, estatePlan } from '../estate-plan';

test('a source that the plan was not made from decides nothing, and hides nothing', async () => {
  const sites = await estatePlan();
  const changed = changePlan(sites, {
    name: 'the mapping is attached to a server of research',
    stack: 'primary',
    set: {
      'openstack_compute_volume_attach_v2.pseudonym-mapping_attach': {
        instance_id: '${openstack_compute_instance_v2.research_1_server.id}',
      },
    },
    outcome: 'fail',
    subjects: [],
  });
  const judged = (sourceOf: typeof sites) =>
    judgeInputs(
      changed.map(({ stack, plan }) => ({
        kind: 'plan' as const,
        stack,
        file: stack,
        text: plan,
        source: sourceOf.find((site) => site.stack === stack)?.source,
      })),
      loadEstate(),
      { asOf, only: ['resilience/every-declared-copy-in-plan'] },
    ).verdicts.map(({ outcome, dataset }) => [outcome, dataset]);
  expect(judged(changed)).toEqual([['fail', 'pseudonym-mapping']]);
  expect(judged(sites)).toEqual([['undecided', 'pseudonym-mapping']]);
});

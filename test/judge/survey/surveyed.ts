import { loadEstate } from '../../../estate/load-estate';
import { Graph } from '../../../graph/graph';
import { readManifests } from '../../../graph/read-manifests';
import { readPlan } from '../../../graph/read-plan';
import { readSourceAttributes } from '../../../graph/read-synth';
import type { PlanChange } from '../../../judge/policy';
import { surveyReach } from '../../../judge/survey/reach';
import { changePlan } from '../../change-plan';
import { asOf, estatePlan } from '../../estate-plan';
import { estateWorkloads } from '../../estate-workloads';

export const estate = loadEstate({ asOf });

/** The survey of the estate's own plans after a change, and of its workloads where it is said what they become. */
export async function surveyed(
  change?: Pick<PlanChange, 'stack' | 'set' | 'remove'>,
  workloadsAs?: (manifests: string) => string,
) {
  const plans = await estatePlan();
  const changed = change ? changePlan(plans, { ...change, name: '', outcome: 'pass', subjects: [] }) : plans;
  const stacks = changed.map(({ stack, plan, source }) =>
    readPlan({
      stack,
      file: `${stack}.json`,
      text: plan,
      source: readSourceAttributes(source, 'cdk.tf.json'),
    }),
  );
  const workloads = workloadsAs
    ? (await estateWorkloads()).map(({ stack, manifests }) =>
        readManifests(workloadsAs(manifests), `${stack}.json`, stack),
      )
    : [];
  return surveyReach(new Graph([...stacks, ...workloads]), estate);
}

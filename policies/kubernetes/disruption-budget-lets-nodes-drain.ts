import type { Resource } from '../../graph/graph';
import { besides } from '../../judge/facts/kubernetes-objects';
import { podMetadataPath } from '../../judge/facts/pods';
import { amountOf, budgetType, mayGo, replicasOf, scaledTypes } from '../../judge/facts/scaling';
import { labelsOf, selects } from '../../judge/facts/selectors';
import { type Context, definePolicy, fail, pass, seen, undecided } from '../../judge/policy';

/** Number of the pods that a budget counts; undefined where none of their makers is among the objects. */
function podsOf(budget: Resource, { graph }: Context): number | undefined {
  const counted = besides(graph, budget, ...scaledTypes).filter(
    (one) =>
      selects(budget.get('spec.selector'), labelsOf(one.get(`${podMetadataPath(one)}.labels`))) === 'yes',
  );
  const numbers = counted.map((one) => replicasOf(graph, one));
  if (numbers.length === 0 || numbers.includes(undefined)) return undefined;
  return numbers.reduce<number>((sum, number) => sum + (number ?? 0), 0);
}

export default definePolicy({
  title: 'A disruption budget lets its nodes be drained',
  severity: 'medium',
  why: 'A budget that lets no pod go stops the drain of its node for ever: updates of the system wait, and in the end somebody removes the budget, or the node with its pods.',
  avoid: '`maxUnavailable: 0`, or `minAvailable` as great as the number of pods',
  prefer: '`maxUnavailable: 1` for two pods and more, and no budget for a single one',
  remediation: 'Let at least one pod go at once, or take the budget of a single pod away.',
  controls: ['BSIG § 30(2) no. 3', 'C5:2020 BCM-03'],
  observableIn: ['manifests'],
  resources: [budgetType],
  examine(budget, context) {
    const most = budget.get('spec.maxUnavailable');
    const path = most === null ? 'spec.minAvailable' : 'spec.maxUnavailable';
    const stated = budget.get(path);
    if (most !== null && amountOf(most, 1) !== undefined) {
      return amountOf(most, 1) === 0 ? fail('it never lets a pod go', seen(budget, path)) : pass;
    }
    if (stated === 0 || stated === '0%') return pass;
    if (stated === '100%') return fail('it never lets a pod go', seen(budget, path));
    const all = podsOf(budget, context);
    const free = all === undefined ? undefined : mayGo(budget, all);
    if (free === undefined)
      return undecided('how many pods it counts does not show', seen(budget, 'spec.selector'));
    return free > 0 ? pass : fail(`it keeps all of its ${all} pods, so that none may go`, seen(budget, path));
  },
  examples: {
    manifests: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: pair }
spec: { replicas: 2, template: { metadata: { labels: { app: pair } } } }
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: one-may-go }
spec: { minAvailable: "50%", selector: { matchLabels: { app: pair } } }
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: none-may-go }
spec: { minAvailable: "51%", selector: { matchLabels: { app: pair } } }
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: never }
spec: { maxUnavailable: 0, selector: {} }
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: of-pods-elsewhere }
spec: { minAvailable: 1, selector: { matchLabels: { app: elsewhere } } }
`,
    pass: ['PodDisruptionBudget.policy/one-may-go'],
    fail: ['PodDisruptionBudget.policy/none-may-go', 'PodDisruptionBudget.policy/never'],
    undecided: ['PodDisruptionBudget.policy/of-pods-elsewhere'],
  },
});

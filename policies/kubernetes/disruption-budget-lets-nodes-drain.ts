import type { Resource } from '../../graph/graph';
import { isWhollyKnown } from '../../graph/value';
import { besides } from '../../judge/facts/kubernetes-objects';
import { podMetadataPath, podTypes } from '../../judge/facts/pods';
import { amountOf, budgetType, mayGo, replicasOf, scaledTypes } from '../../judge/facts/scaling';
import { and, labelsOf, or, selects } from '../../judge/facts/selectors';
import {
  type Context,
  definePolicy,
  type Finding,
  fail,
  pass,
  seen,
  undecided,
  worstOf,
} from '../../judge/policy';

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

/** The eviction API refuses a pod that more than one budget counts. Source: kubernetes.io, "Specifying a Disruption Budget". */
function judgeOthers(budget: Resource, { graph }: Context): Finding {
  const makers = besides(graph, budget, ...podTypes).map((one) =>
    labelsOf(one.get(`${podMetadataPath(one)}.labels`)),
  );
  const own = budget.get('spec.selector');
  const others = besides(graph, budget, budgetType).filter((one) => one !== budget && one.remains);
  return worstOf(
    others.map((other) => {
      const selector = other.get('spec.selector');
      const isSame = selector !== null && JSON.stringify(selector) === JSON.stringify(own);
      const counts = or(...makers.map((labels) => and(selects(own, labels), selects(selector, labels))));
      if (counts === 'yes' || (isSame && isWhollyKnown(selector))) {
        const why = `its pods are counted by ${other.name}, too, and what two budgets count is never evicted`;
        return fail(why, seen(other, 'spec.selector'));
      }
      return counts === 'maybe' || isSame
        ? undecided(
            `whether ${other.name} counts its pods, too, is not known yet`,
            seen(other, 'spec.selector'),
          )
        : pass;
    }),
  );
}

function judgeAmount(budget: Resource, context: Context): Finding {
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
  examine: (budget, context) => worstOf([judgeAmount(budget, context), judgeOthers(budget, context)]),
  examples: {
    manifests: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: pair, namespace: a }
spec: { replicas: 2, template: { metadata: { labels: { app: pair } } } }
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: one-may-go, namespace: a }
spec: { minAvailable: "50%", selector: { matchLabels: { app: pair } } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: pair, namespace: b }
spec: { replicas: 2, template: { metadata: { labels: { app: pair } } } }
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: none-may-go, namespace: b }
spec: { minAvailable: "51%", selector: { matchLabels: { app: pair } } }
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: never, namespace: c }
spec: { maxUnavailable: 0, selector: {} }
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: of-pods-elsewhere, namespace: d }
spec: { minAvailable: 1, selector: { matchLabels: { app: elsewhere } } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: pair, namespace: e }
spec: { replicas: 2, template: { metadata: { labels: { app: pair } } } }
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: one-of-two, namespace: e }
spec: { maxUnavailable: 1, selector: { matchLabels: { app: pair } } }
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: the-other, namespace: e }
spec: { maxUnavailable: 1, selector: {} }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: pair, namespace: f }
spec: { replicas: 2, template: { metadata: { labels: { app: pair } } } }
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: first, namespace: f }
spec: { maxUnavailable: 1, selector: { matchLabels: { app: pair } } }
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: may-count-too, namespace: f }
spec: { maxUnavailable: 1, selector: 04da6b54-80e4-46f7-96ec-b56ff0331ba9 }
`,
    pass: ['PodDisruptionBudget.policy/a/one-may-go'],
    fail: [
      'PodDisruptionBudget.policy/b/none-may-go',
      'PodDisruptionBudget.policy/c/never',
      'PodDisruptionBudget.policy/e/one-of-two',
      'PodDisruptionBudget.policy/e/the-other',
    ],
    undecided: [
      'PodDisruptionBudget.policy/d/of-pods-elsewhere',
      'PodDisruptionBudget.policy/f/first',
      'PodDisruptionBudget.policy/f/may-count-too',
    ],
  },
});

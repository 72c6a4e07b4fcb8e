import { isOwnGroup, removedIn } from '../../judge/facts/api-versions';
import { definePolicy, type Finding, fail, markOf, pass, seen, undecided } from '../../judge/policy';

function judgeVersion(apiVersion: string, kind: string): Omit<Finding, 'evidence'> {
  const removed = removedIn(apiVersion, kind);
  if (removed) {
    return {
      outcome: 'fail',
      message: `no release since ${removed.since} serves ${apiVersion} of ${kind}: ${removed.use} took its place`,
    };
  }
  const isFinal = !/v\d+(?:alpha|beta)\d+$/.test(apiVersion);
  return isFinal || !isOwnGroup(apiVersion)
    ? pass
    : {
        outcome: 'undecided',
        message: `${apiVersion} is served only by clusters that are told to, and may end with the next release`,
      };
}

export default definePolicy({
  title: 'Every object is of a version that the API still serves',
  severity: 'medium',
  why: 'An object of a version that was removed is refused by the next cluster it meets: the one that is built after a loss, when nobody has time to rewrite it.',
  avoid: '`policy/v1beta1`, `networking.k8s.io/v1beta1`, `batch/v1beta1`',
  prefer: 'final versions: `policy/v1`, `networking.k8s.io/v1`, `batch/v1`',
  remediation: 'Write the object in the version that the message names.',
  controls: ['BSIG § 30(2) no. 3', 'C5:2020 BCM-03'],
  observableIn: ['manifests'],
  *examineStack(stack, { siteOfStack }) {
    const site = siteOfStack(stack.name)?.name;
    for (const object of stack.resources) {
      if (!object.remains) continue;
      const [apiVersion, kind] = [object.get('apiVersion'), object.get('kind')].map(String) as [
        string,
        string,
      ];
      const { outcome, message } = judgeVersion(apiVersion, kind);
      const subject = {
        stack: stack.name,
        address: object.address,
        site,
        dataset: markOf(object, 'dataset'),
      };
      const evidence = seen(object, 'apiVersion');
      yield [subject, outcome === 'pass' ? pass : (outcome === 'fail' ? fail : undecided)(message, evidence)];
    }
  },
  examples: {
    manifests: `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: now }
---
apiVersion: policy/v1beta1
kind: PodDisruptionBudget
metadata: { name: then }
---
apiVersion: gateway.networking.k8s.io/v1beta1
kind: ReferenceGrant
metadata: { name: of-another-project }
---
apiVersion: scheduling.k8s.io/v1alpha1
kind: Workload
metadata: { name: for-a-try }
`,
    pass: ['PodDisruptionBudget.policy/now', 'ReferenceGrant.gateway.networking.k8s.io/of-another-project'],
    fail: ['PodDisruptionBudget.policy/then'],
    undecided: ['Workload.scheduling.k8s.io/for-a-try'],
  },
});

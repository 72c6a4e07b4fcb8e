import { Unknown } from '../../graph/value';
import { operatedTypes } from '../../judge/facts/operated-pods';
import { podTypes } from '../../judge/facts/pods';
import { definePolicy, fail, pass, seen, undecided } from '../../judge/policy';

export default definePolicy({
  title: 'Nothing runs in the namespace that everybody is in by default',
  severity: 'medium',
  why: 'What is applied without a thought lands in `default`: there nothing belongs together, no policy is written for it, and one role opens all of it.',
  avoid: '`namespace: default`, or an object that leaves its namespace to whoever applies it',
  prefer: 'a namespace for each workload, named in every object',
  remediation: 'Name the namespace of the workload in the object.',
  controls: ['C5:2020 OPS-24', 'GDPR Art. 32(1)(b)'],
  observableIn: ['manifests'],
  resources: [...podTypes, ...operatedTypes, 'PersistentVolumeClaim'],
  examine(object) {
    const namespace = object.get('metadata.namespace');
    const evidence = seen(object, 'metadata.namespace');
    if (namespace instanceof Unknown)
      return undecided('in which namespace it is, is not known yet', evidence);
    if (namespace === 'default') return fail('it is in the namespace default', evidence);
    return namespace === null || namespace === ''
      ? undecided('its namespace is left to whoever applies it, and is default where they say none', evidence)
      : pass;
  },
  examples: {
    manifests: `
apiVersion: v1
kind: Pod
metadata: { name: a, namespace: research-cohorts }
---
apiVersion: v1
kind: Pod
metadata: { name: a, namespace: default }
---
apiVersion: v1
kind: Pod
metadata: { name: a }
`,
    pass: ['Pod/research-cohorts/a'],
    fail: ['Pod/default/a'],
    undecided: ['Pod/a'],
  },
});

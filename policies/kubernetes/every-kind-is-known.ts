import { isKnownKind } from '../../judge/facts/known-kinds';
import { definePolicy, markOf, pass, seen, undecided } from '../../judge/policy';

export default definePolicy({
  title: 'Every object is of a kind that the policies know',
  severity: 'medium',
  why: 'An operator makes pods, volumes and ways out of objects of its own kinds, by rules of its own. Of a kind that no rule reads every rule is silent, whatever comes of it.',
  avoid: 'objects of an operator that nobody has looked at, beside data of patients',
  prefer: 'the kinds of Kubernetes itself, of CloudNativePG and of cert-manager',
  remediation:
    'Render what the operator makes of it, or write the rules that its kind needs and add the kind to judge/facts/known-kinds.ts.',
  controls: ['BSIG § 30(2) no. 4', 'GDPR Art. 32(1)(b)'],
  observableIn: ['manifests'],
  *examineStack(stack, { siteOfStack }) {
    const site = siteOfStack(stack.name)?.name;
    let strangers = 0;
    for (const object of stack.resources) {
      if (!object.remains || isKnownKind(object)) continue;
      strangers += 1;
      const subject = {
        stack: stack.name,
        address: object.address,
        site,
        dataset: markOf(object, 'dataset'),
      };
      yield [
        subject,
        undecided(`no policy knows what comes of a ${object.type}`, seen(object, 'apiVersion')),
      ];
    }
    if (strangers === 0) yield [{ stack: stack.name, address: '(stack)', site }, pass];
  },
  examples: {
    manifests: `
apiVersion: v1
kind: Service
metadata: { name: known }
---
apiVersion: elasticsearch.k8s.elastic.co/v1
kind: Elasticsearch
metadata: { name: makes-pods }
`,
    undecided: ['Elasticsearch.elasticsearch.k8s.elastic.co/makes-pods'],
    cannotOccur: {
      fail: 'what an operator makes of its objects may be anything or nothing: nothing definite is to be said of it',
    },
    changes: [
      {
        name: 'an object whose kind nothing reads',
        stack: 'primary-workloads',
        set: {
          'Elasticsearch.elasticsearch.k8s.elastic.co/identity-fhir-server/search': {
            apiVersion: 'elasticsearch.k8s.elastic.co/v1',
            kind: 'Elasticsearch',
            metadata: { name: 'search', namespace: 'identity-fhir-server' },
          },
        },
        outcome: 'undecided',
        subjects: [
          'primary-workloads:Elasticsearch.elasticsearch.k8s.elastic.co/identity-fhir-server/search',
        ],
      },
      {
        name: 'one more object of Kubernetes itself',
        stack: 'primary-workloads',
        set: {
          'ConfigMap/identity-fhir-server/more': {
            apiVersion: 'v1',
            kind: 'ConfigMap',
            metadata: { name: 'more', namespace: 'identity-fhir-server' },
          },
        },
        outcome: 'pass',
        subjects: ['primary-workloads:(stack)'],
      },
    ],
  },
});

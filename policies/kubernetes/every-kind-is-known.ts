import type { Resource } from '../../graph/graph';
import { isKnownKind } from '../../judge/facts/known-kinds';
import { unreadFields } from '../../judge/facts/operated-fields';
import { definePolicy, type Finding, markOf, pass, seen, undecided } from '../../judge/policy';

/** So many fields one message names. */
const most = 8;

function judgeObject(object: Resource): Finding {
  if (!isKnownKind(object))
    return undecided(`no policy knows what comes of a ${object.type}`, seen(object, 'apiVersion'));
  const fields = unreadFields(object);
  if (fields.length === 0) return pass;
  const named = fields.slice(0, most).join(', ');
  const message = `it tells its operator what no policy reads, so that nothing says what comes of it: ${named}`;
  // A field that nobody knows may hold a credential.
  const evidence = fields
    .slice(0, most)
    .map((path) => ({ path, value: '(not shown)', source: `${object.stack}:${object.address}` }));
  return undecided(
    fields.length > most ? `${message} (and ${fields.length - most} more)` : message,
    ...evidence,
  );
}

export default definePolicy({
  title: 'Every object is of a kind, and gives its operator settings, that the policies know',
  severity: 'medium',
  why: 'An operator makes pods, volumes and ways out of objects of its own kinds, by rules of its own. Of a kind or a setting that no rule reads every rule is silent, whatever comes of it.',
  avoid: 'objects of an operator that nobody has looked at, beside data of patients',
  prefer: 'the kinds of Kubernetes itself, of CloudNativePG and of cert-manager',
  remediation:
    'Render what the operator makes of it, or write the rules that its kind or field needs and add it to judge/facts/known-kinds.ts or operated-fields.ts.',
  controls: ['BSIG § 30(2) no. 4', 'GDPR Art. 32(1)(b)'],
  observableIn: ['manifests'],
  *examineStack(stack, { siteOfStack }) {
    const site = siteOfStack(stack.name)?.name;
    let strangers = 0;
    for (const object of stack.resources) {
      if (!object.remains) continue;
      const finding = judgeObject(object);
      if (finding.outcome === 'pass') continue;
      strangers += 1;
      const subject = {
        stack: stack.name,
        address: object.address,
        site,
        dataset: markOf(object, 'dataset'),
      };
      yield [subject, finding];
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
---
apiVersion: postgresql.cnpg.io/v1
kind: Cluster
metadata: { name: known }
spec: { instances: 1, storage: { size: 1Gi }, postgresql: { parameters: { work_mem: 8MB } }, backup: null }
---
apiVersion: postgresql.cnpg.io/v1
kind: Cluster
metadata: { name: sends-its-backup-anywhere }
spec: { backup: { barmanObjectStore: { destinationPath: "s3://patients/", endpointURL: "http://s3.example.com" } } }
---
apiVersion: postgresql.cnpg.io/v1
kind: Cluster
metadata: { name: runs-what-it-is-told }
spec: { bootstrap: { initdb: { postInitSQL: ["CREATE ROLE a LOGIN PASSWORD 'value-of-a-password'"] } } }
---
apiVersion: postgresql.cnpg.io/v1
kind: Cluster
metadata: { name: not-known-yet }
spec: { bootstrap: 04da6b54-80e4-46f7-96ec-b56ff0331ba9 }
---
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata: { name: known }
spec: { replicas: 1, storage: { emptyDir: {} }, serviceMonitorSelector: {} }
---
apiVersion: monitoring.coreos.com/v1
kind: Alertmanager
metadata: { name: with-a-container-more }
spec: { containers: [{ name: a }] }
---
apiVersion: v1
kind: Deployment
metadata: { name: of-no-such-group, namespace: a }
---
apiVersion: apps
kind: Deployment
metadata: { name: of-no-version, namespace: a }
---
apiVersion: apps/v1
kind: deployment
metadata: { name: of-no-such-kind, namespace: a }
`,
    undecided: [
      'Alertmanager.monitoring.coreos.com/with-a-container-more',
      'Cluster.postgresql.cnpg.io/not-known-yet',
      'Cluster.postgresql.cnpg.io/runs-what-it-is-told',
      'Cluster.postgresql.cnpg.io/sends-its-backup-anywhere',
      'Elasticsearch.elasticsearch.k8s.elastic.co/makes-pods',
      'Deployment/a/of-no-such-group',
      'Deployment/a/of-no-version',
      'deployment.apps/a/of-no-such-kind',
    ],
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
        name: 'a database with variables of its environment',
        stack: 'primary-workloads',
        set: {
          'Cluster.postgresql.cnpg.io/identity-patient-records/patient-records': {
            'spec.env': [{ name: 'TZ', value: 'UTC' }],
          },
        },
        outcome: 'undecided',
        subjects: ['primary-workloads:Cluster.postgresql.cnpg.io/identity-patient-records/patient-records'],
        says: 'nothing says what comes of it: spec.env',
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

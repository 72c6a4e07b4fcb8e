import { statements } from '../../contracts/marks';
import type { Resource } from '../../graph/graph';
import { startedTypes } from '../../judge/facts/needs';
import { jobTypes } from '../../judge/facts/pods';
import { obstaclesOf } from '../../judge/facts/starts-alone';
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

function judge(resource: Resource, { graph, estate, siteOfStack }: Context): Finding {
  const site = siteOfStack(resource.stack);
  if (!site) {
    return undecided(
      'at which site it runs is not known: its objects bear no label of one',
      seen(resource, 'metadata.labels'),
    );
  }
  // The nearest of those that say the same: what is behind it is found at its own place.
  const nearest = new Map(
    obstaclesOf(resource, site, graph, estate)
      .toReversed()
      .map((one) => [one.message, one]),
  );
  return worstOf(
    [...nearest.values()].toReversed().map(({ outcome, chain, message, path }) => {
      const last = chain.at(-1) ?? resource;
      const way = chain.slice(1).map(({ address }) => address);
      const text = way.length === 0 ? message : `${message} (through ${way.join(', then ')})`;
      return (outcome === 'fail' ? fail : undecided)(text, seen(last, path));
    }),
  );
}

export default definePolicy({
  title: 'Every site starts and serves with all other sites lost',
  severity: 'critical',
  why: 'When both data centres of the cloud are lost, the clinic has nothing but its own cluster. What pulls its image, signs its users in or asks for a certificate elsewhere stops on the day it is needed, and nobody notices before.',
  avoid:
    'an image of a registry elsewhere, a sign-in service, database or Secret that another site or the Internet has',
  prefer: 'images from the site’s own registry, and services, Secrets and certificates of the same cluster',
  remediation: `Run what it needs at the site too, or let it go on without, and say so: annotation \`${statements.doesWithout}\`.`,
  controls: ['C5:2020 BCM-03', 'GDPR Art. 32(1)(c)', 'BSIG § 30(2) no. 3'],
  observableIn: ['manifests'],
  needs: 'estate',
  resources: startedTypes,
  examine(resource, context) {
    // What runs to its end nothing waits for.
    return jobTypes.has(resource.type) ? pass : judge(resource, context);
  },
  examples: {
    site: 'clinic',
    manifests: `
apiVersion: v1
kind: Pod
metadata: { name: alone, namespace: ns, labels: { estate.lausitz/site: clinic } }
spec:
  containers:
    - name: a
      image: registry.clinic.lausitz.internal/a:1
      env: [{ name: PEER, value: "https://helper.ns.svc:8443" }]
  volumes: [{ name: c, configMap: { name: settings } }]
---
apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: ns, labels: { estate.lausitz/site: clinic } }
data: { system: "identifier http://terminology.hl7.org/CodeSystem" }
---
apiVersion: v1
kind: Service
metadata: { name: helper, namespace: ns, labels: { estate.lausitz/site: clinic } }
spec: { selector: { app: helper } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: helper, namespace: ns, labels: { estate.lausitz/site: clinic } }
spec:
  template:
    metadata: { labels: { app: helper } }
    spec: { containers: [{ name: a, image: "registry.clinic.lausitz.internal/b:1" }] }
---
apiVersion: v1
kind: Service
metadata: { name: registry, namespace: r, labels: { estate.lausitz/site: clinic } }
spec: { selector: { app: registry } }
---
apiVersion: v1
kind: Pod
metadata: { name: image-of-primary, namespace: ns, labels: { estate.lausitz/site: clinic } }
spec: { containers: [{ name: a, image: "registry.primary.lausitz.internal/a:1" }] }
---
apiVersion: v1
kind: Pod
metadata: { name: image-of-the-internet, namespace: ns, labels: { estate.lausitz/site: clinic } }
spec: { containers: [{ name: a, image: "nginx" }] }
---
apiVersion: v1
kind: Pod
metadata: { name: mounts-an-image-of-the-internet, namespace: ns, labels: { estate.lausitz/site: clinic } }
spec:
  containers: [{ name: a, image: "registry.clinic.lausitz.internal/a:1" }]
  volumes: [{ name: files, image: { reference: "registry.example/files:1" } }]
---
apiVersion: v1
kind: Pod
metadata: { name: secret-that-nobody-makes, namespace: ns, labels: { estate.lausitz/site: clinic } }
spec: { volumes: [{ name: s, secret: { secretName: nowhere } }] }
---
apiVersion: v1
kind: Pod
metadata: { name: asks-what-asks-primary, namespace: ns, labels: { estate.lausitz/site: clinic } }
spec: { containers: [{ name: a, args: ["--peer=far.ns.svc:1"] }] }
---
apiVersion: v1
kind: Service
metadata: { name: far, namespace: ns, labels: { estate.lausitz/site: clinic } }
spec: { selector: { app: far } }
---
apiVersion: v1
kind: Pod
metadata: { name: far, namespace: ns, labels: { estate.lausitz/site: clinic, app: far } }
spec: { containers: [{ name: a, args: ["--to=audit-log.primary.lausitz.internal:6514"] }] }
---
apiVersion: v1
kind: Pod
metadata:
  name: goes-on-without
  namespace: ns
  labels: { estate.lausitz/site: clinic }
  annotations: { estate.lausitz/does-without: "primary, mirror" }
spec: { containers: [{ name: a, args: ["--to=audit-log.primary.lausitz.internal:6514"] }] }
---
apiVersion: batch/v1
kind: CronJob
metadata: { name: reports-to-primary, namespace: ns, labels: { estate.lausitz/site: clinic } }
spec: { jobTemplate: { spec: { template: { spec: { containers: [{ name: a, args: ["https://x.primary.lausitz.internal"] }] } } } } }
---
apiVersion: v1
kind: Pod
metadata: { name: not-known-yet, namespace: ns, labels: { estate.lausitz/site: clinic } }
spec: { containers: [{ name: a, image: 04da6b54-80e4-46f7-96ec-b56ff0331ba9 }] }
`,
    pass: [
      'CronJob.batch/ns/reports-to-primary',
      'Deployment.apps/ns/helper',
      'Pod/ns/alone',
      'Pod/ns/goes-on-without',
    ],
    fail: [
      'Pod/ns/asks-what-asks-primary',
      'Pod/ns/far',
      'Pod/ns/image-of-primary',
      'Pod/ns/image-of-the-internet',
      'Pod/ns/mounts-an-image-of-the-internet',
      'Pod/ns/secret-that-nobody-makes',
    ],
    undecided: ['Pod/ns/not-known-yet'],
  },
});

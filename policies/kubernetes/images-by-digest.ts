import type { Resource } from '../../graph/graph';
import { imagePaths, imageTypes } from '../../judge/facts/images';
import { definePolicy, type Finding, fail, pass, seen, undecided, worstOf } from '../../judge/policy';

/** Source: opencontainers/image-spec, descriptor.md, "Digests". */
const digest = /@(?:sha256:([0-9a-f]{64})|sha512:([0-9a-f]{128}))$/;
const placeholder = '0'.repeat(64);

function judgeImage(pod: Resource, path: string): Finding {
  const image = pod.get(path);
  if (image === null) return undecided('which image it runs is left to others', seen(pod, path));
  if (typeof image !== 'string') return undecided('which image it runs is not known yet', seen(pod, path));
  const [, short, long] = digest.exec(image) ?? [];
  const found = short ?? long;
  if (found === undefined) {
    return fail('its image goes by a tag, which can be moved to another one at any time', seen(pod, path));
  }
  return /^0+$/.test(found)
    ? undecided('the digest of its image has not been looked up yet', seen(pod, path))
    : pass;
}

export default definePolicy({
  title: 'A container runs the very image that was reviewed',
  severity: 'high',
  why: 'A tag is a name that whoever may write to the registry can move. Only a digest says which bytes run beside patient data, at every site and after every restart.',
  avoid: '`image: name:latest`, or any image without `@sha256:`',
  prefer: 'images from `workloads/images.ts`, whose digests `npm run images` looks up',
  remediation: 'Name the image by its digest: NAME:TAG@sha256:…',
  controls: ['BSIG § 30(2) no. 4', 'GDPR Art. 32(1)(b)'],
  observableIn: ['manifests'],
  resources: imageTypes,
  examine(pod) {
    const paths = imagePaths(pod);
    if (paths === undefined) return undecided('which images it runs is not known yet', seen(pod, 'spec'));
    return worstOf(paths.map((path) => judgeImage(pod, path)));
  },
  examples: {
    manifests: `
apiVersion: v1
kind: Pod
metadata: { name: by-digest }
spec:
  containers:
    - { name: a, image: "registry.example/a:1@sha256:${'ab'.repeat(32)}" }
    - { name: b, image: "registry.example/b@sha512:${'ab'.repeat(64)}" }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: by-tag }
spec:
  template:
    spec:
      containers:
        - { name: a, image: "registry.example/a:1@sha256:${'ab'.repeat(32)}" }
      initContainers:
        - { name: b, image: "registry.example/b:latest" }
---
apiVersion: batch/v1
kind: CronJob
metadata: { name: not-pinned-yet }
spec:
  jobTemplate:
    spec:
      template:
        spec:
          containers:
            - { name: a, image: "registry.example/a:1@sha256:${placeholder}" }
---
apiVersion: v1
kind: Pod
metadata: { name: mounts-a-tag }
spec:
  containers: [{ name: a, image: "registry.example/a:1@sha256:${'ab'.repeat(32)}" }]
  volumes: [{ name: model, image: { reference: "registry.example/model:1" } }]
---
apiVersion: postgresql.cnpg.io/v1
kind: Cluster
metadata: { name: as-the-operator-likes }
spec: { instances: 3 }
---
apiVersion: postgresql.cnpg.io/v1
kind: Cluster
metadata: { name: extension-by-tag }
spec:
  imageName: "registry.example/a:1@sha256:${'ab'.repeat(32)}"
  postgresql: { extensions: [{ name: a, image: { reference: "registry.example/extension:latest" } }] }
---
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata: { name: container-by-tag }
spec:
  image: "registry.example/a:1@sha256:${'ab'.repeat(32)}"
  containers: [{ name: of-the-operator }, { name: a, image: "registry.example/b:latest" }]
`,
    pass: ['Pod/by-digest'],
    fail: [
      'Deployment.apps/by-tag',
      'Pod/mounts-a-tag',
      'Cluster.postgresql.cnpg.io/extension-by-tag',
      'Prometheus.monitoring.coreos.com/container-by-tag',
    ],
    undecided: ['CronJob.batch/not-pinned-yet', 'Cluster.postgresql.cnpg.io/as-the-operator-likes'],
  },
});

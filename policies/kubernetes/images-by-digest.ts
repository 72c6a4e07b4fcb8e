import type { Resource } from '../../graph/graph';
import { containerPaths, podTypes } from '../../judge/facts/pods';
import { definePolicy, type Finding, fail, pass, seen, undecided, worstOf } from '../../judge/policy';

/** Source: opencontainers/image-spec, descriptor.md, "Digests". */
const digest = /@sha256:([0-9a-f]{64})$/;
const placeholder = '0'.repeat(64);

function judgeImage(pod: Resource, container: string): Finding {
  const path = `${container}.image`;
  const image = pod.get(path);
  if (typeof image !== 'string') return undecided('which image it runs is not known yet', seen(pod, path));
  const [, found] = digest.exec(image) ?? [];
  if (found === undefined) {
    return fail('its image goes by a tag, which can be moved to another one at any time', seen(pod, path));
  }
  return found === placeholder
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
  resources: podTypes,
  examine(pod) {
    const paths = containerPaths(pod);
    if (paths === undefined) return undecided('which containers it has is not known yet', seen(pod, 'spec'));
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
`,
    pass: ['Pod/by-digest'],
    fail: ['Deployment.apps/by-tag'],
    undecided: ['CronJob.batch/not-pinned-yet'],
  },
});

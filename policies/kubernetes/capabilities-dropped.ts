import type { Resource } from '../../graph/graph';
import { isList, Unknown } from '../../graph/value';
import { containerName, eachRestrictedContainer } from '../../judge/facts/containers';
import { podTypes } from '../../judge/facts/pods';
import { definePolicy, type Finding, fail, pass, seen, undecided, worstOf } from '../../judge/policy';

function judgeContainer(pod: Resource, path: string): Finding {
  const name = containerName(pod, path);
  const at = `${path}.securityContext.capabilities`;
  const [drop, add] = [pod.get(`${at}.drop`), pod.get(`${at}.add`)];
  if (drop instanceof Unknown || add instanceof Unknown) {
    return undecided(`which capabilities ${name} has is not known yet`, seen(pod, at));
  }
  const added = isList(add) ? add.filter((one) => one !== 'NET_BIND_SERVICE') : [];
  return worstOf([
    isList(drop) && drop.includes('ALL')
      ? pass
      : fail(`${name} keeps the capabilities that its runtime gives to all`, seen(pod, `${at}.drop`)),
    added.length === 0 ? pass : fail(`${name} is given more capabilities`, seen(pod, `${at}.add`)),
  ]);
}

export default definePolicy({
  title: 'A container has no capability but to bind a low port',
  severity: 'medium',
  why: 'Capabilities are parts of root’s power over the kernel. A runtime gives fourteen of them to every container that does not give them back; with some, whoever takes a server over can forge packets or reach beside its file system.',
  avoid: 'a container without `capabilities.drop`, or with `add: [SYS_ADMIN]`',
  prefer: '`capabilities: { drop: [ALL] }`',
  remediation: 'Drop all capabilities; add NET_BIND_SERVICE alone where a port below 1024 has to be bound.',
  controls: ['C5:2020 OPS-24', 'GDPR Art. 32(1)(b)'],
  observableIn: ['manifests'],
  resources: podTypes,
  examine(pod, { graph }) {
    return eachRestrictedContainer(pod, graph, (path) => judgeContainer(pod, path));
  },
  examples: {
    manifests: `
apiVersion: v1
kind: Pod
metadata: { name: none }
spec: { containers: [{ name: a, securityContext: { capabilities: { drop: [ALL], add: [NET_BIND_SERVICE] } } }] }
---
apiVersion: v1
kind: Pod
metadata: { name: those-of-the-runtime }
spec: { containers: [{ name: a }] }
---
apiVersion: v1
kind: Pod
metadata: { name: one-more }
spec: { containers: [{ name: a, securityContext: { capabilities: { drop: [ALL], add: [NET_ADMIN] } } }] }
---
apiVersion: v1
kind: Pod
metadata: { name: on-windows }
spec: { os: { name: windows }, containers: [{ name: a }] }
`,
    pass: ['Pod/none'],
    fail: ['Pod/those-of-the-runtime', 'Pod/one-more'],
    undecided: ['Pod/on-windows'],
  },
});

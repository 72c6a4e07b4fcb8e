import type { Resource } from '../../graph/graph';
import { Unknown } from '../../graph/value';
import { type Finding, fail, pass, seen, undecided, worstOf } from '../finding';
import { containerName } from './containers';

const calls = ['livenessProbe', 'readinessProbe', 'startupProbe', 'lifecycle.postStart', 'lifecycle.preStop'];

/** Whether a node calls nobody but the container: its kubelet makes these calls, past every policy. */
export function judgeKubeletCalls(pod: Resource, path: string): Finding {
  const name = containerName(pod, path);
  return worstOf(
    calls.flatMap((call) =>
      ['httpGet', 'tcpSocket'].map((way) => {
        const at = `${path}.${call}.${way}.host`;
        const host = pod.get(at);
        if (host === null || host === '') return pass;
        return host instanceof Unknown
          ? undecided(`which host ${name} has its node call is not known yet`, seen(pod, at))
          : fail(`${name} has its node call a host that it names, past every policy`, seen(pod, at));
      }),
    ),
  );
}

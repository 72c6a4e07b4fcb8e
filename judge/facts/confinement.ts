import type { Resource } from '../../graph/graph';
import { isMap, own, Unknown, type Value } from '../../graph/value';
import { type Finding, fail, pass, seen, undecided, worstOf } from '../finding';
import { containerName, inherited } from './containers';
import { podMetadataPath } from './pods';

/** Those that a runtime gives to containers. Source: kubernetes.io, "Pod Security Standards", baseline. */
const ordinaryTypes: readonly Value[] = [
  null,
  '',
  'container_t',
  'container_init_t',
  'container_kvm_t',
  'container_engine_t',
];
const annotation = 'container.apparmor.security.beta.kubernetes.io';

/** Whether SELinux and AppArmor confine a container as its runtime has them do. */
export function judgeConfinement(pod: Resource, container: string): Finding {
  return worstOf([judgeSeLinux(pod, container), ...judgeAppArmor(pod, container)]);
}

function judgeSeLinux(pod: Resource, container: string): Finding {
  const name = containerName(pod, container);
  const { value, path } = inherited(pod, container, 'seLinuxOptions');
  const [type, ...others] = ['type', 'user', 'role'].map((field) =>
    value instanceof Unknown ? value : ((isMap(value) ? own(value, field) : null) ?? null),
  ) as [Value, ...Value[]];
  const isOther =
    (!(type instanceof Unknown) && !ordinaryTypes.includes(type)) ||
    others.some((one) => !(one instanceof Unknown) && one !== null && one !== '');
  if (isOther) return fail(`${name} leaves the confinement by SELinux`, seen(pod, path));
  return [type, ...others].some((one) => one instanceof Unknown)
    ? undecided(`how SELinux confines ${name} is not known yet`, seen(pod, path))
    : pass;
}

/** By the field, and by the annotation that came before it. */
function judgeAppArmor(pod: Resource, container: string): readonly Finding[] {
  const name = containerName(pod, container);
  const { value: profile, path } = inherited(pod, container, 'appArmorProfile');
  const at = `${podMetadataPath(pod)}.annotations`;
  const annotations = pod.get(at);
  const type = isMap(profile) ? (own(profile, 'type') ?? null) : profile;
  const noted = isMap(annotations) ? (own(annotations, `${annotation}/${name}`) ?? null) : annotations;
  const judged = (value: Value, isConfined: (text: string) => boolean, where: string) => {
    if (value === null) return pass;
    if (value instanceof Unknown)
      return undecided(`how AppArmor confines ${name} is not known yet`, seen(pod, where));
    return isConfined(String(value))
      ? pass
      : fail(`${name} leaves the confinement by AppArmor`, seen(pod, where));
  };
  return [
    judged(type, (text) => text === 'RuntimeDefault' || text === 'Localhost', path),
    judged(noted, (text) => text === 'runtime/default' || text.startsWith('localhost/'), at),
  ];
}

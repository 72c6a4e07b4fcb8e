import type { Resource } from '../../graph/graph';
import { isList, isMap, own, Unknown, type Value } from '../../graph/value';
import { mountsOf, volumeOf } from './containers';
import { containerPaths } from './pods';

/** What a pod says of something: a text, nothing, or what is not known yet. */
export type Said = string | Unknown | undefined;

/**
 * How the containers of a pod call restic, as far as variables of the environment say. Source: restic.readthedocs.io,
 * "Environment Variables".
 */
export interface ResticUse {
  readonly repository: Said;
  /** The Secret whose file is the password; without one nothing says by what a backup is encrypted. */
  readonly password: Said;
  /** Paths of the container that says so. */
  readonly container: string;
}

/** Every container of a pod that is told of a repository, or of which that is not known yet. */
export function resticUses(pod: Resource): readonly ResticUse[] {
  return (containerPaths(pod) ?? []).flatMap((container): ResticUse[] => {
    const repository = variable(pod, container, 'RESTIC_REPOSITORY');
    if (repository === undefined) return [];
    return [{ repository, password: passwordOf(pod, container), container }];
  });
}

function variable(pod: Resource, container: string, name: string): Said {
  const list = pod.get(`${container}.env`);
  if (list instanceof Unknown) return list;
  if (!isList(list)) return undefined;
  const found = list.find((one) => isMap(one) && own(one, 'name') === name);
  const value = isMap(found ?? null) ? own(found as { readonly [key: string]: Value }, 'value') : undefined;
  return typeof value === 'string' || value instanceof Unknown ? value : undefined;
}

function passwordOf(pod: Resource, container: string): Said {
  const file = variable(pod, container, 'RESTIC_PASSWORD_FILE');
  if (typeof file !== 'string') return file;
  const mounts = mountsOf(pod, container);
  if (mounts === undefined) return new Unknown('reference');
  const mount = mounts.find(({ path }) => {
    const at = pod.get(`${path}.mountPath`);
    return typeof at === 'string' && (file === at || file.startsWith(`${at.replace(/\/$/, '')}/`));
  });
  const volume = mount && volumeOf(pod, mount.path);
  const name = volume === undefined ? undefined : pod.get(`${volume}.secret.secretName`);
  return typeof name === 'string' || name instanceof Unknown ? name : undefined;
}

/** What the containers of a pod are told: commands, arguments, and values of variables. */
export function wordsOf(pod: Resource): readonly string[] {
  return (containerPaths(pod) ?? []).flatMap((container) => {
    const [command, args, env] = ['command', 'args', 'env'].map((name) => pod.get(`${container}.${name}`));
    const values = (isList(env ?? null) ? (env as readonly Value[]) : [])
      .filter(isMap)
      .map((one) => own(one, 'value'));
    return [command, args, values]
      .flatMap((list) => (Array.isArray(list) ? (list as readonly unknown[]) : []))
      .filter((one): one is string => typeof one === 'string');
  });
}

import type { Graph, Resource } from '../../graph/graph';
import { isMap, own, Unknown } from '../../graph/value';
import { mountsOf, volumeOf, volumesOf } from '../facts/containers';
import { namespaceOf, objectsIn } from '../facts/kubernetes-objects';
import { textsOf } from '../facts/needs';
import { containerPaths } from '../facts/pods';
import { wordsOf } from '../facts/restic';
import type { Trail } from './trail';

/** Options that say another place or password than the variables, which are what is looked at. */
const overriding =
  /(?:^|\s)--(?:repo|repository-file|password-file|password-command|insecure-no-password)(?:[\s=]|$)/m;
const dryRun = /(?:^|\s)--dry-run(?:[\s=]|$)/m;

/**
 * Whether a job runs what it is there for: in its arguments, or in the scripts that these name. What a program does that
 * is not called by restic's own words is not known.
 */
export function runsWhatItShould(
  job: Resource,
  graph: Graph,
  { word, meaning }: { readonly word: RegExp; readonly meaning: string },
  trail: Trail,
): void {
  const text = [wordsOf(job).join(' '), ...scriptsOf(job, graph)].join('\n');
  if (overriding.test(text)) trail.doubts('an option says another place or password than its variables', job);
  if (dryRun.test(text)) trail.lacks('it is a dry run', job);
  if (!word.test(text)) trail.doubts(`nothing that it is seen to run ${meaning}`, job);
}

/** Texts of settings that are mounted where an argument of the pod leads to. */
function scriptsOf(job: Resource, graph: Graph): readonly string[] {
  const words = wordsOf(job);
  return mountPathsOf(job).flatMap((mount) => {
    const place = job.get(`${mount}.mountPath`);
    const isNamed = typeof place === 'string' && words.some((word) => word.startsWith(place));
    const volume = isNamed ? volumeOf(job, mount) : undefined;
    const name = volume && job.get(`${volume}.configMap.name`);
    return objectsIn(graph, job.stack, namespaceOf(job), 'ConfigMap')
      .filter((one) => one.name === name)
      .flatMap(textsOf);
  });
}

/** Paths of all mounts of all containers, as far as they are known. */
function mountPathsOf(job: Resource): readonly string[] {
  return (containerPaths(job) ?? []).flatMap((container) =>
    (mountsOf(job, container) ?? []).map(({ path }) => path),
  );
}

/** Volumes that end with their pod, and those that nobody writes to. Source: Kubernetes API, Volume. */
const fleeting = ['emptyDir', 'ephemeral', 'secret', 'configMap', 'projected', 'downwardAPI', 'image'];

/** Whether what a job brings back ends with its pod: it writes to no volume that stays. */
export function keepsNothing(job: Resource, trail: Trail): void {
  const volumes = volumesOf(job);
  const written = writtenVolumes(job);
  if (volumes === undefined || written === undefined) {
    trail.doubts('where it brings things back to is not known yet', job);
    return;
  }
  for (const { value } of volumes) {
    if (!isMap(value)) {
      trail.doubts('what one of its volumes is, is not known yet', job);
      continue;
    }
    const name = own(value, 'name');
    const isWritten = typeof name !== 'string' || written.has(name);
    if (fleeting.some((kind) => own(value, kind) !== undefined) || !isWritten) continue;
    const claim = own(value, 'persistentVolumeClaim');
    const what = isMap(claim) ? own(claim, 'claimName') : name;
    if (what instanceof Unknown) trail.doubts('which volume it writes to is not known yet', job);
    else trail.lacks(`what it brings back stays on the volume of ${String(what)}`, job);
  }
}

/** Names of the volumes that a container mounts to write to; undefined where one of them is not known. */
function writtenVolumes(job: Resource): ReadonlySet<string> | undefined {
  const mounts = containerPaths(job)?.map((container) => mountsOf(job, container));
  if (mounts === undefined) return undefined;
  const names = new Set<string>();
  for (const list of mounts) {
    if (list === undefined) return undefined;
    for (const { value } of list) {
      if (!isMap(value)) return undefined;
      if (own(value, 'readOnly') === true) continue;
      const name = own(value, 'name');
      if (typeof name !== 'string') return undefined;
      names.add(name);
    }
  }
  return names;
}

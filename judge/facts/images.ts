import type { Resource } from '../../graph/graph';
import { isList, isMap, own, Unknown } from '../../graph/value';
import { volumesOf } from './containers';
import { operatedPods, operatedTypes } from './operated-pods';
import { containerPaths, podTypes } from './pods';

/** Everything that says which images run. */
export const imageTypes: readonly string[] = [...podTypes, ...operatedTypes];

/**
 * Paths of the images that an object has run or mounted; undefined where they are not known yet. What an operator
 * chooses where nothing is said has a path too, at which there is nothing.
 */
export function imagePaths(object: Resource): readonly string[] | undefined {
  const operated = operatedPods(object);
  if (operated) {
    const added = operated.added.map((pattern) => given(object, pattern));
    return added.includes(undefined)
      ? undefined
      : [...operated.images, ...added.flatMap((paths) => paths ?? [])];
  }
  const [containers, volumes] = [containerPaths(object), volumesOf(object)];
  if (containers === undefined || containers.length === 0 || volumes === undefined) return undefined;
  const mounted = volumes.filter(({ value }) => isMap(value) && (own(value, 'image') ?? null) !== null);
  return [
    ...containers.map((path) => `${path}.image`),
    ...mounted.map(({ path }) => `${path}.image.reference`),
  ];
}

/** Paths that a pattern with one list stands for and at which something is; undefined where the list is not known. */
function given(object: Resource, pattern: string): readonly string[] | undefined {
  const [list = '', rest = ''] = pattern.split('.*.');
  const values = object.get(list);
  if (values instanceof Unknown) return undefined;
  const paths = isList(values) ? values.map((_, at) => `${list}.${at}.${rest}`) : [];
  return paths.filter((path) => object.get(path) !== null);
}

/** Host of an image's registry; a name without one means Docker's. Source: distribution/reference, "normalize". */
export function registryOfImage(image: string): string {
  const [first = '', ...rest] = image.split('/');
  const isHost =
    rest.length > 0 && (/[.:]/.test(first) || first === 'localhost' || first !== first.toLowerCase());
  return isHost ? first : 'docker.io';
}

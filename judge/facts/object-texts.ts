import type { Resource } from '../../graph/graph';
import { isList, isMap, own, Unknown, type Value } from '../../graph/value';
import { operatedTypes, postgresClusterType } from './operated-pods';
import { containerPaths, podMetadataPath } from './pods';

/** Objects that hold texts for programs, by where those stand. */
const readable: Readonly<Record<string, readonly string[]>> = {
  ConfigMap: ['data', 'binaryData'],
  Secret: ['data', 'stringData'],
  'HelmChart.helm.cattle.io': ['spec.valuesContent', 'spec.set'],
  'HelmChartConfig.helm.cattle.io': ['spec.valuesContent'],
  'Application.argoproj.io': ['spec.source.helm'],
  'HelmRelease.helm.toolkit.fluxcd.io': ['spec.values'],
  [postgresClusterType]: ['spec.bootstrap', 'spec.externalClusters', 'spec.postgresql.pg_hba'],
};

/** Kinds besides those of pods whose texts are read. */
export const textTypes: readonly string[] = Object.keys(readable);

/** A text that an object holds. */
export interface Text {
  readonly path: string;
  /** What it is called: the name of a variable, the key of a map. Undefined where it may be called anything. */
  readonly name: string | undefined;
  readonly value: Value;
  /** In base64, which hides nothing. @default false */
  readonly isPacked?: boolean;
}

/** Every text of an object that may hold a credential; undefined where its containers are not known. */
export function textsOf(object: Resource): readonly Text[] | undefined {
  const paths = readable[object.type];
  const containers = paths ? [] : containerPaths(object);
  if (containers === undefined) return undefined;
  // What an operator gives to all of its own containers stands where a pod's do.
  const holders = [...(operatedTypes.includes(object.type) ? ['spec'] : []), ...containers];
  const notes = new Set(['metadata', paths ? 'metadata' : podMetadataPath(object)]);
  return [
    ...(paths ?? []).flatMap((path) => [...textsAt(object, path)]),
    ...holders.flatMap((path) => [...textsOfContainer(object, path)]),
    ...[...notes].flatMap((path) => [...textsAt(object, `${path}.annotations`)]),
  ];
}

function* textsAt(object: Resource, path: string): Iterable<Text> {
  const value = object.get(path);
  const isPacked = path === 'binaryData' || (path === 'data' && object.type === 'Secret');
  if (value instanceof Unknown) yield { path, name: undefined, value };
  else for (const text of textsBelow(value, path, path)) yield { ...text, isPacked };
}

function* textsBelow(value: Value, path: string, name: string): Iterable<Text> {
  if (isMap(value)) {
    // What stands before the slash of an annotation says whose it is.
    for (const [key, one] of Object.entries(value))
      yield* textsBelow(one, `${path}.${key}`, key.replace(/^.*\//, ''));
  } else if (isList(value)) {
    for (const [at, one] of value.entries()) yield* textsBelow(one, `${path}.${at}`, name);
  } else if (value !== null) yield { path, name, value };
}

const calls = ['livenessProbe', 'readinessProbe', 'startupProbe', 'lifecycle.postStart', 'lifecycle.preStop'];

function* textsOfContainer(pod: Resource, path: string): Iterable<Text> {
  yield* namedTexts(pod, `${path}.env`);
  for (const call of calls) yield* namedTexts(pod, `${path}.${call}.httpGet.httpHeaders`);
  for (const field of ['command', 'args', ...calls.map((call) => `${call}.exec.command`)])
    yield* wordsAt(pod, `${path}.${field}`, field);
}

function* namedTexts(pod: Resource, path: string): Iterable<Text> {
  const list = pod.get(path);
  if (list instanceof Unknown) yield { path, name: undefined, value: list };
  if (!isList(list)) return;
  for (const [at, one] of list.entries()) {
    const [name, value] = ['name', 'value'].map((key) => (isMap(one) ? own(one, key) : one));
    if (value === undefined || value === null) continue;
    yield { path: `${path}.${at}.value`, name: name instanceof Unknown ? undefined : String(name), value };
  }
}

/** A password stands in a word of its own after its option. */
function* wordsAt(pod: Resource, path: string, name: string): Iterable<Text> {
  const words = pod.get(path);
  const unknown = [words, ...(isList(words) ? words : [])].find((one) => one instanceof Unknown);
  if (isList(words)) {
    const known = words.map((word) => (word instanceof Unknown ? '$()' : String(word)));
    yield { path, name, value: known.join(' ') };
  }
  if (unknown) yield { path, name: undefined, value: unknown };
}

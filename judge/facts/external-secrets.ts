import type { Resource } from '../../graph/graph';
import { isList, isMap, isWhollyKnown, own, Unknown, type Value } from '../../graph/value';
import type { Answer } from './selectors';

/** What an ExternalSecret asks a store of the whole cluster for: one secret by its key, or some by a pattern. */
interface Remote {
  readonly store: string;
  /** @default several, by a pattern */
  readonly key?: string;
}

/** What an ExternalSecret asks for. Source: external-secrets.io, API specification of `external-secrets.io/v1`. */
export interface Asked {
  readonly remotes: readonly Remote[];
  /** Whether that is all. */
  readonly isKnown: boolean;
}

/** What an ExternalSecret asks stores of the whole cluster for: a SecretStore is of its namespace alone. */
export function askedBy(external: Resource): Asked {
  const lists = ['spec.data', 'spec.dataFrom'].map((path) => external.get(path));
  const entries = lists.flatMap((list) => (isList(list) ? list : []));
  const usual = external.get('spec.secretStoreRef');
  const isKnown = isWhollyKnown([...lists, usual]);
  return { remotes: entries.flatMap((entry) => remoteOf(entry, usual)), isKnown };
}

function remoteOf(entry: Value, usual: Value): readonly Remote[] {
  const source = below(entry, 'sourceRef');
  // What a generator makes is new each time.
  if (isMap(below(source, 'generatorRef'))) return [];
  const store = below(source, 'storeRef') ?? usual;
  const name = below(store, 'name');
  if (below(store, 'kind') !== 'ClusterSecretStore' || typeof name !== 'string') return [];
  const key = below(below(entry, 'remoteRef') ?? below(entry, 'extract'), 'key');
  if (typeof key === 'string') return [{ store: name, key }];
  return isMap(below(entry, 'find')) ? [{ store: name }] : [];
}

function below(value: Value, key: string): Value {
  return isMap(value) ? (own(value, key) ?? null) : value instanceof Unknown ? value : null;
}

/** Whether two of them are given one secret. */
export function askForOne(one: Asked, other: Asked): Answer {
  const pairs = one.remotes.flatMap((mine) =>
    other.remotes
      .filter(({ store }) => store === mine.store)
      .map((theirs) => [mine.key, theirs.key] as const),
  );
  if (pairs.some(([mine, theirs]) => mine !== undefined && mine === theirs)) return 'yes';
  const isPattern = pairs.some(([mine, theirs]) => mine === undefined || theirs === undefined);
  return isPattern || !one.isKnown || !other.isKnown ? 'maybe' : 'no';
}

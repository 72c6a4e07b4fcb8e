import type { Copy, Dataset, Estate } from '../../estate/model';
import type { Resource } from '../../graph/graph';
import { isList, isMap, isUnset, own, Unknown, type Value } from '../../graph/value';
import { postgresClusterType } from '../facts/operated-pods';
import { commitsWait, keeps, letsIn } from './letting-follow';
import type { Serving } from './serving';
import { Trail } from './trail';

/** What serves a copy and is known. */
type Served = Serving & { readonly consumer: Resource };

/**
 * Whether a copy is configured to follow its home as the estate declares it: what it follows, and where it is
 * synchronous that the home waits for it before a commit is done; that the home lets it, and that neither of them loses
 * what it has written. Undefined where what serves them is nothing whose
 * settings say that; so far that is PostgreSQL under CloudNativePG. Source: cloudnative-pg.io, "Replica clusters",
 * "Replication"; PostgreSQL 17 documentation, 26.2.8.
 */
export function replicationOf(
  dataset: Dataset,
  home: Serving,
  copy: Serving,
  estate: Estate,
): Trail | undefined {
  if (!isPostgresql(home) || !isPostgresql(copy)) return undefined;
  const trail = new Trail();
  leads(home, trail);
  for (const one of [home, copy]) keeps(one, trail);
  const connection = follows(home, copy, trail);
  if (connection) letsIn({ dataset, estate }, home, copy, connection, trail);
  const name = connection && nameIn(connection, copy);
  const declared = dataset.copies.find(({ site }) => site === copy.site);
  if (declared?.mode === 'synchronous') awaits(dataset, home, name, trail);
  return trail;
}

function isPostgresql(serving: Serving): serving is Served {
  return serving.consumer?.type === postgresClusterType;
}

function leads({ site, consumer }: Served, trail: Trail): void {
  const replica = consumer.get('spec.replica');
  if (replica instanceof Unknown) trail.doubts(`whether it leads at ${site} is not known yet`, consumer);
  else if (isFollower(replica)) trail.lacks(`it follows another one, and its home is at ${site}`, consumer);
}

/** One that says whom it follows, and is not itself the one that leads. */
function isFollower(replica: Value): boolean {
  if (!isMap(replica)) return false;
  const [enabled, self, primary] = ['enabled', 'self', 'primary'].map((key) => own(replica, key));
  return isUnset(primary) ? enabled === true : primary !== self;
}

type Connection = { readonly [key: string]: Value };

/** @returns how the copy connects to whom it follows; undefined where that is not known */
function follows(home: Served, { site, consumer }: Served, trail: Trail): Connection | undefined {
  const replica = consumer.get('spec.replica');
  if (replica instanceof Unknown) {
    trail.doubts(`what the one at ${site} follows is not known yet`, consumer);
    return undefined;
  }
  if (!isFollower(replica)) {
    trail.lacks(`the one at ${site} follows nobody: it is a database of its own`, consumer);
    return undefined;
  }
  const source = isMap(replica) ? own(replica, 'source') : undefined;
  const connection = connectionTo(source, consumer);
  if (connection === undefined || connection instanceof Unknown) {
    const what = `how the one at ${site} reaches whom it follows`;
    if (connection === undefined) trail.lacks(`${what} is nowhere in it`, consumer);
    else trail.doubts(`${what} is not known yet`, consumer);
    return undefined;
  }
  const [host, mode] = ['host', 'sslmode'].map((key) => own(connection, key));
  const isHome = typeof host === 'string' && host.split('.').includes(home.site);
  if (host instanceof Unknown) trail.doubts(`whom the one at ${site} follows is not known yet`, consumer);
  else if (!isHome)
    trail.lacks(`the one at ${site} follows ${String(host)}, not the home at ${home.site}`, consumer);
  if (mode !== 'verify-full') {
    const said = typeof mode === 'string' ? mode : 'not set';
    trail.lacks(`the one at ${site} does not make sure whom it follows: sslmode is ${said}`, consumer);
  }
  return connection;
}

/** The name by which the home knows the copy; undefined where it is not known. */
function nameIn(connection: Connection, { consumer }: Served): string | undefined {
  const name = own(connection, 'application_name');
  // Source: cloudnative-pg.io, "Replica clusters": without one it goes by the name of its pod.
  if (name === undefined || name === null) return `${consumer.name}-1`;
  return typeof name === 'string' ? name : undefined;
}

function connectionTo(source: Value | undefined, consumer: Resource): Connection | Unknown | undefined {
  const clusters = consumer.get('spec.externalClusters');
  if (clusters instanceof Unknown) return clusters;
  const found = isList(clusters)
    ? clusters.find((one) => isMap(one) && own(one, 'name') === source)
    : undefined;
  const connection = isMap(found) ? own(found, 'connectionParameters') : undefined;
  return isMap(connection) || connection instanceof Unknown ? connection : undefined;
}

/** Whether no commit is done at the home before it is on disk at the copy. */
function awaits(dataset: Dataset, home: Served, name: string | undefined, trail: Trail): void {
  const { site, consumer } = home;
  commitsWait(home, trail);
  const synchronous = consumer.get('spec.postgresql.synchronous');
  if (synchronous instanceof Unknown) {
    trail.doubts(`whom the home at ${site} waits for is not known yet`, consumer);
    return;
  }
  if (!isMap(synchronous)) {
    trail.lacks(`the home at ${site} waits for no copy`, consumer);
    return;
  }
  const names = ['standbyNamesPre', 'standbyNamesPost'].flatMap((key) => {
    const list = own(synchronous, key);
    return isList(list) ? list : [];
  });
  const awaited = dataset.copies.filter(({ mode }: Copy) => mode === 'synchronous').length;
  const [method, number, durability] = ['method', 'number', 'dataDurability'].map((key) =>
    own(synchronous, key),
  );
  if (name === undefined) trail.doubts(`whether the home at ${site} waits for it is not known`, consumer);
  else if (!names.includes(name)) trail.lacks(`the home at ${site} does not wait for ${name}`, consumer);
  // Of `any`, a number that is smaller than the list leaves open which are waited for; of `first` too, past its first.
  if (typeof number !== 'number' || number < awaited) {
    trail.lacks(
      `the home at ${site} waits for ${String(number)}, and ${awaited} are declared synchronous`,
      consumer,
    );
  } else if (name !== undefined && !isAmongFirst(names, name, number, method)) {
    trail.lacks(`the home at ${site} may wait for others than ${name}`, consumer);
  }
  if (!isUnset(durability) && durability !== 'required') {
    trail.lacks(
      `the home at ${site} goes on without its copy: dataDurability is ${String(durability)}`,
      consumer,
    );
  }
}

function isAmongFirst(
  names: readonly Value[],
  name: string,
  number: number,
  method: Value | undefined,
): boolean {
  return method === 'first' ? names.slice(0, number).includes(name) : names.length <= number;
}

import type { Dataset, Estate } from '../../estate/model';
import type { Resource } from '../../graph/graph';
import { isList, isMap, isUnset, own, Unknown, type Value } from '../../graph/value';
import { letFollow } from '../facts/host-rules';
import type { Trail } from './trail';

/** A database of CloudNativePG and its site. */
interface Database {
  readonly site: string;
  readonly consumer: Resource;
}

type Connection = { readonly [key: string]: Value };

/** Words by which PostgreSQL takes a switch for one that is on. Source: PostgreSQL 17 documentation, 19.1.1. */
const on: ReadonlySet<string> = new Set(['on', 'true', 'yes', '1']);

/** Whether what a database has said to be written is still there after a loss of power. */
export function keeps({ site, consumer }: Database, trail: Trail): void {
  for (const name of ['fsync', 'full_page_writes']) {
    const value = parameter(consumer, name);
    if (value === undefined || (typeof value === 'string' && on.has(value))) continue;
    if (value instanceof Unknown)
      trail.doubts(`whether the one at ${site} keeps what it writes is not known yet`, consumer);
    else trail.lacks(`the one at ${site} may lose what it has written: ${name} is ${value}`, consumer);
  }
}

/** Levels at which a commit waits for a copy. Source: PostgreSQL 17 documentation, 19.5.1, synchronous_commit. */
const waiting: ReadonlySet<string> = new Set([...on, 'remote_write', 'remote_apply']);

/** Whether commits at the home wait for anybody at all, whomever they would wait for. */
export function commitsWait({ site, consumer }: Database, trail: Trail): void {
  const value = parameter(consumer, 'synchronous_commit');
  if (value === undefined || (typeof value === 'string' && waiting.has(value))) return;
  if (value instanceof Unknown) trail.doubts(`whom the home at ${site} waits for is not known yet`, consumer);
  else trail.lacks(`the home at ${site} waits for no copy: synchronous_commit is ${value}`, consumer);
}

/** A setting of the server, in lower case as PostgreSQL compares it; undefined where its default holds. */
function parameter(consumer: Resource, name: string): string | Unknown | undefined {
  const value = consumer.get(`spec.postgresql.parameters.${name}`);
  if (value instanceof Unknown) return value;
  return isUnset(value) ? undefined : String(value).toLowerCase();
}

/** The role that the operator makes and lets in by itself. Source: cloudnative-pg.io, "PostgreSQL Configuration", pg_hba. */
const ofTheOperator = 'streaming_replica';

/** Whether the home answers the copy at its port, lets its role in from its site, and lets that role follow. */
export function letsIn(
  { dataset, estate }: { readonly dataset: Dataset; readonly estate: Estate },
  home: Database,
  copy: Database,
  connection: Connection,
  trail: Trail,
): void {
  const port = own(connection, 'port') ?? 5432;
  const declared = dataset.replication.port;
  if (port instanceof Unknown) {
    trail.doubts(`at which port the one at ${copy.site} asks is not known yet`, copy.consumer);
  } else if (Number(port) !== declared) {
    trail.lacks(
      `the one at ${copy.site} asks at port ${String(port)}, and the home answers at ${declared}`,
      copy.consumer,
    );
  }
  const user = own(connection, 'user');
  if (typeof user !== 'string') {
    trail.doubts(`as which role the one at ${copy.site} follows is not known`, copy.consumer);
    return;
  }
  if (user === ofTheOperator) return;
  mayFollow(user, home, trail);
  const lines = home.consumer.get('spec.postgresql.pg_hba');
  const from = estate.sites.find(({ name }) => name === copy.site)?.network.subnets[dataset.domain];
  const answer =
    lines instanceof Unknown || from === undefined
      ? 'maybe'
      : letFollow(isList(lines) ? lines : [], { user, from });
  if (answer === 'no') trail.lacks(`no line of pg_hba lets ${user} follow from ${copy.site}`, home.consumer);
  if (answer === 'maybe')
    trail.doubts(
      `whether a line of pg_hba lets ${user} follow from ${copy.site} is not known`,
      home.consumer,
    );
}

function mayFollow(user: string, { consumer }: Database, trail: Trail): void {
  const roles = consumer.get('spec.managed.roles');
  const role = isList(roles) ? roles.find((one) => isMap(one) && own(one, 'name') === user) : undefined;
  if (!isMap(role)) {
    trail.doubts(`nothing shows that there is a role ${user} that may follow`, consumer);
    return;
  }
  const [ensure, login, replication, limit] = ['ensure', 'login', 'replication', 'connectionLimit'].map(
    (key) => own(role, key),
  );
  const open = [ensure, login, replication, limit].some((value) => value instanceof Unknown);
  if (open) trail.doubts(`whether the role ${user} may follow is not known yet`, consumer);
  else if (ensure === 'absent' || login !== true || replication !== true || limit === 0)
    trail.lacks(`the role ${user} may not follow`, consumer);
}

import type { Drill } from '../../contracts/drill';
import { isMap, own, Unknown, type Value } from '../../graph/value';
import type { PromiseAnalysis } from './analyse';

/** Settings that follow from the place of a server: no drill keeps them (`workloads/postgresql/operated-settings.ts`). */
const ofPlace: ReadonlySet<string> = new Set(['wal_keep_size', 'shared_buffers']);

/** What is other than it was; `known` where it surely is. */
interface Difference {
  readonly what: string;
  readonly known: boolean;
}

/** Settings of servers that were exercised and are others now, or that were added since. */
export function otherSettings(
  { databases }: Drill,
  { copies, dataset }: PromiseAnalysis,
): Difference | undefined {
  const servers = databases.flatMap((one) => (one.dataset === dataset.name ? (one.servers ?? []) : []));
  const found = copies.flatMap(({ site, parameters }): readonly Difference[] => {
    if (parameters === undefined) return [];
    const server = servers.find((one) => one.site === site);
    if (server === undefined) return [{ what: `no server of ${site} was exercised`, known: true }];
    if (!isMap(parameters))
      return [{ what: `what its server at ${site} is set to is not known`, known: false }];
    const added = Object.keys(parameters).filter((name) => !ofPlace.has(name));
    return [...new Set([...Object.keys(server.parameters), ...added])].flatMap(
      (name) => differenceIn(site, name, own(server.parameters, name), own(parameters, name)) ?? [],
    );
  });
  return found.find(({ known }) => known) ?? found[0];
}

function differenceIn(
  site: string,
  name: string,
  was: Value | undefined,
  is: Value | undefined,
): Difference | undefined {
  if (is instanceof Unknown) {
    return { what: `what ${name} of its server at ${site} is set to is not known`, known: false };
  }
  if (is === was || (was === undefined && is === null)) return undefined;
  const what =
    was === undefined
      ? `its server at ${site} was exercised without ${name}, which is ${String(is)} now`
      : `its server at ${site} was exercised with ${name} ${String(was)}, which ${is === undefined ? 'is not set' : `is ${String(is)}`} now`;
  return { what, known: true };
}

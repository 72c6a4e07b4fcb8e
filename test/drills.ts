import type { DatabaseDrill, Drill } from '../contracts/drill';
import { sealOf } from '../contracts/drill-seal';
import { drill } from '../drill/drill';
import { lostServers } from '../drill/postgresql/lost-servers';
import { notShown } from '../drill/postgresql/not-shown';
import type { Episodes } from '../drill/postgresql/result';
import type { Estate } from '../estate/model';
import { groupOf } from '../workloads/postgresql/group';
import { parametersOf } from '../workloads/postgresql/operated-settings';
import { type Faults, SmallSites } from './drill/small-sites';
import { asOf } from './estate-plan';

/** A report as a drill makes it, dated, and changed before it was sealed. */
export function dated(made: Drill, day: string = asOf, more: Partial<Drill> = {}): Drill {
  const report = { ...made, startedAt: `${day}T08:00:00Z`, finishedAt: `${day}T09:00:00Z`, ...more };
  return { ...report, seal: sealOf(report) };
}

/** Of sites with Swift that are taken away one after the other. */
export async function objectsDrill(
  estate: Estate,
  faults: Faults = {},
  sites: readonly string[] = estate.sites.map(({ name }) => name),
): Promise<Drill> {
  const world = new SmallSites({ ...estate, sandbox: true }, faults);
  await world.startAll();
  try {
    const made = await drill(world, { sites, databases: [] }, () => Promise.reject(new Error('no database')));
    return dated(made);
  } finally {
    await world.stopAll();
  }
}

/** Of a dataset's database servers, with what an exercise finds where a number of rows is lost at the clinic. */
export async function databaseDrill(estate: Estate, dataset: string, missing = 0): Promise<Drill> {
  const world = new SmallSites(estate);
  const made = await drill(world, { sites: [], databases: [dataset] }, () =>
    Promise.resolve({ ...exercised(estate, dataset, missing), notShown }),
  );
  return dated(made, asOf);
}

function exercised(estate: Estate, dataset: string, missing: number): DatabaseDrill {
  const group = groupOf(estate, dataset);
  if (group === undefined) throw new Error(`${dataset} is in no PostgreSQL`);
  const [home, ...copies] = group.members.map(({ site, placement }) => ({ site: site.name, placement }));
  const at = (mode: string) => copies.filter(({ placement }) => placement.mode === mode);
  const episodes = {
    lossOfHome: { lost: home?.site, missingAtSuccessor: 0 },
    lossOfSynchronousCopy: { site: at('synchronous')[0]?.site, acknowledgedWhileWaiting: 0 },
    lossOfAsynchronousCopies: at('asynchronous').map(({ site }) => ({ site })),
  } as unknown as Episodes;
  const missingInTheEnd = group.members.map(({ site: { name } }) => ({
    site: name,
    rows: name === 'clinic' ? missing : 0,
  }));
  return {
    dataset,
    completed: true,
    findings: missing === 0 ? [] : [`${missing} acknowledged rows are not at clinic in the end`],
    rows: { acknowledged: 4711, missingInTheEnd },
    losses: lostServers(episodes, missingInTheEnd),
    version: '17.2',
    servers: group.members.map((member) => ({
      site: member.site.name,
      parameters: parametersOf(group, member),
    })),
    episodes,
  };
}

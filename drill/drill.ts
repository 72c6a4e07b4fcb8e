import type { Check, DatabaseDrill, Drill, DrilledDataset, Loss } from '../contracts/drill';
import { sealOf } from '../contracts/drill-seal';
import { declarationOf } from '../estate/dataset-declaration';
import { objectPlaces } from '../estate/objects';
import { datasetOf } from '../estate/queries';
import { InterruptedError } from '../terraform/errors';
import { now } from './check';
import { loseSite } from './lose-site';
import type { World } from './world';

/** What a reader of a drill's report might take for shown, and is not. */
const notInSandbox = [
  'no server ran and no volume held a byte: the encryption of disks was not exercised',
  'no tunnel carried anything: objects and rows travelled over loopback, on one machine',
  'the sites share that machine, and their services one MariaDB and one RabbitMQ: a loss of power, network or hardware was not exercised',
  'the Open Telekom Cloud was not contacted: its two sites were imitated by plain OpenStack, with Cinder in place of its Key Management Service',
  'nobody moved the home of a dataset of objects to another site: that is a change of the estate',
];

/** Takes a dataset's database servers away, and says what that showed and what it cannot show. */
export type DrillDatabase = (
  dataset: string,
) => Promise<DatabaseDrill & { readonly notShown: readonly string[] }>;

export interface What {
  /** Names of sites, in the order in which they are lost. */
  readonly sites: readonly string[];
  /** Datasets whose database servers are lost. */
  readonly databases: readonly string[];
}

/** Takes away one site after the other, and then database servers. */
export async function drill(
  world: World,
  { sites, databases }: What,
  drillDatabase: DrillDatabase,
): Promise<Drill> {
  const startedAt = now();
  const losses: Loss[] = [];
  for (const site of sites) losses.push(await lossOf(world, site, losses.length > 0));
  const drilled: Awaited<ReturnType<DrillDatabase>>[] = [];
  for (const dataset of databases) drilled.push(await drillDatabase(dataset));
  const report: Drill = {
    kind: 'drill',
    schemaVersion: '1.1.0',
    startedAt,
    finishedAt: now(),
    sandbox: world.estate.sandbox === true,
    losses,
    databases: drilled,
    datasets: [
      ...(losses.length > 0 ? inContainers(world) : []),
      ...databases.map((name) => exercised(world, name, 'database')),
    ],
    notExercised: [
      ...(world.estate.sandbox ? notInSandbox : []),
      ...new Set(drilled.flatMap(({ notShown }) => notShown)),
    ],
    held:
      losses.length + drilled.length > 0 &&
      losses.every(({ checks }) => checks.length > 0 && checks.every(({ held }) => held)) &&
      drilled.every(({ completed, findings }) => completed && findings.length === 0),
  };
  return { ...report, seal: sealOf(report) };
}

/** What was found stays in the report where a drill ends early; what fails before anything was found is thrown. */
async function lossOf(world: World, of: string, isAnyFound: boolean): Promise<Loss> {
  const checks: Check[] = [];
  const lostAt = now();
  try {
    return await loseSite(world, of, checks);
  } catch (error) {
    if (error instanceof InterruptedError || !(isAnyFound || checks.length > 0)) throw error;
    const found = error instanceof Error ? error.message : String(error);
    const what = `${of}: the drill comes to its end`;
    world.say(`  FAILED ${what}: ${found}`);
    const how = 'the drill of the site ended early: how far it came, its checks say';
    return { of, how, lostAt, backAt: null, checks: [...checks, { what, held: false, found }] };
  }
}

/** Datasets of which objects were written and read back; of all others the loss of a site showed nothing. */
function inContainers(world: World): readonly DrilledDataset[] {
  const { estate } = world;
  return estate.datasets
    .filter((dataset) => objectPlaces(dataset, estate).length > 0)
    .map(({ name }) => exercised(world, name, 'objects'));
}

function exercised({ estate }: World, dataset: string, by: DrilledDataset['by']): DrilledDataset {
  return { dataset, by, declaration: declarationOf(datasetOf(estate, dataset), estate) };
}

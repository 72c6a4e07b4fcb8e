import { randomBytes } from 'node:crypto';
import type { Check, Loss } from '../contracts/drill';
import type { Dataset } from '../estate/model';
import { objectContainer, objectPlaces } from '../estate/objects';
import { placementsOf } from '../estate/queries';
import { type Act, check, now, until } from './check';
import { breakSomething } from './network';
import { ObjectStoreClient, type Written } from './object-store';
import type { World } from './world';

/** Sizes of the objects that are written: nothing, a small one, one of several segments of a network packet. */
const sizes = [0, 1024, 4 * 1024 * 1024];

/** A dataset of objects, where its containers are, in the order in which they feed each other. */
interface Chain {
  readonly dataset: Dataset;
  readonly container: string;
  readonly sites: readonly string[];
}

function chainsOf({ estate }: World): readonly Chain[] {
  return estate.datasets.flatMap((dataset) => {
    const sites = objectPlaces(dataset, estate).map(({ site }) => site.name);
    return sites.length === 0 ? [] : [{ dataset, container: objectContainer(dataset), sites }];
  });
}

/**
 * Takes one site away, looks at the others, and brings it back: they still plan, deploy and serve, every object that
 * was there is there byte for byte, and what came back catches up. The site is started again whatever happened.
 * @param checks takes what is found, so that it is kept where the drill does not come to its end
 */
export async function loseSite(world: World, lost: string, checks: Check[] = []): Promise<Loss> {
  const others = world.estate.sites.map(({ name }) => name).filter((name) => name !== lost);
  const chains = chainsOf(world);
  const run = async (what: string, act: Act, dataset?: string) => {
    const done = await check(what, act);
    checks.push(dataset === undefined ? done : { ...done, dataset });
    world.say(`  ${done.held ? 'held  ' : 'FAILED'} ${what}${done.found ? `: ${done.found}` : ''}`);
  };
  const look = async (what: string, chain: Chain, site: string, written: readonly Written[]) => {
    let missing = written.length;
    await run(
      what,
      async () => {
        const names = await missingAt(world, chain, site, written);
        missing = names.length;
        return missing === 0 ? undefined : `missing or different: ${names.join(', ')}`;
      },
      chain.dataset.name,
    );
    const done = checks.pop();
    if (done) checks.push({ ...done, objects: { at: site, expected: written.length, missing } });
  };
  const before = new Map<Chain, readonly Written[]>();
  world.say(`${lost}: before`);
  for (const chain of chains) {
    before.set(chain, await writeAtHome(world, chain));
    checks.push(...(await arrivals(world, chain, before.get(chain) ?? [], chain.sites.slice(1))));
  }

  world.say(`${lost}: its processes are stopped`);
  const lostAt = now();
  const during = new Map<Chain, readonly Written[]>();
  let backAt: string | null = null;
  try {
    await world.stop(lost);
    await run(`${lost} is gone: nothing answers there`, async () => {
      const answers = await world.logIn(lost).then(
        () => true,
        () => false,
      );
      return answers ? 'its identity service answers' : undefined;
    });
    await run(`${lost} cannot be planned, and the attempt says so`, async () => {
      const planned = await world.plan(lost).catch(() => undefined);
      return planned === undefined ? undefined : 'a plan of it was made';
    });
    for (const site of others) await stillWorks(world, site, run);
    for (const chain of chains) {
      for (const site of chain.sites.filter((name) => name !== lost)) {
        const what = `${chain.dataset.name}: every object written before is at ${site}, byte for byte`;
        await look(what, chain, site, before.get(chain) ?? []);
      }
      if (chain.sites[0] === lost) continue;
      const { name } = chain.dataset;
      await run(
        `${name}: objects can be written while ${lost} is lost`,
        async () => {
          during.set(chain, await writeAtHome(world, chain));
          return undefined;
        },
        name,
      );
    }
  } finally {
    world.say(`${lost}: its processes are started again`);
    await run(`${lost} comes back`, async () => {
      await world.start(lost);
      backAt = now();
      return undefined;
    });
  }

  for (const [chain, written] of during) {
    checks.push(
      ...(await arrivals(world, chain, written, chain.sites.slice(1), `written while ${lost} was lost `)),
    );
  }
  for (const [chain, written] of before) {
    if (chain.sites.includes(lost)) {
      await look(`${chain.dataset.name}: ${lost} still holds what it held`, chain, lost, written);
    }
    await clear(world, chain, [...written, ...(during.get(chain) ?? [])]);
  }
  await run(`${lost} has nothing to repair: its plan is empty`, async () =>
    changesOf(await world.plan(lost)),
  );
  const how = 'every process of the site was stopped, by process id';
  return { of: lost, how, lostAt, backAt, checks };
}

/** The site is planned, something is broken behind Terraform’s back, and a deploy repairs it. */
async function stillWorks(
  world: World,
  site: string,
  run: (what: string, act: Act) => Promise<void>,
): Promise<void> {
  await run(`${site} can be planned, and its plan is empty`, async () => changesOf(await world.plan(site)));
  await run(`${site} can be deployed: a rule deleted behind Terraform’s back is put back`, async () => {
    await breakSomething(await world.logIn(site), site);
    if ((await world.plan(site)).length === 0) return 'the plan did not show that a rule was missing';
    await world.deploy(site);
    return changesOf(await world.plan(site));
  });
}

function changesOf(planned: readonly string[]): string | undefined {
  if (planned.length === 0) return undefined;
  return `${planned.length} would change: ${planned.slice(0, 5).join(', ')}`;
}

async function writeAtHome(world: World, { container, sites }: Chain): Promise<readonly Written[]> {
  const store = await storeAt(world, sites[0] ?? '');
  const written: Written[] = [];
  for (const size of sizes) {
    written.push(await store.put(container, `drill-${Date.now()}-${size}`, randomBytes(size)));
  }
  return written;
}

/** How long objects take to each site, held to the lag that the estate permits there. */
async function arrivals(
  world: World,
  chain: Chain,
  written: readonly Written[],
  sites: readonly string[],
  when = '',
): Promise<readonly Check[]> {
  const start = performance.now();
  return Promise.all(
    sites.map(async (site): Promise<Check> => {
      const lag = placementsOf(chain.dataset).find((placement) => placement.site === site)?.lagSeconds ?? 0;
      const atMost = lag * 1000;
      const what = `${chain.dataset.name}: objects ${when}arrive at ${site}`;
      let missing = written.length;
      const done = await check(what, async () => {
        const store = await storeAt(world, site);
        const areThere = async () => {
          const there = await Promise.all(written.map((each) => store.has(chain.container, each)));
          missing = there.filter((is) => !is).length;
          return missing === 0;
        };
        const took = await until(areThere, Math.max(0, atMost - (performance.now() - start)), 500);
        return took === undefined ? `not within ${lag} s, which the estate permits` : undefined;
      });
      world.say(`  ${done.held ? 'held  ' : 'FAILED'} ${what}, ${Math.round((done.took ?? 0) / 100) / 10} s`);
      return {
        ...done,
        atMost,
        dataset: chain.dataset.name,
        objects: { at: site, expected: written.length, missing },
      };
    }),
  );
}

/** Names of objects that are not there, or not byte for byte. */
async function missingAt(
  world: World,
  { container }: Chain,
  site: string,
  written: readonly Written[],
): Promise<readonly string[]> {
  const store = await storeAt(world, site);
  const missing: string[] = [];
  for (const each of written) if (!(await store.has(container, each))) missing.push(each.name);
  return missing;
}

/** What a drill has written goes again; Swift carries the deletion on, and keeps the versions that it is to keep. */
async function clear(world: World, { container, sites }: Chain, written: readonly Written[]): Promise<void> {
  const store = await storeAt(world, sites[0] ?? '');
  for (const { name } of written) await store.delete(container, name);
}

async function storeAt(world: World, site: string): Promise<ObjectStoreClient> {
  return new ObjectStoreClient(await world.logIn(site));
}

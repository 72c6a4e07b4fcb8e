import { setTimeout as sleep } from 'node:timers/promises';
import type { DrillServer } from '../drill-server';
import type { PlannedChange, Return } from '../result';
import { missingAt } from '../rows';
import { allBut, type Stage, untilLevel, waitForCopiesAgain, waitingFor } from '../stage';
import { since, until } from '../wait';

/** The writer of the row that must not survive; writers of the drill count from 0. */
const strayWriter = -1;
const looks = 20;
const everyMs = 50;

/** What was seen of a write at an old leader that was started as if nothing had happened. */
export interface StrayWrite {
  readonly watchedMs: number;
  readonly acknowledged: boolean;
}

/** Starts a lost leader by mistake, in its old role, and has an application write to it. */
export async function startUnfenced({ group }: Stage, old: DrillServer): Promise<StrayWrite> {
  await old.forgotten();
  await old.shell(`pg_ctl start --wait --log="$LOG" --options="--config-file='$SETTINGS/postgresql.conf'"`);
  const { host, hostAddress } = old.settings.place;
  const stray = old.sessionOf([`${group.application.connection} host=${host} hostaddr=${hostAddress}`]);
  const session = old.session();
  let acknowledged = false;
  try {
    await stray.ask('SELECT 1;');
    const write = `INSERT INTO drill_row (writer, number, content) VALUES (${strayWriter}, 1, 'stray');`;
    stray.ask(write, 600_000).then(
      () => {
        acknowledged = true;
      },
      () => {},
    );
    await until(
      'the stray write waits',
      async () => acknowledged || (await waitingFor(session, group.database)) > 0,
    );
    const watched = performance.now();
    for (let look = 0; look < looks && !acknowledged; look += 1) await sleep(everyMs);
    return { watchedMs: since(watched), acknowledged };
  } finally {
    await stray.end();
    await session.end();
  }
}

/** Servers that have the stray row. */
export async function strayRowAt({ group }: Stage): Promise<readonly string[]> {
  const having = [];
  for (const server of [group.home, ...group.copies]) {
    const [count] = await server.ask(
      `SELECT count(*) FROM drill_row WHERE writer = ${strayWriter};`,
      group.database,
    );
    if (count !== '0') having.push(server.site);
  }
  return having;
}

/** Brings a lost server back as a copy, and lets the leader wait for it again. */
export async function returnAsCopy(
  stage: Stage,
  leader: DrillServer,
  returning: DrillServer,
): Promise<Return> {
  const { group, runbook, writers } = stage;
  await returning.forgotten();
  const started = performance.now();
  const names = { RETURNING: returning.site, LEADER: leader.site };
  await runbook.follow('The lost server comes back', { returning: [returning] }, names);
  const rewoundMs = since(started);
  await waitForCopiesAgain(stage, leader, allBut(group, leader));
  const awaitedAgainMs = since(started);
  const acknowledged = [...writers.acknowledged];
  await untilLevel(leader, returning);
  const missing = await missingAt(returning, group, acknowledged);
  return { site: returning.site, rewoundMs, awaitedAgainMs, missingRows: missing.length };
}

/** Lets another server lead in good order, and the old leader and all copies follow it. */
export async function changeLeader(
  stage: Stage,
  leader: DrillServer,
  successor: DrillServer,
): Promise<PlannedChange> {
  const { group, runbook, writers } = stage;
  const names = { LEADER: leader.site, SUCCESSOR: successor.site };
  const before = writers.acknowledged.length;
  await runbook.follow(
    'Another server leads, as planned',
    { leader: [leader], successor: [successor] },
    names,
  );
  const followers = allBut(group, leader, successor);
  await runbook.follow('The home is lost', { follower: followers }, names, { only: 'follower' });
  await writers.more(1);
  const acknowledged = [...writers.acknowledged];
  await returnAsCopy(stage, successor, leader);
  return {
    from: leader.site,
    to: successor.site,
    withoutWritesMs: greatestGap(acknowledged.slice(Math.max(0, before - 1)).map(({ at }) => at)),
    missingRows: (await missingAt(successor, group, acknowledged)).length,
  };
}

function greatestGap(times: readonly number[]): number {
  const gaps = times.slice(1).map((time, index) => time - (times[index] ?? time));
  return Math.round(Math.max(0, ...gaps));
}

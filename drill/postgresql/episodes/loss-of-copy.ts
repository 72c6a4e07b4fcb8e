import { setTimeout as sleep } from 'node:timers/promises';
import type { DrillServer } from '../drill-server';
import type { LossOfAsynchronousCopy, LossOfSynchronousCopy } from '../result';
import { allBut, type Stage, untilLevel, waitForCopiesAgain, waitingFor } from '../stage';
import { since, until } from '../wait';

/** Commits that have to be acknowledged while a copy is away: writing goes on, it is not merely tried. */
const enough = 100;
/** How often waiting writers are looked at, and how far apart. */
const looks = 20;
const everyMs = 50;

/** Takes an asynchronous copy away while it is written, and lets it come back. */
export async function loseAsynchronousCopy(
  { runbook, writers }: Stage,
  leader: DrillServer,
  copy: DrillServer,
): Promise<LossOfAsynchronousCopy> {
  await copy.kill();
  const before = writers.acknowledged.length;
  await writers.more(enough);
  const acknowledgedMeanwhile = writers.acknowledged.length - before;
  await copy.forgotten();
  const started = performance.now();
  await runbook.follow(
    'An asynchronous copy is lost',
    { lost: [copy] },
    { LOST: copy.site, LEADER: leader.site },
  );
  await untilLevel(leader, copy);
  return { site: copy.site, acknowledgedMeanwhile, caughtUpMs: since(started) };
}

/** Takes a synchronous copy away: writes wait, somebody decides to go on without it, and it comes back. */
export async function loseSynchronousCopy(
  stage: Stage,
  leader: DrillServer,
  copy: DrillServer,
): Promise<LossOfSynchronousCopy> {
  const { group, runbook, writers } = stage;
  const names = { LOST: copy.site, LEADER: leader.site };
  const chapter = 'A synchronous copy is lost';
  await copy.kill();
  const session = leader.session();
  try {
    const writersWaiting = await until('every writer waits', async () => {
      const waiting = await waitingFor(session, group.database);
      return waiting >= writers.count && waiting;
    });
    const before = writers.acknowledged.length;
    const watched = performance.now();
    for (let look = 0; look < looks; look += 1) {
      await waitingFor(session, group.database);
      await sleep(everyMs);
    }
    const watchedMs = since(watched);
    const acknowledgedWhileWaiting = writers.acknowledged.length - before;
    const decided = performance.now();
    await runbook.follow(chapter, { leader: [leader] }, names, { only: 'leader' });
    const first = await until('a commit is acknowledged', () => writers.acknowledged[before]);
    await writers.more(enough);
    await copy.forgotten();
    const started = performance.now();
    await runbook.follow(chapter, { lost: [copy] }, names, { only: 'lost' });
    await waitForCopiesAgain(stage, leader, allBut(group, leader));
    return {
      site: copy.site,
      writersWaiting,
      watchedMs,
      acknowledgedWhileWaiting,
      firstCommitAfterDecisionMs: Math.round(first.at - decided),
      acknowledgedWithoutIt: writers.acknowledged.length - before,
      awaitedAgainMs: since(started),
    };
  } finally {
    await session.end();
  }
}

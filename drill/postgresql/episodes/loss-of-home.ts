import type { DrillServer } from '../drill-server';
import type { CopyAhead, LossOfHome } from '../result';
import { missingAt, rowsAt } from '../rows';
import { allBut, type Stage, untilLevel, waitingFor } from '../stage';
import { stall } from '../stall';
import { since, until } from '../wait';

const chapter = 'The home is lost';
/** Commits that the asynchronous copies are to lack when the leader dies. */
const enough = 200;

interface Loss {
  readonly lost: DrillServer;
  readonly successor: DrillServer;
}

/** What an episode looks at between the steps of the runbook. */
interface Observed {
  readonly lossAt: number;
  readonly detectedMs: number;
  readonly promotedMs: number;
  /** How many commits were acknowledged before the promotion. */
  readonly acknowledgedBefore: number;
}

/** Kills the leader while it is written to, its line to asynchronous copies standing still, and promotes. */
export async function loseHome(stage: Stage, { lost, successor }: Loss): Promise<LossOfHome> {
  const { group, writers } = stage;
  const asynchronous = allBut(group, lost, successor).filter(
    ({ settings }) => settings.mode === 'asynchronous',
  );
  await stall(lost, asynchronous);
  await writers.more(enough);
  const lacked = new Map<string, { missingRows: number; behindMs: number }>();
  const observed = await killAndPromote(
    stage,
    { lost, successor },
    async ({ lossAt, acknowledgedBefore }) => {
      for (const copy of asynchronous) {
        const missing = await missingAt(copy, group, writers.acknowledged.slice(0, acknowledgedBefore));
        const oldest = Math.min(lossAt, ...missing.map(({ at }) => at));
        lacked.set(copy.site, { missingRows: missing.length, behindMs: Math.round(lossAt - oldest) });
      }
    },
  );
  const copiesFollowMs = since(observed.lossAt);
  const before = writers.acknowledged.slice(0, observed.acknowledgedBefore);
  const first = await until('a commit is acknowledged', () => writers.acknowledged[before.length]);
  const afterwards = [];
  for (const copy of asynchronous) {
    await untilLevel(successor, copy);
    afterwards.push({
      site: copy.site,
      ...(lacked.get(copy.site) ?? { missingRows: Number.NaN, behindMs: Number.NaN }),
      promisedSeconds: copy.settings.lagSeconds,
      missingAfterwards: (await missingAt(copy, group, before)).length,
    });
  }
  return {
    lost: lost.site,
    successor: successor.site,
    acknowledgedBefore: before.length,
    missingAtSuccessor: (await missingAt(successor, group, before)).length,
    asynchronous: afterwards,
    detectedMs: observed.detectedMs,
    promotedMs: observed.promotedMs,
    firstWriteMs: Math.round(first.at - observed.lossAt),
    copiesFollowMs,
  };
}

/**
 * Kills the leader while its line to the synchronous copy stands still, so that the asynchronous one is ahead of
 * the successor, and promotes: what is ahead was never acknowledged and has to go.
 */
export async function loseHomeWithCopyAhead(
  stage: Stage,
  { lost, successor }: Loss,
  copy: DrillServer,
): Promise<CopyAhead> {
  const { group, writers } = stage;
  await stall(lost, [successor]);
  const session = lost.session();
  try {
    await until(
      'every writer waits',
      async () => (await waitingFor(session, group.database)) >= writers.count,
    );
    await untilLevel(lost, copy);
  } finally {
    await session.end();
  }
  let ahead: readonly string[] = [];
  const { acknowledgedBefore } = await killAndPromote(stage, { lost, successor }, async () => {
    const known = new Set(await rowsAt(successor, group));
    ahead = (await rowsAt(copy, group)).filter((row) => !known.has(row));
  });
  await untilLevel(successor, copy);
  const before = writers.acknowledged.slice(0, acknowledgedBefore);
  const left = new Set(await rowsAt(copy, group));
  return {
    site: copy.site,
    rowsAhead: ahead.length,
    acknowledgedAmongThem: before.filter(({ row }) => ahead.includes(row)).length,
    leftAfterRewind: ahead.filter((row) => left.has(row)).length,
    missingAtSuccessor: (await missingAt(successor, group, before)).length,
  };
}

/** @param beforeFollowing looks at the copies before they follow the successor */
async function killAndPromote(
  { group, runbook, writers }: Stage,
  { lost, successor }: Loss,
  beforeFollowing: (observed: Pick<Observed, 'lossAt' | 'acknowledgedBefore'>) => Promise<void>,
): Promise<Observed> {
  const followers = allBut(group, lost, successor);
  const watcher = successor.session();
  await watcher.ask('SELECT 1;');
  const lossAt = performance.now();
  await lost.kill();
  let [detectedMs, acknowledgedBefore] = [Number.NaN, Number.NaN];
  const promoted = until('the successor leads', async () => {
    const [inRecovery] = await watcher.ask('SELECT pg_is_in_recovery();');
    return inRecovery === 'f' && since(lossAt);
  }).finally(() => watcher.end());
  promoted.catch(() => {});
  const names = { LOST: lost.site, LEADER: lost.site, SUCCESSOR: successor.site };
  let isFirst = true;
  await runbook.follow(chapter, { successor: [successor], follower: followers }, names, {
    retryFirstMs: 30_000,
    before: async ({ on }) => {
      if (!isFirst && Number.isNaN(detectedMs)) {
        detectedMs = since(lossAt);
        acknowledgedBefore = writers.acknowledged.length;
      }
      isFirst = false;
      if (on === 'follower') await beforeFollowing({ lossAt, acknowledgedBefore });
    },
  });
  return { lossAt, detectedMs, promotedMs: await promoted, acknowledgedBefore };
}

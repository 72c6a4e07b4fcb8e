import type { DrillServer } from './drill-server';
import type { RunbookFollower } from './follow-runbook';
import type { DrillGroup } from './group';
import type { Session } from './session';
import { until } from './wait';
import type { Writers } from './writers';

/** What an episode plays with: running servers, writers and the runbook. */
export interface Stage {
  readonly group: DrillGroup;
  readonly writers: Writers;
  readonly runbook: RunbookFollower;
}

/** A row of `lag-of-copies.sql`. */
export interface CopyStatus {
  readonly site: string;
  readonly connected: boolean;
  readonly waitedFor: boolean;
  /** Undefined where nobody knows. */
  readonly behindBytes: number | undefined;
  readonly behindSeconds: number | undefined;
  readonly promisedSeconds: number;
  readonly kept: string;
}

/** Asks the leader by the generated query that monitoring uses as well. */
export async function statusOfCopies(leader: DrillServer, session?: Session): Promise<readonly CopyStatus[]> {
  const sql = leader.settings.files['lag-of-copies.sql'] ?? '';
  const rows = session === undefined ? await leader.ask(sql) : await session.ask(sql);
  return rows.map((row) => {
    const [site = '', connected, waitedFor, bytes = '', seconds = '', promised, kept = ''] = row.split(',');
    return {
      site,
      connected: connected === 't',
      waitedFor: waitedFor === 't',
      behindBytes: bytes === '' ? undefined : Number(bytes),
      behindSeconds: seconds === '' ? undefined : Number(seconds),
      promisedSeconds: Number(promised),
      kept,
    };
  });
}

/** Waits until the leader says so of one copy. */
export async function untilCopy(
  leader: DrillServer,
  site: string,
  what: string,
  holds: (status: CopyStatus) => boolean,
): Promise<void> {
  const session = leader.session();
  try {
    await until(`${site} ${what} (asked at ${leader.site})`, async () =>
      (await statusOfCopies(leader, session)).some((status) => status.site === site && holds(status)),
    );
  } finally {
    await session.end();
  }
}

/** Waits until a copy shows everything that its leader has on disk now. */
export async function untilLevel(leader: DrillServer, copy: DrillServer): Promise<void> {
  const [position] = await leader.ask('SELECT pg_current_wal_flush_lsn();');
  const session = copy.session();
  try {
    await until(`${copy.site} has what ${leader.site} has`, async () => {
      const [level] = await session.ask(`SELECT pg_last_wal_replay_lsn() >= '${position}';`);
      return level === 't';
    });
  } finally {
    await session.end();
  }
}

/** The leader waits for all synchronous copies: by the runbook, and seen afterwards. */
export async function waitForCopiesAgain(
  stage: Stage,
  leader: DrillServer,
  copies: readonly DrillServer[],
): Promise<void> {
  for (const { site } of copies) await untilCopy(leader, site, 'streams', ({ connected }) => connected);
  await stage.runbook.follow(
    'The leader waits for its copies again',
    { leader: [leader] },
    { LEADER: leader.site },
  );
  for (const { site, settings } of copies) {
    if (settings.mode !== 'synchronous') continue;
    await untilCopy(leader, site, 'is waited for', ({ waitedFor }) => waitedFor);
  }
}

/** How many sessions of the application wait for a copy at this moment. */
export async function waitingFor(session: Session, database: string): Promise<number> {
  const [count] = await session.ask(
    `SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep' AND datname = '${database}';`,
  );
  return Number(count);
}

/** Every server but one. */
export function allBut(
  { home, copies }: DrillGroup,
  ...without: readonly DrillServer[]
): readonly DrillServer[] {
  return [home, ...copies].filter((server) => !without.includes(server));
}

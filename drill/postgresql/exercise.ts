import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Estate } from '../../estate/model';
import { InputError } from '../../terraform/errors';
import { projectRoot } from '../../terraform/project-root';
import { groupOf } from '../../workloads/postgresql/group';
import { parametersOf } from '../../workloads/postgresql/operated-settings';
import { postgresqlGroup } from '../../workloads/postgresql/servers';
import type { DrillServer } from './drill-server';
import { measureLag } from './episodes/lag';
import { examineLogs } from './episodes/logs';
import { loseAsynchronousCopy, loseSynchronousCopy } from './episodes/loss-of-copy';
import { loseHome, loseHomeWithCopyAhead } from './episodes/loss-of-home';
import { changeLeader, returnAsCopy, startUnfenced, strayRowAt } from './episodes/return-of-home';
import { startServers } from './episodes/start';
import { examineTransport } from './episodes/transport';
import { findingsOf } from './findings';
import { RunbookFollower } from './follow-runbook';
import { type DrillGroup, type GroupOptions, withGroup } from './group';
import { lostServers } from './lost-servers';
import { notShown } from './not-shown';
import type { DrilledServer, Episodes, PostgresqlDrill } from './result';
import { missingAt } from './rows';
import { readRunbook, StepFailedError } from './runbook';
import { compareSettings } from './same-settings';
import { SessionEndedError } from './session';
import { type Stage, untilLevel, waitForCopiesAgain } from './stage';
import { NotInTimeError, since } from './wait';
import { Writers } from './writers';

export interface DrillOptions extends GroupOptions {
  /** Applications that write at the same time. @default 4 */
  readonly writers?: number;
  /** Told what begins now, in a few words. */
  readonly onProgress?: (what: string) => void;
}

/** From the project’s folder. */
const document = 'docs/runbooks/promote-mirror.md';

type Draft = { -readonly [Name in keyof Episodes]: Episodes[Name] };

/**
 * Takes the servers of a dataset away, one after the other, for real: PostgreSQL servers of this machine that run
 * from the settings which the workloads get, written to by applications all the while, and every step of the
 * runbook carried out as it is written. About a minute, three servers, no OpenStack. Afterwards nothing is left.
 *
 * What does not hold is a finding in the result, and so is a step that fails; only what the caller can mend throws.
 * @throws InputError where PostgreSQL is missing, the folder does not serve, or the dataset has no synchronous copy
 * @throws EstateError for an unknown dataset
 */
export function drillPostgresql(options: DrillOptions): Promise<PostgresqlDrill> {
  return withGroup(options, async (group) => {
    const successor = group.copies.find(({ settings }) => settings.mode === 'synchronous');
    if (successor === undefined) throw withoutSynchronousCopy(group);
    const startedAt = new Date();
    const mark = performance.now();
    const runbook = new RunbookFollower(
      document,
      readRunbook(readFileSync(join(projectRoot(), document), 'utf8')),
    );
    const episodes: Draft = {};
    const rows = { acknowledged: 0, sent: 0, missingInTheEnd: [] as { site: string; rows: number }[] };
    const failure = await play(group, successor, runbook, episodes, rows, options).then(
      () => undefined,
      asFinding,
    );
    const seen = {
      servers: [group.home, ...group.copies].map((server) => describe(options.estate, server)),
      completed: failure === undefined,
      episodes,
      rows,
      runbook: { document, triedLines: runbook.triedLines, untriedLines: runbook.untriedLines },
    };
    return {
      dataset: group.settings.dataset,
      startedAt: startedAt.toISOString(),
      tookMs: since(mark),
      version: await versionOf(group),
      findings: [...findingsOf(seen), ...(failure === undefined ? [] : [failure])],
      notShown,
      losses: lostServers(episodes, rows.missingInTheEnd),
      ...seen,
    };
  });
}

async function play(
  group: DrillGroup,
  successor: DrillServer,
  runbook: RunbookFollower,
  episodes: Draft,
  rows: { acknowledged: number; sent: number; missingInTheEnd: { site: string; rows: number }[] },
  { writers: count = 4, onProgress = () => {} }: DrillOptions,
): Promise<void> {
  const { home, copies } = group;
  const asynchronous = copies.filter(({ settings }) => settings.mode === 'asynchronous');
  onProgress('making the servers by the runbook');
  episodes.start = await startServers(group, runbook);
  const writers = new Writers(group, count);
  const stage: Stage = { group, writers, runbook };
  try {
    await waitForCopiesAgain(stage, home, copies);
    await writers.more(100);
    onProgress('who may connect, and who may not');
    episodes.transport = await examineTransport(group);
    episodes.lag = await measureLag(stage, home);
    await loseCopies(stage, successor, asynchronous, episodes, onProgress);
    onProgress(`${home.site} is lost, ${successor.site} takes over`);
    episodes.lossOfHome = await loseHome(stage, { lost: home, successor });
    onProgress(`${home.site} comes back, first by mistake as what it was, then as a copy`);
    const stray = await startUnfenced(stage, home);
    episodes.returnOfHome = await returnAsCopy(stage, successor, home);
    episodes.unfencedReturn = { site: home.site, ...stray, survivedAt: await strayRowAt(stage) };
    onProgress(`${home.site} leads again, as planned`);
    episodes.plannedChange = await changeLeader(stage, successor, home);
    const [ahead] = asynchronous;
    if (ahead !== undefined) {
      onProgress(`${home.site} is lost while ${ahead.site} is ahead of ${successor.site}`);
      episodes.copyAhead = await loseHomeWithCopyAhead(stage, { lost: home, successor }, ahead);
      await returnAsCopy(stage, successor, home);
    }
    const leader = ahead === undefined ? home : successor;
    episodes.logs = await examineLogs(group, leader);
    await writers.stop();
    for (const server of [home, ...copies]) {
      if (server !== leader) await untilLevel(leader, server);
      const missing = await missingAt(server, group, writers.acknowledged);
      rows.missingInTheEnd.push({ site: server.site, rows: missing.length });
    }
  } finally {
    await writers.stop();
    Object.assign(rows, { acknowledged: writers.acknowledged.length, sent: writers.sent });
  }
}

async function loseCopies(
  stage: Stage,
  synchronous: DrillServer,
  asynchronous: readonly DrillServer[],
  episodes: Draft,
  onProgress: (what: string) => void,
): Promise<void> {
  const { home } = stage.group;
  const losses = [];
  for (const copy of asynchronous) {
    onProgress(`${copy.site} is lost, an asynchronous copy`);
    losses.push(await loseAsynchronousCopy(stage, home, copy));
  }
  episodes.lossOfAsynchronousCopies = losses;
  onProgress(`${synchronous.site} is lost, a synchronous copy`);
  episodes.lossOfSynchronousCopy = await loseSynchronousCopy(stage, home, synchronous);
}

/** What went wrong in the drill itself is a finding; anything else is a fault of ours, or the caller’s to mend. */
function asFinding(error: unknown): string {
  const isFinding = [StepFailedError, NotInTimeError, SessionEndedError].some(
    (kind) => error instanceof kind,
  );
  if (isFinding && error instanceof Error) return `the drill stopped: ${error.message}`;
  throw error;
}

async function versionOf({ home, copies }: DrillGroup): Promise<string> {
  const { stdout } = await (copies[0] ?? home).shell('postgres --version');
  return /\d+(\.\d+)*/.exec(stdout)?.[0] ?? 'unknown';
}

/** Beside each server the one that the workloads get from the same estate. */
function describe(estate: Estate, { settings }: DrillServer): DrilledServer {
  const { site, leads, mode, place, port, lagSeconds } = settings;
  const inWorkloads = postgresqlGroup(estate, settings.dataset)?.servers.find(
    (server) => server.site === site,
  );
  const group = groupOf(estate, settings.dataset);
  const member = group?.members.find((each) => each.site.name === site);
  if (inWorkloads === undefined || group === undefined || member === undefined)
    throw new Error(`the workloads have no server of ${settings.dataset} at ${site}`);
  return {
    site,
    mode: leads ? 'home' : mode,
    address: place.listenAddresses,
    port,
    promisedLagSeconds: lagSeconds,
    parameters: parametersOf(group, member),
    settings: compareSettings(settings, inWorkloads),
  };
}

function withoutSynchronousCopy({ settings }: DrillGroup): InputError {
  return new InputError({
    value: `Dataset ${settings.dataset} has no synchronous copy.`,
    rule: 'The drill shows that no acknowledged row is lost with the home; without a synchronous copy rows are.',
    fix: 'Make one copy of the dataset synchronous in estate/datasets/, or drill another dataset.',
  });
}

import type { LostServer } from '../../contracts/drill';
import type { SettingsCompared } from './same-settings';

/** Times are in whole milliseconds, by one clock of one machine. */
export interface PostgresqlDrill {
  readonly dataset: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly tookMs: number;
  /** As the server names itself, e.g. `15.18`. */
  readonly version: string;
  /** False where a step failed that later ones rest on: the last finding says which. */
  readonly completed: boolean;
  /** What did not hold; empty where everything did. */
  readonly findings: readonly string[];
  /** What the drill cannot show, for the report. */
  readonly notShown: readonly string[];
  readonly servers: readonly DrilledServer[];
  /** Servers that were taken away and came back; an episode that broke off is none of them. */
  readonly losses: readonly LostServer[];
  readonly episodes: Episodes;
  readonly runbook: {
    /** From the project’s folder. */
    readonly document: string;
    /** Lines of steps that were carried out, and of those that were not. */
    readonly triedLines: readonly number[];
    readonly untriedLines: readonly number[];
  };
  readonly rows: {
    /** Commits that clients were told of. */
    readonly acknowledged: number;
    readonly sent: number;
    /** Acknowledged rows that the server lacked in the end, after it had caught up. */
    readonly missingInTheEnd: readonly { readonly site: string; readonly rows: number }[];
  };
}

export interface DrilledServer {
  readonly site: string;
  readonly mode: 'home' | 'synchronous' | 'asynchronous';
  readonly address: string;
  readonly port: number;
  readonly promisedLagSeconds: number;
  /** What it is set to, as its workload is; without what its place decides. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Against what the workloads get from the same estate. */
  readonly settings: SettingsCompared;
}

/** Each is there once it was carried out. */
export interface Episodes {
  readonly start?: Start;
  readonly transport?: Transport;
  readonly lag?: readonly Lag[];
  readonly lossOfAsynchronousCopies?: readonly LossOfAsynchronousCopy[];
  readonly lossOfSynchronousCopy?: LossOfSynchronousCopy;
  readonly lossOfHome?: LossOfHome;
  readonly unfencedReturn?: UnfencedReturn;
  readonly returnOfHome?: Return;
  readonly plannedChange?: PlannedChange;
  readonly copyAhead?: CopyAhead;
  readonly logs?: Logs;
}

export interface Start {
  readonly homeMs: number;
  readonly copies: readonly { readonly site: string; readonly ms: number }[];
}

export interface Transport {
  readonly connections: readonly {
    readonly from: string;
    readonly to: string;
    readonly version: string;
    readonly cipher: string;
    /** Subject of the client’s certificate. */
    readonly clientCertificate: string;
  }[];
  readonly refused: readonly {
    readonly attempt: string;
    readonly refused: boolean;
    /** The refusal, or what the intruder got. */
    readonly said: string;
  }[];
}

/** While everything runs and is written to. */
export interface Lag {
  readonly site: string;
  readonly samples: number;
  readonly medianMs: number;
  readonly greatestMs: number;
  readonly greatestBytes: number;
  readonly promisedSeconds: number;
}

export interface LossOfAsynchronousCopy {
  readonly site: string;
  /** Commits acknowledged while it was away. */
  readonly acknowledgedMeanwhile: number;
  /** From its start to being level with the leader. */
  readonly caughtUpMs: number;
}

export interface LossOfSynchronousCopy {
  readonly site: string;
  /** All writers were seen waiting for it, and for how long they were watched. */
  readonly writersWaiting: number;
  readonly watchedMs: number;
  /** Commits acknowledged while they waited: none may be. */
  readonly acknowledgedWhileWaiting: number;
  /** From the runbook’s decision to the first commit. */
  readonly firstCommitAfterDecisionMs: number;
  /** Commits that were at fewer sites than promised until it was back. */
  readonly acknowledgedWithoutIt: number;
  /** From its start to commits waiting for it again. */
  readonly awaitedAgainMs: number;
}

export interface LossOfHome {
  readonly lost: string;
  readonly successor: string;
  readonly acknowledgedBefore: number;
  /** Acknowledged rows that the promoted server lacked: none may be. */
  readonly missingAtSuccessor: number;
  /** The line to asynchronous copies stood still before the loss; what they lacked at the moment of it. */
  readonly asynchronous: readonly {
    readonly site: string;
    readonly missingRows: number;
    /** Age of the oldest missing row at the moment of the loss. */
    readonly behindMs: number;
    readonly promisedSeconds: number;
    /** Rows still missing once it followed the successor: none may be. */
    readonly missingAfterwards: number;
  }[];
  /** From the loss; detection is by the runbook’s first step, tried again and again. */
  readonly detectedMs: number;
  readonly promotedMs: number;
  readonly firstWriteMs: number;
  readonly copiesFollowMs: number;
}

/** The old home is started as if nothing had happened. */
export interface UnfencedReturn {
  readonly site: string;
  /** A write there was seen waiting, for how long it was watched, and whether it was acknowledged: it may not be. */
  readonly watchedMs: number;
  readonly acknowledged: boolean;
  /** Servers that had the row in the end: none may. */
  readonly survivedAt: readonly string[];
}

export interface Return {
  readonly site: string;
  /** From the first step to following. */
  readonly rewoundMs: number;
  /** From the first step to commits waiting for it. */
  readonly awaitedAgainMs: number;
  readonly missingRows: number;
}

export interface PlannedChange {
  readonly from: string;
  readonly to: string;
  /** Between the last commit before and the first one after. */
  readonly withoutWritesMs: number;
  readonly missingRows: number;
}

/** A loss while an asynchronous copy had more than the synchronous one. */
export interface CopyAhead {
  readonly site: string;
  /** Rows that it had and the successor had not, none of them acknowledged. */
  readonly rowsAhead: number;
  readonly acknowledgedAmongThem: number;
  /** Rows of them that it still had when it followed the successor: none may be. */
  readonly leftAfterRewind: number;
  readonly missingAtSuccessor: number;
}

export interface Logs {
  readonly linesRead: number;
  /** Lines with a patient’s data, by server; a failing statement was among what was sent. */
  readonly linesWithData: readonly { readonly site: string; readonly lines: number }[];
}

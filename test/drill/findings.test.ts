import { findingsOf } from '../../drill/postgresql/findings';
import type { PostgresqlDrill } from '../../drill/postgresql/result';

type Seen = Parameters<typeof findingsOf>[0];
type Episodes = PostgresqlDrill['episodes'];

/** A drill in which everything held. */
const held = {
  lossOfHome: {
    lost: 'primary',
    successor: 'mirror',
    acknowledgedBefore: 1000,
    missingAtSuccessor: 0,
    asynchronous: [
      { site: 'clinic', missingRows: 200, behindMs: 500, promisedSeconds: 60, missingAfterwards: 0 },
    ],
    detectedMs: 200,
    promotedMs: 500,
    firstWriteMs: 550,
    copiesFollowMs: 1500,
  },
  transport: {
    connections: [
      {
        from: 'replication_mirror',
        to: 'primary',
        version: 'TLSv1.3',
        cipher: 'TLS_AES_256_GCM_SHA384',
        clientCertificate: '/CN=replication_mirror',
      },
    ],
    refused: [{ attempt: 'without TLS', refused: true, said: 'no encryption' }],
  },
  lag: [
    { site: 'clinic', samples: 40, medianMs: 1, greatestMs: 20, greatestBytes: 900, promisedSeconds: 60 },
  ],
  lossOfSynchronousCopy: {
    site: 'mirror',
    writersWaiting: 4,
    watchedMs: 1000,
    acknowledgedWhileWaiting: 0,
    firstCommitAfterDecisionMs: 80,
    acknowledgedWithoutIt: 500,
    awaitedAgainMs: 2000,
  },
  unfencedReturn: { site: 'primary', watchedMs: 1000, acknowledged: false, survivedAt: [] },
  returnOfHome: { site: 'primary', rewoundMs: 3000, awaitedAgainMs: 3500, missingRows: 0 },
  plannedChange: { from: 'mirror', to: 'primary', withoutWritesMs: 700, missingRows: 0 },
  copyAhead: {
    site: 'clinic',
    rowsAhead: 3,
    acknowledgedAmongThem: 0,
    leftAfterRewind: 0,
    missingAtSuccessor: 0,
  },
  logs: { linesRead: 900, linesWithData: [{ site: 'primary', lines: 0 }] },
} satisfies Episodes;

const well: Seen = {
  completed: true,
  servers: [],
  episodes: held,
  rows: { acknowledged: 1000, sent: 1002, missingInTheEnd: [{ site: 'mirror', rows: 0 }] },
  runbook: { document: 'runbook.md', triedLines: [3], untriedLines: [] },
};

const settings = {
  workloadFiles: {},
  differing: ['postgresql.conf: data_directory', 'postgresql.conf: fsync'],
};
const server = {
  site: 'primary',
  mode: 'home',
  address: '127.0.0.1',
  port: 5432,
  promisedLagSeconds: 0,
  parameters: {},
  settings,
} as const;

const cases: readonly (readonly [when: string, seen: Partial<Seen>, findings: readonly string[]])[] = [
  ['everything held', {}, []],
  [
    'settings differ in more than places',
    { servers: [server] },
    ['primary ran from other settings than the workloads: postgresql.conf: fsync'],
  ],
  [
    'an acknowledged row is lost with the home',
    { episodes: { ...held, lossOfHome: { ...held.lossOfHome, missingAtSuccessor: 1 } } },
    ['1 acknowledged rows were lost with the home: the promoted server lacks them'],
  ],
  [
    'a row is missing in the end',
    { rows: { acknowledged: 9, sent: 9, missingInTheEnd: [{ site: 'clinic', rows: 2 }] } },
    ['2 acknowledged rows are not at clinic in the end'],
  ],
  [
    'nothing was ever acknowledged',
    { rows: { acknowledged: 0, sent: 9, missingInTheEnd: [] } },
    ['no commit was acknowledged: nothing was shown'],
  ],
  [
    'commits do not wait for the lost copy',
    {
      episodes: {
        ...held,
        lossOfSynchronousCopy: { ...held.lossOfSynchronousCopy, acknowledgedWhileWaiting: 7 },
      },
    },
    ['7 commits were acknowledged that mirror did not have'],
  ],
  [
    'a connection without TLS is admitted',
    {
      episodes: {
        ...held,
        transport: {
          ...held.transport,
          refused: [{ attempt: 'without TLS', refused: false, said: 'admitted: 1' }],
        },
      },
    },
    ['not refused as it should be: a connection without TLS (admitted: 1)'],
  ],
  [
    'the asynchronous copy was not behind at all',
    {
      episodes: {
        ...held,
        lossOfHome: {
          ...held.lossOfHome,
          asynchronous: held.lossOfHome.asynchronous.map((each) => ({ ...each, missingRows: Number.NaN })),
        },
      },
    },
    [
      'clinic lacked nothing when the home was lost: its line did not stand still, so nothing was shown of it',
    ],
  ],
  [
    'a copy lags more than the estate permits, or nobody knows',
    {
      episodes: {
        ...held,
        lag: [
          {
            site: 'clinic',
            samples: 40,
            medianMs: 1,
            greatestMs: 60_001,
            greatestBytes: 900,
            promisedSeconds: 60,
          },
          {
            site: 'north',
            samples: 0,
            medianMs: Number.NaN,
            greatestMs: Number.NaN,
            greatestBytes: 0,
            promisedSeconds: 60,
          },
        ],
      },
    },
    ['clinic was 60001 ms behind; the estate permits 60 s', 'nobody knew how far behind north was'],
  ],
  [
    'two leaders',
    {
      episodes: {
        ...held,
        unfencedReturn: { ...held.unfencedReturn, acknowledged: true, survivedAt: ['clinic'] },
      },
    },
    [
      'primary acknowledged a write beside the new leader',
      'clinic has a row that the old leader alone had taken',
    ],
  ],
  [
    'a patient’s name in a log',
    { episodes: { ...held, logs: { linesRead: 9, linesWithData: [{ site: 'mirror', lines: 2 }] } } },
    ['2 lines of the log at mirror hold data of a patient'],
  ],
  [
    'a step of the runbook that nobody tried',
    { runbook: { document: 'runbook.md', triedLines: [], untriedLines: [3] } },
    ['runbook.md:3 was not carried out'],
  ],
];

test.each(cases)('%s', (_, seen, findings) => {
  expect(findingsOf({ ...well, ...seen })).toEqual(findings);
});

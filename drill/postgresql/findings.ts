import type { Episodes, PostgresqlDrill } from './result';
import { unexplained } from './same-settings';

type Seen = Pick<PostgresqlDrill, 'completed' | 'episodes' | 'rows' | 'runbook' | 'servers'>;

/** What of a drill did not hold, in words; a pure reading of what was measured. */
export function findingsOf({ completed, episodes, rows, runbook, servers }: Seen): readonly string[] {
  return [
    ...servers.flatMap(({ site, settings }) =>
      unexplained(settings).map((line) => `${site} ran from other settings than the workloads: ${line}`),
    ),
    ...transportFindings(episodes),
    ...lagFindings(episodes),
    ...copyFindings(episodes),
    ...homeFindings(episodes),
    ...returnFindings(episodes),
    ...logFindings(episodes),
    ...rows.missingInTheEnd
      .filter((each) => each.rows !== 0)
      .map((each) => `${each.rows} acknowledged rows are not at ${each.site} in the end`),
    ...(rows.acknowledged > 0 ? [] : ['no commit was acknowledged: nothing was shown']),
    // A drill that stopped has not come to the rest, which says nothing of it.
    ...(completed ? runbook.untriedLines : []).map(
      (line) => `${runbook.document}:${line} was not carried out`,
    ),
  ];
}

function transportFindings({ transport }: Episodes): readonly string[] {
  if (transport === undefined) return [];
  const weak = transport.connections.filter(
    ({ version, cipher }) => version !== 'TLSv1.3' || cipher !== 'TLS_AES_256_GCM_SHA384',
  );
  return [
    ...weak.map(({ from, version, cipher }) => `${from} is connected by ${version} with ${cipher}`),
    ...transport.connections
      .filter(({ from, clientCertificate }) => clientCertificate !== `/CN=${from}`)
      .map(
        ({ from, clientCertificate }) => `${from} is connected with the certificate "${clientCertificate}"`,
      ),
    ...transport.refused
      .filter(({ refused }) => !refused)
      .map(({ attempt, said }) => `not refused as it should be: a connection ${attempt} (${said})`),
  ];
}

function lagFindings({ lag = [] }: Episodes): readonly string[] {
  return lag.flatMap(({ site, samples, greatestMs, promisedSeconds }) => {
    if (samples === 0) return [`nobody knew how far behind ${site} was`];
    // A synchronous copy is behind for as long as commits are on their way; none of them is acknowledged.
    if (promisedSeconds === 0 || greatestMs <= promisedSeconds * 1000) return [];
    return [`${site} was ${greatestMs} ms behind; the estate permits ${promisedSeconds} s`];
  });
}

function copyFindings({ lossOfSynchronousCopy: lost }: Episodes): readonly string[] {
  if (lost === undefined || lost.acknowledgedWhileWaiting === 0) return [];
  return [`${lost.acknowledgedWhileWaiting} commits were acknowledged that ${lost.site} did not have`];
}

function homeFindings({ lossOfHome, copyAhead }: Episodes): readonly string[] {
  const missing = [lossOfHome, copyAhead].flatMap((loss) =>
    loss?.missingAtSuccessor ? [loss.missingAtSuccessor] : [],
  );
  const asynchronous = lossOfHome?.asynchronous ?? [];
  return [
    ...missing.map(
      (rows) => `${rows} acknowledged rows were lost with the home: the promoted server lacks them`,
    ),
    ...asynchronous
      .filter(({ missingAfterwards }) => missingAfterwards > 0)
      .map(
        ({ site, missingAfterwards }) => `${site} lacks ${missingAfterwards} rows although it follows again`,
      ),
    ...asynchronous
      .filter(({ missingRows }) => !(missingRows > 0))
      .map(
        ({ site }) =>
          `${site} lacked nothing when the home was lost: its line did not stand still, so nothing was shown of it`,
      ),
    ...(copyAhead === undefined || copyAhead.rowsAhead > 0
      ? []
      : [`${copyAhead.site} was not ahead of the successor, so nothing was shown of rewinding it`]),
    ...(copyAhead?.acknowledgedAmongThem
      ? [`${copyAhead.acknowledgedAmongThem} rows were acknowledged that only ${copyAhead.site} had`]
      : []),
    ...(copyAhead?.leftAfterRewind
      ? [`${copyAhead.site} still has ${copyAhead.leftAfterRewind} rows that its leader has not`]
      : []),
  ];
}

function returnFindings({ unfencedReturn, returnOfHome, plannedChange }: Episodes): readonly string[] {
  return [
    ...(unfencedReturn?.acknowledged
      ? [`${unfencedReturn.site} acknowledged a write beside the new leader`]
      : []),
    ...(unfencedReturn?.survivedAt ?? []).map(
      (site) => `${site} has a row that the old leader alone had taken`,
    ),
    ...(returnOfHome?.missingRows
      ? [`${returnOfHome.site} lacks ${returnOfHome.missingRows} rows after its return`]
      : []),
    ...(plannedChange?.missingRows
      ? [`${plannedChange.to} lacks ${plannedChange.missingRows} rows after it took over`]
      : []),
  ];
}

function logFindings({ logs }: Episodes): readonly string[] {
  return (logs?.linesWithData ?? [])
    .filter(({ lines }) => lines > 0)
    .map(({ site, lines }) => `${lines} lines of the log at ${site} hold data of a patient`);
}

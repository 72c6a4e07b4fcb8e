import type { DrillServer } from '../drill-server';
import type { DrillGroup } from '../group';
import type { Logs } from '../result';
import { contentOf, patientMarker } from '../rows';
import { SessionEndedError } from '../session';

/** Statements that fail with a value of a row in their text, in the error and in its detail. */
const failing = [
  `INSERT INTO drill_row (writer, number, content) VALUES (0, 1, '${contentOf(0, 1)}');`,
  `SELECT '${patientMarker}'::integer;`,
  `SELECT * FROM drill_row WHERE nothing = '${patientMarker}';`,
];

/** Sends what fails to the leader, and looks through all logs for what was in it. */
export async function examineLogs(group: DrillGroup, leader: DrillServer): Promise<Logs> {
  for (const sql of failing) {
    const session = leader.sessionOf([group.application.connection]);
    await session.ask(sql).catch((error: unknown) => {
      if (!(error instanceof SessionEndedError)) throw error;
    });
    await session.end();
  }
  const logs = [group.home, ...group.copies].map(({ site, log }) => ({ site, lines: log.split('\n') }));
  return {
    linesRead: logs.reduce((sum, { lines }) => sum + lines.length, 0),
    linesWithData: logs.map(({ site, lines }) => ({
      site,
      lines: lines.filter((line) => line.includes(patientMarker)).length,
    })),
  };
}

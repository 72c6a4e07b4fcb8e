import type { DrillServer } from './drill-server';
import { signal } from './processes';
import { until } from './wait';

/**
 * Lets the line from a leader to some copies stand still: the leader’s senders for them are stopped, so nothing of
 * what they would have sent is on its way when the leader dies.
 */
export async function stall(leader: DrillServer, copies: readonly DrillServer[]): Promise<void> {
  for (const { site } of copies) {
    const sender = await until(`${leader.site} sends to ${site}`, async () => {
      const [pid] = await leader.ask(
        `SELECT pid FROM pg_stat_replication WHERE application_name = '${site}';`,
      );
      return pid !== undefined && Number(pid);
    });
    signal(sender, 'SIGSTOP');
  }
}

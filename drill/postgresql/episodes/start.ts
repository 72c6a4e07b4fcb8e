import type { RunbookFollower } from '../follow-runbook';
import type { DrillGroup } from '../group';
import type { Start } from '../result';
import { since } from '../wait';
import { makeTable } from '../writers';

/** Makes all servers by the runbook, and the application’s table as the application. */
export async function startServers(group: DrillGroup, runbook: RunbookFollower): Promise<Start> {
  const { home, application } = group;
  const names = { LEADER: home.site };
  const started = performance.now();
  await runbook.follow('Making the servers', { leader: [home] }, names);
  const homeMs = since(started);
  await home.ask(`\\i ${application.passwordSql}`);
  const session = home.sessionOf([application.connection]);
  await session.ask(makeTable).finally(() => session.end());
  const copies = [];
  for (const copy of group.copies) {
    const copyStarted = performance.now();
    await runbook.follow('A copy is made afresh', { leader: [home], copy: [copy] }, names);
    copies.push({ site: copy.site, ms: since(copyStarted) });
  }
  return { homeMs, copies };
}

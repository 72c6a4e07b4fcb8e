import { setTimeout as sleep } from 'node:timers/promises';
import type { DrillServer } from '../drill-server';
import type { Lag } from '../result';
import { type CopyStatus, type Stage, statusOfCopies } from '../stage';

const samples = 40;
const everyMs = 50;

/** How far behind the copies are while everything runs and is written to, by the generated query. */
export async function measureLag(stage: Stage, leader: DrillServer): Promise<readonly Lag[]> {
  const session = leader.session();
  const taken: CopyStatus[][] = [];
  try {
    while (taken.length < samples) {
      taken.push([...(await statusOfCopies(leader, session))]);
      await sleep(everyMs);
    }
  } finally {
    await session.end();
  }
  await stage.writers.more(1);
  return stage.group.copies.map(({ site, settings }) => {
    const mine = taken.flatMap((each) => each.filter((status) => status.site === site));
    const known = mine.filter(({ behindSeconds }) => behindSeconds !== undefined);
    const ms = known
      .map(({ behindSeconds = 0 }) => behindSeconds * 1000)
      .toSorted((one, other) => one - other);
    return {
      site,
      // Only what somebody knew: fewer than asked for is a finding.
      samples: known.length,
      medianMs: Math.round(ms[Math.floor(ms.length / 2)] ?? Number.NaN),
      greatestMs: Math.round(ms.at(-1) ?? Number.NaN),
      greatestBytes: Math.max(...known.map(({ behindBytes = 0 }) => behindBytes)),
      promisedSeconds: settings.lagSeconds,
    };
  });
}

import type { PageData } from '../../../audit/page/client/data';
import { survivalOf } from '../../../audit/page/client/survival';
import { datasetsOf } from '../../../audit/page/sections/switches';
import type { CopyAnalysis } from '../../../judge/promise/analyse';
import { analyseLoss } from '../../../judge/promise/loss-analysis';
import { lossesOf } from '../../../judge/promise/losses';
import type { Report } from '../../../judge/report';
import { mapOf } from '../../../judge/survey/map';
import { realReports } from '../../audit/reports';
import { asOf } from '../../estate-plan';
import { estate } from '../../judge/small-stacks';
import { contentsOf } from './contents';

const map = mapOf(estate, asOf);

function answer(report: Report, dataset: string, off: readonly string[]) {
  const found = datasetsOf(contentsOf(report)).find(({ name }) => name === dataset);
  if (!found) throw new Error(`no dataset ${dataset}`);
  return survivalOf(found, new Set(off), map);
}

/** Reports in which copies are present, missing, and not known. */
async function reports(): Promise<readonly Report[]> {
  const { plan, failing, 'one site alone': alone } = await realReports();
  const open = structuredClone(plan) as Report;
  for (const { copies } of open.datasets)
    for (const copy of copies.slice(1)) (copy as { status: string }).status = 'undecided';
  return [plan, failing, alone, open] as Report[];
}

test('for every single loss the page says of every dataset what the judge says', async () => {
  let compared = 0;
  for (const report of (await reports()).slice(0, 3)) {
    for (const { dataset, losses, outcome, survivingCopies, lag, conditions } of report.promises) {
      const page = answer(report, dataset, losses);
      expect({ dataset, losses, ...page }).toMatchObject({
        outcome,
        surviving: survivingCopies,
        lag,
        conditions,
      });
      compared += 1;
    }
  }
  expect(compared).toBe(3 * ((await realReports()).plan as Report).promises.length);
});

test('for every pair of losses the page says what the judge says of losing both at once', async () => {
  let compared = 0;
  for (const report of await reports()) {
    for (const dataset of estate.datasets) {
      const reported = report.datasets.find((one) => one.dataset === dataset.name);
      const copies = (reported?.copies ?? []).map(
        ({ site, role, lag, status }): CopyAnalysis => ({ site, role, lagSeconds: lag, status, notes: [] }),
      );
      const losses = lossesOf(dataset, estate);
      for (const [at, one] of losses.entries()) {
        for (const other of losses.slice(at + 1)) {
          const takes = new Set([...one.takes, ...other.takes]);
          const judged = analyseLoss({ ...one, takes }, copies, { asOf, estate });
          const ids = [one, other].map(({ kind, name }) => `${kind}:${name}`);
          const page = answer(report, dataset.name, ids);
          expect([page.outcome, page.surviving, page.lag]).toEqual([
            judged.outcome,
            judged.surviving,
            judged.lagSeconds,
          ]);
          compared += 1;
        }
      }
    }
  }
  expect(compared).toBeGreaterThan(5000);
});

test('every minimal fatal loss leaves nothing, and no part of it is fatal', async () => {
  const report = (await realReports()).plan as Report;
  let sets = 0;
  for (const { dataset, fatalLosses } of report.datasets) {
    for (const set of fatalLosses) {
      for (const [at, group] of set.entries()) {
        for (const id of group) {
          const whole = set.map((others, index) => (index === at ? id : (others[0] as string)));
          expect(answer(report, dataset, whole).outcome).toBe('lost');
          const part = whole.filter((one) => one !== id);
          expect(answer(report, dataset, part).outcome).toBe('withstands');
          sets += 1;
        }
      }
    }
  }
  expect(sets).toBeGreaterThan(100);
});

test('a dataset named after a part of every object loses only what is said', () => {
  const facts: Pick<PageData, 'losses' | 'restsOn'> = {
    losses: [{ id: 'site:a', kind: 'site', name: 'a', takes: {} }],
    restsOn: [],
  };
  const copies = [{ site: 'a', lag: 0, status: 'present' as const }];
  for (const name of ['__proto__', 'constructor', 'toString'])
    expect(survivalOf({ name, copies }, new Set(['site:a']), facts).outcome).toBe('withstands');
  const takes = JSON.parse('{"__proto__":["a"]}') as Record<string, string[]>;
  const taken = { ...facts, losses: [{ id: 'site:a', kind: 'site', name: 'a', takes }] };
  expect(survivalOf({ name: '__proto__', copies }, new Set(['site:a']), taken).outcome).toBe('lost');
});

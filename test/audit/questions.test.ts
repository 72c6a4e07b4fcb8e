import { controlsOf } from '../../audit/controls/controls-of';
import { type Answering, questionsOf } from '../../audit/questions';
import type { Drill } from '../../contracts/drill';
import { loadEstate } from '../../estate/load-estate';
import { declaredOf } from '../../judge/promise/declared';
import type { DatasetReport, PromiseVerdict, Report } from '../../judge/report';
import { surveyKeys } from '../../judge/survey/keys';
import { asOf } from '../estate-plan';

const estate = loadEstate({ asOf });
const [dataset] = estate.datasets.filter(({ name }) => name === 'patient-records');
if (!dataset) throw new Error('no patient-records');

const declared = declaredOf(dataset, estate);

function reportWith(more: Partial<Report> = {}): Report {
  return {
    asOf,
    coverage: { resources: 10, judged: 10, unjudgedTypes: [] },
    policies: [],
    passed: [],
    verdicts: [],
    notApplicable: [],
    promises: [],
    datasets: [{ dataset: dataset?.name, level: 'configured', declared } as unknown as DatasetReport],
    exceptions: [],
    assumptions: [],
    ...more,
  } as unknown as Report;
}

function ask(id: string, given: Partial<Answering> = {}) {
  const report = given.report ?? reportWith();
  const all = questionsOf({
    report,
    estate,
    keys: surveyKeys(estate),
    drills: [],
    controls: controlsOf(report),
    ...given,
  });
  const found = all.find((one) => one.id === id);
  if (!found) throw new Error(`no question ${id}`);
  return found;
}

test('each question has its own anchor, both languages, and rows as wide as their head', () => {
  const report = reportWith();
  const all = questionsOf({ report, estate, keys: surveyKeys(estate), drills: [], controls: [] });
  expect(all.map(({ id }) => id)).toEqual([
    'who-can-read-keys',
    'encryption-by-the-application',
    'erasure-when-retention-ends',
    'restore-tests',
    'level-reached',
    'who-can-destroy-every-copy',
    'identity-provider-lost',
    'never-examined',
  ]);
  for (const { question, answer, table } of all) {
    for (const { de, en } of [question, answer]) {
      expect(de).not.toBe('');
      expect(en).not.toBe(de);
    }
    for (const row of table?.rows ?? []) expect(row).toHaveLength(table?.head.length ?? 0);
  }
});

test('who can destroy every copy: nobody alone, somebody, and not known', () => {
  const id = 'who-can-destroy-every-copy';
  expect(ask(id)).toMatchObject({ open: false, table: { rows: [['patient-records', '–']] } });
  const everywhere = [{ credential: 'one-for-all', sites: ['primary', 'mirror', 'clinic'] }];
  const datasets = [{ dataset: 'patient-records', declared: { ...declared, destroyedBy: everywhere } }];
  const found = ask(id, { report: reportWith({ datasets: datasets as unknown as DatasetReport[] }) });
  expect(found).toMatchObject({ open: false, table: { rows: [['patient-records', 'one-for-all']] } });
  expect(found.answer.en).toContain('alone can destroy every copy');
  const old = [{ dataset: 'patient-records' }] as unknown as DatasetReport[];
  expect(ask(id, { report: reportWith({ datasets: old }) })).toMatchObject({
    open: true,
    table: { rows: [['patient-records', '?']] },
  });
});

const promise = (outcome: PromiseVerdict['outcome'], survivingCopies: readonly string[] = []) =>
  ({
    dataset: 'patient-records',
    losses: ['identity-provider:iam.eu-de'],
    outcome,
    conditional: false,
    survivingCopies,
    lag: outcome === 'withstands' ? 60 : null,
    assumptions: ['zones'],
  }) as unknown as PromiseVerdict;

test('an identity provider is lost: with copies left, with none, undecided, and not judged', () => {
  const id = 'identity-provider-lost';
  const asked = (...promises: PromiseVerdict[]) => ask(id, { report: reportWith({ promises }) });
  expect(asked(promise('withstands', ['clinic']))).toMatchObject({
    open: false,
    table: { rows: [['iam.eu-de', 'patient-records', 'clinic', '60']] },
  });
  expect(asked(promise('lost')).answer.en).toContain('no copy would be left');
  expect(asked(promise('undecided')).open).toBe(true);
  expect(asked().open).toBe(true);
});

function drillOf(more: Partial<Drill> = {}): Answering['drills'] {
  const drill = {
    startedAt: '2026-10-01T10:00:00Z',
    sandbox: false,
    held: true,
    databases: [{ dataset: 'patient-records', completed: true, findings: [] }],
    ...more,
  } as unknown as Drill;
  return [{ file: 'drill.json', drill }];
}

test('restore tests: open in any case, with the last outage drill of each dataset', () => {
  const rowOf = (drills: Answering['drills']) =>
    ask('restore-tests', { drills }).table?.rows.find(([name]) => name === 'patient-records');
  expect(rowOf([])).toEqual(['patient-records', '–', '–', '–', '–', '–']);
  const [before] = drillOf({ startedAt: '2026-01-01T10:00:00Z' });
  expect(rowOf([...(before ? [before] : []), ...drillOf({ sandbox: true })])).toEqual([
    'patient-records',
    '2026-10-01',
    '✓',
    '✓',
    '–',
    '–',
  ]);
  expect(ask('restore-tests', { drills: drillOf() }).open).toBe(true);
});

test('restore tests: that one is set up is said, and no date of one that ran', () => {
  const policy = 'resilience/restores-are-tested';
  const address = 'dataset:patient-records';
  const rowOf = (more: Partial<Report>) =>
    ask('restore-tests', { report: reportWith(more) }).table?.rows.find(
      ([name]) => name === 'patient-records',
    );
  expect(rowOf({ passed: [{ policy, addresses: [address] }] })?.slice(4)).toEqual(['✓', '–']);
  const verdicts = [{ policy, address, outcome: 'fail' }] as unknown as Report['verdicts'];
  expect(rowOf({ verdicts })?.slice(4)).toEqual(['✗', '–']);
  expect(rowOf({})?.slice(4)).toEqual(['–', '–']);
  expect(
    ask('restore-tests', { report: reportWith({ passed: [{ policy, addresses: [address] }] }) }).open,
  ).toBe(true);
});

test('level: open until drills have shown every dataset and every assumption is confirmed', () => {
  const at = '2026-10-01T10:00:00Z';
  const loss = (outcome: 'held' | 'failed', assumptions: readonly string[]) =>
    ({
      dataset: 'patient-records',
      losses: ['site:mirror'],
      level: outcome === 'held' ? 'shown' : 'configured',
      assumptions,
      drill: { file: 'drill.json', finishedAt: at, by: 'database', found: [], outcome },
    }) as unknown as PromiseVerdict;
  const level = (outcome: 'held' | 'failed' | undefined, confirmed = true) => {
    const drill = { file: 'drill.json', finishedAt: at, by: 'database', outcome, exercised: 9, missing: 2 };
    return ask('level-reached', {
      report: reportWith({
        datasets: [
          {
            dataset: 'patient-records',
            level: outcome === 'held' ? 'shown' : 'configured',
            ...(outcome ? { drills: [drill] } : {}),
          },
        ] as unknown as DatasetReport[],
        promises: outcome ? [loss(outcome, ['zones'])] : [],
        assumptions: [{ name: 'zones', statement: '', source: '', confirmed, reviewBy: '2099-01-01' }],
      }),
    });
  };
  expect(level('held')).toMatchObject({
    open: false,
    table: { rows: [['patient-records', 'shown', 'mirror', '–', '2026-10-01', 'zones']] },
  });
  expect(level('failed')).toMatchObject({
    open: true,
    answer: { en: expect.stringContaining('A drill contradicts the level of: patient-records.') },
    table: { rows: [['patient-records', 'configured', '–', 'mirror', '2026-10-01', 'zones']] },
  });
  expect(level(undefined)).toMatchObject({
    open: true,
    table: { rows: [['patient-records', 'configured', '–', '–', '–', '–']] },
  });
  expect(level('held', false)).toMatchObject({
    open: true,
    answer: { en: expect.stringContaining('zones') },
  });
});

import { renderHuman } from '../../audit/human';
import { renderMarkdown } from '../../audit/markdown';
import type { Drill } from '../../contracts/drill';
import { drill as drillSites } from '../../drill/drill';
import { loadEstate } from '../../estate/load-estate';
import type { Estate } from '../../estate/model';
import type { DatasetReport, Report } from '../../judge/report';
import { type Input, judgeInputs } from '../../policies/judge-inputs';
import { SmallSites } from '../drill/small-sites';
import { databaseDrill, dated, objectsDrill } from '../drills';
import { asOf, estatePlan, type PlannedSite, planOf } from '../estate-plan';
import { estateWorkloads } from '../estate-workloads';
import { swiftEstate } from '../swift-estate';

const estate = loadEstate({ asOf });
const name = 'patient-records';
const sites = ['clinic', 'mirror', 'primary'];

function planInputs(planned: readonly PlannedSite[]): readonly Input[] {
  return planned.map(({ stack, plan, source }) => ({ kind: 'plan', stack, file: stack, text: plan, source }));
}

async function workloadInputs(change = (text: string) => text): Promise<readonly Input[]> {
  return (await estateWorkloads()).map(({ stack, manifests }) => ({
    kind: 'manifests',
    stack,
    file: stack,
    text: change(manifests),
    draft: true,
  }));
}

interface Given {
  readonly day?: string;
  readonly inputs?: readonly Input[];
  readonly against?: Estate;
}

async function judged(drills: readonly Drill[], { day = asOf, inputs, against = estate }: Given = {}) {
  const all = inputs ?? [...planInputs(await estatePlan()), ...(await workloadInputs())];
  const given = drills.map((drill, at) => ({ file: `drill-${at}.json`, sha256: 'ab'.repeat(32), drill }));
  return judgeInputs(all, against, {
    asOf: day,
    drills: given,
    only: ['resilience/withstands-any-one-site', 'resilience/drills-lose-nothing'],
  });
}

function datasetIn({ datasets }: Report, dataset = name): DatasetReport {
  const found = datasets.find((one) => one.dataset === dataset);
  if (!found) throw new Error(`no ${dataset}`);
  return found;
}

/** Losses of sites whose level is another one than what was judged alone gives, with the level and the drill's outcome. */
function exercisedIn({ promises }: Report, dataset = name) {
  return promises
    .filter((one) => one.dataset === dataset && one.drill !== undefined)
    .map(({ losses: [loss], level, drill }) => [loss, level, drill?.outcome])
    .toSorted();
}

const ofSites = (level: string, outcome: string) => sites.map((site) => [`site:${site}`, level, outcome]);

describe('a drill of a database', () => {
  test('shows the loss of each of its sites, of that dataset alone, and nothing beyond', async () => {
    const report = await judged([await databaseDrill(estate, name)]);
    expect(exercisedIn(report)).toEqual(ofSites('shown', 'held'));
    expect(datasetIn(report)).toMatchObject({
      level: 'shown',
      provided: 'configured',
      drills: [
        {
          by: 'database',
          outcome: 'held',
          why: null,
          exercised: 4711,
          missing: 0,
          version: '17.2',
          runs: '17.7',
        },
      ],
    });
    const others = report.datasets.filter(({ dataset }) => dataset !== name);
    expect(others.filter(({ level, drills }) => level === 'shown' || drills)).toEqual([]);
    const beyond = report.promises.filter(
      ({ dataset, losses: [loss = ''] }) => dataset === name && !loss.startsWith('site:'),
    );
    expect(new Set(beyond.map(({ level }) => level))).toEqual(new Set(['configured']));
    const text = renderHuman(report);
    expect(text).toContain(
      'level shown (the loss of each of its sites was exercised, and all its data was there); beyond that level configured',
    );
    expect(text).toContain(
      '  drill of 2026-11-22 (drill-0.json): loss of primary, mirror, clinic, 4711 rows, none missing, on one machine: real servers of PostgreSQL 17.2 (what was judged runs 17.7)',
    );
    expect(text).toContain('  rests on ');
    expect(text).toContain('zones-in-different-buildings (not confirmed)');
  });

  test('that lost rows contradicts the level, prominently, and never gets too old', async () => {
    const failed = dated(await databaseDrill(estate, name, 3), '2024-05-02');
    const report = await judged([failed]);
    expect(exercisedIn(report)).toEqual(ofSites('configured', 'failed'));
    expect(datasetIn(report)).toMatchObject({ level: 'configured', drills: [{ outcome: 'failed' }] });
    expect(report.drills).toMatchObject([
      { held: false, failed: [`${name}: 3 acknowledged rows are not at clinic in the end`] },
    ]);
    const text = renderHuman(report);
    expect(text.split('\n').slice(2, 4)).toEqual([
      'THE DRILL drill-0.json of 2024-05-02 FAILED:',
      '  patient-records: 3 acknowledged rows are not at clinic in the end',
    ]);
    expect(text).toContain('BUT THE DRILL OF 2024-05-02 LOST 3 OF 4711 ROWS');
    expect(renderMarkdown(report)).toContain(
      'configured, **but the drill of 2024-05-02 lost 3 of 4711 rows**',
    );
  });

  test('that held later heals one that failed, and one that failed later takes it back', async () => {
    const [held, failed] = [await databaseDrill(estate, name), await databaseDrill(estate, name, 3)];
    const healed = await judged([dated(failed, '2026-11-01'), dated(held, '2026-11-02')]);
    expect(exercisedIn(healed)).toEqual(ofSites('shown', 'held'));
    expect(datasetIn(healed).drills?.map(({ outcome }) => outcome)).toEqual(['held', 'failed']);
    const taken = await judged([dated(held, '2026-11-01'), dated(failed, '2026-11-02')]);
    expect(exercisedIn(taken)).toEqual(ofSites('configured', 'failed'));
    const atOnce = await judged([held, failed]);
    expect(exercisedIn(atOnce)).toEqual(ofSites('configured', 'failed'));
  });

  const change = (more: (drill: Drill) => Partial<Drill>) => async () => {
    const drill = await databaseDrill(estate, name);
    return dated(drill, asOf, more(drill));
  };
  const declaredAs = (field: string, value: unknown) =>
    change(({ datasets = [] }) => ({
      datasets: datasets.map((one) => ({ ...one, declaration: { ...one.declaration, [field]: value } })),
    }));
  const withParameter = (parameter: string, value: string) =>
    change(({ databases }) => ({
      databases: databases.map((one) => ({
        ...one,
        servers: (one.servers ?? []).map((server) => ({
          ...server,
          parameters: { ...server.parameters, [parameter]: value },
        })),
      })),
    }));
  const cases: readonly (readonly [string, () => Promise<Drill>, string])[] = [
    [
      'from after the day judged',
      async () => dated(await databaseDrill(estate, name), '2026-11-23'),
      'it is from after 2026-11-22',
    ],
    [
      'that is too old',
      async () => dated(await databaseDrill(estate, name), '2025-11-21'),
      'it is more than 365 days old',
    ],
    [
      'of another port',
      declaredAs('replication', { protocol: 'PostgreSQL streaming replication over TLS', port: 6432 }),
      'it was declared otherwise then: replication.port was 6432 and is 5432',
    ],
    ['of a copy less', declaredAs('places', []), 'it was declared otherwise then: places.0 was not there'],
    [
      'with other settings',
      withParameter('synchronous_commit', 'local'),
      'its server at primary was exercised with synchronous_commit local, which is ',
    ],
    [
      'in which no row was acknowledged',
      change(({ databases }) => ({
        databases: databases.map((one) => ({ ...one, rows: { ...one.rows, acknowledged: 0 } })),
      })),
      'no row was acknowledged: nothing was exercised',
    ],
    [
      'of one site less',
      change(({ databases }) => ({ databases: databases.map((one) => ({ ...one, losses: [] })) })),
      'no loss of a site',
    ],
    [
      'of version 1.0.0',
      change(() => ({ schemaVersion: '1.0.0', datasets: undefined }) as unknown as Partial<Drill>),
      'its report is of version 1.0.0, which does not say as what the dataset was declared',
    ],
    [
      'that did not hold as a whole',
      change(() => ({
        held: false,
        losses: [
          {
            of: 'clinic',
            how: 'stopped',
            lostAt: `${asOf}T08:00:00Z`,
            backAt: null,
            checks: [{ what: 'clinic comes back', held: false, found: 'it does not answer' }],
          },
        ],
      })),
      'the drill as a whole did not hold: clinic comes back: it does not answer',
    ],
  ];
  test.each(cases)('%s shows nothing, and the reason is said', async (_, made, why) => {
    const report = await judged([await made()]);
    expect(exercisedIn(report)).toEqual([]);
    expect(datasetIn(report).level).toBe('configured');
    const [drill] = datasetIn(report).drills ?? [];
    expect(drill).toMatchObject({ outcome: 'not-counted', why: expect.stringContaining(why) });
    expect(renderHuman(report)).toContain('shows nothing here: ');
  });

  test('is good for a year, and for the day itself', async () => {
    const drill = await databaseDrill(estate, name);
    for (const day of [asOf, '2025-11-22']) {
      expect([day, datasetIn(await judged([dated(drill, day)])).level]).toEqual([day, 'shown']);
    }
  });

  test('shows nothing of a plan alone, nor of servers that are set otherwise', async () => {
    const drill = await databaseDrill(estate, name);
    const plans = planInputs(await estatePlan());
    const alone = datasetIn(await judged([drill], { inputs: plans }));
    expect(alone).toMatchObject({ level: 'possible', drills: [{ outcome: 'not-counted' }] });
    const otherwise = await workloadInputs((text) =>
      text.replaceAll(/("wal_level":\s*)"replica"/g, '$1"logical"'),
    );
    const set = datasetIn(await judged([drill], { inputs: [...plans, ...otherwise] }));
    expect(set.drills?.[0]?.why).toContain('was exercised with wal_level replica, which is logical now');
  });

  test('shows nothing of servers that have a setting more, unless it is one of their place', async () => {
    const drill = await databaseDrill(estate, name);
    const plans = planInputs(await estatePlan());
    const level = /("wal_level":\s*"replica")/g;
    const added = await workloadInputs((text) => text.replaceAll(level, '$1, "zero_damaged_pages": "on"'));
    const more = datasetIn(await judged([drill], { inputs: [...plans, ...added] }));
    expect(more).toMatchObject({ level: 'configured', drills: [{ outcome: 'not-counted' }] });
    expect(more.drills?.[0]?.why).toBe(
      'its server at primary was exercised without zero_damaged_pages, which is on now',
    );
    const ofPlace = /("(?:wal_keep_size|shared_buffers)":\s*")[^"]*"/g;
    const larger = await workloadInputs((text) => {
      expect(text.match(ofPlace)?.length).toBeGreaterThan(1);
      return text.replaceAll(ofPlace, '$19999MB"');
    });
    expect(datasetIn(await judged([drill], { inputs: [...plans, ...larger] })).level).toBe('shown');
  });
});

describe('a drill of sites', () => {
  test('that ends early keeps what it found, has failed, and goes on', async () => {
    const world = new SmallSites({ ...swiftEstate, sandbox: true });
    const stop = world.stop.bind(world);
    world.stop = (site) => (site === 'mirror' ? Promise.reject(new Error('it hangs')) : stop(site));
    await world.startAll();
    try {
      const what = { sites: ['mirror', 'clinic'], databases: [] };
      const made = await drillSites(world, what, () => Promise.reject(new Error('no database')));
      expect(made.held).toBe(false);
      expect(made.losses.map(({ of }) => of)).toEqual(['mirror', 'clinic']);
      const [early] = made.losses;
      expect(early?.checks.length).toBeGreaterThan(1);
      expect(early?.checks.at(-1)).toEqual({
        what: 'mirror: the drill comes to its end',
        held: false,
        found: 'it hangs',
      });
    } finally {
      await world.stopAll();
    }
  });

  const inputs = async () => planInputs(await planOf('swift', swiftEstate));

  test('shows the losses that were exercised, of datasets in containers alone', async () => {
    const all = await judged([await objectsDrill(swiftEstate)], {
      inputs: await inputs(),
      against: swiftEstate,
    });
    expect(exercisedIn(all, 'imaging')).toEqual(ofSites('shown', 'held'));
    expect(datasetIn(all, 'imaging')).toMatchObject({ level: 'shown', provided: 'possible' });
    expect(all.datasets.filter(({ level }) => level === 'shown').map(({ dataset }) => dataset)).toEqual(
      all.datasets.filter(({ drills }) => drills !== undefined).map(({ dataset }) => dataset),
    );
    const one = await judged([await objectsDrill(swiftEstate, {}, ['mirror'])], {
      inputs: await inputs(),
      against: swiftEstate,
    });
    expect(exercisedIn(one, 'imaging')).toEqual([['site:mirror', 'shown', 'held']]);
    expect(datasetIn(one, 'imaging').level).toBe('possible');
    expect(renderHuman(one)).toContain('  shown for the loss of mirror alone');
  });

  test('in which objects came out otherwise contradicts the level of that loss', async () => {
    // What does not arrive is waited for as long as the estate permits.
    const soon = {
      ...swiftEstate,
      datasets: swiftEstate.datasets.map((one) => ({
        ...one,
        copies: one.copies.map((copy) => ({ ...copy, lagSeconds: 1 })),
      })),
    };
    const drill = await objectsDrill(soon, { garbles: ['clinic'] }, ['primary']);
    const report = await judged([drill], { inputs: await inputs(), against: soon });
    expect(exercisedIn(report, 'imaging')).toEqual([['site:primary', 'possible', 'failed']]);
    expect(datasetIn(report, 'imaging').drills?.[0]?.missing).toBeGreaterThan(0);
    expect(renderHuman(report)).toContain('BUT THE DRILL OF 2026-11-22 LOST ');
  });

  test('in which objects were missing as a site without them was lost contradicts what held before', async () => {
    const twoPlaces = {
      ...swiftEstate,
      datasets: swiftEstate.datasets
        .filter((one) => one.name === 'imaging')
        .map((one) => ({ ...one, copies: one.copies.filter(({ site }) => site === 'mirror') })),
    };
    const held = dated(await objectsDrill(twoPlaces), '2026-01-15');
    const given = { inputs: planInputs(await planOf('two-places', twoPlaces)), against: twoPlaces };
    const january = datasetIn(await judged([held], given), 'imaging');
    expect(january.drills).toMatchObject([{ outcome: 'held', sites: ['mirror', 'primary'], why: null }]);

    const what = 'imaging: every object written before is at mirror, byte for byte';
    const failed = dated(held, '2026-11-15', {
      held: false,
      losses: held.losses
        .filter(({ of }) => of === 'clinic')
        .map((loss) => ({
          ...loss,
          checks: loss.checks.map((check) =>
            check.what === what && check.objects
              ? {
                  ...check,
                  held: false,
                  found: 'missing or different: one',
                  objects: { ...check.objects, missing: 1 },
                }
              : check,
          ),
        })),
    });
    const november = await judged([held, failed], given);
    expect(exercisedIn(november, 'imaging')).toEqual([
      ['site:mirror', 'possible', 'failed'],
      ['site:primary', 'possible', 'failed'],
    ]);
    expect(datasetIn(november, 'imaging')).toMatchObject({
      level: 'possible',
      drills: [
        { outcome: 'failed', missing: 1, found: [`${what}: missing or different: one`] },
        { outcome: 'held' },
      ],
    });
  });

  test('shows nothing where objects are in no containers: as they are declared now', async () => {
    const report = await judged([await objectsDrill(swiftEstate)], {
      inputs: planInputs(await estatePlan()),
    });
    expect(datasetIn(report, 'imaging')).toMatchObject({
      level: 'possible',
      drills: [
        {
          outcome: 'not-counted',
          why: 'it was declared otherwise then: containers.0 was "primary lausitz primary" and is not there',
        },
      ],
    });
  });
});

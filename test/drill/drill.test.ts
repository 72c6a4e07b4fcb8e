import { renderDrill } from '../../audit/drill';
import type { Drill } from '../../contracts/drill';
import { drill } from '../../drill/drill';
import { layDeployment } from '../../estate/deployment';
import { loadEstate } from '../../estate/load-estate';
import type { Estate } from '../../estate/model';
import { type Faults, SmallSites } from './small-sites';

const declared = loadEstate();
const names = declared.sites.map(({ name }) => name);
/** Every site has Swift; what is late is late at once. */
const estate: Estate = (() => {
  const laid = layDeployment(declared, {
    kind: 'deployment',
    schemaVersion: '1.0.0',
    sites: Object.fromEntries(
      names.map((name, at) => [
        name,
        {
          authUrl: `http://127.0.0.${at + 1}:5000/v3`,
          externalNetworkId: '319dab1c-3f9d-401c-a1df-ef8cf3676cdc',
          objects: true,
          objectAccount: `AUTH_${String(at).repeat(32)}`,
        },
      ]),
    ),
  });
  const soon = laid.datasets.map((dataset) => ({
    ...dataset,
    copies: dataset.copies.map((copy) => ({ ...copy, lagSeconds: 1 })),
  }));
  return { ...laid, datasets: soon };
})();

const noDatabase = (): never => {
  throw new Error('no database is asked for');
};

async function drilled(faults: Faults, sites: readonly string[] = names): Promise<Drill> {
  const world = new SmallSites(estate, faults);
  await world.startAll();
  try {
    return await drill(world, { sites, databases: [] }, noDatabase);
  } finally {
    await world.stopAll();
  }
}

const failures = ({ losses }: Drill) =>
  losses.flatMap(({ checks }) => checks.filter(({ held }) => !held).map(({ what }) => what));

test('a loss of each site in turn is withstood, and says what was not exercised', async () => {
  const result = await drilled({});
  expect(failures(result)).toEqual([]);
  expect(result.held).toBe(true);
  expect(result.losses.map(({ of }) => of)).toEqual(names);
  expect(result.sandbox).toBe(true);
  const said = result.losses.flatMap(({ checks }) => checks.map(({ what }) => what)).join('\n');
  expect(said).toContain('imaging: every object written before is at clinic, byte for byte');
  expect(said).toContain('imaging: objects written while mirror was lost arrive at clinic');
  const text = renderDrill(result);
  expect(text).toContain('Not exercised:');
  expect(text).not.toContain('FAILED');
});

test.each<[string, Faults, string, string]>([
  [
    'other bytes',
    { garbles: ['clinic'] },
    'primary',
    'imaging: every object written before is at clinic, byte for byte',
  ],
  ['forgotten objects', { forgets: ['primary'] }, 'primary', 'imaging: primary still holds what it held'],
  ['a site that stays away', { doesNotComeBack: ['clinic'] }, 'clinic', 'clinic comes back'],
  [
    'a deploy that repairs nothing',
    { deploysNothing: ['mirror'] },
    'clinic',
    'mirror can be deployed: a rule deleted behind Terraform’s back is put back',
  ],
  [
    'a site that was never gone',
    { doesNotStop: ['primary'] },
    'primary',
    'primary is gone: nothing answers there',
  ],
])('%s fail the drill', async (_, faults, lost, what) => {
  const result = await drilled(faults, [lost]);
  expect(result.held).toBe(false);
  expect(failures(result)).toContain(what);
  expect(renderDrill(result)).toContain('FAILED');
});

test('a drill of nothing holds nothing', async () => {
  expect((await drilled({}, [])).held).toBe(false);
});

test.each([
  [{ completed: true, findings: [] }, true],
  [{ completed: true, findings: ['7 acknowledged rows are not at mirror in the end'] }, false],
  [{ completed: false, findings: [] }, false],
])('database servers count as well: %j', async (said, held) => {
  const rows = { acknowledged: 9, missingInTheEnd: [{ site: 'mirror', rows: 7 }] };
  const database = { dataset: 'patient-records', rows, episodes: {}, notShown: ['no network'], ...said };
  const world = new SmallSites(estate);
  const result = await drill(world, { sites: [], databases: ['patient-records'] }, () =>
    Promise.resolve(database),
  );
  expect(result.held).toBe(held);
  expect(result.notExercised).toContain('no network');
  expect(renderDrill(result)).toContain('9 acknowledged rows; missing in the end: 7 at mirror');
  expect(renderDrill(result).includes('FAILED')).toBe(!held);
});

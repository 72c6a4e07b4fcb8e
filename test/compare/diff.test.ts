import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { diff, type Side } from '../../compare/diff';
import type { ResourceChange } from '../../compare/diff-report';
import { defineEstate } from '../../estate/define-estate';
import type { Report } from '../../judge/report';
import { estatePlan, type PlannedSite } from '../estate-plan';
import { estate } from '../judge/small-stacks';
import { applyPlan } from '../strength/after-apply';
import { changedSites, diffOf, sideOf } from './diff-sides';

const volume = 'openstack_blockstorage_volume_v3.imaging_data';

let sites: readonly PlannedSite[];

beforeAll(async () => {
  sites = await estatePlan();
});

let known: Side | undefined;

/** Judged once: most tests compare with the estate as it is. */
function baseSide(): Side {
  known ??= sideOf('base', sites);
  return known;
}

function brief(changes: readonly ResourceChange[]) {
  return changes.map(({ action, stack, address, attributes }) => [
    action,
    `${stack}:${address}`,
    attributes.map(({ attribute, forcesReplacement }) => `${attribute}${forcesReplacement ? '!' : ''}`),
  ]);
}

test('the same twice is no change, and says so', () => {
  const report = diff(baseSide(), { ...baseSide(), name: 'head' });
  expect(report.headline).toBe('Changes nothing: no promise, no verdict, no resource.');
  expect(report).toMatchObject({ worse: false, promise: [], verdicts: [], notes: [] });
  expect(report.unchanged).toEqual({ fail: 0, undecided: 3, exempt: 0 });
  expect(report.resources).toMatchObject({ observable: true, changes: [], pending: 0 });
});

test('a copy that goes is said in words, with what is not survived any more and what is destroyed', async () => {
  const report = await diffOf({ stack: 'clinic', remove: volume });
  expect(report.headline).toBe(
    'Removes the last copy of imaging outside Biere and Magdeburg, and destroys imaging at clinic.',
  );
  expect(report.worse).toBe(true);
  const [data, copy, ...losses] = report.promise;
  expect(data).toMatchObject({ aspect: 'data', what: 'what clinic holds of it', witness: volume });
  expect(copy).toMatchObject({ aspect: 'survival', what: 'copy at clinic', before: 'at most 15 min behind' });
  expect(copy?.after).toBe('at most 15 min behind, but it does not count');
  const lost = losses.find(({ after }) => after === 'nothing is left');
  expect(lost?.losses).toContain('control-plane:eu-de');
  expect(lost?.witness).toContain('losing control-plane eu-de takes primary, mirror; of the rest: clinic');
  expect(report.verdicts.filter(({ change }) => change === 'new').map(({ policy }) => policy)).toContain(
    'resilience/every-declared-copy-in-plan',
  );
  const [first] = report.resources.changes;
  expect(first).toMatchObject({ action: 'destroy', address: volume, datasets: ['imaging'], stateful: true });
});

test('what is mended is better, and not worse', async () => {
  const [broken, whole] = [await changedSites({ stack: 'clinic', remove: volume }), sites];
  const report = diff(sideOf('base', broken), sideOf('head', whole));
  expect(report.worse).toBe(false);
  expect(report.headline).toMatch(
    /^Strengthens the promise for imaging, mends \d+ findings, creates 1 resource/,
  );
  expect(new Set(report.verdicts.map(({ change }) => change))).toEqual(new Set(['fixed']));
});

test('between plans without a state, the provider’s own table says what is replaced and which attribute forces it', async () => {
  const { resources, headline, worse } = await diffOf({
    stack: 'clinic',
    set: { [volume]: { availability_zone: 'elsewhere', size: 9000 } },
  });
  expect(brief(resources.changes)).toEqual([
    ['replace', `clinic:${volume}`, ['availability_zone!', 'size']],
    // It names the volume, and goes with it.
    ['replace', 'clinic:openstack_compute_volume_attach_v2.imaging_attach', []],
  ]);
  expect(resources.changes[0]?.attributes[1]).toMatchObject({ before: '8192', after: '9000' });
  expect(headline).toContain('estroys imaging at clinic');
  expect(worse).toBe(true);
});

test('what is bound to something that is replaced is replaced too', async () => {
  const { resources } = await diffOf({
    stack: 'clinic',
    set: { 'openstack_networking_network_v2.mapping_network': { region: 'elsewhere' } },
  });
  const replaced = resources.changes.filter(({ action }) => action === 'replace');
  const types = replaced.map(({ type }) => type.replaceAll(/^openstack_(networking|compute)_|_v2$/g, ''));
  expect([...new Set(types)]).toEqual(
    expect.arrayContaining(['instance', 'network', 'port', 'subnet', 'volume_attach']),
  );
  expect(replaced.find(({ type }) => type.includes('subnet'))?.reason).toBe(
    'what its network_id names is replaced',
  );
  expect(replaced.every(({ stateful }) => !stateful)).toBe(true);
});

test('what is changed in place makes nothing worse', async () => {
  const report = await diffOf({ stack: 'clinic', set: { [volume]: { size: 9000 } } });
  expect(brief(report.resources.changes)).toEqual([['update', `clinic:${volume}`, ['size']]]);
  expect(report).toMatchObject({ worse: false, headline: 'Updates 1 resource; the promise stays as it is.' });
});

test('what the estate declares is compared though no resource shows it', () => {
  const { datasets, sites: all, classes, assumptions } = estate;
  const suites = [...new Map(estate.links.map(({ suite }) => [suite.name, suite])).values()];
  const wider = classes.map((one) => ({ ...one, permittedCountries: ['DE', 'CH'] }));
  const other = defineEstate(
    {
      sites: all,
      classes: wider,
      assumptions,
      suites,
      datasets: datasets.map((one) =>
        one.name === 'consent' ? { ...one, withstands: ['site'] as const } : one,
      ),
    },
    { asOf: '2026-11-22' },
  );
  const report = diff(baseSide(), sideOf('head', sites, other));
  const [first, second, third, ...more] = datasets.map(({ name }) => name).toSorted();
  expect(report.headline).toBe(`Permits ${first}, ${second}, ${third} and ${more.length} more in CH, too.`);
  const consent = report.promise.filter(({ dataset }) => dataset === 'consent');
  expect(consent.map(({ what, direction }) => [what, direction])).toEqual([
    ['countries where it may be', 'worse'],
    ['losses that it has to withstand', 'worse'],
  ]);
  expect(report.resources.changes).toEqual([]);
});

test('a dataset that is called otherwise is the same one, and its volumes are not', () => {
  const renamed = (side: Side) => ({
    ...side,
    report: JSON.parse(JSON.stringify(side.report).replaceAll('"imaging"', '"pictures"')) as Report,
  });
  const { promise } = diff(baseSide(), renamed(baseSide()));
  expect(promise).toEqual([
    expect.objectContaining({ dataset: 'pictures', what: 'name', before: 'imaging', direction: 'changed' }),
  ]);
});

test('a plan against a state says itself what it does; what the base does just so only waits', async () => {
  const deployed = sites.map((site) => ({ ...site, plan: applyPlan(site.plan).plan }));
  const doing = (address: string, change: object) =>
    deployed.map((site) => {
      if (site.stack !== 'clinic') return site;
      const json = JSON.parse(site.plan) as { resource_changes: { address: string; change: object }[] };
      const one = json.resource_changes.find((each) => each.address === address);
      if (one) one.change = { ...one.change, ...change };
      return { ...site, plan: JSON.stringify(json) };
    });
  const { before } = (
    JSON.parse(deployed.find(({ stack }) => stack === 'clinic')?.plan ?? '{}') as {
      resource_changes: { address: string; change: { before: { size: number } } }[];
    }
  ).resource_changes.find(({ address }) => address === volume)?.change ?? { before: { size: 0 } };
  const grows = doing(volume, { actions: ['update'], before, after: { ...before, size: before.size + 1 } });
  const goes = doing(volume, {
    actions: ['delete', 'create'],
    before,
    after: { ...before, availability_zone: 'b' },
    replace_paths: [['availability_zone']],
  });
  const one = diff(sideOf('base', deployed), sideOf('head', grows));
  expect(brief(one.resources.changes)).toEqual([['update', `clinic:${volume}`, ['size']]]);
  const both = diff(sideOf('base', grows), sideOf('head', grows));
  expect(both.resources).toMatchObject({ changes: [], pending: 1 });
  const replaced = diff(sideOf('base', deployed), sideOf('head', goes));
  expect(brief(replaced.resources.changes)).toEqual([
    ['replace', `clinic:${volume}`, ['availability_zone!']],
  ]);
  expect(replaced.worse).toBe(true);
});

test('of a plan that the real provider made, every action is named with the reason that it gives', () => {
  const file = join(__dirname, '..', 'fixtures', 'policies', 'resilience', 'stateful-resource-kept.json');
  const { report } = baseSide();
  const plans = [{ stack: 'primary', file, planJson: readFileSync(file, 'utf8') }];
  const { resources, worse } = diff({ name: 'report alone', report }, { name: 'head', report, plans });
  expect(brief(resources.changes)).toEqual([
    ['destroy', 'primary:openstack_keymanager_secret_v1.deleted', []],
    ['replace', 'primary:openstack_blockstorage_volume_v3.moved_to_another_zone', ['availability_zone!']],
    ['forget', 'primary:openstack_objectstorage_container_v1.abandoned', []],
    ['update', 'primary:openstack_blockstorage_volume_v3.grown', ['size']],
    ['create', 'primary:openstack_blockstorage_volume_v3.new', []],
  ]);
  expect(worse).toBe(true);
});

test('two reports alone show no resources, and say so', () => {
  const [base, head] = [baseSide(), baseSide()];
  const report = diff({ ...base, plans: undefined }, { ...head, plans: undefined });
  expect(report.resources).toMatchObject({ observable: false, changes: [] });
  expect(report.headline).toContain('what becomes of resources is not shown');
});

test('what is undecided now is worse where it is grave, and what was exempt stays named', () => {
  const side = baseSide();
  const [verdict] = side.report.verdicts.filter(({ outcome }) => outcome === 'undecided');
  if (!verdict) throw new Error('nothing is undecided');
  const adding = (outcome: 'undecided' | 'exempt' | 'fail', severity: string) => ({
    ...side,
    report: {
      ...side.report,
      verdicts: [
        ...side.report.verdicts,
        { ...verdict, outcome, severity, address: 'x', policy: 'network/egress-bounded' },
      ],
      policies: side.report.policies.map((one) =>
        one.policy === 'network/egress-bounded' ? { ...one, severity } : one,
      ),
    },
  });
  const of = (...given: Parameters<typeof adding>) => diff(side, adding(...given));
  expect(of('undecided', 'high').worse).toBe(true);
  expect(of('undecided', 'medium').worse).toBe(false);
  expect(of('exempt', 'critical')).toMatchObject({ worse: false, verdicts: [{ change: 'exempt' }] });
  expect(of('fail', 'low')).toMatchObject({ worse: true, verdicts: [{ change: 'new', was: 'absent' }] });
});

test('a policy that is not asked any more is no finding that was mended', () => {
  const base = baseSide();
  const policy = 'resilience/copy-out-of-reach';
  const without = <T extends { policy: string }>(list: readonly T[]) =>
    list.filter((one) => one.policy !== policy);
  const { report } = base;
  const head = {
    ...base,
    report: { ...report, policies: without(report.policies), passed: without(report.passed) },
  };
  const { verdicts, worse, headline } = diff(base, head);
  expect(verdicts).toEqual([expect.objectContaining({ change: 'unseen', policy, worse: true })]);
  expect(worse).toBe(true);
  expect(headline).toBe('Stops looking at resilience/copy-out-of-reach.');
});

test('a stack that is not there any more leaves behind what it made', () => {
  const { resources } = diff(
    baseSide(),
    sideOf(
      'head',
      sites.filter(({ stack }) => stack !== 'clinic'),
    ),
  );
  expect(resources.summary.forget).toBeGreaterThan(100);
  expect(new Set(resources.changes.map(({ action, stack }) => `${action} ${stack}`))).toEqual(
    new Set(['forget clinic']),
  );
});

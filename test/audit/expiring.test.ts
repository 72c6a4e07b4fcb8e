import { endingOf, expiringOf } from '../../audit/expiring';
import { loadEstate } from '../../estate/load-estate';
import type { Report } from '../../judge/report';
import { asOf } from '../estate-plan';

const nothing = { keys: [], algorithms: [], attestations: new Set<string>() };

const report = (day: string, more: object = {}) =>
  ({ asOf: day, exceptions: [], assumptions: [], ...more }) as unknown as Report;

const exception = (expires: string, policy = 'area/rule') => ({
  policy,
  stack: 'primary',
  address: '*',
  reason: 'why',
  owner: 'somebody',
  expires,
});

test.each<[string, string, number | undefined]>([
  ['the last day of notice', '2026-04-01', 90],
  ['a day beyond it', '2026-04-02', undefined],
  ['the day itself', '2026-01-01', 0],
  ['what has ended', '2025-12-31', -1],
])('%s', (_, expires, days) => {
  const told = expiringOf(report('2026-01-01', { exceptions: [exception(expires)] }), nothing);
  expect(told.map((one) => one.days)).toEqual(days === undefined ? [] : [days]);
});

test('a leap day and the change of the clocks cost no day', () => {
  const told = expiringOf(report('2028-02-28', { exceptions: [exception('2028-04-01')] }), nothing);
  expect(told.map(({ days }) => days)).toEqual([33]);
});

test('every kind is told, the earliest first', () => {
  const told = expiringOf(
    report('2026-01-01', {
      exceptions: [exception('2026-01-06')],
      approvals: [{ file: 'approvals/x.json', approver: { name: 'A', role: 'B' }, expires: '2026-01-05' }],
      assumptions: [
        { name: 'place', statement: 'it is there', source: '', confirmed: true, reviewBy: '2026-01-04' },
        { name: 'c5', statement: 'an attestation', source: '', confirmed: false, reviewBy: '2026-01-03' },
      ],
    }),
    {
      keys: [{ site: 'clinic', keyStore: 'barbican', liveUntil: '2026-01-02' }],
      algorithms: [{ name: 'suite', permittedUntil: '2025-12-31', source: 'BSI' }],
      attestations: new Set(['c5']),
    },
  );
  expect(told.map(({ kind, days }) => [kind, days])).toEqual([
    ['algorithm', -1],
    ['key', 1],
    ['attestation', 2],
    ['assumption', 3],
    ['approval', 4],
    ['exception', 5],
  ]);
  for (const { what } of told) expect(what.de).not.toBe(what.en);
});

test('a day that is none is refused, since it would drop out of the list', () => {
  expect(() => expiringOf(report('2026-01-01', { exceptions: [exception('soon')] }), nothing)).toThrow(
    RangeError,
  );
});

test('the estate: its attestation, its suite and the keys of every site are watched', () => {
  const estate = loadEstate({ asOf });
  const ending = endingOf(estate);
  expect([...ending.attestations]).toEqual(['c5-attestation']);
  expect(ending.keys.map(({ site }) => site)).toEqual(estate.sites.map(({ name }) => name));
  const told = expiringOf(report('2030-11-01', { assumptions: estate.assumptions }), ending);
  expect(told.find(({ kind }) => kind === 'algorithm')).toMatchObject({
    name: 'transit-2026 (group20)',
    until: '2030-12-31',
    days: 60,
  });
  expect(told.filter(({ kind }) => kind === 'attestation').map(({ name }) => name)).toEqual([
    'c5-attestation',
  ]);
});

import { Graph, type Stack } from '../../graph/graph';
import { readPlan } from '../../graph/read-plan';
import { judge } from '../../judge/judge';
import { type Finding, fail, type Policy, pass, undecided } from '../../judge/policy';
import type { Exception } from '../../judge/report';
import { asOf } from '../estate-plan';
import { estate, network, policy, run, stackOf, volume } from './small-stacks';

/** Networks that pass, fail or are undecided, by their names. */
const named: Policy = policy('area/named', {
  resources: [network],
  examine(resource: { name: string }): Finding | undefined {
    const findings: Record<string, Finding> = {
      good: pass,
      bad: fail('it is bad'),
      open: undecided('it is open'),
    };
    return findings[resource.name];
  },
});

const networks = (...names: readonly string[]) => ({
  [network]: Object.fromEntries(names.map((name) => [name, { name }])),
});

const said = (report: ReturnType<typeof run>) =>
  report.verdicts.map((v) => [v.outcome, v.policy, v.stack, v.address, v.message]);

test('a pass is listed by its address, everything else is a verdict, worst first', () => {
  const report = run([stackOf('s', networks('open', 'good', 'bad', 'none'))], [named]);
  expect(report.passed).toEqual([{ policy: 'area/named', addresses: [`s:${network}.good`] }]);
  expect(said(report)).toEqual([
    ['fail', 'area/named', 's', `${network}.bad`, 'it is bad'],
    ['undecided', 'area/named', 's', `${network}.open`, 'it is open'],
  ]);
  expect(report.summary).toEqual({
    pass: 1,
    fail: 1,
    undecided: 1,
    notObservable: 0,
    exempt: 0,
    notApplicable: 0,
  });
});

test('coverage counts what at least one policy judged, and the types that none did', () => {
  const report = run(
    [
      stackOf('s', { ...networks('good', 'none'), [volume]: { a: {}, b: {} } }),
      stackOf('t', networks('bad')),
    ],
    [named],
  );
  expect(report.coverage).toEqual({
    resources: 5,
    judged: 2,
    unjudgedTypes: [
      { type: volume, count: 2 },
      { type: network, count: 1 },
    ],
  });
});

test('the order does not depend on the order of stacks, resources or policies', () => {
  const other = policy('area/another', { ...named, severity: 'critical' });
  const make = (names: readonly string[], stacks: readonly string[], policies: readonly Policy[]) =>
    said(
      run(
        stacks.map((s) => stackOf(s, networks(...names))),
        policies,
      ),
    );
  expect(make(['bad', 'open'], ['s', 't'], [named, other])).toEqual(
    make(['open', 'bad'], ['t', 's'], [other, named]),
  );
});

const broken = () => {
  throw new TypeError('x is not a function');
};

test.each([
  ['each resource', { resources: [network], examine: broken }, 's', `${network}.good`],
  ['each stack', { examineStack: broken }, 's', '(stack)'],
  ['the estate', { examineEstate: broken }, '', '(estate)'],
])('a policy for %s that throws has decided nothing, and stops no other', (_, definition, stack, address) => {
  const report = run([stackOf('s', networks('good'))], [policy('area/broken', definition), named]);
  expect(said(report)).toEqual([
    ['undecided', 'area/broken', stack, address, 'the policy could not examine it (x is not a function)'],
  ]);
  expect(report.summary.pass).toBe(1);
});

test('a policy that throws after a finding keeps it', () => {
  const halfway = policy('area/halfway', {
    *examineStack({ name }: Stack) {
      yield [{ stack: name, address: 'provider' }, fail('it is bad')];
      throw new Error('secret');
    },
  });
  expect(run([stackOf('s', {})], [halfway]).verdicts.map((v) => v.outcome)).toEqual(['fail', 'undecided']);
});

test('what a kind of input cannot show is counted and listed, never passed', () => {
  const planOnly = policy('area/plan-only', { ...named, observableIn: ['plan'] });
  const report = run([stackOf('s', networks('bad', 'good'))], [planOnly]);
  expect(said(report)).toEqual([
    ['notObservable', 'area/plan-only', 's', '(synth)', 'a synth does not show it; plan does'],
  ]);
  expect(report.summary).toMatchObject({ pass: 0, fail: 0, notObservable: 1 });
});

test('a policy for the estate is asked once, about what can show it', () => {
  const whole = policy('area/whole', { examineEstate: () => [[{ stack: '', address: 'dataset:x' }, pass]] });
  const both = [stackOf('s', {}), stackOf('t', {})];
  expect(run(both, [whole]).passed).toEqual([{ policy: 'area/whole', addresses: ['dataset:x'] }]);
  expect(run(both, [{ ...whole, observableIn: ['state'] } as Policy]).summary).toMatchObject({
    pass: 0,
    notObservable: 2,
  });
});

const exception = (expires: string, more: Partial<Exception> = {}): Exception => ({
  policy: 'area/named',
  stack: 's',
  address: `${network}.bad`,
  reason: 'it is being moved',
  owner: 'platform team',
  expires,
  ...more,
});

test('an exception in force exempts, and says why and until when', () => {
  const report = run([stackOf('s', networks('bad'))], [named], [exception(asOf)]);
  expect(said(report)).toEqual([
    [
      'exempt',
      'area/named',
      's',
      `${network}.bad`,
      `it is bad; excepted until ${asOf} by platform team: it is being moved`,
    ],
  ]);
  expect(report.exceptions).toHaveLength(1);
  expect(report.summary).toMatchObject({ fail: 0, exempt: 1 });
});

test('an exception that has expired fails, also what was undecided', () => {
  const expired = exception('2026-11-21', { address: `${network}.open` });
  const report = run([stackOf('s', networks('open'))], [named], [expired]);
  expect(report.verdicts).toMatchObject([
    { outcome: 'fail', message: 'it is open; its exception expired on 2026-11-21 (owner: platform team)' },
  ]);
});

test.each([
  ['policy', { policy: 'area/other' }],
  ['stack', { stack: 't' }],
  ['address', { address: `${network}.b` }],
])('an exception for another %s exempts nothing', (_, more) => {
  expect(run([stackOf('s', networks('bad'))], [named], [exception('2099-01-01', more)]).summary.fail).toBe(1);
});

test('of several exceptions for one finding the one that lasts longest holds', () => {
  const report = run(
    [stackOf('s', networks('bad'))],
    [named],
    [exception('2020-01-01'), exception('2099-01-01')],
  );
  expect(report.summary).toMatchObject({ fail: 0, exempt: 1 });
});

test('what goes away is judged only by policies that ask for it', () => {
  const change = { actions: ['delete'], before: { name: 'bad' }, after: null };
  const text = JSON.stringify({
    format_version: '1.2',
    planned_values: {},
    configuration: {},
    resource_changes: [{ address: `${network}.bad`, mode: 'managed', type: network, name: 'bad', change }],
  });
  const stack = readPlan({ text, file: 'plan.json', stack: 's' });
  expect(run([stack], [named]).summary.fail).toBe(0);
  expect(run([stack], [{ ...named, includesDeleted: true } as Policy]).summary.fail).toBe(1);
});

test('an estate that cannot be examined is undecided, and no crash', () => {
  const [first, ...others] = estate.datasets;
  const astray = { ...first, home: { site: 'nowhere', key: 'k' } } as (typeof estate.datasets)[number];
  const report = judge(new Graph([]), { ...estate, datasets: [astray, ...others] }, { policies: [], asOf });
  expect(report.datasets[0]?.copies.map((c) => c.status)).toEqual(['undecided', 'undecided', 'undecided']);
});

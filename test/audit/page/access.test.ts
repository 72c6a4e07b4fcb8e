import type { Contents } from '../../../audit/pack/contents';
import { keysSection, reachSection } from '../../../audit/page/sections/access';
import { controlsSection } from '../../../audit/page/sections/controls';
import { realReports } from '../reports';
import { contentsOf } from './contents';

let contents: Contents;
beforeAll(async () => {
  const { plan } = await realReports();
  if (!plan) throw new Error('there is no report of a plan');
  contents = contentsOf(plan);
});

const way = (from: string, port: string, path: readonly string[]) => ({
  from,
  ports: [port],
  path,
  certain: true,
});
const tail = ['primary:group', 'primary:port', 'primary:server'];
const count = (text: string, part: string) => text.split(part).length - 1;

test('steps that ways have in common stand above them once, and no way is left out', () => {
  const ways = [
    way('10.1.0.0/20', '5432', ['primary:rule-one', ...tail]),
    way('10.1.0.0/20', '22', ['primary:rule-two', ...tail]),
    way('10.2.0.0/20', '5432', ['mirror:rule-three', ...tail]),
    way('10.3.0.0/20', '9999', ['primary:rule-four', 'primary:other-group', ...tail.slice(1)]),
  ];
  const servers = [{ site: 'primary', server: 'primary:server', ways, complete: false }];
  const text = reachSection({ ...contents, reach: [{ dataset: 'imaging', servers }] });
  for (const one of ['10.1.0.0/20', '10.2.0.0/20', '10.3.0.0/20', '>group<', '>other-group<', '>22<'])
    expect([one, count(text, one)]).toEqual([one, 1]);
  for (const one of ['>rule-one<', '>rule-two<', '>mirror:rule-three<', '>rule-four<'])
    expect([one, count(text, one)]).toEqual([one, 1]);
  expect(count(text, 'There may be more ways')).toBe(1);
  expect(count(text, 'scope="rowgroup"')).toBe(2);
});

test('a server that nobody reaches says so, and one without ways that may have some says that', () => {
  const server = (name: string, complete: boolean) => ({ site: 'primary', server: name, ways: [], complete });
  const servers = [server('primary:known', true), server('primary:open', false)];
  const text = reachSection({ ...contents, reach: [{ dataset: 'imaging', servers }] });
  expect(text).toMatch(/primary:known<\/code> \(<bdi>primary<\/bdi>\): .*nobody/);
  expect(text).toMatch(/primary:open<\/code>.*There may be more ways/);
});

test('whoever holds several keys is named once above them, with every key of theirs', () => {
  const [first] = contents.keys;
  if (!first) throw new Error('there is no key');
  const other = { ...first, site: 'clinic', key: 'third', operator: { de: 'Andere.', en: 'Others.' } };
  const text = keysSection({ ...contents, keys: [first, { ...first, key: 'second' }, other] });
  expect(count(text, first.operator.en)).toBe(1);
  for (const one of [first.key, 'second', 'third', 'Others.'])
    expect([one, count(text, one)]).toEqual([one, 1]);
});

test('what shows several statements is said once and referred to; every rule stands at each outcome it had', () => {
  const [source] = contents.controls;
  const [control] = source?.controls ?? [];
  if (!source || !control) throw new Error('there is no control');
  const mixed = {
    ...control,
    id: 'CRY-04',
    policies: [{ policy: 'a/b', pass: 2, fail: 1, undecided: 0, notObservable: 0, exempt: 0 }],
  };
  const alone = {
    ...control,
    id: 'CRY-05',
    shownBy: { plan: { de: 'nur hier', en: 'only here' } },
    policies: [],
  };
  const text = controlsSection({ ...contents, controls: [{ ...source, controls: [control, mixed, alone] }] });
  expect(count(text, 'encryption at creation')).toBe(1);
  expect(count(text, 'href="#evidence-1"')).toBe(2);
  expect(text).toMatch(/failed.*a\/b<\/code><\/a> \(1\)<\/li><li>.*passed.*a\/b<\/code><\/a> \(2\)/);
  expect(text).toContain('only here');
});

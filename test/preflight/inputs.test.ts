import { judgeQuota, quotaOf } from '../../preflight/quota';
import { renderHuman } from '../../preflight/render-human';
import { makeReport, type SiteReport } from '../../preflight/report';
import { readManaged } from '../../preflight/state';
import { Uncountable, WantedObjects } from '../../preflight/wanted';

test('a state is read as a file and as Terraform shows it, and for nothing but types and ids', () => {
  const raw = {
    version: 4,
    resources: [
      {
        mode: 'managed',
        type: 't',
        instances: [{ attributes: { id: 'a', psk: 'x' } }, { attributes: { id: 'b' } }],
      },
      { mode: 'data', type: 't', instances: [{ attributes: { id: 'c' } }] },
    ],
  };
  const shown = {
    format_version: '1.0',
    values: {
      root_module: {
        resources: [{ mode: 'managed', type: 't', values: { id: 'a' } }],
        child_modules: [{ resources: [{ mode: 'managed', type: 't', values: { id: 'b' } }] }],
      },
    },
  };
  const expected = new Map([['t', new Set(['a', 'b'])]]);
  expect(readManaged(JSON.stringify(raw), 'f')).toEqual(expected);
  expect(readManaged(JSON.stringify(shown), 'f')).toEqual(expected);
  expect(readManaged('{"format_version": "1.0"}', 'f')).toEqual(new Map());
});

test.each(['', 'no JSON', '[]', 'null', '{}', '{"format_version": "1.2", "planned_values": {}}'])(
  'what is no state is refused: %s',
  (text) => {
    expect(() => readManaged(text, 'plan.json')).toThrow('plan.json is no Terraform state');
  },
);

test('a stack whose count only Terraform knows is not counted', () => {
  const read = (resource: object) => WantedObjects.read(JSON.stringify({ resource }));
  expect(read({ t: { a: { name: 'x' }, b: {} } }).count('t')).toBe(2);
  expect(() => read({ t: { a: { count: 2 } } })).toThrow(Uncountable);
  expect(() => read({ t: { a: { for_each: {} } } })).toThrow('t.a has a count');
  expect(() => WantedObjects.read('no JSON')).toThrow(Uncountable);
  expect(WantedObjects.read('{}').types).toEqual([]);
});

test('a quota is what it permits less what is used and reserved; without a limit there is room', () => {
  expect(quotaOf({ limit: 5, in_use: 2, reserved: 1 })).toEqual({ limit: 5, used: 3 });
  expect(quotaOf({ limit: 5, used: 2, reserved: 0 })).toEqual({ limit: 5, used: 2 });
  expect([quotaOf(undefined), quotaOf({ limit: '5', used: 2 }), quotaOf({ limit: 5 })]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  const outcome = (limit: number, used: number, needed: number) =>
    judgeQuota('things', { limit, used }, needed).outcome;
  expect([
    outcome(5, 2, 3),
    outcome(5, 2, 4),
    outcome(-1, 99, 9),
    outcome(5, 9, 0),
    outcome(0, 0, 1),
  ]).toEqual(['ok', 'not-ok', 'ok', 'not-applicable', 'not-ok']);
  expect(judgeQuota('things', undefined, 1).outcome).toBe('unread');
});

const looked: SiteReport = {
  site: 'clinic',
  authUrl: 'https://keystone.example/v3',
  project: 'p',
  looked: true,
  checks: [
    {
      check: 'a/well',
      rule: 'It is.',
      results: [
        { outcome: 'ok', value: 'one' },
        { outcome: 'ok', value: 'two' },
      ],
    },
    {
      check: 'b/ill',
      rule: 'It would be.',
      results: [
        { outcome: 'not-ok', value: 'three', fix: 'Mend it.' },
        { outcome: 'not-ok', value: 'four', fix: 'Mend it.' },
        { outcome: 'unread', value: 'five', fix: 'Look.' },
      ],
    },
  ],
};

test('people read first what is to be mended, each fix once, and which sites nobody looked at', () => {
  const missed: SiteReport = {
    ...looked,
    site: 'mirror',
    looked: false,
    reason: 'no credentials',
    checks: [],
  };
  const report = makeReport([looked, missed], new Date('2026-11-23T06:07:08.900Z'));
  expect(report.ok).toBe(false);
  expect(renderHuman(report)).toBe(`clinic: project p at https://keystone.example/v3
  NOT OK          b/ill
    three
    four
    fix:  Mend it.
    rule: It would be.
  UNREAD          b/ill
    five
    fix:  Look.
    rule: It would be.
  ok              a/well: one; two

mirror: NOT LOOKED AT: no credentials

1 site looked at 2026-11-23T06:07:08Z: 2 ok, 0 not applicable, 0 not observable, 1 unread, 2 not ok; not looked at: mirror.
`);
});

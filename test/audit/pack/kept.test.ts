import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { comparePacks } from '../../../audit/pack/compare-packs';
import { makePack } from '../../../audit/pack/make-pack';
import { foreignEstate } from '../../../estate/foreign-estate';
import { judgeInputs } from '../../../policies/judge-inputs';
import { keptPack } from '../../make-audit-pack';
import { check } from './packs';

test('a pack that was kept is whole, whatever the rules are by now', async () => {
  expect(await check(keptPack, true)).toMatchObject({
    holds: true,
    files: [],
    hashes: [],
    asOf: '2026-11-22',
  });
});

test('it is judged again: alike by the rules that made it; by others what differs is named with them', async () => {
  const { recomputed, files, hashes } = await check(keptPack);
  expect({ files, hashes }).toEqual({ files: [], hashes: [] });
  expect(recomputed.outcome).not.toBe('not done');
  // By later rules a difference is no fault of the pack; by the same ones there is none.
  expect(recomputed.sameRules && recomputed.outcome === 'differs').toBe(false);
  expect(recomputed.differences.every(({ part }) => part !== 'report.inputs' && part !== 'report.asOf')).toBe(
    true,
  );
});

test('it can be compared with one of today', () => {
  const comparison = comparePacks(keptPack, keptPack);
  expect(comparison).toMatchObject({ worse: false, controls: [], exceptions: [] });
});

/** The same text as of names, in every place where a plan has one. */
const hostile = '</script><img src=x onerror=alert(1)>\u001b[2J\u202e{{7*7}}${jndi:ldap://x}';

test('hostile names are text in every file, and the pack of them holds', () => {
  const plan = JSON.parse(readFileSync(join(keptPack, 'inputs', '01-web-cluster.plan.json'), 'utf8')) as {
    resource_changes: { change: { after: Record<string, unknown> | null } }[];
  };
  for (const { change } of plan.resource_changes) {
    if (change.after)
      Object.assign(change.after, { name: hostile, description: hostile, __proto__x: hostile });
  }
  const foreign = { cloud: 'openstack', countries: ['DE'], encryptedVolumeTypes: [] } as const;
  const stack = '../../etc/<b>';
  const inputs = [{ kind: 'plan' as const, stack, file: '../../x.json', text: JSON.stringify(plan) }];
  const estate = foreignEstate(foreign);
  const { files, index } = makePack({
    report: judgeInputs(inputs, estate, { asOf: '2026-11-22' }),
    inputs,
    estate,
    foreign,
    observations: [],
    creationEvidence: new Map(),
    approvals: [],
    authors: [],
    exceptions: [],
    drills: [],
    language: 'en',
  });
  expect([...files.keys()].filter((path) => !/^[\w.-]+(\/[\w.-]+)?$/.test(path))).toEqual([]);
  expect(index.attested.filter(({ why }) => why !== 'reads secrets')).toEqual([]);
  const texts = [...files].filter(([path]) => path.endsWith('.json') || path.endsWith('.sarif'));
  for (const [, text] of texts) expect(() => JSON.parse(text)).not.toThrow();
  // No file may hold what a terminal obeys.
  expect([...files].filter(([, text]) => text.includes('\u001b'))).toEqual([]);
});

test('an input that is larger than a pack takes is refused, and named', () => {
  const huge = { length: 300 * 1024 * 1024 } as Buffer;
  const inputs = [{ kind: 'plan' as const, stack: 'huge', file: 'huge.json', text: huge }];
  const given = { inputs, drills: [], observations: [], approvals: [], exceptions: [] };
  expect(() => makePack(given as unknown as Parameters<typeof makePack>[0])).toThrow(
    /huge\.json: it has 314572800 bytes; a pack takes inputs of up to 268435456/,
  );
});

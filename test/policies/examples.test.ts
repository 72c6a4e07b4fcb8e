import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadEstate } from '../../estate/load-estate';
import { Graph, type Stack } from '../../graph/graph';
import { readManifests } from '../../graph/read-manifests';
import { readPlan } from '../../graph/read-plan';
import { judge } from '../../judge/judge';
import type { Examples, Policy } from '../../judge/policy';
import { loadPolicies } from '../../policies/registry';
import { untranslated } from '../audit/german/untranslated';
import { asOf } from '../estate-plan';
import { fixturesFolder } from '../make-fixtures';
import { type Outcome, outcomes, outcomesOf } from '../outcomes';

const estate = loadEstate({ asOf });
const policies = loadPolicies();
const shown = policies.filter(
  ({ examples: { terraform, manifests } }) => terraform !== undefined || manifests !== undefined,
);
const stackOf = ({ examples: { manifests, site = 'primary' } }: Policy) =>
  manifests === undefined ? site : `${site}-workloads`;

/** Judges a policy's fixture with that policy alone, from plan JSON or Kubernetes objects alone. */
function judgeExample(policy: Policy) {
  return judge(new Graph([readExample(policy)]), estate, { policies: [policy], asOf });
}

function readExample(policy: Policy): Stack {
  const { manifests } = policy.examples;
  const stack = stackOf(policy);
  if (manifests !== undefined) return readManifests(manifests, policy.id, stack);
  const file = `${policy.id}.json`;
  return readPlan({ text: readFileSync(join(fixturesFolder, file), 'utf8'), file, stack });
}

function expected({ pass = [], fail = [], undecided = [] }: Examples): Record<Outcome, readonly string[]> {
  return { pass: pass.toSorted(), fail: fail.toSorted(), undecided: undecided.toSorted() };
}

test.each(shown)('$id says of its examples what they are there to show', (policy) => {
  const said = outcomesOf(judgeExample(policy), policy.id, stackOf(policy));
  expect(said).toEqual(expected(policy.examples));
});

test.each(shown)('$id shows no secret and gives evidence for what it finds', (policy) => {
  const { verdicts } = judgeExample(policy);
  expect(verdicts.filter((v) => v.message === '' || v.evidence.length === 0)).toEqual([]);
  expect(JSON.stringify(verdicts)).not.toMatch(/value-of-|BEGIN [A-Z ]*PRIVATE KEY/);
});

test.each(shown)('$id says in German, too, what it finds', (policy) => {
  expect(untranslated(judgeExample(policy).verdicts)).toEqual([]);
});

test.each(policies)('$id has an example of every outcome, or says why one cannot occur', ({ examples }) => {
  const has = (outcome: Outcome) =>
    (examples[outcome] ?? []).length > 0 || (examples.changes ?? []).some((c) => c.outcome === outcome);
  const silent = outcomes.filter((o) => !has(o) && !examples.cannotOccur?.[o]);
  const contradicted = outcomes.filter((o) => has(o) && examples.cannotOccur?.[o] !== undefined);
  expect({ silent, contradicted }).toEqual({ silent: [], contradicted: [] });
});

/** The controls that policies may name; none is invented. */
const controlForms = [
  /^C5:2020 (CRY-0[1-4]|COS-0[1-8]|OPS-(0[6-9]|1[0-7]|24)|IDM-0[1-9]|BCM-0[1-4]|PSS-12)$/,
  /^C5:2026 (CRY-(04|05|07|16)|PSS-12|GC-03)$/,
  /^GDPR Art\. (9|32\(1\)\([a-d]\)|4[4-9])$/,
  /^§ 39[13] SGB V$/,
  /^BSIG § 30\(2\) no\. [348]$/,
  /^Grundschutz\+\+ NOT\.4\.(7|8|10|12|14|16)$/,
  /^Grundschutz\+\+ (KONF\.(3\.2|14\.1)|ARCH\.(6\.2|8\.[1-3])|BER\.7\.(1|2|10)|BES\.2\.[23])$/,
  /^BSI TR-02102$/,
  /^EHDS Art\. (73|87)$/,
  /^SCS-0118$/,
];

test.each(policies)('$id is written down in full', (policy) => {
  const { title, why, avoid, prefer, remediation, controls, observableIn, examples } = policy;
  const texts = { title, why, avoid, prefer, remediation, ...examples.cannotOccur };
  expect(Object.entries(texts).filter(([, text]) => text.trim().length < 10)).toEqual([]);
  expect(title).not.toMatch(/\.$/);
  expect(controls.filter((control) => !controlForms.some((form) => form.test(control)))).toEqual([]);
  expect(new Set(controls).size).toBe(controls.length);
  expect(observableIn.length).toBeGreaterThan(0);
  expect(['critical', 'high', 'medium', 'low']).toContain(policy.severity);
});

test('ids and titles are unique, and ids are area/name', () => {
  const ids = policies.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(new Set(policies.map(({ title }) => title)).size).toBe(ids.length);
  expect(ids.filter((id) => !/^[a-z]+\/[a-z0-9]+(-[a-z0-9]+)*$/.test(id))).toEqual([]);
});

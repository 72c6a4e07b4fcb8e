import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import Ajv from 'ajv';
import { assessmentPlan } from '../../../audit/pack/oscal/assessment-plan';
import { assessmentResults } from '../../../audit/pack/oscal/assessment-results';
import type { PackIndex } from '../../../audit/pack/pack-index';
import type { Report } from '../../../judge/report';
import { hostileReport, realReports } from '../reports';

const schema = gunzipSync(readFileSync(join(__dirname, '..', 'schemas', 'oscal-complete-1.1.3.json.gz')));
const formats = {
  uri: /^[a-z][a-z0-9+.-]*:\S*$/i,
  'uri-reference': /^[\w\-./~%:+!'()*#]*$/,
  'date-time': /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/,
  email: /@/,
};
const validate = new Ajv({ allErrors: true, strict: false, formats }).compile(JSON.parse(String(schema)));

const index: PackIndex = {
  kind: 'audit-pack',
  schemaVersion: '1.0.0',
  asOf: '2026-11-22',
  language: 'en',
  rules: '0'.repeat(64),
  inputs: [
    {
      kind: 'plan',
      stack: 'clinic',
      input: 'clinic.json',
      file: 'inputs/01-clinic.plan.json',
      original: '0'.repeat(64),
      redacted: '0'.repeat(64),
      removed: 0,
    },
  ],
  observations: [],
  approvals: [],
  authors: [],
  exceptions: 'exceptions.json',
  estate: 'estate.json',
  drills: [],
  attested: [{ policy: 'keys/not-in-plan-or-state', why: 'reads secrets' }],
};

let reports: Readonly<Record<string, Report>>;
beforeAll(async () => {
  const real = await realReports();
  reports = {
    ...real,
    hostile: hostileReport(real.failing as Report, 7),
    nothing: without(real.plan as Report),
  };
});

/** A report of nothing, in which every list is empty. */
function without(report: Report): Report {
  return {
    ...report,
    inputs: [],
    policies: [],
    passed: [],
    verdicts: [],
    notApplicable: [],
    promises: [],
    datasets: [],
  };
}

const named = (name: string) => reports[name] as Report;
const names = ['plan', 'synth', 'failing', 'exempt', 'one site alone', 'hostile', 'nothing'];

test('the schema is the one whose hash is noted', () => {
  const hash = createHash('sha256').update(schema).digest('hex');
  expect(readFileSync(join(__dirname, '..', 'schemas', 'README.md'), 'utf8')).toContain(hash);
});

describe('OSCAL 1.1.3, by NIST’s own schema', () => {
  test.each(names)('the assessment plan of %s', (name) => {
    validate(assessmentPlan(named(name), 'a'));
    expect(validate.errors ?? []).toEqual([]);
  });

  test.each(names)('the assessment results of %s', (name) => {
    validate(assessmentResults(named(name), index, 'a'));
    expect(validate.errors ?? []).toEqual([]);
  });

  test('what is no OSCAL is refused', () => {
    const plan = assessmentPlan(named('failing'), 'a') as { 'assessment-plan': object };
    expect(validate({ 'assessment-plan': { ...plan['assessment-plan'], 'import-ssp': {} } })).toBe(false);
    expect(validate({ 'assessment-plan': { ...plan['assessment-plan'], more: 1 } })).toBe(false);
    expect(validate({ 'assessment-plan': { ...plan['assessment-plan'], uuid: 'no-uuid' } })).toBe(false);
  });
});

interface Results {
  readonly 'assessment-results': {
    readonly results: readonly {
      readonly 'local-definitions': { readonly 'inventory-items': readonly { readonly uuid: string }[] };
      readonly observations: readonly {
        readonly uuid: string;
        readonly subjects: readonly { readonly 'subject-uuid': string }[];
        readonly 'relevant-evidence': readonly { readonly href: string }[];
      }[];
      readonly findings: readonly {
        readonly target: {
          readonly 'target-id': string;
          readonly status: { readonly state: string; readonly reason: string };
        };
        readonly 'related-observations': readonly { readonly 'observation-uuid': string }[];
      }[];
    }[];
  };
}

function resultOf(name: string) {
  const results = assessmentResults(named(name), index, 'a') as Results;
  return results['assessment-results'].results[0] as Results['assessment-results']['results'][number];
}

test('what is referred to is there, and no id is used twice', () => {
  const { observations, findings, 'local-definitions': defined } = resultOf('failing');
  const uuids = observations.map(({ uuid }) => uuid);
  expect(new Set(uuids).size).toBe(uuids.length);
  const items = new Set(defined['inventory-items'].map(({ uuid }) => uuid));
  const subjects = observations.flatMap((one) => one.subjects.map((subject) => subject['subject-uuid']));
  expect(subjects.filter((uuid) => !items.has(uuid))).toEqual([]);
  const related = findings.flatMap((one) => one['related-observations'].map((o) => o['observation-uuid']));
  expect(related.toSorted()).toEqual(uuids.toSorted());
  const plan = JSON.stringify(assessmentPlan(named('failing'), 'a'));
  expect(findings.filter(({ target }) => !plan.includes(`"id":"${target['target-id']}"`))).toEqual([]);
});

test('evidence of a verdict leads to it in the report, and to the file that was judged', () => {
  const report = named('failing');
  const at = report.verdicts.findIndex(({ stack, outcome }) => stack === 'clinic' && outcome === 'fail');
  const hrefs = resultOf('failing').observations[at]?.['relevant-evidence'].map(({ href }) => href);
  expect(hrefs).toEqual([`report.json#/verdicts/${at}`, 'inputs/01-clinic.plan.json']);
});

test('only what passes is satisfied: not what fails, is exempt or undecided', () => {
  const policy = 'encryption.volume-encrypted-at-creation';
  const statusOf = (name: string) =>
    resultOf(name).findings.find(({ target }) => target['target-id'] === policy)?.target.status;
  expect(statusOf('plan')).toMatchObject({ state: 'satisfied', reason: 'pass' });
  expect(statusOf('failing')).toMatchObject({ state: 'not-satisfied', reason: 'fail' });
  expect(statusOf('exempt')).toMatchObject({ state: 'not-satisfied', reason: 'other' });
});

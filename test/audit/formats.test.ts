import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import Ajv2020 from 'ajv/dist/2020';
import { validateXML } from 'xmllint-wasm';
import { renderHuman } from '../../audit/human';
import { renderJson } from '../../audit/json';
import { renderJunit } from '../../audit/junit';
import { renderMarkdown } from '../../audit/markdown';
import { renderSarif } from '../../audit/sarif';
import { exitCodeOf } from '../../bin/render';
import { type Report, verdictsThatStop } from '../../judge/report';
import { exception, failedDrill, hostile, hostileReport, realReports } from './reports';

let reports: Readonly<Record<string, Report>>;

beforeAll(async () => {
  const real = await realReports();
  reports = { ...real, hostile: hostileReport(real.failing as Report, 7) };
});

const named = (name: string) => reports[name] as Report;
const json = (...path: string[]) => JSON.parse(readFileSync(join(__dirname, ...path), 'utf8'));
const names = ['plan', 'synth', 'failing', 'exempt', 'one site alone', 'drilled', 'hostile'];

describe('JSON', () => {
  const validate = new Ajv2020({ allErrors: true }).compile(json('..', '..', 'docs', 'report.schema.json'));

  test.each(names)('%s fits the published schema', (name) => {
    const report = JSON.parse(renderJson(named(name)));
    validate(report);
    expect(validate.errors ?? []).toEqual([]);
  });

  test('the schema refuses what it does not name, at every level', () => {
    const report = JSON.parse(renderJson(named('failing')));
    expect(validate({ ...report, more: 1 })).toBe(false);
    expect(validate({ ...report, verdicts: [{ ...report.verdicts[0], secret: 'x' }] })).toBe(false);
    expect(validate({ ...report, summary: { ...report.summary, fail: -1 } })).toBe(false);
    expect(validate({ ...report, schemaVersion: '2.0.0' })).toBe(false);
  });

  test('the schema says the version that reports have', () => {
    const { $id, properties } = json('..', '..', 'docs', 'report.schema.json');
    expect($id).toBe(`urn:estate:report:${named('plan').schemaVersion}`);
    expect(properties.schemaVersion.const).toBe(named('plan').schemaVersion);
  });
});

interface SarifResult {
  readonly ruleId: string;
  readonly kind: string;
  readonly level: string;
  readonly partialFingerprints: object;
  readonly locations: readonly unknown[];
  readonly suppressions?: readonly object[];
}

function resultsOf(report: Report): readonly SarifResult[] {
  return JSON.parse(renderSarif(report)).runs[0].results;
}

describe('SARIF', () => {
  const { id: _, $schema: __, ...schema } = json('schemas', 'sarif-2.1.0-rtm.5.json');
  const uri = /^[a-z][a-z0-9+.-]*:\S*$/i;
  // Draft 4 differs from what ajv reads in the name of `id` alone, as far as this schema goes.
  const formats = { uri, 'uri-reference': /^[\w\-./~%:+!'()*]*$/, 'date-time': /^\d{4}-/ };
  const validate = new Ajv({ allErrors: true, strict: false, unicodeRegExp: false, formats }).compile(schema);

  test.each(names)('%s is valid SARIF 2.1.0', (name) => {
    validate(JSON.parse(renderSarif(named(name))));
    expect(validate.errors ?? []).toEqual([]);
  });

  test('the validator refuses what is no SARIF', () => {
    const log = JSON.parse(renderSarif(named('failing')));
    expect(validate({ ...log, version: '2.0.0' })).toBe(false);
    log.runs[0].results[0].level = 'fatal';
    expect(validate(log)).toBe(false);
  });

  test('every finding is a result of its rule, and open has no level', () => {
    const report = named('failing');
    const found = report.verdicts.filter(({ outcome }) => outcome !== 'notObservable');
    const levels: Record<string, string> = {
      critical: 'error',
      high: 'error',
      medium: 'warning',
      low: 'note',
    };
    expect(resultsOf(report).map(({ ruleId, kind, level }) => [ruleId, kind, level])).toEqual(
      found.map(({ policy, outcome, severity }) =>
        outcome === 'undecided' ? [policy, 'open', 'none'] : [policy, 'fail', levels[severity]],
      ),
    );
    const { rules } = JSON.parse(renderSarif(report)).runs[0].tool.driver;
    expect(rules.every((rule: { help: { text: string } }) => rule.help.text.includes('Fix: '))).toBe(true);
    expect(found.some(({ outcome }) => outcome === 'undecided')).toBe(true);
  });

  test('an exempt finding is suppressed, with the reason that was given', () => {
    const suppressed = resultsOf(named('exempt')).filter(({ suppressions }) => suppressions);
    expect(suppressed.map(({ ruleId, suppressions }) => [ruleId, suppressions])).toEqual([
      [
        exception.policy,
        [
          {
            kind: 'external',
            status: 'accepted',
            justification: 'it is emptied on Friday (storage team, until 2026-12-31)',
          },
        ],
      ],
    ]);
  });

  test('a finding keeps its fingerprint when its message and line change, and no two are alike', () => {
    const report = named('failing');
    const verdicts = report.verdicts.map((verdict) => ({
      ...verdict,
      message: 'said otherwise',
      location: { file: 'stacks/other.ts', line: 7 },
    }));
    const prints = resultsOf(report).map(({ partialFingerprints }) => partialFingerprints);
    expect(resultsOf({ ...report, verdicts }).map((r) => r.partialFingerprints)).toEqual(prints);
    expect(new Set(prints.map((print) => JSON.stringify(print))).size).toBe(prints.length);
  });

  test('it points at the line that made the resource, else at the plan, and names the address', () => {
    const report = named('failing');
    const [verdict] = report.verdicts;
    if (!verdict) throw new Error('nothing failed');
    const of = (change: object) =>
      resultsOf({ ...report, verdicts: [{ ...verdict, ...change }] })[0]?.locations[0];
    expect(of({ stack: 'clinic', address: 'a.b', location: { file: 'constructs/a b.ts', line: 3 } })).toEqual(
      {
        physicalLocation: {
          artifactLocation: { uri: 'constructs/a%20b.ts', uriBaseId: '%SRCROOT%' },
          region: { startLine: 3 },
        },
        logicalLocations: [{ name: 'a.b', fullyQualifiedName: 'clinic:a.b', kind: 'resource' }],
      },
    );
    expect(of({ stack: 'clinic', address: 'a.b' })).toMatchObject({
      physicalLocation: { artifactLocation: { uri: 'plans/clinic.json', uriBaseId: '%SRCROOT%' } },
    });
  });
});

describe('JUnit', () => {
  const schema = readFileSync(join(__dirname, 'schemas', 'jenkins-junit.xsd'), 'utf8');
  const errorsOf = async (xml: string) => {
    const { valid, errors } = await validateXML({
      xml: [{ fileName: 'report.xml', contents: xml }],
      schema: [{ fileName: 'junit.xsd', contents: schema }],
    });
    return { valid, errors: errors.map(({ message }) => message) };
  };

  test.each(names)('%s is valid', async (name) => {
    expect(await errorsOf(renderJunit(named(name)))).toEqual({ valid: true, errors: [] });
  });

  test('the validator refuses what is no JUnit', async () => {
    expect((await errorsOf('<testsuites><testsuite name="x"/></testsuites>')).valid).toBe(false);
  });

  test.each(names)('%s: it is red exactly where the exit code is, and counts every verdict', (name) => {
    const report = named(name);
    const xml = renderJunit(report);
    const count = (pattern: RegExp) => xml.match(pattern)?.length ?? 0;
    expect(count(/<(failure|error) /g)).toBe(verdictsThatStop(report).length);
    expect(exitCodeOf(report)).toBe(count(/<(failure|error) /g) > 0 ? 1 : 0);
    const passes = report.passed.reduce((sum, { addresses }) => sum + addresses.length, 0);
    expect(count(/<testcase /g)).toBe(passes + report.verdicts.length + report.notApplicable.length);
    expect(xml).toContain(`<testsuites name="estate" tests="${count(/<testcase /g)}"`);
  });
});

test('a drill that lost rows is a failure in every format', () => {
  const report = named('drilled');
  const policy = 'resilience/drills-lose-nothing';
  const subject = 'dataset:patient-records';
  const message =
    'the drill of 2026-11-22 contradicts that patient-records survives the loss of clinic, mirror, primary: 3 rows of 4711 were missing';
  expect(exitCodeOf(report)).toBe(1);
  expect(report.verdicts.filter(({ outcome }) => outcome === 'fail')).toMatchObject([
    { policy, address: subject, message, severity: 'critical' },
  ]);
  expect(report.verdicts.find((one) => one.policy === policy)?.evidence).toEqual([
    expect.objectContaining({ path: 'found', source: 'drill.json' }),
  ]);
  expect(resultsOf(report).filter(({ kind }) => kind === 'fail')).toMatchObject([{ ruleId: policy }]);
  expect(renderMarkdown(report)).toMatch(/^## ❌ Not to be deployed: 1 failed/);
  expect(renderJunit(report)).toMatch(
    /<testsuite name="resilience\/drills-lose-nothing" tests="1" failures="1"/,
  );
  expect(renderHuman(report)).toContain('1 failed');
});

test('a drill that failed and counts for no dataset is said in a comment all the same', () => {
  const failed = ['<b>first</b>', 'second', 'third', 'fourth'];
  const drills = [failedDrill({ failed }), failedDrill(), failedDrill({ held: true, file: 'held.json' })];
  const text = renderMarkdown({ ...named('plan'), drills });
  const said = 'The drill <code>drill.json</code> of 2026-11-22 failed:**';
  expect(text).toContain(
    `- **${said} &#60;b&#62;first&#60;/b&#62;; second; third; and 1 more\n- **${said} nothing was exercised\n`,
  );
  expect(text).not.toContain('held.json');
  expect(renderMarkdown(named('hostile'))).toContain('\n- and 1 more drills failed\n');
});

test('a terminal obeys nothing that a plan names, and no name forges a line', () => {
  const text = renderHuman(named('hostile'));
  expect(hostile).toMatch(/\p{Cc}/u);
  expect(text).not.toMatch(/(?!\n)\p{Cc}|[\u202a-\u202e]/u);
  expect(text).not.toMatch(/^## heading/m);
});

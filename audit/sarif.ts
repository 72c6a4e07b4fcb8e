import { createHash } from 'node:crypto';
import type { Report, ReportedPolicy, Verdict } from '../judge/report';
import { exceptionOf } from './exception-of';
import { onOneLine } from './plain-text';

/** How a severity is shown: SARIF's own level, and the score (0 to 10) by which code scanning sorts security rules. */
const severities: Readonly<Record<string, { level: string; score: string }>> = {
  critical: { level: 'error', score: '9.5' },
  high: { level: 'error', score: '8.0' },
  medium: { level: 'warning', score: '5.5' },
  low: { level: 'note', score: '2.0' },
};

/**
 * Renders a report as SARIF 2.1.0: what fails, is undecided or exempt, each a result. Passes are left out: viewers
 * that ignore `kind` would show them as findings; they are counted in the run's properties.
 *
 * Undecided is kind `open` (section 3.27.9: not enough information to decide), for which the standard demands level
 * `none`. A viewer that knows no `open` still lists it, by the score of its rule; what stops a pipeline is the exit
 * code, not the viewer. What an input cannot show is a notification of the run, one for each policy.
 */
export function renderSarif(report: Report): string {
  const shown = report.verdicts.filter(({ outcome }) => outcome !== 'notObservable');
  const rules = report.policies.map(({ policy }) => policy);
  const seen = new Map<string, number>();
  const run = {
    tool: {
      driver: { name: report.tool.name, version: report.tool.version, rules: report.policies.map(ruleOf) },
    },
    originalUriBaseIds: {
      [sourceRoot]: { description: { text: 'The root of the project whose plan was judged.' } },
    },
    invocations: [{ executionSuccessful: true, toolExecutionNotifications: notificationsOf(report) }],
    artifacts: report.inputs.map(({ file, kind, stack, sha256 }) => ({
      location: locationOf(file),
      hashes: { 'sha-256': sha256 },
      properties: { kind, stack },
    })),
    results: shown.map((verdict) => resultOf(verdict, report, rules.indexOf(verdict.policy), seen)),
    columnKind: 'utf16CodeUnits',
    properties: { schemaVersion: report.schemaVersion, asOf: report.asOf, summary: report.summary },
  };
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0-rtm.5.json',
    version: '2.1.0',
    runs: [run],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

const sourceRoot = '%SRCROOT%';

function ruleOf({ policy, severity, title, why, remediation, controls }: ReportedPolicy) {
  const { level, score } = severities[severity] ?? { level: 'error', score: '9.5' };
  return {
    id: policy,
    name: policy,
    shortDescription: { text: title },
    fullDescription: { text: why },
    // No helpUri: it has to be absolute, and the reference lies in the project (docs/policies.md), wherever that is.
    help: {
      text: `${why}\n\nFix: ${remediation}\n\nControls: ${controls.join('; ')}\n\nMore: estate explain ${policy}`,
    },
    defaultConfiguration: { level },
    properties: { tags: ['security', ...controls], 'security-severity': score, problem: { severity: level } },
  };
}

function resultOf(verdict: Verdict, report: Report, ruleIndex: number, seen: Map<string, number>) {
  const { outcome, policy, severity, message, remediation, site, dataset, evidence } = verdict;
  const exception = exceptionOf(verdict, report);
  const isOpen = outcome === 'undecided';
  const said = onOneLine(
    `${isOpen ? 'Undecided: ' : ''}${placeOf(verdict)}: ${message}. Fix: ${remediation}`,
  );
  return {
    ruleId: policy,
    ...(ruleIndex < 0 ? {} : { ruleIndex }),
    kind: isOpen ? 'open' : 'fail',
    level: isOpen ? 'none' : (severities[severity]?.level ?? 'error'),
    message: { text: said },
    locations: [whereIs(verdict, report)],
    partialFingerprints: fingerprintsOf(verdict, seen),
    ...(outcome === 'exempt'
      ? {
          suppressions: [
            {
              kind: 'external',
              status: 'accepted',
              justification: exception
                ? onOneLine(`${exception.reason} (${exception.owner}, until ${exception.expires})`)
                : said,
            },
          ],
        }
      : {}),
    properties: { severity, outcome, site, dataset, evidence },
  };
}

function placeOf({ stack, address }: Verdict): string {
  return stack === '' ? address : `${stack} ${address}`;
}

/** The line that made it, else the file in which it was judged; what is about the estate is shown at the first input. */
function whereIs({ location, stack, address }: Verdict, { inputs }: Report) {
  const input = inputs.find((one) => one.stack === stack) ?? inputs[0];
  const physical = location
    ? { artifactLocation: locationOf(location.file), region: { startLine: location.line } }
    : input && { artifactLocation: locationOf(input.file) };
  const logical = { name: address, fullyQualifiedName: stack === '' ? address : `${stack}:${address}` };
  return {
    ...(physical ? { physicalLocation: physical } : {}),
    logicalLocations: [{ ...logical, kind: 'resource' }],
  };
}

/** A path as a URI: relative to the project's root, or a file of this machine where it is absolute. */
function locationOf(file: string) {
  const path = file.replaceAll('\\', '/').replace(/^(\.\/)+/, '');
  const uri = path
    .replaceAll(/\p{Surrogate}/gu, '\ufffd')
    .split('/')
    .map(encodeURIComponent)
    .join('/');
  return /^(\/|[A-Za-z]:\/)/.test(path)
    ? { uri: `file://${path.startsWith('/') ? '' : '/'}${uri}` }
    : { uri, uriBaseId: sourceRoot };
}

/**
 * The same finding has the same fingerprint in every run, whatever its message or line: policy, stack and address.
 * Where a policy says several things of one address they are told apart by their dataset and their order.
 */
function fingerprintsOf({ policy, stack, address, dataset }: Verdict, seen: Map<string, number>) {
  const hash = createHash('sha256')
    .update(JSON.stringify([policy, stack, address, dataset]))
    .digest('hex');
  const count = (seen.get(hash) ?? 0) + 1;
  seen.set(hash, count);
  // The second name is the only one that GitHub code scanning compares.
  return {
    'policyStackAddress/v1': `${hash}:${count}`,
    primaryLocationLineHash: `${hash.slice(0, 32)}:${count}`,
  };
}

function notificationsOf({ verdicts, notApplicable }: Report) {
  const hidden = new Map(
    verdicts.filter((v) => v.outcome === 'notObservable').map((v) => [v.policy, v.message]),
  );
  const said = [
    ...[...hidden].map(([policy, message]) => [policy, `Not observable: ${message}`] as const),
    ...notApplicable.map(
      (policy) =>
        [
          policy,
          'Not applicable: it needs an estate, and none is given, or judges what none of the inputs is',
        ] as const,
    ),
  ];
  return said.map(([policy, text]) => ({
    associatedRule: { id: policy },
    level: 'note',
    message: { text: `${policy}: ${onOneLine(text)}` },
  }));
}

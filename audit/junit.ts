import { type Report, type Verdict, verdictsThatStop } from '../judge/report';

/**
 * Renders a report as JUnit XML: a suite for each policy, a case for each thing it judged.
 *
 * What is undecided and stops is an `error`, JUnit's word for a test that came to no result; what only warns, is
 * exempt or not observable is `skipped` with its reason. So a CI system is red exactly when the exit code is 1.
 */
export function renderJunit(report: Report): string {
  const stops = new Set(verdictsThatStop(report));
  const passed = new Map(report.passed.map(({ policy, addresses }) => [policy, addresses]));
  const verdicts = byPolicy(report.verdicts);
  const names = new Set([
    ...report.policies.map(({ policy }) => policy),
    ...passed.keys(),
    ...verdicts.keys(),
    ...report.notApplicable,
  ]);
  const suites = [...names].map((policy) => {
    const cases = [
      ...(passed.get(policy) ?? []).map((name): Case => ({ name, result: 'passed', element: '' })),
      ...(verdicts.get(policy) ?? []).map((verdict) => caseOf(verdict, stops.has(verdict))),
      ...(report.notApplicable.includes(policy) ? [notApplicable()] : []),
    ];
    return { policy, cases };
  });
  const all = suites.flatMap(({ cases }) => cases);
  const head = attributes({
    name: report.tool.name,
    tests: all.length,
    failures: count(all, 'failed'),
    errors: count(all, 'open'),
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${head}>\n${suites
    .map(({ policy, cases }) => suite(policy, cases, report.asOf))
    .join('')}</testsuites>\n`;
}

function byPolicy(verdicts: readonly Verdict[]): ReadonlyMap<string, readonly Verdict[]> {
  const map = new Map<string, Verdict[]>();
  for (const verdict of verdicts) {
    const list = map.get(verdict.policy);
    if (list) list.push(verdict);
    else map.set(verdict.policy, [verdict]);
  }
  return map;
}

interface Case {
  readonly name: string;
  readonly result: 'passed' | 'failed' | 'open' | 'skipped';
  /** The element that says why it is not passed; empty where it is. */
  readonly element: string;
}

function notApplicable(): Case {
  const text = 'not applicable: it needs an estate, and none is given, or judges what none of the inputs is';
  return { name: '(estate)', result: 'skipped', element: element('skipped', {}, text) };
}

function caseOf(verdict: Verdict, stops: boolean): Case {
  const { stack, address, outcome, message, severity, remediation, evidence, location } = verdict;
  const name = stack === '' ? address : `${stack}:${address}`;
  const text = [
    message,
    `severity: ${severity}`,
    `fix: ${remediation}`,
    ...(location ? [`at: ${location.file}:${location.line}`] : []),
    ...evidence.map(({ path, value, source }) => `evidence: ${source} ${path} = ${value}`),
  ].join('\n');
  if (!stops) return { name, result: 'skipped', element: element('skipped', {}, `${outcome}: ${message}`) };
  if (outcome === 'fail')
    return { name, result: 'failed', element: element('failure', { type: severity, message }, text) };
  return { name, result: 'open', element: element('error', { type: outcome, message }, text) };
}

function suite(policy: string, cases: readonly Case[], asOf: string): string {
  const head = attributes({
    name: policy,
    tests: cases.length,
    failures: count(cases, 'failed'),
    errors: count(cases, 'open'),
    skipped: count(cases, 'skipped'),
    timestamp: `${asOf}T00:00:00`,
  });
  const lines = cases.map(({ name, element }) => {
    const open = `    <testcase${attributes({ name, classname: policy.replaceAll('/', '.') })}`;
    return element === '' ? `${open}/>\n` : `${open}>${element}</testcase>\n`;
  });
  return `  <testsuite${head}>\n${lines.join('')}  </testsuite>\n`;
}

function count(cases: readonly Case[], result: Case['result']): number {
  return cases.filter((one) => one.result === result).length;
}

function element(name: string, given: Readonly<Record<string, string>>, text: string): string {
  return `<${name}${attributes(given)}>${escapeXml(text)}</${name}>`;
}

function attributes(given: Readonly<Record<string, string | number>>): string {
  return Object.entries(given)
    .map(([name, value]) => ` ${name}="${escapeXml(String(value)).replaceAll('\n', '&#10;')}"`)
    .join('');
}

/** What XML 1.0 cannot hold at all, not even escaped. */
const impossible = /(?![\t\n\r])\p{Cc}|\p{Cs}|[\ufffe\uffff]/gu;

function escapeXml(text: string): string {
  return text
    .replaceAll(impossible, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\r', '&#13;')
    .replaceAll('\t', '&#9;');
}

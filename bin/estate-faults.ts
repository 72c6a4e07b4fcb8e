import type { EstateFault } from '../estate/estate-error';
import { type Report, type ReportedPolicy, reportPolicy } from '../judge/report';

/** What every other program refuses an estate for, as if a policy had said it. */
const policy: ReportedPolicy = reportPolicy({
  id: 'estate/valid',
  severity: 'critical',
  title: 'The estate keeps its own rules',
  why: 'An estate that breaks them is refused before anything is synthesized: it cannot be deployed.',
  remediation: 'Mend what is named.',
  controls: [],
});

/** A report with the faults of its estate among its findings, for a comparison. */
export function reportFaults(report: Report, faults: readonly EstateFault[]): Report {
  const { policy: id, severity, controls } = policy;
  const verdicts = faults.map(({ where, value, rule, fix }) => ({
    policy: id,
    severity,
    outcome: 'fail' as const,
    stack: '',
    address: where,
    site: null,
    dataset: null,
    message: `${value}, but the rule is: ${rule}`,
    evidence: [],
    remediation: fix,
    controls,
  }));
  const { summary } = report;
  return {
    ...report,
    policies: [policy, ...report.policies],
    verdicts: [...verdicts, ...report.verdicts],
    summary: { ...summary, fail: summary.fail + verdicts.length },
  };
}

import type { DatasetReport, PromiseVerdict, Report, Verdict } from '../judge/report';

export type Severity = 'critical' | 'high' | 'medium' | 'low';

/** What a change means for the promise: a rule of ours that is broken now, or a dataset that lost something. */
export interface Meaning {
  readonly severity: Severity;
  /** Id of the policy; null where it is about a dataset's copies or losses. */
  readonly policy: string | null;
  /** `stack:address`, `dataset:name` or what else the policy names. */
  readonly subject: string;
  readonly datasets: readonly string[];
  readonly message: string;
}

/** What is worse in `now` than in `before`: two reports on the same estate. */
export function worsened(before: Report, now: Report): readonly Meaning[] {
  return [...copiesLost(before, now), ...lossesNotWithstood(before, now), ...rulesBroken(before, now)];
}

function rulesBroken(before: Report, now: Report): readonly Meaning[] {
  const known = new Set(before.verdicts.map(keyOf));
  return now.verdicts
    .filter((verdict) => verdict.outcome === 'fail' || verdict.outcome === 'undecided')
    .filter((verdict) => !known.has(keyOf(verdict)))
    .map((verdict) => ({
      severity: verdict.outcome === 'fail' ? severityOf(verdict) : milder(severityOf(verdict)),
      policy: verdict.policy,
      subject: verdict.stack === '' ? verdict.address : `${verdict.stack}:${verdict.address}`,
      datasets: verdict.dataset === null ? [] : [verdict.dataset],
      message: verdict.outcome === 'fail' ? verdict.message : `not decided: ${verdict.message}`,
    }));
}

function keyOf({ policy, outcome, stack, address, message }: Verdict): string {
  return JSON.stringify([policy, outcome, stack, address, message]);
}

const severities: readonly Severity[] = ['critical', 'high', 'medium', 'low'];

/** A severity that nobody knows counts as the gravest. */
export function severityOf({ severity }: Pick<Verdict, 'severity'>): Severity {
  return severities.find((one) => one === severity) ?? 'critical';
}

function milder(severity: Severity): Severity {
  return severities[severities.indexOf(severity) + 1] ?? 'low';
}

const ranks: Readonly<Record<DatasetReport['copies'][number]['status'], number>> = {
  present: 0,
  undecided: 1,
  missing: 2,
};

function copiesLost(before: Report, now: Report): readonly Meaning[] {
  return now.datasets.flatMap(({ dataset, copies }) => {
    const were = before.datasets.find((one) => one.dataset === dataset)?.copies ?? [];
    return copies.flatMap(({ site, role, status, notes }) => {
      const was = were.find((one) => one.site === site)?.status ?? 'present';
      if (ranks[status] <= ranks[was]) return [];
      const what = role === 'home' ? `its home at ${site}` : `its copy at ${site}`;
      const says = status === 'missing' ? 'does not count any more' : 'may not count any more';
      return {
        severity: status === 'missing' ? ('critical' as const) : ('high' as const),
        policy: null,
        subject: `dataset:${dataset}`,
        datasets: [dataset],
        message: `${what} ${says}: ${notes.slice(0, 2).join(', ')}`,
      };
    });
  });
}

function lossesNotWithstood(before: Report, now: Report): readonly Meaning[] {
  const outcomes = new Map(before.promises.map((one) => [lossKey(one), one.outcome]));
  const worse = now.promises.filter((one) => {
    const was = outcomes.get(lossKey(one)) ?? 'withstands';
    return was === 'withstands'
      ? one.outcome !== 'withstands'
      : was === 'undecided' && one.outcome === 'lost';
  });
  const datasets = [...new Set(worse.map(({ dataset }) => dataset))];
  return datasets.flatMap((dataset) =>
    (['lost', 'undecided'] as const).flatMap((outcome) => {
      const losses = worse.filter((one) => one.dataset === dataset && one.outcome === outcome);
      if (losses.length === 0) return [];
      const names = losses.map((one) => one.losses.join(' and ').replace(':', ' ')).join(', ');
      const says = outcome === 'lost' ? 'it does not withstand' : 'it is not sure that it withstands';
      return {
        severity: outcome === 'lost' ? ('critical' as const) : ('high' as const),
        policy: null,
        subject: `dataset:${dataset}`,
        datasets: [dataset],
        message: `${says} the loss of ${names} any more`,
      };
    }),
  );
}

function lossKey({ dataset, losses }: PromiseVerdict): string {
  return `${dataset} ${losses.join()}`;
}

/** Worst first. */
export function bySeverity(a: Pick<Meaning, 'severity'>, b: Pick<Meaning, 'severity'>): number {
  return severities.indexOf(a.severity) - severities.indexOf(b.severity);
}

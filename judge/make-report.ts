import { byImportance, compare } from './importance';
import type { JudgeOptions } from './judge-options';
import type { JudgedStack } from './judged-stack';
import type { Context } from './policy';
import { reportDatasets, reportDrills, reportPromises } from './promise/report';
import { type Report, reportPolicy, schemaVersion } from './report';
import type { Tally } from './tally';

export function makeReport(
  tally: Tally,
  stacks: readonly JudgedStack[],
  context: Context,
  options: JudgeOptions,
): Report {
  const { estate, promises } = context;
  return {
    schemaVersion,
    tool: { name: 'estate', version: options.toolVersion ?? '0.1.0' },
    asOf: options.asOf,
    ...(estate.sandbox ? { sandbox: true as const } : {}),
    inputs: options.inputs ?? [],
    coverage: coverage(tally, stacks),
    policies: options.policies.map(reportPolicy),
    passed: [...tally.passed].map(([policy, addresses]) => ({ policy, addresses })),
    verdicts: tally.verdicts.toSorted(byImportance),
    notApplicable: tally.notApplicable.toSorted(compare),
    promises: reportPromises(promises),
    datasets: reportDatasets(promises, context),
    ...reportDrills(options.drills ?? []),
    exceptions: options.exceptions ?? [],
    assumptions: estate.assumptions.map(({ name, statement, source, confirmed, reviewBy }) => ({
      name,
      statement,
      source,
      confirmed,
      reviewBy,
    })),
    summary: { ...tally.counts, notApplicable: tally.notApplicable.length },
  };
}

function coverage(tally: Tally, stacks: readonly JudgedStack[]): Report['coverage'] {
  let resources = 0;
  let unjudged = 0;
  const types = new Map<string, number>();
  for (const { id, resource } of stacks.flatMap((stack) => stack.resources)) {
    resources += 1;
    if (tally.judged.has(id)) continue;
    unjudged += 1;
    types.set(resource.type, (types.get(resource.type) ?? 0) + 1);
  }
  return {
    resources,
    judged: resources - unjudged,
    unjudgedTypes: [...types]
      .map(([type, count]) => ({ type, count }))
      .toSorted((a, b) => (a.type < b.type ? -1 : 1)),
  };
}

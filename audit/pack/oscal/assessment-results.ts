import type { Report } from '../../../judge/report';
import { names, type PackIndex } from '../pack-index';
import { findingsOf } from './findings';
import { type Observed, observationsOf, observationsOfDrills } from './observations';
import { assets, ids, line, metadataOf, prop, reviewedControls, startOf } from './parts';
import { uuidOf } from './uuid';

/**
 * What was found: an observation for each verdict and for what passes each policy, a finding for each policy. OSCAL
 * 1.1.3, assessment results. Evidence is linked to the report and to the files of the pack.
 */
export function assessmentResults(report: Report, index: PackIndex, reportHash: string): object {
  const observed = observationsOf(report, index);
  const drilled = observationsOfDrills(report, index);
  const subjects = [...new Set([...subjectsOf(observed), ...drilled.map(({ subject }) => subject)])];
  const observations = [...observed, ...drilled].map(({ observation }) => observation);
  const attested = index.attested.map(({ policy }) => policy);
  const findings = findingsOf(report, observed, attested);
  return {
    'assessment-results': {
      uuid: uuidOf('assessment-results', reportHash),
      metadata: metadataOf('What was found in the estate', report),
      'import-ap': { href: names.plan },
      results: [
        {
          uuid: uuidOf('result', reportHash),
          title: line(`Judged as of ${report.asOf}`),
          description: describe(report),
          start: startOf(report),
          end: startOf(report),
          props: Object.entries(report.summary).map(([outcome, count]) =>
            prop(`count-${outcome}`, String(count)),
          ),
          'local-definitions': {
            ...(subjects.length === 0 ? {} : { 'inventory-items': subjects.map(inventoryItem) }),
            'assessment-assets': assets(report),
          },
          'reviewed-controls': reviewedControls(report),
          ...(observations.length === 0 ? {} : { observations }),
          ...(findings.length === 0 ? {} : { findings }),
          remarks: `What no policy judges is in ${names.report}, at /coverage.`,
        },
      ],
    },
  };
}

function describe({ summary, coverage, notApplicable }: Report): string {
  const { pass, fail, undecided, notObservable, exempt } = summary;
  return `${pass} pass, ${fail} fail, ${undecided} undecided, ${exempt} exempt, ${notObservable} not to be seen in the inputs; ${notApplicable.length} policies not applicable. ${coverage.judged} of ${coverage.resources} resources were judged by at least one policy.`;
}

function subjectsOf(observed: readonly Observed[]): readonly string[] {
  return [...new Set(observed.flatMap(({ subjects }) => subjects))];
}

function inventoryItem(id: string): object {
  return { uuid: ids.subject(id), description: line(id), props: [prop('address', id)] };
}

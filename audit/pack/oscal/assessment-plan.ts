import type { Report, ReportedPolicy } from '../../../judge/report';
import { names } from '../pack-index';
import {
  asked,
  assets,
  controlId,
  ids,
  line,
  metadataOf,
  objectiveOf,
  prop,
  reviewedControls,
} from './parts';
import { uuidOf } from './uuid';

/**
 * What was to be examined: each policy that was asked is an activity, and the objective of the controls it is mapped to.
 * OSCAL 1.1.3, assessment plan.
 */
export function assessmentPlan(report: Report, reportHash: string): object {
  const policies = asked(report);
  const objectives = policies.filter(({ controls }) => controls.length > 0).map(objective);
  return {
    'assessment-plan': {
      uuid: uuidOf('assessment-plan', reportHash),
      metadata: metadataOf('What is examined of the estate', report),
      'import-ssp': {
        href: names.estate,
        remarks: `There is no system security plan in OSCAL; what the estate declares is in ${names.estate}.`,
      },
      ...(policies.length === 0
        ? {}
        : {
            'local-definitions': {
              ...(objectives.length === 0 ? {} : { 'objectives-and-methods': objectives }),
              activities: policies.map(activity),
            },
          }),
      'reviewed-controls': reviewedControls(report),
      'assessment-subjects': [
        {
          type: 'inventory-item',
          description: 'Everything in the inputs that a policy is about.',
          'include-all': {},
        },
      ],
      'assessment-assets': assets(report),
      ...(policies.length === 0 ? {} : { tasks: [task(policies, report)] }),
    },
  };
}

/** An objective belongs to one control; the others that it is mapped to stand in its activity. */
function objective({ policy, title, controls }: ReportedPolicy): object {
  return {
    'control-id': controlId(controls[0] ?? ''),
    description: line(title),
    parts: [{ id: objectiveOf(policy), name: 'assessment-objective', prose: title }],
  };
}

function activity({ policy, title, why, remediation, severity, controls }: ReportedPolicy): object {
  return {
    uuid: ids.activity(policy),
    title: line(title),
    description: `${why}\n\nIf it is not so: ${remediation}`,
    props: [
      prop('policy', policy),
      prop('severity', severity),
      ...controls.map((one) => prop('control', one)),
    ],
    ...(controls.length === 0
      ? {}
      : {
          'related-controls': {
            'control-selections': [
              {
                'include-controls': [...new Set(controls.map(controlId))].map((id) => ({ 'control-id': id })),
              },
            ],
          },
        }),
  };
}

function task(policies: readonly ReportedPolicy[], report: Report): object {
  return {
    uuid: uuidOf('task', report.asOf),
    type: 'action',
    title: 'Judge all inputs together',
    timing: { 'on-date': { date: `${report.asOf}T00:00:00Z` } },
    'associated-activities': policies.map(({ policy }) => ({
      'activity-uuid': ids.activity(policy),
      subjects: [{ type: 'inventory-item', 'include-all': {} }],
    })),
  };
}

import type { Report } from '../../../judge/report';
import type { Observed } from './observations';
import { asked, line, objectiveOf, prop } from './parts';
import { uuidOf } from './uuid';

/**
 * One finding for each policy that said anything. Only where everything it judged passes is its objective satisfied:
 * what is undecided, exempt or not to be seen is not.
 */
export function findingsOf(
  report: Report,
  observed: readonly Observed[],
  attested: readonly string[],
): readonly object[] {
  return asked(report).flatMap(({ policy, title, why, controls }) => {
    const own = observed.filter((one) => one.policy === policy);
    if (own.length === 0) return [];
    const outcomes = own.map(({ outcome }) => outcome);
    const state = outcomes.every((one) => one === 'pass') ? 'satisfied' : 'not-satisfied';
    const reason = outcomes.includes('fail') ? 'fail' : state === 'satisfied' ? 'pass' : 'other';
    const counts = [...new Set(outcomes)].map((one) => `${outcomes.filter((o) => o === one).length} ${one}`);
    return [
      {
        uuid: uuidOf('finding', policy, ...own.map(({ uuid }) => uuid)),
        title: line(title),
        description: why,
        props: [
          prop('policy', policy),
          ...controls.map((control) => prop('control', control)),
          ...(attested.includes(policy) ? [prop('attested', 'it cannot be repeated from the pack')] : []),
        ],
        target: {
          type: 'objective-id',
          'target-id': objectiveOf(policy),
          title: line(title),
          status: { state, reason, remarks: `Observations: ${counts.join(', ')}.` },
        },
        'related-observations': own.map(({ uuid }) => ({ 'observation-uuid': uuid })),
      },
    ];
  });
}

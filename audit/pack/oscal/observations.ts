import type { Report, Verdict } from '../../../judge/report';
import { names, type PackIndex } from '../pack-index';
import { ids, line, prop, startOf } from './parts';
import { uuidOf } from './uuid';

export interface Observed {
  readonly policy: string;
  readonly outcome: Verdict['outcome'] | 'pass';
  readonly uuid: string;
  /** `stack:address` */
  readonly subjects: readonly string[];
  readonly observation: object;
}

/** One for each verdict, and one for everything that passes a policy. */
export function observationsOf(report: Report, index: PackIndex): readonly Observed[] {
  return [
    ...report.verdicts.map((verdict, at) => ofVerdict(verdict, at, report, index)),
    ...report.passed.map((one, at) => ofPassed(one, at, report)),
  ];
}

/** One for each drill and each dataset that it says something of: what was exercised, linked to the drill's report. */
export function observationsOfDrills(
  { datasets, drills: given = [] }: Report,
  index: PackIndex,
): readonly { readonly subject: string; readonly observation: object }[] {
  return datasets.flatMap(({ dataset, drills = [] }, at) =>
    drills.map((drill, nth) => {
      const { file, finishedAt, outcome, why, by, sites, found, exercised, missing } = drill;
      const subject = `dataset:${dataset}`;
      const packed = index.drills.find(({ input }) => input === file);
      const { notExercised = [] } = given.find((one) => one.file === file) ?? {};
      const said =
        why === null
          ? `Loss of ${sites.join(', ')}: ${exercised} ${by === 'objects' ? 'objects' : 'rows'}, ${missing} missing. ${found.join('; ')}`
          : `It shows nothing here: ${why}.`;
      const observation = {
        uuid: uuidOf('drill', subject, file, finishedAt, String(nth)),
        title: line(`drill of ${finishedAt}: ${subject}`),
        description: `${said}\n\nNot exercised: ${notExercised.join('; ')}`,
        props: [prop('drill', outcome), prop('exercised-by', by), prop('dataset', dataset)],
        methods: ['TEST'],
        types: ['historic'],
        subjects: [{ 'subject-uuid': ids.subject(subject), type: 'inventory-item', title: line(subject) }],
        'relevant-evidence': [
          { href: `${names.report}#/datasets/${at}/drills/${nth}`, description: 'What the drill comes to.' },
          ...(packed
            ? [{ href: packed.file, description: 'The report of the drill, without secrets.' }]
            : []),
        ],
        collected: finishedAt,
      };
      return { subject, observation };
    }),
  );
}

function ofVerdict(verdict: Verdict, at: number, report: Report, index: PackIndex): Observed {
  const { policy, outcome, message, remediation, severity, stack, address, evidence, site, dataset } =
    verdict;
  const subject = stack === '' ? address : `${stack}:${address}`;
  const uuid = uuidOf('observation', policy, outcome, subject, message, String(at));
  const inputs = index.inputs.filter((input) => input.stack === stack);
  const observation = {
    uuid,
    title: line(`${policy}: ${subject}`),
    description: `${message}\n\nTo do: ${remediation}`,
    props: [
      prop('policy', policy),
      prop('outcome', outcome),
      prop('severity', severity),
      ...(site === null ? [] : [prop('site', site)]),
      ...(dataset === null ? [] : [prop('dataset', dataset)]),
      ...(verdict.readFrom ? [prop('read-from', 'the configuration that the plan was made from')] : []),
    ],
    methods: ['TEST'],
    types: ['finding'],
    subjects: [{ 'subject-uuid': ids.subject(subject), type: 'inventory-item', title: line(subject) }],
    'relevant-evidence': [
      { href: `${names.report}#/verdicts/${at}`, description: 'The verdict.' },
      ...inputs.map(({ file, source }) => ({
        href: verdict.readFrom && source ? source.file : file,
        description: 'What was judged, without secrets.',
        ...(evidence.length === 0
          ? {}
          : {
              props: evidence.map(({ path, value, source: from }) =>
                prop('value', `${from} ${path} = ${value}`),
              ),
            }),
      })),
    ],
    collected: startOf(report),
  };
  return { policy, outcome, uuid, subjects: [subject], observation };
}

function ofPassed({ policy, addresses }: Report['passed'][number], at: number, report: Report): Observed {
  const subjects = [...new Set(addresses)];
  const uuid = uuidOf('observation', policy, 'pass', ...subjects);
  const observation = {
    uuid,
    title: line(`${policy}: ${addresses.length} pass`),
    description: `${addresses.length} subjects pass.`,
    props: [prop('policy', policy), prop('outcome', 'pass')],
    methods: ['TEST'],
    types: ['finding'],
    subjects: subjects.map((subject) => ({
      'subject-uuid': ids.subject(subject),
      type: 'inventory-item',
      title: line(subject),
    })),
    'relevant-evidence': [{ href: `${names.report}#/passed/${at}`, description: 'What passes.' }],
    collected: startOf(report),
  };
  return {
    policy,
    outcome: 'pass',
    uuid,
    subjects,
    observation: subjects.length === 0 ? withoutSubjects(observation) : observation,
  };
}

/** OSCAL has no empty lists. */
function withoutSubjects({ subjects: _, ...rest }: { readonly subjects: unknown }): object {
  return rest;
}

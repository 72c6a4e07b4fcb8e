import type { Report, ReportedPolicy } from '../../../judge/report';
import { onOneLine } from '../../plain-text';
import { uuidOf } from './uuid';

/** Version of OSCAL that BSI's catalogues use. */
export const oscalVersion = '1.1.3';
const ns = 'urn:estate:oscal';

/** A line of text as OSCAL takes it: not empty, without breaks, without space at its ends. */
export function line(text: string): string {
  return onOneLine(text).trim() || '(empty)';
}

/** A name as OSCAL takes it for ids: letters, digits, dots, dashes, low lines; a letter first. */
export function token(name: string): string {
  const plain = name.replaceAll(/[^\p{L}\p{N}._-]+/gu, '_');
  return /^[\p{L}_]/u.test(plain) ? plain : `_${plain}`;
}

export function prop(name: string, value: string): object {
  return { name, ns, value: line(value) };
}

/** The day judged, which is all that is known of the time. */
export function startOf({ asOf }: Report): string {
  return `${asOf}T00:00:00Z`;
}

export function metadataOf(title: string, report: Report): object {
  return {
    title,
    'last-modified': startOf(report),
    version: report.asOf,
    'oscal-version': oscalVersion,
    props: [
      prop('report-schema-version', report.schemaVersion),
      prop('time-precision', 'only the day is known: times are the start of the day judged, in UTC'),
    ],
    remarks:
      'Shows which technical controls hold in what was judged. It is no statement that any law or standard is complied with.',
  };
}

/** The same parts in the plan and in the results. */
export const ids = {
  tool: (report: Report) => uuidOf('tool', report.tool.name, report.tool.version),
  platform: (report: Report) => uuidOf('platform', report.tool.name, report.tool.version),
  activity: (policy: string) => uuidOf('activity', policy),
  subject: (id: string) => uuidOf('subject', id),
} as const;

/** Policies that were asked, not those that are not applicable. */
export function asked({ policies, notApplicable }: Report): readonly ReportedPolicy[] {
  return policies.filter(({ policy }) => !notApplicable.includes(policy));
}

/** The statement that a policy checks, as the objective of a control. */
export function objectiveOf(policy: string): string {
  return token(policy.replaceAll('/', '.'));
}

export function controlId(control: string): string {
  return token(control.toLowerCase());
}

/** What the policies that were asked are mapped to; an id is this project's name of a control, since the sources have no common catalogue. */
export function reviewedControls(report: Report): object {
  const controls = [...new Set(asked(report).flatMap((policy) => policy.controls))].toSorted();
  return {
    description:
      'Statements of laws and standards that policies give evidence for; none of them is shown by them alone.',
    'control-selections': [
      controls.length === 0
        ? { 'include-all': {} }
        : {
            description: controls.join('; '),
            'include-controls': [...new Set(controls.map(controlId))].map((id) => ({ 'control-id': id })),
          },
    ],
  };
}

export function toolComponent(report: Report): object {
  return {
    uuid: ids.tool(report),
    type: 'software',
    title: report.tool.name,
    description: 'Judges plans, states and objects before they are deployed.',
    props: [prop('version', report.tool.version)],
    status: { state: 'operational' },
  };
}

export function assets(report: Report): object {
  return {
    components: [toolComponent(report)],
    'assessment-platforms': [
      {
        uuid: ids.platform(report),
        title: line(`${report.tool.name} ${report.tool.version}`),
        'uses-components': [{ 'component-uuid': ids.tool(report) }],
      },
    ],
  };
}
